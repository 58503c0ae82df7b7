"""Periods of local days, both ends included, and counting by the calendar."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Period:
    """Local days from `first` through `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends on or after its first day")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @classmethod
    def month_of(cls, day: date) -> Period:
        """The calendar month in which `day` falls."""
        return cls(day.replace(day=1), end_of_month(day))


def end_of_month(day: date) -> date:
    """The last day of the month in which `day` falls."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """`months` later (or earlier, if negative) by the calendar: 31 January + 1 = end of February."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if day.day <= 28:
        return date(year, month + 1, day.day)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_days(day: date, days: int) -> date:
    """`days` later."""
    return day + timedelta(days=days)


def age_on(born: date, day: date) -> int:
    """Full years lived on `day`; a birthday of 29 February falls on 28 February in other years."""
    birthday = birthday_in(born, day.year)
    return day.year - born.year - (1 if day < birthday else 0)


def birthday_in(born: date, year: int) -> date:
    """The day on which a birthday is kept in `year` (design/terms.md 6)."""
    if born.month == 2 and born.day == 29 and not calendar.isleap(year):
        return date(year, 2, 28)
    return born.replace(year=year)
