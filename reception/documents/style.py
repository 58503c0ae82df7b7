"""Sizes, colours and spacings of the papers, in one place: calm, dark on white, one accent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from reception.documents.fonts import BOLD, REGULAR, register_fonts

MM = 72 / 25.4
"""Points in a millimetre."""

INK = "#1B2326"
QUIET = "#5B676B"
HAIRLINE = "#C9D1D3"
ACCENT = "#12646F"
SHADE = "#F1F5F5"


@dataclass(frozen=True)
class Scale:
    """Type sizes in points; `large` is for people who see badly."""

    body: float = 9.6
    small: float = 7.8
    title: float = 17.0
    heading: float = 11.2

    @property
    def leading(self) -> float:
        """Distance of lines of body text."""
        return self.body * 1.38


NORMAL = Scale()
LARGE = Scale(body=15.5, small=11.5, title=24.0, heading=18.0)


@dataclass(frozen=True)
class Styles:
    """Paragraph styles of one paper."""

    body: Any
    bold: Any
    small: Any
    title: Any
    heading: Any
    lead: Any
    label: Any
    cell: Any
    cell_right: Any
    bold_cell: Any
    head_cell: Any
    head_cell_right: Any


@cache
def styles(scale: Scale = NORMAL) -> Styles:
    """The paragraph styles of a scale."""
    from reportlab.lib.colors import HexColor
    from reportlab.lib.enums import TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle

    register_fonts()

    def style(name: str, size: float, **more: Any) -> Any:
        settings: dict[str, Any] = {
            "fontName": REGULAR,
            "fontSize": size,
            "leading": size * 1.38,
            "textColor": HexColor(INK),
            "bulletFontName": REGULAR,
            "splitLongWords": 1,
            "allowWidows": 0,
            "allowOrphans": 0,
        }
        return ParagraphStyle(name, **(settings | more))

    body = scale.body
    quiet = HexColor(QUIET)
    return Styles(
        body=style("body", body),
        bold=style("bold", body, fontName=BOLD),
        small=style("small", scale.small, textColor=quiet, leading=scale.small * 1.35),
        title=style("title", scale.title, fontName=BOLD, leading=scale.title * 1.2),
        heading=style(
            "heading",
            scale.heading,
            fontName=BOLD,
            textColor=HexColor(ACCENT),
            spaceBefore=body * 0.9,
            spaceAfter=body * 0.35,
        ),
        lead=style("lead", scale.heading, leading=scale.heading * 1.36),
        label=style("label", scale.small + 0.6, textColor=quiet, leading=(scale.small + 0.6) * 1.3),
        cell=style("cell", body - 0.6, leading=(body - 0.6) * 1.3),
        cell_right=style("cell_right", body - 0.6, leading=(body - 0.6) * 1.3, alignment=TA_RIGHT),
        bold_cell=style(
            "bold_cell", body - 0.6, fontName=BOLD, leading=(body - 0.6) * 1.3, keepWithNext=1
        ),
        head_cell=style("head_cell", scale.small + 0.2, textColor=quiet),
        head_cell_right=style(
            "head_cell_right", scale.small + 0.2, textColor=quiet, alignment=TA_RIGHT
        ),
    )
