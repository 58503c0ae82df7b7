"""The card of plastic size: programme, number with its bar code, phone (K1–K7, K9).

The same face is drawn on the paper card, so that both look alike and have equal rights.
"""

from __future__ import annotations

import io
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from reception.documents.barcodes import MODULE, QUIET_MODULES, draw_code128
from reception.documents.fonts import BOLD, REGULAR, marked
from reception.documents.page import CR80, card_canvas
from reception.documents.payloads import Card
from reception.documents.style import ACCENT, INK, MM, QUIET
from reception.errors import InvalidInput
from reception.translation import Translator, msg
from reception.values.card_number import group

EDGE = 4.6 * MM
RIGHT = 47.5 * MM
SMALLEST = 5.4


def render_card(data: Card, translator: Translator) -> bytes:
    """One page of 85.60 × 53.98 mm."""
    buffer = io.BytesIO()
    title = translator.text(msg("Card {number}", number=group(data.number)))
    canvas = card_canvas(buffer, title=title, author=data.clinic_name, language=translator.language)
    draw_face(canvas, data, translator)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def draw_face(canvas: Any, data: Card, translator: Translator, x: float = 0, y: float = 0) -> None:
    """Draw the face with its lower left corner at (x, y).

    Raises InvalidInput where a name is too long for the card.
    """
    canvas.saveState()
    canvas.translate(x, y)
    width = CR80[0] - 2 * EDGE
    top = CR80[1] - EDGE
    canvas.setFillColor(HexColor(ACCENT))
    canvas.rect(EDGE, top - 0.9 * MM, width, 0.9 * MM, stroke=0, fill=1)
    top -= 3 * MM
    top = _words(
        canvas, data.programme_name, top, 9 * MM, width, (15, 13, 11, 9, 8), ACCENT, bold=True
    )
    top = _words(canvas, data.clinic_name, top - 0.6 * MM, 8 * MM, width, (9, 8, 7, 6), INK)
    if data.holder_name:
        _words(canvas, data.holder_name, top - 0.8 * MM, 6.6 * MM, width, (8, 7, 6), INK)
    canvas.setFillColorRGB(0, 0, 0)
    draw_code128(canvas, data.number, EDGE - QUIET_MODULES * MODULE, 10.2 * MM, height=10.5 * MM)
    canvas.setFillColor(HexColor(INK))
    canvas.setFont(BOLD, 10.4)
    canvas.drawString(EDGE, 5.6 * MM, group(data.number))
    _side(canvas, data, translator)
    canvas.restoreState()


def _side(canvas: Any, data: Card, translator: Translator) -> None:
    said = translator.text
    lines = [marked(said(msg("Family card. Belongs to the family account.")))]
    lines.append(marked(said(msg("Terms at reception: the version of the day of issue."))))
    if data.valid_until is not None:
        lines.append(marked(said(msg("Valid until {day}.", day=data.valid_until))))
    lines.append(f'<font name="{BOLD}" color="{INK}">{marked(data.phone)}</font>')
    width = CR80[0] - EDGE - RIGHT
    block = _fitted("<br/>".join(lines), (6.8, 6.4, 6, 5.4), QUIET, width, 16.6 * MM, data.phone)
    block.drawOn(canvas, RIGHT, 5.2 * MM)


def _words(
    canvas: Any,
    words: str,
    top: float,
    room: float,
    width: float,
    sizes: tuple[float, ...],
    colour: str,
    *,
    bold: bool = False,
) -> float:
    """Write words below `top` in the largest size that fits; gives the new top."""
    markup = marked(words, bold=bold)
    block = _fitted(markup, (*sizes, SMALLEST), colour, width, room, words)
    block.drawOn(canvas, EDGE, top - block.height)
    return float(top - block.height)


def _fitted(
    markup: str, sizes: tuple[float, ...], colour: str, width: float, room: float, words: str
) -> Any:
    for size in sizes:
        style = ParagraphStyle(
            "card",
            fontName=REGULAR,
            fontSize=size,
            leading=size * 1.2,
            textColor=HexColor(colour),
            splitLongWords=0,
        )
        block = Paragraph(markup, style)
        widest = max((block.minWidth(), 0))
        _, height = block.wrap(width, room)
        if height <= room and widest <= width:
            return block
    raise InvalidInput(
        msg("“{value}” does not fit on a card. Shorten it in Settings, Clinic.", value=words[:60]),
        code="too_long",
    )
