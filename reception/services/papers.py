"""Papers: made with a number and a frozen payload, printed, handed over; each can be undone.

A payload is what the paper says, in the patient's language, as of the moment it is made; it is
stored as JSON, so that a reprint is identical.  Printing itself is a job outside the transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from reception.changes import Done
from reception.documents.consent_texts import ConsentText, consent_text
from reception.documents.payloads import Card as CardFace
from reception.documents.payloads import RulesSheet
from reception.documents.render import write_payload
from reception.documents.rules_content import rules_sheet
from reception.errors import Refused
from reception.models import Consent, Paper, Patient
from reception.rules.terms import Terms
from reception.services.joining import version_in_force
from reception.services.paper_data import PaperMaker
from reception.services.paper_states import void_papers
from reception.storage.promotion_rows import terms_with_promotions
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, msg, nmsg
from reception.values.card_number import CardNumber
from reception.values.choices import (
    AcceptanceState,
    CardForm,
    ConsentPurpose,
    ConsentState,
    PaperKind,
    PaperState,
)

V = TypeVar("V")
JOINING = "papers.joining"
JOINING_KINDS = (
    PaperKind.APPLICATION,
    PaperKind.DATA_CONSENT,
    PaperKind.ADVERTISING_CONSENT,
    PaperKind.RULES_SHEET,
)
"""In signing order."""


def issue_rules_sheet(
    uow: UnitOfWork,
    *,
    patient_id: int | None = None,
    language: Language | None = None,
    large_print: bool | None = None,
) -> Done[int]:
    """The rules sheet of the version in force, for a patient or for the desk; answers the paper.

    `language` is the patient's, else the clinic's, where none is named; large print what the
    patient prefers, where nothing is said.  Raises InvalidInput
    naming each empty requisite of the clinic, Refused where no programme is in force.
    """
    version, terms = version_in_force(uow)
    patient = None if patient_id is None else uow.find.patient(patient_id)
    maker = paper_maker(uow, patient, language)
    maker.check(PaperKind.RULES_SHEET)
    if large_print is None:
        large_print = patient is not None and patient.large_print
    paper = _sheet(uow, maker, terms, version.id, patient, large_print=large_print)
    return papers_made(uow, [paper.id], paper.id)


def draw_rules_sheet(
    uow: UnitOfWork,
    *,
    version: int | None = None,
    language: Language | None = None,
    large_print: bool = False,
) -> Done[tuple[RulesSheet, Language]]:
    """What the sheet of a published version says, and in which language, without keeping a paper.

    `version` is the one in force where none is named, `language` the clinic's.  Raises Refused
    where there is no such version.
    """
    if version is None:
        _row, terms = version_in_force(uow)
    else:
        terms = _terms_of(uow, version)
    maker = paper_maker(uow, None, language)
    maker.check(PaperKind.RULES_SHEET)
    imprint = replace(maker.imprint(), number="")
    facts = maker.sheet_facts()
    data = rules_sheet(terms, facts, imprint, maker.translator, large_print=large_print)
    return Done((data, maker.translator.language))


def draw_card(
    uow: UnitOfWork, *, number: CardNumber, language: Language | None = None
) -> Done[tuple[CardFace, Language]]:
    """The face of a card of the clinic, without keeping a paper; Refused for a foreign number.

    `language` is the holder's, else the clinic's, where none is named.
    """
    card = uow.find.card_numbered(number.digits)
    if card is None:
        raise Refused(msg("Card {number} is not known here.", number=number), code="unknown_card")
    holder = None if card.holder_id is None else uow.find.patient(card.holder_id)
    maker = paper_maker(uow, holder, language)
    maker.check(PaperKind.CARD)
    _version, terms = version_in_force(uow)
    return Done((maker.card(terms, card), maker.translator.language))


def _terms_of(uow: UnitOfWork, version: int) -> Terms:
    published = uow.find.published_versions()
    for row in published:
        if row.number == version:
            return terms_with_promotions(uow.session, row.terms)
    known = ", ".join(str(row.number) for row in published)
    raise Refused(
        msg("There is no version {version}. There are: {known}.", version=version, known=known),
        code="unknown_version",
    )


def issue_card_paper(
    uow: UnitOfWork, *, card_id: int, language: Language | None = None
) -> Done[int]:
    """The card itself: a page of plastic size, or a paper card to cut out where it is on paper."""
    card = uow.find.card(card_id)
    holder = None if card.holder_id is None else uow.find.patient(card.holder_id)
    maker = paper_maker(uow, holder, language)
    _version, terms = version_in_force(uow)
    on_paper = card.form is CardForm.PAPER
    kind = PaperKind.PAPER_CARD if on_paper else PaperKind.CARD
    maker.check(kind)
    if on_paper:
        temporary = maker.paper_card(terms, card)
        number, data = temporary.imprint.number, write_payload(temporary)
    else:
        number, data = maker.imprint().number, write_payload(maker.card(terms, card))
    paper = _keep(uow, maker, kind, number, data, holder, version_id=card.version_id)
    return papers_made(uow, [paper.id], paper.id)


def print_joining_papers(
    uow: UnitOfWork,
    *,
    patient_id: int,
    advertising: bool = True,
    language: Language | None = None,
) -> Done[tuple[int, ...]]:
    """All papers of joining, in signing order: application, data consents, advertising, rules.

    A data consent is printed for the person and for each child entered by her; the advertising
    sheet has no box ticked.  The papers are linked to the acceptance and the consents they are
    to prove.  Raises Refused where the person is on no account, InvalidInput naming each empty
    requisite of the clinic.
    """
    patient = uow.find.patient(patient_id)
    version, terms = version_in_force(uow)
    maker = paper_maker(uow, patient, language)
    maker.check(PaperKind.RULES_SHEET)
    wanted = joining_kinds(uow)
    papers: list[Paper] = []
    if PaperKind.APPLICATION in wanted:
        papers.append(_application(uow, maker, terms, version.id, patient))
    if PaperKind.DATA_CONSENT in wanted:
        papers += [
            _data_consent(uow, maker, terms, subject, patient)
            for subject in (patient, *maker.entered_by(patient))
        ]
    if advertising and PaperKind.ADVERTISING_CONSENT in wanted:
        papers.append(_advertising_consent(uow, maker, patient))
    if PaperKind.RULES_SHEET in wanted or not papers:
        large = patient.large_print
        papers.append(_sheet(uow, maker, terms, version.id, patient, large_print=large))
    numbers = tuple(paper.id for paper in papers)
    return papers_made(uow, numbers, numbers)


def joining_kinds(uow: UnitOfWork) -> frozenset[PaperKind]:
    """Which papers of joining the clinic prints; all four unless it chose otherwise."""
    chosen = uow.find.setting(JOINING, [kind.value for kind in JOINING_KINDS])
    return frozenset(PaperKind(one) for one in chosen)


def paper_maker(uow: UnitOfWork, patient: Patient | None, language: Language | None) -> PaperMaker:
    """The maker of papers in the language named, else the patient's, else the clinic's."""
    if language is None:
        language = uow.clinic.language if patient is None else patient.language
    return PaperMaker(uow, language)


def papers_made(uow: UnitOfWork, paper_ids: Sequence[int], value: V) -> Done[V]:
    """The papers are stored and wait for the printer."""
    uow.about("paper", paper_ids[0])
    count = len(paper_ids)
    said = nmsg("{count} paper is ready to print.", "{count} papers are ready to print.", count)
    return Done(value, said, undo=partial(void_papers, paper_ids=tuple(paper_ids)))


def _application(
    uow: UnitOfWork, maker: PaperMaker, terms: Terms, version_id: int, patient: Patient
) -> Paper:
    data = maker.application(terms, patient)
    paper = keep_paper(uow, maker, PaperKind.APPLICATION, data, patient, version_id=version_id)
    for acceptance in uow.find.acceptances(patient.id):
        if acceptance.state is not AcceptanceState.SIGNED:
            acceptance.paper_id = paper.id
    return paper


def _data_consent(
    uow: UnitOfWork, maker: PaperMaker, terms: Terms, subject: Patient, signer: Patient
) -> Paper:
    data = maker.data_consent(subject, signer, terms)
    paper = keep_paper(uow, maker, PaperKind.DATA_CONSENT, data, subject)
    text = consent_text(ConsentPurpose.DATA, data.clinic, data.programme_name, maker.translator)
    _prove(uow.find.consents(subject.id, ConsentPurpose.DATA), paper, text)
    return paper


def _advertising_consent(uow: UnitOfWork, maker: PaperMaker, patient: Patient) -> Paper:
    data = maker.advertising_consent(patient)
    paper = keep_paper(uow, maker, PaperKind.ADVERTISING_CONSENT, data, patient)
    text = consent_text(ConsentPurpose.ADVERTISING, data.clinic, "", maker.translator)
    _prove(uow.find.consents(patient.id, ConsentPurpose.ADVERTISING), paper, text)
    return paper


def _sheet(
    uow: UnitOfWork,
    maker: PaperMaker,
    terms: Terms,
    version_id: int,
    patient: Patient | None,
    *,
    large_print: bool = False,
) -> Paper:
    card = None if patient is None else maker.card_of(patient)
    data = rules_sheet(
        terms,
        maker.sheet_facts(),
        maker.imprint(),
        maker.translator,
        card_number="" if card is None else card.number,
        large_print=large_print,
    )
    return keep_paper(uow, maker, PaperKind.RULES_SHEET, data, patient, version_id=version_id)


def _prove(consents: Sequence[Consent], paper: Paper, text: ConsentText) -> None:
    """Link what the paper will prove, with version, language and hash of its text."""
    for consent in consents:
        if consent.state is ConsentState.TO_SIGN:
            consent.paper_id, consent.text_language = paper.id, paper.language
            consent.text_version, consent.text_hash = text.version, text.digest


def keep_paper(
    uow: UnitOfWork,
    maker: PaperMaker,
    kind: PaperKind,
    data: Any,
    patient: Patient | None,
    *,
    version_id: int | None = None,
) -> Paper:
    """Store a paper under the number of its imprint, to be printed."""
    number = data.imprint.number
    return _keep(uow, maker, kind, number, write_payload(data), patient, version_id=version_id)


def _keep(
    uow: UnitOfWork,
    maker: PaperMaker,
    kind: PaperKind,
    number: str,
    payload: str,
    patient: Patient | None,
    *,
    version_id: int | None,
) -> Paper:
    membership = None if patient is None else uow.find.membership(patient.id)
    paper = Paper(
        number=number,
        kind=kind,
        language=maker.translator.language,
        payload=payload,
        patient_id=None if patient is None else patient.id,
        account_id=None if membership is None else membership.account_id,
        version_id=version_id,
        state=PaperState.TO_PRINT,
        day=uow.today,
        created_at=uow.now,
        created_by_id=uow.actor.staff_id,
    )
    uow.add(paper)
    return paper
