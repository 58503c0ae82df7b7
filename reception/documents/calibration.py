"""The test page and the test card: rulers in millimetres, to be measured by hand."""

from __future__ import annotations

import io
import math
from decimal import Decimal
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from reception.documents.fonts import REGULAR, marked
from reception.documents.page import A4, CR80, MARGIN, Sheet, build_pdf, card_canvas
from reception.documents.parts import numbered, space, text
from reception.documents.payloads_desk import Calibration
from reception.documents.style import INK, MM, NORMAL, QUIET, styles
from reception.translation import Message, Translator, msg

RULER_MM, CARD_RULER_MM = 150, 60
FRAME_MM = 5
WHOLE_MM = 5
"""The zero of the rulers is a whole number of so many millimetres below the upper edge."""


def render_calibration(data: Calibration, translator: Translator) -> bytes:
    """One A4 page with rulers, or one card with a frame five millimetres from every edge."""
    if data.on_card:
        return _card(data, translator)
    looks, said = styles(NORMAL), translator.text
    title = said(msg("Test page in millimetres"))
    sheet = Sheet(title=title, author=data.clinic_name, imprint=data.imprint, translator=translator)
    margin = round(MARGIN / MM)
    steps = (
        msg("Measure the long ruler: it must be exactly {length} mm.", length=RULER_MM),
        msg(
            "Measure from the left edge of the sheet to the zero of the ruler: it must be"
            " {distance} mm. Enter the difference on the Cards page: to the right is plus.",
            distance=margin,
        ),
        msg(
            "Measure from the upper edge of the sheet to the same zero: it must be what stands"
            " beside it. Enter the difference: down is plus."
        ),
        msg("Lay a plastic card on the outline: it must cover it exactly."),
        msg("Print this page again: now everything must be right."),
    )
    story = [
        text(title, looks.title),
        space(2),
        text(said(_saved(data, translator)), looks.label),
        space(4),
        numbered([said(step) for step in steps], looks, sheet.width),
        space(6),
        _Rulers(translator),
    ]
    return build_pdf(story, sheet)


def _saved(data: Calibration, translator: Translator) -> Message:
    return msg(
        "Printer: {printer}. Saved shifts, mm: {right} to the right, {down} down; minus means the"
        " other way.",
        printer=data.printer or "—",
        right=millimetres(data.right, translator),
        down=millimetres(data.down, translator),
    )


def millimetres(tenths: int, translator: Translator) -> str:
    """Tenths of a millimetre as people of a language write them."""
    sign = "\N{MINUS SIGN}" if tenths < 0 else ""
    return f"{sign}{translator.number(Decimal(abs(tenths)) / 10)}"


def _card(data: Calibration, translator: Translator) -> bytes:
    buffer, said = io.BytesIO(), translator.text
    title = said(msg("Test card in millimetres"))
    canvas = card_canvas(buffer, title=title, author=data.clinic_name, language=translator.language)
    inset = FRAME_MM * MM
    canvas.setStrokeColor(HexColor(INK))
    canvas.setFillColor(HexColor(INK))
    canvas.setLineWidth(0.4)
    canvas.rect(inset, inset, CR80[0] - 2 * inset, CR80[1] - 2 * inset, stroke=1, fill=0)
    left, line = 10 * MM, 15 * MM
    canvas.setFont(REGULAR, 6)
    for at in range(CARD_RULER_MM + 1):
        _tick(canvas, left + at * MM, line, at, down=True)
    words = (
        title,
        said(_saved(data, translator)),
        said(msg("The frame must be {distance} mm from every edge.", distance=FRAME_MM)),
        said(msg("The ruler must be exactly {length} mm.", length=CARD_RULER_MM)),
    )
    style = ParagraphStyle("card", fontName=REGULAR, fontSize=7, leading=9, textColor=HexColor(INK))
    block = Paragraph("<br/>".join(marked(one) for one in words), style)
    _, high = block.wrap(CR80[0] - 4 * inset, CR80[1])
    block.drawOn(canvas, 2 * inset, CR80[1] - 1.6 * inset - high)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class _Rulers(Flowable):  # type: ignore[misc]
    """A ruler across, one down, and the outline of a card between them."""

    def __init__(self, translator: Translator) -> None:
        super().__init__()
        self._translator = translator
        self.width, self.height = RULER_MM * MM, (112 + WHOLE_MM) * MM

    def draw(self) -> None:
        """Draw the lines; the zero of both rulers is the upper left corner."""
        canvas = self.canv
        _, above = canvas.absolutePosition(0, self.height)
        from_edge = (A4[1] - above) / MM
        zero = math.ceil(from_edge / WHOLE_MM) * WHOLE_MM
        top = self.height - (zero - from_edge) * MM
        canvas.saveState()
        canvas.setStrokeColor(HexColor(INK))
        canvas.setFillColor(HexColor(INK))
        canvas.setFont(REGULAR, 7)
        for at in range(RULER_MM + 1):
            _tick(canvas, at * MM, top, at, down=True)
        for at in range(101):
            _tick(canvas, 0, top - at * MM, at, down=False)
        words = self._translator.text(msg("{distance} mm from the upper edge", distance=zero))
        canvas.drawString(0, top + 1.2 * MM, words)
        canvas.setStrokeColor(HexColor(QUIET))
        canvas.setLineWidth(0.3)
        canvas.rect(30 * MM, top - 25 * MM - CR80[1], *CR80, stroke=1, fill=0)
        canvas.restoreState()


def _tick(canvas: Any, x: float, y: float, at: int, *, down: bool) -> None:
    """One millimetre of a ruler that runs across (its ticks hang down) or down the page."""
    long = 6 if at % 10 == 0 else 4 if at % 5 == 0 else 2.4
    canvas.setLineWidth(0.35 if at % 10 == 0 else 0.2)
    numbered_tick = at > 0 and at % 10 == 0
    if down:
        canvas.line(x, y, x, y - long * MM)
        if numbered_tick:
            canvas.drawCentredString(x, y - 9.2 * MM, str(at))
        return
    canvas.line(x, y, x + long * MM, y)
    if numbered_tick:
        canvas.drawString(x + 7 * MM, y - 2.5, str(at))
