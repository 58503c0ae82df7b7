"""The key card: every key of the program on one page, to lie beside the keyboard.

It is made from the table in `rules/key_table.py`, the same the palette and the manual agree with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import HexColor

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import FLUSH, space, table, text
from reception.documents.payloads_desk import KeyCard
from reception.documents.style import HAIRLINE, Scale, Styles, styles
from reception.rules.key_table import PLACES, Place, keys_of
from reception.translation import Translator, msg

SCALE = Scale(body=8.6, small=7.4, title=18, heading=11)
KEY_SHARE = 0.25
COLUMNS: tuple[tuple[Place, ...], ...] = (
    (Place.DESK, Place.PREVIEW, Place.PAGES),
    (Place.EVERYWHERE, Place.PROMPT, Place.FORMS),
)


def render_key_card(data: KeyCard, translator: Translator) -> bytes:
    """One A4 page in two columns."""
    looks, said = styles(SCALE), translator.text
    title = said(msg("The keys of the desk"))
    sheet = Sheet(
        title=title,
        author=data.clinic_name,
        imprint=data.imprint,
        translator=translator,
        scale=SCALE,
    )
    width = sheet.width / 2
    how = msg(
        "Letters are never needed: the keyboard layout does not matter. Forgot a key? Press Ctrl+K"
        " and type what you want."
    )
    columns = [_column(places, looks, translator, width - 8) for places in COLUMNS]
    story = [
        text(title, looks.title),
        space(1),
        text(said(how), looks.body),
        space(2),
        table([columns], [width, width], FLUSH),
    ]
    return build_pdf(story, sheet)


def _column(
    places: Sequence[Place], looks: Styles, translator: Translator, width: float
) -> list[Any]:
    said = translator.text
    found: list[Any] = []
    for place in places:
        rows = [
            [text(one.key, looks.cell, bold=True), text(said(one.does), looks.cell)]
            for one in keys_of(place)
        ]
        grid = table(
            rows,
            [width * KEY_SHARE, width * (1 - KEY_SHARE)],
            [
                *FLUSH,
                ("LINEBELOW", (0, 0), (-1, -1), 0.3, HexColor(HAIRLINE)),
                ("TOPPADDING", (0, 0), (-1, -1), 0.8),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
            ],
        )
        found += [text(said(PLACES[place]), looks.heading), grid]
    return found
