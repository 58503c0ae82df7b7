"""The price told before the service, on paper: the items in plain words, their sum, the promise.

It names nobody's surname and no diagnosis; it is no bill and no fiscal receipt.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import lead, space, table, text
from reception.documents.payloads_till import EstimateSlip, PricedLine
from reception.documents.style import HAIRLINE, INK, Scale, Styles, styles
from reception.translation import Message, Translator, msg

SCALE = Scale(body=12, small=8.4, title=19, heading=14)
SHARES = (0.7, 0.3)


def render_estimate_slip(data: EstimateSlip, translator: Translator) -> bytes:
    """A4, as many pages as it takes."""
    looks, said = styles(SCALE), translator.text
    title = said(msg("Price before the service"))
    sheet = Sheet(
        title=title,
        author=data.clinic_name,
        imprint=data.imprint,
        translator=translator,
        scale=SCALE,
    )
    total = translator.money(data.total_minor, data.currency)
    promise = msg(
        "If the doctor suggests anything else, we’ll tell you the price first, and you decide."
    )
    where = [data.clinic_name, data.clinic_phone] if data.clinic_phone else [data.clinic_name]
    story = [
        text(title, looks.title),
        space(1),
        text(" · ".join([*where, translator.day(data.day)]), looks.label),
        space(3),
        *([text(data.address, looks.bold), space(2)] if data.address else []),
        *([_items(data, looks, translator, sheet.width), space(3)] if data.lines else []),
        lead(said(msg("In all: {money}", money=total)), looks, sheet.width),
        space(4),
        text(said(promise), looks.body),
        space(2),
        text(said(msg("This is no bill and no fiscal receipt.")), looks.label),
    ]
    return build_pdf(story, sheet)


def _items(data: EstimateSlip, looks: Styles, translator: Translator, width: float) -> Any:
    right = ParagraphStyle("sum", parent=looks.body, alignment=TA_RIGHT)
    cells = [
        [
            text(_named(line, translator), looks.body),
            text(translator.money(line.amount_minor, data.currency), right),
        ]
        for line in data.lines
    ]
    return table(
        cells,
        [share * width for share in SHARES],
        [
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(HAIRLINE)),
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, HexColor(INK)),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (1, 0), (1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ],
    )


def _named(line: PricedLine, translator: Translator) -> str:
    if not line.was_added:
        return line.service
    mark: Message = msg("added, agreed") if line.was_agreed else msg("added")
    return f"{line.service} ({translator.text(mark)})"
