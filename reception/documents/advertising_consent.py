"""Consent to advertising: each channel with its own empty box, optional, a sheet of its own."""

from __future__ import annotations

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import fields, heading, letterhead, signatures, space, text, ticks
from reception.documents.payloads import AdvertisingConsent, Note, Requisites
from reception.documents.style import NORMAL, styles
from reception.documents.wording import operator_line, unbroken
from reception.translation import Message, Translator, msg

INTRO = msg("Optional. The card is issued and care is given without it.")
ABOUT = msg("News, offers and promotions of the clinic, birthday offers.")


def advertising_words(clinic: Requisites, translator: Translator) -> str:
    """What the sheet says, without the person: the text that its version and hash are of."""
    said = translator.text
    return "\n".join(
        [
            said(INTRO),
            f"{operator_line(clinic)}, {unbroken(clinic.phone)}",
            said(ABOUT),
            said(msg("Until it is withdrawn.")),
            said(_refusal(clinic)),
        ]
    )


def _refusal(clinic: Requisites) -> Message:
    return msg(
        "At any time and free of charge, for all channels or for one: by a word at"
        " reception, by phone {phone}, or in answer to a message. Advertising stops at"
        " once.",
        phone=unbroken(clinic.phone),
    )


def render_advertising_consent(data: AdvertisingConsent, translator: Translator) -> bytes:
    """The consent as PDF bytes; no box is ever ticked by the program."""
    looks, said = styles(NORMAL), translator.text
    title = said(msg("Consent to receive advertising"))
    sheet = Sheet(title=title, author=data.clinic.name, imprint=data.imprint, translator=translator)
    who = data.subject.name
    if data.subject.born:
        who = said(msg("{name}, born {day}", name=who, day=data.subject.born))
    first = [
        Note(said(msg("Who agrees")), who),
        Note(said(msg("Representative")), data.representative or said(msg("none"))),
        Note(said(msg("Sender")), f"{operator_line(data.clinic)}, {unbroken(data.clinic.phone)}"),
        Note(
            said(msg("What about")),
            said(ABOUT),
        ),
    ]
    boxes = [
        Note(said(msg("SMS to the number")), data.phone),
        Note(said(msg("Calls to the number")), data.phone),
        Note(said(msg("E-mail to the address")), data.email),
        Note(said(msg("Messenger, which one and number")), ""),
    ]
    last = [
        Note(said(msg("How long")), said(msg("Until it is withdrawn."))),
        Note(
            said(msg("How to refuse")),
            said(_refusal(data.clinic)),
        ),
    ]
    story = [
        letterhead(data.clinic, looks, sheet.width),
        space(4),
        text(title, looks.title),
        space(1),
        text(said(INTRO), looks.label),
        space(3),
        fields(first, looks, sheet.width),
        *heading(said(msg("I agree to these channels (tick each one yourself)")), looks),
        ticks(boxes, looks, sheet.width),
        space(4),
        fields(last, looks, sheet.width),
        signatures([said(msg("date")), said(msg("signature"))], looks, sheet.width),
    ]
    return build_pdf(story, sheet)
