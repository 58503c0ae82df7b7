"""The strip patients tear off and keep: programme, card number, short terms, phone (A12)."""

from __future__ import annotations

from typing import Any

from reception.documents.parts import table, text
from reception.documents.payloads import Edition, Requisites
from reception.documents.style import MM, Styles
from reception.documents.wording import edition_tag, unbroken
from reception.translation import Translator, msg
from reception.values.card_number import group


def card_stub(
    clinic: Requisites,
    edition: Edition,
    short: str,
    card_number: str,
    translator: Translator,
    looks: Styles,
    width: float,
) -> Any:
    """The content of the strip; without a number there is a line to write it on."""
    number = group(card_number) if card_number else "_" * 18
    left = [
        text(edition.programme_name, looks.bold),
        text(translator.text(msg("Card number")), looks.label),
        text(number, looks.bold),
    ]
    right = [
        text(short, looks.body),
        text(f"{clinic.name} · {unbroken(clinic.phone)}", looks.label),
        text(edition_tag(edition, translator), looks.label),
    ]
    return table(
        [[left, right]],
        [width * 0.32, width * 0.68],
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, 0), 0),
            ("LEFTPADDING", (1, 0), (1, 0), 4 * MM),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ],
    )
