"""Days and times as people type them for an appointment: 5, 5.11, 0511, +7; 930, 9:30, 9."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

_PLUS = re.compile(r"\+\s*(\d{1,3})")
_PARTS = re.compile(r"(\d{1,2})(?:[./-](\d{1,2})(?:[./-](\d{2}|\d{4}))?)?")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.\- ]?(\d{2}))?")


def read_booking_day(text: str, today: date) -> date | None:
    """The day that is meant: the next one of that number, or day and month, else as written."""
    plain = text.strip().rstrip(".")
    if not plain:
        return today
    if found := _PLUS.fullmatch(plain):
        return today + timedelta(days=int(found[1]))
    found = _PARTS.fullmatch(plain) or _DIGITS.fullmatch(plain)
    if found is None:
        return None
    day, month, year = int(found[1]), found[2], found[3]
    if year is not None:
        return _day(int(year) + (2000 if len(year) == 2 else 0), int(month), day)
    if month is not None:
        this = _day(today.year, int(month), day)
        if this is not None and this >= today - timedelta(days=31):
            return this
        return _day(today.year + 1, int(month), day)
    return _next_of(day, today)


def _next_of(day: int, today: date) -> date | None:
    year, month = today.year, today.month
    for _ in range(3):
        found = _day(year, month, day)
        if found is not None and found >= today:
            return found
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_clock(text: str) -> time | None:
    """The time of day that is meant; None where it is none."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
