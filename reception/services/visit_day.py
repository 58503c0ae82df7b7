"""What is stamped through a visit besides its status, and the taking back of each with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Task, Visit
from reception.services.check_in import undo_check_in
from reception.services.estimate import drop_estimate
from reception.services.stamps import HERE, put_step_back, stamps, stepped
from reception.services.traces import leave_trace
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg
from reception.values.choices import TaskKind, TaskStatus, VisitStatus
from reception.values.day_choices import TraceKind

CARE_CALL_DAYS = 1


class Step(StrEnum):
    """What can be taken back of a visit."""

    STATUS = "status"
    GREETED = "greeted"
    ROOM_READY = "room_ready"
    PRICE = "price"
    DOCTOR_TOLD = "doctor_told"
    EMERGENCY = "emergency"


def room_ready(uow: UnitOfWork, *, visit_id: int) -> Done[None]:
    """The room is prepared: she can be invited (requirements S1.15)."""
    visit = _going_on(uow, visit_id)
    before = stamps(visit)
    if visit.room_ready_at is None:
        visit.room_ready_at = uow.now
    return stepped(uow, visit, before, msg("The room is ready."))


def tell_doctor(uow: UnitOfWork, *, visit_id: int) -> Done[None]:
    """The doctor knows that she is late, early, or here without an appointment."""
    visit = _going_on(uow, visit_id)
    before = stamps(visit)
    if visit.doctor_told_at is None:
        visit.doctor_told_at = uow.now
    return stepped(uow, visit, before, msg("The doctor knows."))


def mark_emergency(uow: UnitOfWork, *, visit_id: int) -> Done[None]:
    """Pain, fear or an emergency: nothing about the card today, a care call tomorrow.

    The visit leaves the denominator of the mention rate (product/situations.md 46).
    """
    visit = _going_on(uow, visit_id)
    if visit.is_emergency:
        return Done(None)
    visit.is_emergency = True
    uow.add(
        Task(
            kind=TaskKind.CARE_CALL,
            patient_id=visit.patient_id,
            visit_id=visit.id,
            due_on=uow.today + timedelta(days=CARE_CALL_DAYS),
            status=TaskStatus.OPEN,
            opened_at=uow.now,
            opened_by_id=uow.actor.staff_id,
        )
    )
    leave_trace(uow, visit, TraceKind.EMERGENCY)
    uow.about("visit", visit.id)
    return Done(
        None,
        msg("Not now. A care call is due tomorrow."),
        undo=partial(take_back, visit_id=visit.id, step=Step.EMERGENCY, reason="at once"),
    )


def take_back(uow: UnitOfWork, *, visit_id: int, step: Step, reason: str) -> Done[None]:
    """Take one step of a visit back; the reason stays in its history.

    Raises InvalidInput without a reason, Refused where there is nothing of it, or the visit is
    paid: then the payment is taken back first.
    """
    if not reason.strip():
        raise InvalidInput(msg("Say why it is taken back."), field="reason")
    visit = uow.find.visit(visit_id)
    if visit.paid_at is not None:
        raise Refused(
            msg("This visit is already paid."),
            code="paid",
            way_out=msg("Take the payment back first."),
        )
    if step is Step.STATUS and visit.status in HERE[:1]:
        return undo_check_in(uow, visit_id=visit_id, reason=reason)
    if step is Step.PRICE:
        _something(visit.price_told_at)
        leave_trace(uow, visit, TraceKind.TAKEN_BACK, reason=reason, was=step.value)
        return drop_estimate(uow, visit)
    before = stamps(visit)
    what = _BACK[step](uow, visit)
    leave_trace(uow, visit, TraceKind.TAKEN_BACK, reason=reason, was=what)
    if step is Step.EMERGENCY:
        uow.about("visit", visit.id)
        return Done(None, msg("Taken back."), undo=partial(mark_emergency, visit_id=visit.id))
    return stepped(uow, visit, before, msg("Taken back."))


def _back_status(_uow: UnitOfWork, visit: Visit) -> str:
    was = visit.status
    if was is VisitStatus.IN_ROOM:
        visit.status, visit.in_room_at = VisitStatus.ARRIVED, None
    elif was is VisitStatus.NO_SHOW:
        visit.status, visit.no_show_at = VisitStatus.PLANNED, None
    elif was is VisitStatus.CANCELLED:
        if visit.planned_time is None and visit.arrived_at is None:
            raise Refused(
                msg("She was here without an appointment: check her in again."), code="not_planned"
            )
        visit.status = _before_cancelling(visit)
        visit.cancelled_at = None
    else:
        raise Refused(msg("There is nothing to take back."), code="nothing")
    return was.value


def _before_cancelling(visit: Visit) -> VisitStatus:
    if visit.in_room_at is not None:
        return VisitStatus.IN_ROOM
    return VisitStatus.PLANNED if visit.arrived_at is None else VisitStatus.ARRIVED


def _back_greeted(_uow: UnitOfWork, visit: Visit) -> str:
    _something(visit.greeted_at)
    visit.greeted_at = None
    return Step.GREETED.value


def _back_room(_uow: UnitOfWork, visit: Visit) -> str:
    _something(visit.room_ready_at)
    visit.room_ready_at = None
    return Step.ROOM_READY.value


def _back_doctor(_uow: UnitOfWork, visit: Visit) -> str:
    _something(visit.doctor_told_at)
    visit.doctor_told_at = None
    return Step.DOCTOR_TOLD.value


def _back_emergency(uow: UnitOfWork, visit: Visit) -> str:
    _something(visit.is_emergency or None)
    visit.is_emergency = False
    for task in uow.find.open_tasks_of_visit(visit.id, TaskKind.CARE_CALL):
        task.status = TaskStatus.DROPPED
        task.closed_at, task.closed_by_id = uow.now, uow.actor.staff_id
    return Step.EMERGENCY.value


def _something(stamp: object) -> None:
    if stamp is None:
        raise Refused(msg("There is nothing to take back."), code="nothing")


_BACK: dict[Step, Callable[[UnitOfWork, Visit], str]] = {
    Step.STATUS: _back_status,
    Step.GREETED: _back_greeted,
    Step.ROOM_READY: _back_room,
    Step.DOCTOR_TOLD: _back_doctor,
    Step.EMERGENCY: _back_emergency,
}


def owe_mention(uow: UnitOfWork, *, visit_id: int) -> Done[None]:
    """In the queue nothing was said: it is a task of the checkout (product/situations.md 25)."""
    visit = uow.find.visit(visit_id)
    if not uow.find.open_tasks_of_visit(visit.id, TaskKind.MENTION_OWED):
        uow.add(
            Task(
                kind=TaskKind.MENTION_OWED,
                patient_id=visit.patient_id,
                visit_id=visit.id,
                due_on=uow.today,
                status=TaskStatus.OPEN,
                opened_at=uow.now,
                opened_by_id=uow.actor.staff_id,
            )
        )
        uow.about("visit", visit.id)
    return Done(None)


def _going_on(uow: UnitOfWork, visit_id: int) -> Visit:
    visit = uow.find.visit(visit_id)
    if visit.status not in (VisitStatus.PLANNED, *HERE):
        raise Refused(msg("This visit is over."), code="over")
    return visit


def step_word(step: Step) -> Message:
    """What is taken back, in words."""
    return {
        Step.STATUS: msg("where the visit stands"),
        Step.GREETED: msg("greeted"),
        Step.ROOM_READY: msg("room ready"),
        Step.PRICE: msg("price told"),
        Step.DOCTOR_TOLD: msg("doctor told"),
        Step.EMERGENCY: msg("emergency"),
    }[step]


__all__ = [
    "Step",
    "mark_emergency",
    "owe_mention",
    "put_step_back",
    "room_ready",
    "step_word",
    "take_back",
    "tell_doctor",
]
