"""The clinic's form of a power of attorney: a parent lets somebody bring the child (law R10, U9)."""

from __future__ import annotations

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import (
    fields,
    heading,
    letterhead,
    numbered,
    signatures,
    space,
    text,
)
from reception.documents.payloads import Note, Person
from reception.documents.payloads_family import PowerOfAttorney
from reception.documents.style import NORMAL, styles
from reception.documents.wording import operator_line
from reception.translation import Message, Translator, msg, nmsg
from reception.values.choices import Country
from reception.values.family_choices import TrustScope
from reception.values.family_labels import scope_label


def render_power_of_attorney(data: PowerOfAttorney, translator: Translator) -> bytes:
    """The form as PDF bytes; what is not known is a line to fill in by hand."""
    looks = styles(NORMAL)
    said = translator.text
    title = said(msg("Power of attorney to accompany a child"))
    sheet = Sheet(title=title, author=data.clinic.name, imprint=data.imprint, translator=translator)
    width = sheet.width
    story = [
        letterhead(data.clinic, looks, width),
        space(4),
        text(title, looks.title),
        space(1),
        text(operator_line(data.clinic), looks.label),
        space(3),
        *heading(said(msg("Who gives it: parent or guardian")), looks),
        fields(_giver(data, translator), looks, width),
        *heading(said(msg("For which child")), looks),
        fields(_person(data.child, translator), looks, width),
        *heading(said(msg("To whom: the trusted person")), looks),
        fields(_trusted(data, translator), looks, width),
        *heading(said(msg("What the trusted person may do")), looks),
        numbered(_rights(data, translator), looks, width),
        text(said(_bounds(data)), looks.body),
        signatures(
            [
                said(msg("date")),
                said(msg("signature of the parent or guardian")),
                said(msg("identity checked by (signature of the administrator)")),
            ],
            looks,
            width,
        ),
    ]
    return build_pdf(story, sheet)


def _person(person: Person, translator: Translator) -> list[Note]:
    said = translator.text
    born = translator.value(person.born) if person.born else ""
    return [
        Note(said(msg("Surname, name, patronymic if any")), person.name),
        Note(said(msg("Date of birth")), born),
    ]


def _giver(data: PowerOfAttorney, translator: Translator) -> list[Note]:
    said = translator.text
    return [
        *_person(data.guardian, translator),
        Note(said(msg("Identity document, number, issued by and when")), ""),
        Note(said(msg("Document of authority")), data.guardian_document),
        Note(said(msg("Phone")), data.guardian_phone),
    ]


def _trusted(data: PowerOfAttorney, translator: Translator) -> list[Note]:
    said = translator.text
    until = translator.value(data.expires_on) if data.expires_on else ""
    return [
        Note(said(msg("Surname, name, patronymic if any")), data.trusted),
        Note(said(msg("Identity document, number, issued by and when")), data.trusted_document),
        Note(said(msg("Phone")), data.trusted_phone),
        Note(said(msg("Valid through")), until),
    ]


def _rights(data: PowerOfAttorney, translator: Translator) -> list[str]:
    scope = data.scope or (TrustScope.ACCOMPANY,)
    return [f"{translator.text(scope_label(one))}." for one in scope]


def _bounds(data: PowerOfAttorney) -> Message:
    if data.clinic.country is Country.UA:
        return msg(
            "This form is enough for accompanying; to consent to care for the parents, a notarised"
            " power of attorney is needed. The points of the visits go to the family account; the"
            " trusted person signs nothing for the programme. It can be taken back at any time by"
            " word at reception."
        )
    return nmsg(
        "From the age of {count} year the child decides on care in person. The points of the"
        " visits go to the family account; the trusted person signs nothing for the programme. It"
        " can be taken back at any time by word at reception.",
        "From the age of {count} years the child decides on care in person. The points of the"
        " visits go to the family account; the trusted person signs nothing for the programme. It"
        " can be taken back at any time by word at reception.",
        data.own_consent_from,
    )
