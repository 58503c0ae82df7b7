"""The paper card: cut out, folded, valid at once with the same rights as plastic (K8)."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Paragraph

from reception.documents.card import draw_face
from reception.documents.fonts import marked
from reception.documents.page import CR80, Sheet, build_pdf
from reception.documents.parts import space, text
from reception.documents.payloads import Card, PaperCard
from reception.documents.style import MM, NORMAL, QUIET, styles
from reception.translation import Translator, msg

_MARK = 4 * MM
_GAP = 1.2 * MM


def render_paper_card(data: PaperCard, translator: Translator) -> bytes:
    """An A4 sheet with one card to cut out and fold."""
    looks, said = styles(NORMAL), translator.text
    title = said(msg("Temporary card"))
    sheet = Sheet(
        title=title, author=data.card.clinic_name, imprint=data.imprint, translator=translator
    )
    how = msg("Cut along the marks, then fold along the dotted line.")
    back = [
        said(
            msg("Temporary card. It has the same rights as a plastic one, until plastic is given.")
        ),
        data.short,
        said(msg("Issued on {day}. {clinic}", day=data.issued_on, clinic=data.card.clinic_name)),
    ]
    story = [
        text(title, looks.title),
        space(2),
        text(said(how), looks.label),
        space(14),
        _CutOut(data.card, back, translator),
    ]
    return build_pdf(story, sheet)


class _CutOut(Flowable):  # type: ignore[misc]
    """Face and back side by side, with crop marks and a fold line between."""

    def __init__(self, card: Card, back: list[str], translator: Translator) -> None:
        super().__init__()
        self._card, self._back, self._translator = card, back, translator
        self.width, self.height = 2 * CR80[0], CR80[1]
        self.hAlign = "CENTER"

    def draw(self) -> None:
        """Draw both sides and the marks."""
        canvas = self.canv
        draw_face(canvas, self._card, self._translator)
        self._draw_back(canvas)
        canvas.saveState()
        canvas.setStrokeColor(HexColor(QUIET))
        canvas.setLineWidth(0.5)
        for x in (0, self.width):
            for start, end in (
                (-_GAP - _MARK, -_GAP),
                (self.height + _GAP, self.height + _GAP + _MARK),
            ):
                canvas.line(x, start, x, end)
        for y in (0, self.height):
            for start, end in (
                (-_GAP - _MARK, -_GAP),
                (self.width + _GAP, self.width + _GAP + _MARK),
            ):
                canvas.line(start, y, end, y)
        canvas.setDash(1, 2.5)
        canvas.line(CR80[0], -_MARK, CR80[0], self.height + _MARK)
        canvas.restoreState()

    def _draw_back(self, canvas: Any) -> None:
        edge = 5 * MM
        looks = styles(NORMAL)
        top = self.height - edge
        for number, words in enumerate(self._back):
            style = (looks.bold, looks.cell, looks.label)[number]
            block = Paragraph(marked(words), style)
            _, height = block.wrap(CR80[0] - 2 * edge, top)
            block.drawOn(canvas, CR80[0] + edge, top - height)
            top -= height + 2 * MM
