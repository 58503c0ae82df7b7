"""A value of a spreadsheet as a cell of this program, whichever reader brought it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from reception.rules.import_report import LONGEST_CELL
from reception.values.sheet import Cell


def plain_cell(value: Any) -> Cell:
    """Whole numbers lose the point that the format gives them: 5.0 → 5."""
    if isinstance(value, str):
        return bounded(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, bool | int | datetime | date | time):
        return value
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        if not 0 <= seconds < 24 * 3600:
            return str(value)
        return time(seconds // 3600, seconds // 60 % 60)
    return bounded(str(value))


def bounded(text: str) -> str:
    """A text of absurd length is cut where it is read: enough is left to refuse it by."""
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…"
