"""Consent to the processing of personal data, a sheet of its own (C1–C12)."""

from __future__ import annotations

from datetime import UTC, datetime

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import fields, letterhead, signatures, space, text
from reception.documents.payloads import DataConsent, Imprint, Note, Person, Requisites
from reception.documents.style import NORMAL, styles
from reception.documents.wording import operator_line
from reception.translation import Message, Translator, msg, nmsg
from reception.values.choices import Country

LAWS: dict[Country, Message | None] = {
    Country.RU: msg("Federal Law No. 152-FZ of 27.07.2006 “On Personal Data”"),
    Country.UA: msg("Law of Ukraine No. 2297-VI of 01.06.2010 “On Personal Data Protection”"),
    Country.OTHER: None,
}
DATA = msg(
    "Surname, name, patronymic; date of birth; phone and e-mail; language and form of address;"
    " membership of the family account and relation; card number; dates and sums of paid visits as"
    " far as points depend on them; points; what was said and answered about the programme. No data"
    " on health: no diagnoses, no doctors’ specialities, no names of services."
)
ACTIONS = msg(
    "Collecting, recording, keeping, correcting, retrieving, using, blocking and erasing, on the"
    " clinic’s computers and on paper. The data are not published and not passed on."
)

DECLARATION = msg(
    "I give this consent freely, of my own will and in my own interest (where I am a"
    " representative: in the interest of the person I represent). I have been told who"
    " controls the data, for what, and what rights there are."
)


def render_data_consent(data: DataConsent, translator: Translator) -> bytes:
    """The consent as PDF bytes."""
    looks = styles(NORMAL)
    title = translator.text(msg("Consent to the processing of personal data"))
    sheet = Sheet(title=title, author=data.clinic.name, imprint=data.imprint, translator=translator)
    intro = msg(
        "Separate from the application and from any other paper. Care does not depend on it;"
        " without it the card of the programme cannot be issued."
    )
    story = [
        letterhead(data.clinic, looks, sheet.width),
        space(4),
        text(title, looks.title),
        space(1),
        text(translator.text(intro), looks.label),
        space(3),
        fields(_rows(data, translator), looks, sheet.width),
        space(3),
        text(translator.text(DECLARATION), looks.body),
        signatures(
            [
                translator.text(msg("date")),
                translator.text(msg("signature")),
                translator.text(msg("surname and name, by hand")),
            ],
            looks,
            sheet.width,
        ),
    ]
    return build_pdf(story, sheet)


def data_words(clinic: Requisites, programme_name: str, translator: Translator) -> str:
    """What the sheet says, without the person: the text that its version and hash are of."""
    blank = DataConsent(
        imprint=Imprint("", datetime(2000, 1, 1, tzinfo=UTC), ""),
        clinic=clinic,
        programme_name=programme_name,
        subject=Person(""),
        storage_place=clinic.address,
        written_form=clinic.country is Country.RU,
    )
    rows = [f"{row.label}: {row.text}" for row in _rows(blank, translator)]
    return "\n".join([*rows, translator.text(DECLARATION)])


def _rows(data: DataConsent, translator: Translator) -> list[Note]:
    said = translator.text
    who = data.subject.name
    if data.subject.born:
        who = said(msg("{name}, born {day}", name=who, day=data.subject.born))
    rows = [Note(said(msg("Whose data")), who)]
    if data.written_form:
        rows += [
            Note(said(msg("Address")), data.address),
            Note(
                said(msg("Identity document, number, issued by and when")), data.identity_document
            ),
        ]
    rows += [
        Note(said(msg("Representative and basis")), _representative(data, translator)),
        Note(said(msg("To whom: data controller")), operator_line(data.clinic)),
        Note(said(msg("Purpose")), said(_purpose(data))),
        Note(said(msg("Which data")), said(DATA)),
        Note(said(msg("What is done with them")), said(ACTIONS)),
        Note(said(msg("Processed by others")), "; ".join(data.processors) or said(msg("nobody"))),
        Note(said(msg("Where they are kept")), said(_place(data))),
        Note(said(msg("How long")), said(_term(data))),
        Note(said(msg("How to withdraw")), said(_withdrawal(data))),
        Note(said(msg("Your rights")), said(_rights(data))),
    ]
    return rows


def _representative(data: DataConsent, translator: Translator) -> str:
    if not data.representative:
        return translator.text(msg("none, the person signs in person"))
    basis = data.representative_basis or translator.text(msg("document")) + " " + "_" * 24
    return f"{data.representative}, {basis}"


def _purpose(data: DataConsent) -> Message:
    return msg(
        "One: running the loyalty programme “{programme}” (family account, points, card).",
        programme=data.programme_name,
    )


def _place(data: DataConsent) -> Message:
    return msg(
        "On the clinic’s own computer: {place}. No transfer across the border.",
        place=data.storage_place,
    )


def _term(data: DataConsent) -> Message:
    return nmsg(
        "As long as the person is a member of the programme and {count} year after, or until the"
        " consent is withdrawn.",
        "As long as the person is a member of the programme and {count} years after, or until the"
        " consent is withdrawn.",
        data.years_after,
    )


def _withdrawal(data: DataConsent) -> Message:
    return nmsg(
        "At any time, by a written statement at reception or sent to the clinic’s address. Within"
        " {count} day the data are erased, except what the law orders to keep. Membership ends:"
        " points stay with the other members of the account; if there are none, they are written"
        " off.",
        "At any time, by a written statement at reception or sent to the clinic’s address. Within"
        " {count} days the data are erased, except what the law orders to keep. Membership ends:"
        " points stay with the other members of the account; if there are none, they are written"
        " off.",
        data.erase_days,
    )


def _rights(data: DataConsent) -> Message:
    law = LAWS[data.clinic.country]
    if law is None:
        return msg("To learn free of charge what is kept, to have it corrected, blocked or erased.")
    return msg(
        "To learn free of charge what is kept, to have it corrected, blocked or erased: {law}.",
        law=law,
    )
