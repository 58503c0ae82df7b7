"""The card of plastic size: programme, number with its bar code, phone (K1–K9), as it is designed.

What all cards of a clinic share is drawn apart from number and bar code, so that a batch draws
it once.  The same face is on the paper card: both look alike and have equal rights.
"""

from __future__ import annotations

import io
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Paragraph

from reception.documents.barcodes import (
    EAN_QUIET,
    LEAST_MODULE,
    MODULE,
    QUIET_MODULES,
    code128_width,
    draw_code128,
    draw_ean13,
    draw_qr,
)
from reception.documents.card_design import WHITE, CardDesign, logo_bytes
from reception.documents.fonts import BOLD, REGULAR, marked
from reception.documents.page import CR80, card_canvas
from reception.documents.payloads import Card
from reception.documents.style import MM
from reception.errors import InvalidInput
from reception.translation import Translator, msg
from reception.values.card_number import LENGTH, group
from reception.values.choices import Symbology

EDGE = 4.6 * MM
RIGHT = 47.5 * MM
SMALLEST = 5.4
LONGEST_SURNAME = 24
LOGO_WIDTH, LOGO_HEIGHT = 22 * MM, 14 * MM
BARS_AT, BARS_HIGH, QR_SIDE = 10.2 * MM, 10.5 * MM, 12.4 * MM


def render_card(data: Card, translator: Translator) -> bytes:
    """One page of 85.60 × 53.98 mm, a second one where the design has a back."""
    buffer = io.BytesIO()
    title = translator.text(msg("Card {number}", number=group(data.number)))
    canvas = card_canvas(buffer, title=title, author=data.clinic_name, language=translator.language)
    draw_face(canvas, data, translator)
    canvas.showPage()
    if data.design.has_back:
        draw_back(canvas, data, translator)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def draw_face(canvas: Any, data: Card, translator: Translator, x: float = 0, y: float = 0) -> None:
    """Draw the whole front with its lower left corner at (x, y).

    Raises InvalidInput where a name is too long for the card.
    """
    canvas.saveState()
    canvas.translate(x, y)
    draw_ground(canvas, data, translator)
    draw_number(canvas, data.number, data.design)
    canvas.restoreState()


def draw_ground(canvas: Any, data: Card, translator: Translator) -> None:
    """Everything but number and bar code."""
    design = data.design
    if design.ground.upper() != WHITE:
        canvas.setFillColor(HexColor(design.ground))
        canvas.rect(0, 0, *CR80, stroke=0, fill=1)
    top = CR80[1] - EDGE
    width = CR80[0] - 2 * EDGE
    canvas.setFillColor(HexColor(design.accent))
    canvas.rect(EDGE, top - 0.9 * MM, width, 0.9 * MM, stroke=0, fill=1)
    top -= 3 * MM
    if design.logo:
        _draw_logo(canvas, design, top)
        width -= LOGO_WIDTH + 2 * MM
    programme = (15, 13, 11, 9, 8)
    top = _words(
        canvas, data.programme_name, top, 9 * MM, width, programme, design.accent, bold=True
    )
    top = _words(canvas, data.clinic_name, top - 0.6 * MM, 8 * MM, width, (9, 8, 7, 6), design.ink)
    own = _shortened(data.holder_name) if data.holder_name else [design.line]
    if own[0]:
        _first_that_fits(canvas, own, top - 0.8 * MM, width, design.ink)
    _side(canvas, data, translator)


def draw_number(canvas: Any, number: str, design: CardDesign) -> None:
    """The number in groups of four and its bar code, on white whatever the ground."""
    kind = design.symbology
    if kind is Symbology.EAN_13 and len(number) != LENGTH:
        kind = Symbology.CODE_128
    if design.ground.upper() != WHITE:
        canvas.setFillColor(HexColor(WHITE))
        high = QR_SIDE if kind is Symbology.QR else BARS_HIGH + 1.2 * MM
        wide = {
            Symbology.QR: QR_SIDE,
            Symbology.EAN_13: (95 + 18) * MODULE,
            Symbology.CODE_128: code128_width(number, _module(number)),
        }[kind]
        canvas.rect(
            EDGE - QUIET_MODULES * MODULE * (kind is not Symbology.QR),
            BARS_AT - 0.6 * MM,
            wide,
            high,
            stroke=0,
            fill=1,
        )
    canvas.setFillColorRGB(0, 0, 0)
    if kind is Symbology.QR:
        draw_qr(canvas, number, EDGE, BARS_AT - 0.6 * MM, side=QR_SIDE)
    elif kind is Symbology.EAN_13:
        draw_ean13(canvas, number, EDGE - EAN_QUIET * MODULE, BARS_AT, height=BARS_HIGH)
    else:
        module = _module(number)
        draw_code128(
            canvas, number, EDGE - QUIET_MODULES * module, BARS_AT, height=BARS_HIGH, module=module
        )
    canvas.setFillColor(HexColor(design.ink))
    canvas.setFont(BOLD, 10.4)
    canvas.drawString(EDGE, 5.6 * MM, group(number))


def _module(number: str) -> float:
    """Narrower bars for longer numbers, as long as scanners read them."""
    room = RIGHT - EDGE + 2 * QUIET_MODULES * MODULE
    module = MODULE
    while module > LEAST_MODULE and code128_width(number, module) > room:
        module -= 0.01 * MM
    return max(module, LEAST_MODULE)


def draw_back(canvas: Any, data: Card, translator: Translator) -> None:
    """The back: the clinic's own words, whose card it is, and where to ask."""
    design = data.design
    canvas.setFillColor(HexColor(design.ground))
    canvas.rect(0, 0, *CR80, stroke=0, fill=1)
    canvas.setFillColor(HexColor(design.accent))
    canvas.rect(EDGE, EDGE, CR80[0] - 2 * EDGE, 0.9 * MM, stroke=0, fill=1)
    words = design.back or translator.text(
        msg("Show this card at every visit. Anybody who finds it: please call us.")
    )
    top = CR80[1] - EDGE
    width = CR80[0] - 2 * EDGE
    top = _words(canvas, words, top, 26 * MM, width, (10, 9, 8, 7, 6), design.ink)
    lines = f"{data.clinic_name} · {data.phone}"
    _words(canvas, lines, top - 2 * MM, 12 * MM, width, (9, 8, 7, 6), design.accent, bold=True)


def _draw_logo(canvas: Any, design: CardDesign, top: float) -> None:
    picture = ImageReader(io.BytesIO(logo_bytes(design)))
    wide, high = picture.getSize()
    scale = min(LOGO_WIDTH / wide, LOGO_HEIGHT / high)
    canvas.drawImage(
        picture,
        CR80[0] - EDGE - wide * scale,
        top - high * scale,
        wide * scale,
        high * scale,
        mask="auto",
    )


def _side(canvas: Any, data: Card, translator: Translator) -> None:
    said, design = translator.text, data.design
    lines = [marked(said(msg("Family card. Belongs to the family account.")))]
    lines.append(marked(said(msg("Terms at reception: the version of the day of issue."))))
    if data.valid_until is not None:
        lines.append(marked(said(msg("Valid until {day}.", day=data.valid_until))))
    lines.append(f'<font name="{BOLD}">{marked(data.phone)}</font>')
    width = CR80[0] - EDGE - RIGHT
    block = _fitted(
        "<br/>".join(lines), (6.8, 6.4, 6, 5.4), design.ink, width, 16.6 * MM, data.phone
    )
    block.drawOn(canvas, RIGHT, 5.2 * MM)


def _shortened(name: str) -> list[str]:
    """A name as long as it is, with initials, and cut: no name is too long for a card."""
    last, *others = name.split()
    initials = f"{last} {' '.join(f'{one[0]}.' for one in others)}".strip()
    return [name, initials, f"{last[:LONGEST_SURNAME]}…"]


def _first_that_fits(
    canvas: Any, choices: list[str], top: float, width: float, colour: str
) -> None:
    for words in choices[:-1]:
        try:
            _words(canvas, words, top, 6.6 * MM, width, (8, 7, 6), colour)
        except InvalidInput as error:
            if error.code != "too_long":
                raise
        else:
            return
    _words(canvas, choices[-1], top, 6.6 * MM, width, (8, 7, 6), colour)


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
