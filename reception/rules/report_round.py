"""When the report of a month is made by itself: on the first working day of the next one."""

from __future__ import annotations

from datetime import date, timedelta

from reception.rules.working_days import WorkingDays
from reception.values.period import Period


def month_to_report(today: date, days: WorkingDays) -> Period | None:
    """The month that is over, from the first working day of this one on; None before it."""
    if today < days.on_or_after(today.replace(day=1)):
        return None
    return Period.month_of(today.replace(day=1) - timedelta(days=1))
