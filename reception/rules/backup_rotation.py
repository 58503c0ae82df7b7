"""Which verified copies are kept: dense for the last days, one a day, one a month, then none.

A clinic that notices a mistake late still finds the state of that month; the folder does not grow
without end (issue of trust: "rotated, age shown").
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

KEPT_WHOLE = timedelta(days=2)
KEPT_DAILY = timedelta(days=31)
KEPT_MONTHLY = timedelta(days=366)


def to_drop(made: Iterable[datetime], *, now: datetime, zone: tzinfo) -> set[datetime]:
    """The instants whose copies may go.

    Kept are every copy of the last 2 days, the last of each local day for 31 days, the last of
    each local month for 366 days, and always the newest.
    """
    instants = sorted(set(made), reverse=True)
    kept: set[datetime] = set(instants[:1])
    days: set[tuple[int, int, int]] = set()
    months: set[tuple[int, int]] = set()
    for one in instants:
        local, age = one.astimezone(zone), now - one
        day, month = (local.year, local.month, local.day), (local.year, local.month)
        first_of_day, first_of_month = day not in days, month not in months
        days.add(day)
        months.add(month)
        if (
            age <= KEPT_WHOLE
            or (age <= KEPT_DAILY and first_of_day)
            or (age <= KEPT_MONTHLY and first_of_month)
        ):
            kept.add(one)
    return set(instants) - kept
