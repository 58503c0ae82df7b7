"""The clinic's working days as it set them, for whatever counts working days."""

from __future__ import annotations

from sqlalchemy.orm import Session

from reception.models import Setting
from reception.rules.working_days import WorkingDays, working_days_of

WORKING_DAYS_SETTING = "clinic.working_days"


def working_days(session: Session) -> WorkingDays:
    """The clinic's working days; Monday to Saturday until it says otherwise."""
    row = session.get(Setting, WORKING_DAYS_SETTING)
    return working_days_of(None if row is None else row.value.get("value"))
