"""Whether the computer's clock can be believed: it never goes back, and seldom skips a working day.

Points lapse and visits are counted by days, so a wrong clock is said before anybody trusts a
balance (product/situations.md 30).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from reception.rules.working_days import WorkingDays

SLACK = timedelta(minutes=10)
"""So far back a clock may be set without a word: it was a little fast."""


class ClockDoubt(StrEnum):
    """What speaks against the clock."""

    BACK = "back"
    AHEAD = "ahead"


def clock_doubt(
    now: datetime, recorded: Sequence[datetime], days: WorkingDays
) -> ClockDoubt | None:
    """What speaks against a clock that shows `now`; both local to the clinic.

    `recorded` are the instants of the latest entries of the log since the clock was confirmed
    last, in the order they were written.  Daylight saving plays no part: instants are compared.
    """
    if not recorded:
        return None
    if now < max(recorded) - SLACK:
        return ClockDoubt.BACK
    day = recorded[-1].date() + timedelta(days=1)
    if now.date() - day > timedelta(days=366):
        return ClockDoubt.AHEAD
    while day < now.date():
        if days.is_working(day):
            return ClockDoubt.AHEAD
        day += timedelta(days=1)
    return None
