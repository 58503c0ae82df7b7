"""What came in with a file: cells as they stood, rows with the line a spreadsheet shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any


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
        return not any(cell != "" and cell_text(cell) for cell in self.cells)


class RowCells(Mapping[str, Cell]):
    """The cells of a row by field: a view, so that a large file stands in memory once.

    `places` is shared by all rows of a table; a row that ends early has not the later fields.
    """

    __slots__ = ("_cells", "_places")

    def __init__(self, cells: Sequence[Cell], places: Mapping[str, int]) -> None:
        self._cells = cells
        self._places = places

    def __getitem__(self, name: str) -> Cell:
        place = self._places[name]
        if place >= len(self._cells):
            raise KeyError(name)
        return self._cells[place]

    def __iter__(self) -> Iterator[str]:
        count = len(self._cells)
        return (name for name, place in self._places.items() if place < count)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        place = self._places.get(name)  # type: ignore[call-overload]
        return place is not None and place < len(self._cells)

    def get(self, name: str, default: Any = None) -> Any:
        """The cell of a field, or `default` where the row has none."""
        place = self._places.get(name)
        return self._cells[place] if place is not None and place < len(self._cells) else default


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row under the program's own field names, before anything is checked."""

    line: int
    cells: Mapping[str, Cell] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The field as trimmed text; empty where the file has no such column."""
        cell = self.cells.get(name, "")
        return cell.strip() if type(cell) is str else cell_text(cell)


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
