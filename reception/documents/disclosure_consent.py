"""Consent to disclosure: which adult may see the days of my visits (law.md R9, U8); optional."""

from __future__ import annotations

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import fields, letterhead, signatures, space, text
from reception.documents.payloads import Note, Person, Requisites
from reception.documents.payloads_confidence import DisclosureConsent
from reception.documents.style import NORMAL, styles
from reception.documents.wording import operator_line, unbroken
from reception.translation import Message, Translator, msg

INTRO = msg(
    "Optional. Care, the card and the points do not depend on it. Without it nobody is told that or"
    " when I was here, not even my family."
)
WHAT = msg(
    "The days of my visits, past and to come, and the points that I earned. Nothing else: no"
    " doctors, no services, no diagnoses, no sums."
)
TERM = msg("Until it is withdrawn.")
HOW = msg("Shown or told at reception to this person only, after her or his document was seen.")


def disclosure_words(clinic: Requisites, translator: Translator) -> str:
    """What the sheet says, without the persons: the text that its version and hash are of."""
    said = translator.text
    parts = (INTRO, WHAT, HOW, TERM, _refusal(clinic))
    return "\n".join([operator_line(clinic), *(said(one) for one in parts)])


def render_disclosure_consent(data: DisclosureConsent, translator: Translator) -> bytes:
    """The consent as PDF bytes."""
    looks, said = styles(NORMAL), translator.text
    title = said(msg("Consent to disclose the days of my visits"))
    sheet = Sheet(title=title, author=data.clinic.name, imprint=data.imprint, translator=translator)
    rows = [
        Note(said(msg("Who agrees")), _person(data.subject, translator)),
        Note(said(msg("Who may be told")), _person(data.toward, translator)),
        Note(said(msg("Who tells")), operator_line(data.clinic)),
        Note(said(msg("What may be told")), said(WHAT)),
        Note(said(msg("How")), said(HOW)),
        Note(said(msg("How long")), said(TERM)),
        Note(said(msg("How to withdraw")), said(_refusal(data.clinic))),
    ]
    marks = (msg("date"), msg("signature"), msg("surname and name, by hand"))
    story = [
        letterhead(data.clinic, looks, sheet.width),
        space(4),
        text(title, looks.title),
        space(1),
        text(said(INTRO), looks.label),
        space(3),
        fields(rows, looks, sheet.width),
        signatures([said(mark) for mark in marks], looks, sheet.width),
    ]
    return build_pdf(story, sheet)


def _person(person: Person, translator: Translator) -> str:
    if person.born is None:
        return person.name
    return translator.text(msg("{name}, born {day}", name=person.name, day=person.born))


def _refusal(clinic: Requisites) -> Message:
    return msg(
        "At any time, by a word at reception or by phone {phone}. From then on nobody is told.",
        phone=unbroken(clinic.phone),
    )
