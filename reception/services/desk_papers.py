"""Papers of the desk itself through the one pipeline: print batches, test page, cue cards, poster."""

from __future__ import annotations

from datetime import date

from reception.changes import Done
from reception.documents import payloads_desk
from reception.documents.payloads import Note
from reception.documents.rules_content import edition_of
from reception.models import Patient
from reception.rules.figures import sentences_of
from reception.rules.terms import Terms
from reception.rules.wording import ClinicFacts, Sentence, rules_sheet_sentences, short_line
from reception.services.joining import version_in_force
from reception.services.paper_data import PaperMaker
from reception.services.papers import keep_paper, paper_maker, papers_made
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, Message, msg, nmsg
from reception.values.choices import CardLayout, Country, Job, PaperKind

_ANSWERS: tuple[tuple[Message, tuple[str, ...]], ...] = (
    (msg("What it is for"), ("T1", "T3")),
    (msg("How much"), ("T2", "T7", "T9")),
    (msg("How to get it"), ("T11", "T8")),
    (msg("How to spend"), ("T4",)),
    (msg("What is left out"), ("T5",)),
    (msg("Until when"), ("T6",)),
)
_ON_THE_WALL = ("T1", "T2", "T3", "T4")


def issue_card_batch(
    uow: UnitOfWork,
    *,
    batch_id: int,
    layout: CardLayout = CardLayout.CR80,
    language: Language | None = None,
) -> Done[int]:
    """The print file of a batch, the numbers owed first; answers the paper."""
    batch = uow.find.card_batch(batch_id)
    version, terms = version_in_force(uow)
    maker = paper_maker(uow, None, language)
    maker.check(PaperKind.CARD_BATCH)
    data = payloads_desk.CardBatch(
        imprint=maker.imprint(),
        card=maker.blank(terms),
        numbers=tuple(card.number for card in uow.find.cards_of_batch(batch_id)),
        layout=layout,
    )
    paper = keep_paper(uow, maker, PaperKind.CARD_BATCH, data, None, version_id=version.id)
    batch.paper_id = paper.id
    return papers_made(uow, [paper.id], paper.id)


def issue_calibration(
    uow: UnitOfWork,
    *,
    printer: str,
    right: int,
    down: int,
    on_card: bool = False,
    language: Language | None = None,
) -> Done[int]:
    """The test page with what is saved for a printer, in tenths of a millimetre.

    With `on_card` it has the size of plastic.
    """
    maker = paper_maker(uow, None, language)
    data = payloads_desk.Calibration(
        maker.imprint(), maker.clinic.name, printer, right, down, on_card
    )
    paper = keep_paper(uow, maker, PaperKind.CALIBRATION, data, None)
    return papers_made(uow, [paper.id], paper.id)


def issue_what_it_gives(
    uow: UnitOfWork,
    *,
    patient_id: int | None = None,
    own_points: int | None = None,
    account_points: int | None = None,
    language: Language | None = None,
) -> Done[int]:
    """One page about the programme, with the figures that were asked for the person."""
    version, terms = version_in_force(uow)
    patient = None if patient_id is None else uow.find.patient(patient_id)
    maker = paper_maker(uow, patient, language)
    maker.check(PaperKind.WHAT_IT_GIVES)
    said = _sentences(uow, maker, terms)
    data = payloads_desk.WhatItGives(
        imprint=maker.imprint(),
        clinic=maker.clinic,
        edition=edition_of(terms, maker.translator),
        short=f"{short_line(terms, maker.translator.language)}.",
        answers=tuple(
            Note(maker.translator.text(label), " ".join(said[code] for code in codes))
            for label, wanted in _ANSWERS
            if (codes := [code for code in wanted if code in said])
        ),
        figure=_figure(maker, patient, own_points, account_points),
        advertises=_advertises(uow),
    )
    paper = keep_paper(uow, maker, PaperKind.WHAT_IT_GIVES, data, patient, version_id=version.id)
    return papers_made(uow, [paper.id], paper.id)


def issue_cue_card(uow: UnitOfWork, *, job: Job, language: Language | None = None) -> Done[int]:
    """The cue card of one role."""
    version, terms = version_in_force(uow)
    maker = paper_maker(uow, None, language)
    maker.check(PaperKind.CUE_CARD)
    data = payloads_desk.CueCard(
        imprint=maker.imprint(),
        clinic_name=maker.clinic.name,
        edition=edition_of(terms, maker.translator),
        job=job,
        short=f"{short_line(terms, maker.translator.language)}.",
    )
    paper = keep_paper(uow, maker, PaperKind.CUE_CARD, data, None, version_id=version.id)
    return papers_made(uow, [paper.id], paper.id)


def issue_paper_journal(uow: UnitOfWork, *, language: Language | None = None) -> Done[int]:
    """The journal to write by hand while there is no power."""
    maker = paper_maker(uow, None, language)
    data = payloads_desk.PaperJournal(maker.imprint(), maker.clinic.name)
    paper = keep_paper(uow, maker, PaperKind.PAPER_JOURNAL, data, None)
    return papers_made(uow, [paper.id], paper.id)


def issue_key_card(uow: UnitOfWork, *, language: Language | None = None) -> Done[int]:
    """Every key of the program, to lie beside the keyboard."""
    maker = paper_maker(uow, None, language)
    data = payloads_desk.KeyCard(maker.imprint(), maker.clinic.name)
    paper = keep_paper(uow, maker, PaperKind.KEY_CARD, data, None)
    return papers_made(uow, [paper.id], paper.id)


def issue_poster(uow: UnitOfWork, *, language: Language | None = None) -> Done[int]:
    """The poster for the wall; in Russia with the contraindication line."""
    version, terms = version_in_force(uow)
    maker = paper_maker(uow, None, language)
    maker.check(PaperKind.POSTER)
    said = _sentences(uow, maker, terms)
    data = payloads_desk.Poster(
        imprint=maker.imprint(),
        clinic=maker.clinic,
        edition=edition_of(terms, maker.translator),
        short=f"{short_line(terms, maker.translator.language)}.",
        points=tuple(sentences_of(said[code])[0] for code in _ON_THE_WALL if code in said),
        advertises=_advertises(uow),
    )
    paper = keep_paper(uow, maker, PaperKind.POSTER, data, None, version_id=version.id)
    return papers_made(uow, [paper.id], paper.id)


def _sentences(uow: UnitOfWork, maker: PaperMaker, terms: Terms) -> dict[str, str]:
    facts = maker.sheet_facts()
    day: date = uow.today
    clinic = ClinicFacts(
        contact=facts.complaints_contact,
        day=day,
        answer_days=facts.complaints_days,
        group_names=facts.group_names,
    )
    found: list[Sentence] = list(rules_sheet_sentences(terms, clinic, maker.translator.language))
    return {sentence.code: sentence.text for sentence in found}


def _figure(
    maker: PaperMaker, patient: Patient | None, own: int | None, account: int | None
) -> str:
    if patient is None or not own:
        return ""
    sentences = [
        nmsg(
            "Your visits of the last 12 months, and those of the children you represent, come to"
            " {count} point.",
            "Your visits of the last 12 months, and those of the children you represent, come to"
            " {count} points.",
            own,
        )
    ]
    if account and account > own:
        sentences.append(
            nmsg(
                "With everybody on your family account it is {count} point.",
                "With everybody on your family account it is {count} points.",
                account,
            )
        )
    return " ".join(maker.translator.text(one) for one in sentences)


def _advertises(uow: UnitOfWork) -> bool:
    return uow.clinic.country is Country.RU
