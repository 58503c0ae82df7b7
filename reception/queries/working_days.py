"""The clinic's working days for the settings: which they are, and who changed them last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Setting, Staff
from reception.rules.working_days import WorkingDays
from reception.storage.calendar import WORKING_DAYS_SETTING, working_days


@dataclass(frozen=True)
class CalendarFacts:
    """The working days, and the last change of them; `changed_by` is empty for a command."""

    days: WorkingDays
    changed_at: datetime | None
    changed_by: str

    def closed_from(self, day: date) -> list[date]:
        """The closed days from a day on, in their order."""
        return sorted(each for each in self.days.closed if each >= day)


def calendar_facts(session: Session) -> CalendarFacts:
    """The clinic's working days as they stand."""
    row = session.get(Setting, WORKING_DAYS_SETTING)
    if row is None:
        return CalendarFacts(working_days(session), None, "")
    name = session.scalar(select(Staff.name).where(Staff.id == row.changed_by_id))
    return CalendarFacts(working_days(session), row.changed_at, name or "")
