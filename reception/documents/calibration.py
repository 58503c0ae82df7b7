"""The test page: rulers in millimetres and the outline of a card, to be measured by hand."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from reception.documents.fonts import REGULAR
from reception.documents.page import CR80, MARGIN, Sheet, build_pdf
from reception.documents.parts import numbered, space, text
from reception.documents.payloads_desk import Calibration
from reception.documents.style import INK, MM, NORMAL, QUIET, styles
from reception.translation import Translator, msg

RULER_MM = 150


def render_calibration(data: Calibration, translator: Translator) -> bytes:
    """One A4 page; the rulers begin 18 mm from the left edge of the sheet."""
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
        msg("Lay a plastic card on the outline: it must cover it exactly."),
        msg("Print this page again: now both must be right."),
    )
    shift = msg(
        "Printer: {printer}. Saved now: {right} mm to the right, {down} mm down.",
        printer=data.printer or "—",
        right=millimetres(data.right),
        down=millimetres(data.down),
    )
    story = [
        text(title, looks.title),
        space(2),
        text(said(shift), looks.label),
        space(4),
        numbered([said(step) for step in steps], looks, sheet.width),
        space(6),
        _Rulers(),
    ]
    return build_pdf(story, sheet)


def millimetres(tenths: int) -> str:
    """Tenths of a millimetre as people write them."""
    sign = "\N{MINUS SIGN}" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10},{abs(tenths) % 10}"


class _Rulers(Flowable):  # type: ignore[misc]
    """A ruler across, one down, and the outline of a card between them."""

    def __init__(self) -> None:
        super().__init__()
        self.width, self.height = RULER_MM * MM, 112 * MM

    def draw(self) -> None:
        """Draw the lines; the zero of both rulers is the upper left corner."""
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(HexColor(INK))
        canvas.setFillColor(HexColor(INK))
        canvas.setFont(REGULAR, 7)
        for at in range(RULER_MM + 1):
            self._tick(at, across=True)
        for at in range(101):
            self._tick(at, across=False)
        canvas.setStrokeColor(HexColor(QUIET))
        canvas.setLineWidth(0.3)
        canvas.rect(30 * MM, self.height - 25 * MM - CR80[1], *CR80, stroke=1, fill=0)
        canvas.restoreState()

    def _tick(self, at: int, *, across: bool) -> None:
        canvas: Any = self.canv
        long = 6 if at % 10 == 0 else 4 if at % 5 == 0 else 2.4
        canvas.setLineWidth(0.35 if at % 10 == 0 else 0.2)
        if across:
            x, y = at * MM, self.height
            canvas.line(x, y, x, y - long * MM)
            if at and at % 10 == 0:
                canvas.drawCentredString(x, y - 9.2 * MM, str(at))
            return
        y = self.height - at * MM
        canvas.line(0, y, long * MM, y)
        if at and at % 10 == 0:
            canvas.drawString(7 * MM, y - 2.5, str(at))
