"""The stamps of a visit: what a step changed, and the one undo that puts it back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import Refused
from reception.models import Visit
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg
from reception.values.choices import VisitStatus

HERE = (VisitStatus.ARRIVED, VisitStatus.IN_ROOM)

STAMPED = (
    "status",
    "room",
    "arrived_at",
    "greeted_at",
    "in_room_at",
    "cancelled_at",
    "no_show_at",
    "checked_in_by_id",
    "undo_reason",
    "price_told_minor",
    "price_told_at",
    "price_told_by_id",
    "room_ready_at",
    "doctor_told_at",
    "is_emergency",
    "is_queue_mode",
)


def stamps(visit: Visit) -> dict[str, Any]:
    """Everything a step may change, as it stands."""
    return {name: getattr(visit, name) for name in STAMPED}


def stepped(uow: UnitOfWork, visit: Visit, before: Mapping[str, Any], said: Message) -> Done[None]:
    """Offer back whatever this step changed."""
    after = stamps(visit)
    changed = {name: before[name] for name in STAMPED if before[name] != after[name]}
    uow.about("visit", visit.id)
    undo = partial(put_step_back, visit_id=visit.id, was=changed, found=after["status"])
    return Done(None, said, undo=undo if changed else None)


def put_step_back(
    uow: UnitOfWork, *, visit_id: int, was: Mapping[str, Any], found: VisitStatus
) -> Done[None]:
    """Take one step of a visit back; Refused where the visit went on in between."""
    visit = uow.find.visit(visit_id)
    if visit.status is not found:
        raise Refused(msg("The visit went on in between."), code="went_on")
    for name, value in was.items():
        setattr(visit, name, value)
    uow.about("visit", visit.id)
    return Done(None, msg("Taken back."))
