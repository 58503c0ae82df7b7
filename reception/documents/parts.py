"""The building blocks of A4 papers: letterhead, fields, ticks, places to sign, tear-off stub."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer, Table

from reception.documents.fonts import BOLD, REGULAR, marked
from reception.documents.payloads import Note, Requisites
from reception.documents.style import ACCENT, HAIRLINE, INK, MM, QUIET, SHADE, Styles
from reception.documents.wording import unbroken

LABEL_WIDTH = 58 * MM
FLUSH = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def space(millimetres: float) -> Any:
    """Empty room."""
    return Spacer(1, millimetres * MM)


def text(words: str, style: Any, *, bold: bool = False) -> Any:
    """A paragraph of plain words."""
    return Paragraph(marked(words, bold=bold), style)


def heading(words: str, looks: Styles) -> list[Any]:
    """A heading that is not left alone at the foot of a page; long tables below it may split."""
    return [CondPageBreak(32 * MM), text(words, looks.heading)]


def table(
    cells: Sequence[Sequence[Any]],
    widths: Sequence[float],
    commands: Sequence[Any],
    *,
    repeat: int = 0,
) -> Any:
    """A table in the papers' own font; reportlab's would bring one that is not embedded."""
    made = Table([list(row) for row in cells], colWidths=list(widths), repeatRows=repeat)
    made.setStyle([("FONTNAME", (0, 0), (-1, -1), REGULAR), *commands])
    return made


def letterhead(clinic: Requisites, looks: Styles, width: float) -> Any:
    """The clinic's name left, where it is found right, a hairline below."""
    found = " · ".join(part for part in (clinic.address, unbroken(clinic.phone)) if part)
    right = Paragraph(f'<para align="right">{marked(found)}</para>', looks.small)
    return table(
        [[text(clinic.name, looks.bold), right]],
        [width * 0.45, width * 0.55],
        [
            *FLUSH,
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ("LINEBELOW", (0, 0), (-1, -1), 0.8, HexColor(ACCENT)),
        ],
    )


def lead(words: str, looks: Styles, width: float) -> Any:
    """The sentence that matters most, on a quiet ground."""
    return table(
        [[text(words, looks.lead)]],
        [width],
        [
            ("BACKGROUND", (0, 0), (-1, -1), HexColor(SHADE)),
            ("LINEBEFORE", (0, 0), (0, -1), 2.4, HexColor(ACCENT)),
            ("LEFTPADDING", (0, 0), (-1, -1), 10),
            ("RIGHTPADDING", (0, 0), (-1, -1), 10),
            ("TOPPADDING", (0, 0), (-1, -1), 7),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
        ],
    )


def numbered(sentences: Sequence[str], looks: Styles, width: float) -> Any:
    """Sentences with hanging numbers."""
    numbers = width * 0.05
    rows = [
        [
            Paragraph(f'<font name="{BOLD}" color="{ACCENT}">{n}</font>', looks.body),
            text(s, looks.body),
        ]
        for n, s in enumerate(sentences, 1)
    ]
    tight = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 3.2)]
    return table(rows, [numbers, width - numbers], [*FLUSH, *tight])


def fields(
    rows: Sequence[Note], looks: Styles, width: float, *, label_width: float = LABEL_WIDTH
) -> Any:
    """Labels left, words right, hairlines between; an empty word is a line to fill in by hand."""
    cells = [[text(row.label, looks.label), text(row.text, looks.body)] for row in rows]
    commands: list[Any] = [
        *FLUSH,
        ("RIGHTPADDING", (0, 0), (0, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (0, -1), 3 + (looks.body.leading - looks.label.leading) / 2 + 0.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(HAIRLINE)),
    ]
    for index, row in enumerate(rows):
        if not row.text:
            commands += [
                ("TOPPADDING", (0, index), (-1, index), 10),
                ("LINEBELOW", (1, index), (1, index), 0.7, HexColor(INK)),
            ]
    return table(cells, [label_width, width - label_width], commands)


def grid(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    looks: Styles,
    *,
    right: frozenset[int] = frozenset(),
) -> Any:
    """A table of words and figures: quiet head (if any), hairlines, figures to the right."""
    first = [
        text(words, looks.head_cell_right if n in right else looks.head_cell)
        for n, words in enumerate(head)
    ]
    body = [
        [text(words, looks.cell_right if n in right else looks.cell) for n, words in enumerate(row)]
        for row in rows
    ]
    commands: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(HAIRLINE)),
    ]
    if not head:
        commands.append(("LINEABOVE", (0, 0), (-1, 0), 0.8, HexColor(QUIET)))
        return table(body, widths, commands)
    commands += [
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, HexColor(QUIET)),
    ]
    return table([first, *body], widths, commands, repeat=1)


class _Box(Flowable):  # type: ignore[misc]
    """An empty box to tick by hand."""

    def __init__(self, side: float) -> None:
        super().__init__()
        self.width = self.height = side

    def draw(self) -> None:
        """Draw the outline."""
        self.canv.setStrokeColor(HexColor(INK))
        self.canv.setLineWidth(0.9)
        self.canv.rect(0, 0, self.width, self.height)


def ticks(rows: Sequence[Note], looks: Styles, width: float) -> Any:
    """Boxes to tick, all empty, each with its words and a line for its detail."""
    cells = [
        [_Box(4.2 * MM), text(row.label, looks.body), text(row.text, looks.body)] for row in rows
    ]
    return table(
        cells,
        [9 * MM, 62 * MM, width - 71 * MM],
        [
            *FLUSH,
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ("LINEBELOW", (2, 0), (2, -1), 0.5, HexColor(QUIET)),
        ],
    )


def signatures(captions: Sequence[str], looks: Styles, width: float) -> Any:
    """Lines to write on, each marked, with its caption below; kept on one page."""
    gap = 6 * MM
    room = (width - gap * (len(captions) - 1)) / len(captions)
    marks: list[Any] = []
    cells: list[Any] = []
    widths: list[float] = []
    commands: list[Any] = [
        *FLUSH,
        ("TOPPADDING", (0, 0), (-1, 0), 0),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
        ("TOPPADDING", (0, 1), (-1, 1), 2),
    ]
    for index, caption in enumerate(captions):
        if index:
            marks.append("")
            cells.append("")
            widths.append(gap)
        commands.append(("LINEABOVE", (len(cells), 1), (len(cells), 1), 0.8, HexColor(INK)))
        marks.append(Here())
        cells.append(text(caption, looks.small))
        widths.append(room)
    return KeepTogether([space(7), table([marks, cells], widths, commands)])


class Here(Flowable):  # type: ignore[misc]
    """A small wedge before a line: here somebody writes, so that no place is passed over."""

    SIDE = 2.4 * MM

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """As large as a letter."""
        return self.SIDE, self.SIDE + 1.6 * MM

    def draw(self) -> None:
        """A triangle that points at the line."""
        path = self.canv.beginPath()
        path.moveTo(0, 1.6 * MM)
        path.lineTo(self.SIDE * 0.8, 1.6 * MM + self.SIDE / 2)
        path.lineTo(0, 1.6 * MM + self.SIDE)
        path.close()
        self.canv.setFillColor(HexColor(ACCENT))
        self.canv.drawPath(path, stroke=0, fill=1)


class Stub(Flowable):  # type: ignore[misc]
    """A strip at the foot of the page, below a dashed line to tear along."""

    def __init__(self, content: Any) -> None:
        super().__init__()
        self._content = content
        self._height = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take all the room that is left, so that the strip stands at the foot."""
        _, needed = self._content.wrapOn(self.canv, width, height)
        self.width, self._height = width, needed + 9 * MM
        self.height = max(height - 0.01, self._height)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the dashed line and the strip below it."""
        canvas, line = self.canv, self._height - 4 * MM
        canvas.saveState()
        canvas.setStrokeColor(HexColor(QUIET))
        canvas.setLineWidth(0.7)
        canvas.setDash(3, 3)
        canvas.line(0, line, self.width, line)
        canvas.restoreState()
        self._content.drawOn(canvas, 0, 0)
