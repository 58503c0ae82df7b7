"""Papers of confidence at the desk: the disclosure to sign, and an adult's statement of points."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from reception.changes import Done
from reception.documents.consent_texts import consent_text
from reception.documents.payloads import Person
from reception.documents.payloads_confidence import (
    AccountStatement,
    DisclosureConsent,
    Lapsing,
    StatementLine,
)
from reception.errors import InvalidInput, Refused
from reception.models import Consent, Patient
from reception.rules.statement import Line, statement_of
from reception.services.consents import programme_name
from reception.services.paper_data import PaperMaker, person
from reception.services.paper_signing import decline_papers
from reception.services.paper_states import void_papers
from reception.services.papers import keep_paper, paper_maker, papers_made
from reception.storage.confidence import points_left
from reception.storage.statements import lapsing_by_month, own_persons, statement_entries
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, msg
from reception.values.choices import ConsentPurpose, ConsentState, PaperKind
from reception.values.labels import entry_label
from reception.values.period import age_on

ADULT_AGE = 18


def issue_disclosure(
    uow: UnitOfWork, *, patient_id: int, toward_id: int, language: Language | None = None
) -> Done[int]:
    """The sheet by which an adult lets another see the days of her visits; answers the paper."""
    patient, other = uow.find.patient(patient_id), uow.find.patient(toward_id)
    if patient_id == toward_id:
        raise InvalidInput(msg("Say who may see the visit dates."), field="toward")
    maker = paper_maker(uow, patient, language)
    maker.check(PaperKind.DISCLOSURE_CONSENT)
    data = DisclosureConsent(maker.imprint(), maker.clinic, person(patient), person(other))
    paper = keep_paper(uow, maker, PaperKind.DISCLOSURE_CONSENT, data, patient)
    waiting = _waiting(uow, patient_id, toward_id)
    if waiting is None:
        waiting = Consent(
            patient_id=patient_id,
            purpose=ConsentPurpose.DISCLOSURE,
            state=ConsentState.TO_SIGN,
            toward_id=toward_id,
            given_on=uow.today,
            signed_by_id=patient_id,
            recorded_at=uow.now,
            recorded_by_id=uow.actor.staff_id,
        )
        uow.add(waiting)
    elif waiting.paper_id is not None:
        void_papers(uow, paper_ids=(waiting.paper_id,))
    text = consent_text(
        ConsentPurpose.DISCLOSURE, maker.clinic, programme_name(uow, maker), maker.translator
    )
    waiting.paper_id, waiting.text_language = paper.id, paper.language
    waiting.text_version, waiting.text_hash = text.version, text.digest
    made = papers_made(uow, [paper.id], paper.id)
    return replace(made, undo=partial(decline_papers, paper_ids=(paper.id,)))


def _waiting(uow: UnitOfWork, patient_id: int, toward_id: int) -> Consent | None:
    """What was printed for the same adult and is not signed."""
    for row in uow.find.consents(patient_id, ConsentPurpose.DISCLOSURE):
        if row.toward_id == toward_id and row.state is ConsentState.TO_SIGN:
            return row
    return None


def issue_statement(
    uow: UnitOfWork,
    *,
    reader_id: int,
    first: date,
    last: date,
    language: Language | None = None,
) -> Done[int]:
    """The points of an account for one adult member of it; answers the paper.

    Other adults' entries are sums of months (`rules.statement`).  Raises Refused for anybody who
    is not an adult member of an account.
    """
    if last < first:
        raise InvalidInput(
            msg("The period ends on {last}, before it begins on {first}.", first=first, last=last),
            field="last",
        )
    reader = uow.find.patient(reader_id)
    membership = uow.find.membership(reader_id)
    if membership is None or _is_minor(reader, uow.today):
        raise Refused(msg("A statement is for an adult member of the account."), code="not_allowed")
    maker = paper_maker(uow, reader, language)
    maker.check(PaperKind.ACCOUNT_STATEMENT)
    account_id = membership.account_id
    found = statement_of(
        statement_entries(uow.session, account_id),
        own=own_persons(uow.session, account_id, reader_id, uow.today),
        first=first,
        last=last,
    )
    _usable, held = points_left(uow.session, account_id, uow.today)
    data = AccountStatement(
        imprint=maker.imprint(),
        clinic=maker.clinic,
        programme_name=programme_name(uow, maker),
        account_number=f"{account_id:06d}",
        reader=Person(reader.full_name, reader.birth_date),
        first=first,
        last=last,
        opening=found.opening,
        lines=tuple(_line(uow, maker, line, reader_id) for line in found.lines),
        closing=found.closing,
        held=held,
        expiring=tuple(
            Lapsing(f"{month:%m.%Y}", points)
            for month, points in lapsing_by_month(uow.session, account_id, uow.today)
        ),
        has_others=found.has_others,
    )
    paper = keep_paper(uow, maker, PaperKind.ACCOUNT_STATEMENT, data, reader)
    uow.about("patient", reader_id)
    return papers_made(uow, [paper.id], paper.id)


def _line(uow: UnitOfWork, maker: PaperMaker, line: Line, reader_id: int) -> StatementLine:
    say = maker.translator.text
    if line.day is None or line.kind is None:
        what = say(msg("other adults of the family, sum of the month"))
        return StatementLine(f"{line.month:%m.%Y}", what, line.points)
    what = say(entry_label(line.kind))
    if line.person_id is not None and line.person_id != reader_id:
        what = f"{what}, {uow.find.patient(line.person_id).spoken_name}"
    return StatementLine(maker.translator.day(line.day), what, line.points)


def _is_minor(patient: Patient, today: date) -> bool:
    return patient.birth_date is not None and age_on(patient.birth_date, today) < ADULT_AGE
