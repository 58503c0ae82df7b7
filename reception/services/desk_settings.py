"""What the clinic decides about its desk: the waiting clock, masked names, the shift's checklist."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.services.clinic import change_setting
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg

WAIT_LONG = "desk.wait_long"
WAIT_TOO_LONG = "desk.wait_too_long"
LATE = "desk.late"
EARLY = "desk.early"
MASKED = "desk.masked_names"
MINUTES = {WAIT_LONG: (1, 120), WAIT_TOO_LONG: (2, 240), LATE: (1, 60), EARLY: (5, 240)}


def change_desk_setting(uow: UnitOfWork, *, key: str, value: Any) -> Done[None]:
    """Change one setting of the desk; offers the old value back.

    Raises InvalidInput with the setting's key as field, Refused without a supervisor's rights.
    """
    if not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor changes these settings."), code="not_allowed")
    if key == MASKED:
        return change_setting(uow, key=key, value=bool(value))
    least, most = MINUTES[key]
    if not isinstance(value, int) or not least <= value <= most:
        raise InvalidInput(
            msg("Allowed: {least} to {most} minutes.", least=least, most=most), field=key
        )
    return change_setting(uow, key=key, value=value)


def reveal_names(uow: UnitOfWork, *, seen_at: datetime | None = None) -> Done[None]:
    """Somebody looked at the whole names of the day's list: the look stays in the audit log."""
    uow.note(revealed=(seen_at or uow.now).isoformat())
    uow.about("day_list", None)
    return Done(None, msg("The names are shown for half a minute; the look is recorded."))
