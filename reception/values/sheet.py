"""What came in with a file: cells as they stood, rows with the line a spreadsheet shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that computes instead of saying; it is never taken, only told about."""

    shown: str = ""

    def __str__(self) -> str:
        return "=…" if not self.shown else f"=… ({self.shown})"


Cell = str | int | float | bool | date | datetime | time | Formula


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The cells of one row and its number in the file, counted from 1 as spreadsheets do."""

    line: int
    cells: Sequence[Cell]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell_text(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row under the program's own field names, before anything is checked."""

    line: int
    cells: Mapping[str, Cell] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The field as trimmed text; empty where the file has no such column."""
        return cell_text(self.cells.get(name, ""))


def cell_text(cell: Cell) -> str:
    """A cell as a person would have typed it: 380671999063.0 → «380671999063»."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%d.%m.%Y %H:%M") if cell.time() != time() else _day(cell.date())
    if isinstance(cell, date):
        return _day(cell)
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return str(cell)


def _day(day: date) -> str:
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"
