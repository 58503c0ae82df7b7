"""Pages: exact sizes, the footer with number and “page x of y”, and the PDF around them.

The PDFs are invariant (no clock, no random ids): the same payload in the same language gives
the same bytes, so that a reprint is identical to the first print.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from reception.documents.fonts import REGULAR, check_letters, marked, register_fonts
from reception.documents.payloads import Imprint
from reception.documents.style import MM, NORMAL, Scale, styles
from reception.documents.wording import LANGUAGE_NAMES
from reception.translation import Language, Translator, msg

A4 = (210 * MM, 297 * MM)
CR80 = (85.60 * MM, 53.98 * MM)
"""Plastic cards, ISO/IEC 7810 ID-1."""

MARGIN = 18 * MM
FOOTER = 15 * MM


@dataclass(frozen=True)
class Sheet:
    """What stands around the text of an A4 paper."""

    title: str
    author: str
    imprint: Imprint
    translator: Translator
    tag: str = ""
    """Where rules are quoted: programme, version and hash, on every page."""
    scale: Scale = NORMAL

    @property
    def width(self) -> float:
        """Width of the text in points."""
        return A4[0] - 2 * MARGIN


class _CountingCanvas(Canvas):  # type: ignore[misc]
    """Keeps the pages back until their number is known, then writes the footers."""

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sheet = sheet
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 (reportlab's name)
        """Keep the finished page."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write every page with its footer."""
        for number, kept in enumerate(self._kept, 1):
            self.__dict__.update(kept)
            _draw_footer(self, self._sheet, number, len(self._kept))
            super().showPage()
        super().save()


def build_pdf(story: Sequence[Any], sheet: Sheet) -> bytes:
    """An A4 paper of flowables as PDF bytes."""
    register_fonts()
    buffer = io.BytesIO()
    frame = Frame(
        MARGIN,
        MARGIN + FOOTER - 4 * MM,
        sheet.width,
        A4[1] - 2 * MARGIN - FOOTER + 8 * MM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document = BaseDocTemplate(
        buffer,
        pagesize=A4,
        title=check_letters(sheet.title),
        author=check_letters(sheet.author),
        creator="Reception",
        lang=sheet.translator.language.value,
        invariant=1,
        initialFontName=REGULAR,
        displayDocTitle=True,
        printScaling="None",
        pageTemplates=[PageTemplate(id="page", frames=[frame])],
    )

    def canvas(*args: Any, **kwargs: Any) -> _CountingCanvas:
        return _CountingCanvas(*args, sheet=sheet, **kwargs)

    document.build(list(story), canvasmaker=canvas)
    return buffer.getvalue()


def card_canvas(buffer: io.BytesIO, *, title: str, author: str, language: Language) -> Canvas:
    """A canvas of exact card pages (85.60 × 53.98 mm)."""
    register_fonts()
    canvas = Canvas(
        buffer,
        pagesize=CR80,
        invariant=1,
        initialFontName=REGULAR,
        lang=language.value,
        pageCompression=1,
    )
    canvas.setTitle(check_letters(title))
    canvas.setAuthor(check_letters(author))
    canvas.setCreator("Reception")
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas


def _draw_footer(canvas: Canvas, sheet: Sheet, number: int, total: int) -> None:
    translator, small = sheet.translator, styles(sheet.scale).small
    lines = [sheet.tag] if sheet.tag else []
    lines.append(imprint_line(sheet.imprint, translator))
    canvas.saveState()
    page = translator.text(msg("page {number} of {total}", number=number, total=total))
    canvas.setStrokeColorRGB(0.79, 0.82, 0.83)
    canvas.setLineWidth(0.5)
    top = MARGIN + 6.5 * MM
    canvas.line(MARGIN, top, A4[0] - MARGIN, top)
    right = Paragraph(f'<para align="right">{marked(page)}</para>', small)
    width = 34 * MM
    for block, left, room in (
        (right, A4[0] - MARGIN - width, width),
        (
            Paragraph("<br/>".join(marked(line) for line in lines), small),
            MARGIN,
            sheet.width - width,
        ),
    ):
        _, height = block.wrapOn(canvas, room, 40 * MM)
        block.drawOn(canvas, left, top - 1.5 * MM - height)
    canvas.restoreState()


def imprint_line(imprint: Imprint, translator: Translator) -> str:
    """Number, time, who printed it, language: the line F24 asks for."""
    parts = [
        translator.text(msg("No. {number}", number=imprint.number)) if imprint.number else "",
        translator.text(msg("printed {moment}", moment=imprint.printed_at)),
        imprint.printed_by,
        imprint.desk,
        LANGUAGE_NAMES[translator.language],
    ]
    return " · ".join(part for part in parts if part)
