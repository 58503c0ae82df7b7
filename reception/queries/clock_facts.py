"""What the log says about the clock: the latest instants, back to where it was confirmed last."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import AuditRow, Clinic
from reception.rules.clock_doubts import ClockDoubt, clock_doubt
from reception.storage.calendar import working_days

_LATEST = 200
ACCEPTED = "accept_clock"


def doubt_of(session: Session, *, now: datetime) -> tuple[ClockDoubt, datetime] | None:
    """What speaks against the clock, and the latest entry as local time; None where nothing does."""
    zone = ZoneInfo(session.scalar(select(Clinic.time_zone)) or "UTC")
    instants: list[datetime] = []
    for at, action in session.execute(
        select(AuditRow.recorded_at, AuditRow.action).order_by(AuditRow.id.desc()).limit(_LATEST)
    ):
        instants.append(at.astimezone(zone))
        if action == ACCEPTED:
            break
    instants.reverse()
    found = clock_doubt(now.astimezone(zone), instants, working_days(session))
    return None if found is None else (found, max(instants))
