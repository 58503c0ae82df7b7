"""The clinic's working days: weekdays it is open on, less the days it is closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

_LONGEST = 366  # a clinic that is closed for a year has no next working day


@dataclass(frozen=True)
class WorkingDays:
    """Which days the clinic works; Monday is weekday 0.

    `closed` are days it is closed on although it is open on that weekday: public holidays, a
    day of disinfection.
    """

    weekdays: frozenset[int] = frozenset(range(6))
    closed: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether the clinic is open on `day`."""
        return day.weekday() in self.weekdays and day not in self.closed

    def next_after(self, day: date) -> date:
        """The first working day after `day`; the day after it where none comes within a year."""
        following = day + timedelta(days=1)
        for count in range(_LONGEST):
            if self.is_working(following + timedelta(days=count)):
                return following + timedelta(days=count)
        return following

    def on_or_after(self, day: date) -> date:
        """`day` where the clinic works, else the first working day after it."""
        return day if self.is_working(day) else self.next_after(day)

    def between(self, first: date, last: date) -> Iterator[date]:
        """The working days of a period, both ends counted."""
        for count in range((last - first).days + 1):
            day = first + timedelta(days=count)
            if self.is_working(day):
                yield day

    def any_between(self, first: date, last: date) -> bool:
        """Whether a period has a working day; looked for within a year of its beginning."""
        nearest = min(last, first + timedelta(days=_LONGEST)) if last > first else last
        return next(self.between(first, nearest), None) is not None


WORKING_DAYS = WorkingDays()
"""Monday to Saturday: what holds until a clinic says otherwise."""


def working_days_of(value: Mapping[str, Any] | None) -> WorkingDays:
    """The working days of a stored setting; Monday to Saturday where there is none."""
    if not value:
        return WORKING_DAYS
    return WorkingDays(
        frozenset(int(each) for each in value.get("weekdays", WORKING_DAYS.weekdays)),
        frozenset(date.fromisoformat(str(each)) for each in value.get("closed", ())),
    )


def written_working_days(days: WorkingDays) -> dict[str, Any]:
    """The same as it is stored."""
    return {
        "weekdays": sorted(days.weekdays),
        "closed": sorted(each.isoformat() for each in days.closed),
    }
