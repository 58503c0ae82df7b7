"""Days as people and spreadsheets write them: day before month, always.

Source: design of files in, Patients file.  A two-digit year is the latest that is not in the
future; numbers are the serials of Excel.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from reception.values.sheet import Cell, Formula, cell_text

EARLIEST_BIRTH = date(1900, 1, 1)
_LARGEST_SERIAL = 2_958_465  # 31 December 9999
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})\s+([^\W\d_]+)\.?,?\s+(\d{4})")
_SERIAL = re.compile(r"\d{4,6}(?:[.,]0+)?")
_EIGHT = re.compile(r"\d{8}")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?")
_TAIL = re.compile(r"(?:[T\s]+0{1,2}:00(?::00(?:\.0+)?)?Z?)?\s*(?:г|р|года|року)?\.?\s*$")
_MONTHS = {
    start: number
    for number, starts in enumerate(
        (
            "янв січ jan",
            "фев лют feb",
            "мар бер mar",
            "апр кві apr",
            "мая май тра may",
            "июн чер jun",
            "июл лип jul",
            "авг сер aug",
            "сен вер sep",
            "окт жов oct",
            "ноя лис nov",
            "дек гру dec",
        ),
        start=1,
    )
    for start in starts.split()
}


class DayFault(StrEnum):
    """Why a day cannot be taken."""

    NOT_A_DATE = "not_a_date"
    IMPOSSIBLE = "impossible"
    BEFORE_1900 = "before_1900"
    FUTURE = "future"


class TimeFault(StrEnum):
    """Why a time of day cannot be taken."""

    NOT_A_TIME = "not_a_time"
    IMPOSSIBLE = "impossible"


def read_birth_date(cell: Cell, today: date) -> date | DayFault:
    """The day of birth in a cell: from 1900 through `today`."""
    day = read_day(cell, today)
    if isinstance(day, DayFault):
        return day
    if day > today:
        return DayFault.FUTURE
    return DayFault.BEFORE_1900 if day < EARLIEST_BIRTH else day


def read_day(cell: Cell, today: date) -> date | DayFault:
    """The day in a cell, whatever form it came in; `today` settles two-digit years."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, Formula | bool | time):
        return DayFault.NOT_A_DATE
    if isinstance(cell, int | float):
        return _of_serial(float(cell))
    return _of_text(cell_text(cell), today)


def _of_text(text: str, today: date) -> date | DayFault:
    plain = _TAIL.sub("", text.strip())
    if match := _ISO.fullmatch(plain):
        year, month, day = (int(part) for part in match.groups())
        return _day(year, month, day)
    if match := _DAY_FIRST.fullmatch(plain):
        day, month = int(match[1]), int(match[2])
        if len(match[3]) == 2:
            return _short_year(int(match[3]), month, day, today)
        return _day(int(match[3]), month, day)
    if match := _NAMED.fullmatch(plain):
        found = _MONTHS.get(match[2].casefold()[:3])
        return _day(int(match[3]), found, int(match[1])) if found else DayFault.NOT_A_DATE
    if _EIGHT.fullmatch(plain):
        day_first = _day(int(plain[4:]), int(plain[2:4]), int(plain[:2]))
        if isinstance(day_first, date) and day_first.year >= EARLIEST_BIRTH.year:
            return day_first
        return _day(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    if _SERIAL.fullmatch(plain):
        return _of_serial(float(plain.replace(",", ".")))
    return DayFault.NOT_A_DATE


def _of_serial(serial: float) -> date | DayFault:
    """A day of Excel's 1900 calendar; what looks like a bare year is none."""
    if not 1 <= serial <= _LARGEST_SERIAL or 1800 <= serial <= 2100:
        return DayFault.NOT_A_DATE
    whole = int(serial)
    return date(1899, 12, 30 if whole > 60 else 31) + timedelta(days=whole)


def _day(year: int, month: int, day: int) -> date | DayFault:
    try:
        return date(year, month, day)
    except ValueError:
        return DayFault.IMPOSSIBLE


def _short_year(two: int, month: int, day: int, today: date) -> date | DayFault:
    for century in (today.year // 100 * 100, today.year // 100 * 100 - 100):
        found = _day(century + two, month, day)
        if isinstance(found, date) and found <= today:
            return found
    return DayFault.IMPOSSIBLE


def read_time(cell: Cell) -> time | TimeFault:
    """The time of day in a cell: 9:05, 09.05, a fraction of a day."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not 0 <= cell < 1:
            return TimeFault.NOT_A_TIME
        minutes = round(cell * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60)
    match = _CLOCK.fullmatch(cell_text(cell))
    if match is None:
        return TimeFault.NOT_A_TIME
    try:
        return time(int(match[1]), int(match[2]))
    except ValueError:
        return TimeFault.IMPOSSIBLE


def read_day_and_time(cell: Cell, today: date) -> tuple[date | DayFault, time | TimeFault | None]:
    """A day, and the time beside it in the same cell where there is one."""
    if isinstance(cell, datetime):
        return cell.date(), read_time(cell)
    text = cell_text(cell)
    head, _, tail = text.replace("T", " ").partition(" ")
    if isinstance(cell, str) and tail and _CLOCK.fullmatch(tail.strip()) and ":" in tail:
        return read_day(head.rstrip(","), today), read_time(tail.strip())
    if isinstance(cell, float) and not cell.is_integer():
        return read_day(float(int(cell)), today), read_time(cell - int(cell))
    return read_day(cell, today), None
