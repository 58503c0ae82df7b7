"""Many numbered cards in one file: pages of plastic size, or ten on an A4 sheet with crop marks.

What they share is drawn once as a form of the PDF, so that a thousand cards take one pass.
"""

from __future__ import annotations

import io
from typing import Any

from reportlab.lib.colors import HexColor

from reception.documents.card import draw_back, draw_ground, draw_number
from reception.documents.page import A4, CR80, card_canvas
from reception.documents.payloads_desk import CardBatch
from reception.documents.style import MM, QUIET
from reception.translation import Translator, nmsg
from reception.values.choices import CardLayout

COLUMNS, ROWS = 2, 5
ON_A_SHEET = COLUMNS * ROWS
LEFT = (A4[0] - COLUMNS * CR80[0]) / 2
BOTTOM = (A4[1] - ROWS * CR80[1]) / 2
MARK, GAP = 4 * MM, 1.2 * MM


def render_card_batch(data: CardBatch, translator: Translator) -> bytes:
    """All cards of the batch in the order of their numbers as given."""
    buffer = io.BytesIO()
    count = len(data.numbers)
    title = translator.text(nmsg("{count} card", "{count} cards", count))
    canvas = card_canvas(
        buffer, title=title, author=data.card.clinic_name, language=translator.language
    )
    canvas.beginForm("ground", 0, 0, *CR80)
    draw_ground(canvas, data.card, translator)
    canvas.endForm()
    if data.card.design.has_back:
        canvas.beginForm("back", 0, 0, *CR80)
        draw_back(canvas, data.card, translator)
        canvas.endForm()
    if data.layout is CardLayout.CR80:
        _pages(canvas, data)
    else:
        _sheets(canvas, data)
    canvas.save()
    return buffer.getvalue()


def _pages(canvas: Any, data: CardBatch) -> None:
    for number in data.numbers:
        canvas.doForm("ground")
        draw_number(canvas, number, data.card.design)
        canvas.showPage()
        if data.card.design.has_back:
            canvas.doForm("back")
            canvas.showPage()


def _sheets(canvas: Any, data: CardBatch) -> None:
    canvas.setPageSize(A4)
    for first in range(0, len(data.numbers), ON_A_SHEET):
        numbers = data.numbers[first : first + ON_A_SHEET]
        _crop_marks(canvas)
        for place, number in enumerate(numbers):
            canvas.saveState()
            canvas.translate(*_corner(place))
            canvas.doForm("ground")
            draw_number(canvas, number, data.card.design)
            canvas.restoreState()
        canvas.showPage()
        if data.card.design.has_back:
            _backs(canvas, len(numbers))


def _backs(canvas: Any, count: int) -> None:
    """The backs lie behind their fronts when the sheet is turned over its long side."""
    _crop_marks(canvas)
    for place in range(count):
        line, column = divmod(place, COLUMNS)
        canvas.saveState()
        canvas.translate(*_corner(line * COLUMNS + (COLUMNS - 1 - column)))
        canvas.doForm("back")
        canvas.restoreState()
    canvas.showPage()


def _corner(place: int) -> tuple[float, float]:
    line, column = divmod(place, COLUMNS)
    return LEFT + column * CR80[0], BOTTOM + (ROWS - 1 - line) * CR80[1]


def _crop_marks(canvas: Any) -> None:
    canvas.saveState()
    canvas.setStrokeColor(HexColor(QUIET))
    canvas.setLineWidth(0.4)
    right, top = LEFT + COLUMNS * CR80[0], BOTTOM + ROWS * CR80[1]
    for column in range(COLUMNS + 1):
        x = LEFT + column * CR80[0]
        canvas.line(x, BOTTOM - GAP - MARK, x, BOTTOM - GAP)
        canvas.line(x, top + GAP, x, top + GAP + MARK)
    for line in range(ROWS + 1):
        y = BOTTOM + line * CR80[1]
        canvas.line(LEFT - GAP - MARK, y, LEFT - GAP, y)
        canvas.line(right + GAP, y, right + GAP + MARK, y)
    canvas.restoreState()
