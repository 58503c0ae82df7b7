"""Check-in and the steps of a visit: each a stamp, each taken back by one action.

A visit is one record with one status.  Checking in moves the planned one to arrived or makes a
walk-in; a second arrival the same day is asked about first (product/situations.md 15).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Patient, Visit
from reception.services.coming_of_age import ask_own_consent
from reception.services.drafts import take_draft
from reception.services.erased import refuse_erased
from reception.services.seconding import is_own
from reception.services.stamps import HERE, stamps, stepped
from reception.services.traces import booking_words, leave_trace
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg
from reception.values.choices import TaskKind, TaskStatus, VisitOrigin, VisitStatus
from reception.values.day_choices import TraceKind

DRAFT_KIND = "check_in"
LARGEST_PRICE_MINOR = 10**12
PRESENT = (VisitStatus.ARRIVED, VisitStatus.IN_ROOM, VisitStatus.DONE)


@dataclass(frozen=True)
class CheckedIn:
    """The visit that has begun; `was_planned` tells a booked one from a walk-in.

    `needs_second`: her own or a relative's, to be confirmed by a second person's PIN.
    """

    visit_id: int
    was_planned: bool
    needs_second: bool = False


def draft_subject(patient_id: int) -> str:
    """The subject under which a begun check-in of a patient is kept."""
    return f"patient:{patient_id}"


def check_in(
    uow: UnitOfWork,
    *,
    patient_id: int,
    visit_id: int | None = None,
    accompanied_by_id: int | None = None,
    accompanied_by_other: str = "",
    doctor_id: int | None = None,
    room: str = "",
    is_emergency: bool = False,
    is_queue_mode: bool = False,
    confirm_second: bool = False,
    opened_at: datetime | None = None,
    at: time | None = None,
    request_id: str | None = None,
) -> Done[CheckedIn]:
    """The patient is here: the planned visit of today arrives, or a walk-in is made.

    `opened_at` is when the person was opened at the desk, unless the check-in was begun before;
    `at` the local time of today written in the paper journal, where it is typed in later.
    Raises Refused("already_here") where the patient came today before, until
    `confirm_second` says that it is another visit.
    """
    content = {
        "patient": patient_id,
        "visit": visit_id,
        "with": accompanied_by_id,
        "other": accompanied_by_other,
        "second": confirm_second,
    }
    known = uow.request(request_id, content)
    if known is not None:
        visit = uow.find.visit(known)
        return Done(CheckedIn(visit.id, visit.origin is not VisitOrigin.WALK_IN))
    person = uow.find.patient(patient_id)
    check_living(person)
    visit = _visit_to_begin(uow, person, visit_id, confirm_second=confirm_second)
    was_planned = visit.origin is not VisitOrigin.WALK_IN
    begun = take_draft(uow, kind=DRAFT_KIND, subject=draft_subject(patient_id))
    visit.opened_at = (opened_at or uow.now) if begun is None else begun.started_at
    visit.status, visit.arrived_at = VisitStatus.ARRIVED, _arrival(uow, at)
    if at is not None:
        visit.opened_at = visit.arrived_at
        uow.note(from_journal=at.isoformat())
    visit.checked_in_by_id = uow.actor.staff_id
    visit.accompanied_by_id = accompanied_by_id
    visit.accompanied_by_other = accompanied_by_other.strip()
    visit.is_emergency, visit.is_queue_mode = is_emergency, is_queue_mode
    visit.refused_data = person.refuses_data
    visit.needs_second = is_own(uow, person)
    if doctor_id is not None:
        visit.doctor_id = doctor_id
    if room.strip():
        visit.room = room.strip()
    uow.session.flush()
    ask_own_consent(uow, person)
    uow.answered(request_id, visit.id)
    uow.about("visit", visit.id)
    return Done(
        CheckedIn(visit.id, was_planned, visit.needs_second),
        msg("{name} is checked in.", name=person.spoken_name),
        undo=partial(undo_check_in, visit_id=visit.id, reason="at once"),
    )


def _arrival(uow: UnitOfWork, at: time | None) -> datetime:
    """Now, or the time of today that was written by hand."""
    if at is None:
        return uow.now
    zone = ZoneInfo(uow.clinic.time_zone)
    arrived = datetime.combine(uow.today, at, tzinfo=zone).astimezone(UTC)
    if arrived > uow.now:
        raise InvalidInput(msg("The time {time} is still to come.", time=at), field="at")
    return arrived


def check_living(person: Patient) -> None:
    """Refuse what is done for the living alone: Refused("deceased"), Refused("erased")."""
    refuse_erased(person)
    if person.deceased_on is not None:
        raise Refused(
            msg("{name} is recorded as deceased.", name=person.full_name),
            code="deceased",
            way_out=msg("If it is another person, look for that one; else tell the supervisor."),
        )


def _visit_to_begin(
    uow: UnitOfWork, person: Patient, visit_id: int | None, *, confirm_second: bool
) -> Visit:
    todays = uow.find.visits_on(person.id, uow.today)
    here = [visit for visit in todays if visit.status in PRESENT]
    if here and not confirm_second:
        arrived = here[-1].arrived_at
        raise Refused(_already_here(person, _local(uow, arrived)), code="already_here")
    if visit_id is not None:
        visit = uow.find.visit(visit_id)
        if visit.patient_id != person.id or visit.status is not VisitStatus.PLANNED:
            raise Refused(msg("This visit is not expected any more."), code="not_planned")
        return visit
    planned = [visit for visit in todays if visit.status is VisitStatus.PLANNED]
    if planned:
        return min(planned, key=lambda visit: (visit.planned_time is None, visit.planned_time))
    visit = Visit(
        patient_id=person.id,
        day=uow.today,
        status=VisitStatus.ARRIVED,
        origin=VisitOrigin.WALK_IN,
        created_at=uow.now,
    )
    uow.add(visit)
    return visit


def _already_here(person: Patient, arrived: datetime | None) -> Message:
    if arrived is None:
        return msg("{name} was here today already. A second visit?", name=person.spoken_name)
    return msg(
        "{name} was checked in today at {time}. A second visit?",
        name=person.spoken_name,
        time=arrived.time(),
    )


def _local(uow: UnitOfWork, instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.astimezone(ZoneInfo(uow.clinic.time_zone))


def undo_check_in(uow: UnitOfWork, *, visit_id: int, reason: str) -> Done[None]:
    """A check-in was wrong: a booked visit is expected again, a walk-in is cancelled.

    What was said to the patient stays said.  Raises InvalidInput without a reason, Refused
    where the visit is paid or was never checked in.
    """
    if not reason.strip():
        raise InvalidInput(msg("Say why the check-in is taken back."), field="reason")
    visit = uow.find.visit(visit_id)
    if visit.status not in HERE:
        raise Refused(msg("Only a patient who is here can be sent back."), code="not_here")
    before = stamps(visit)
    was = visit.status.value
    leave_trace(uow, visit, TraceKind.TAKEN_BACK, reason=reason, was=was)
    visit.needs_second = visit.is_queue_mode = False
    for task in uow.find.open_tasks_of_visit(visit.id, TaskKind.MENTION_OWED):
        task.status = TaskStatus.DROPPED
        task.closed_at, task.closed_by_id = uow.now, uow.actor.staff_id
    visit.arrived_at = visit.greeted_at = visit.in_room_at = None
    visit.undo_reason = reason.strip()
    if visit.origin is VisitOrigin.WALK_IN:
        visit.status, visit.cancelled_at = VisitStatus.CANCELLED, uow.now
    else:
        visit.status = VisitStatus.PLANNED
        visit.checked_in_by_id = None
    return stepped(uow, visit, before, msg("The check-in was taken back."))


def greet(uow: UnitOfWork, *, visit_id: int) -> Done[None]:
    """The patient was seen and greeted (F2), before or after check-in."""
    visit = uow.find.visit(visit_id)
    before = stamps(visit)
    if visit.greeted_at is None:
        visit.greeted_at = uow.now
    return stepped(uow, visit, before, msg("Greeted."))


def enter_room(uow: UnitOfWork, *, visit_id: int, room: str = "") -> Done[None]:
    """The patient went to the doctor."""
    visit = uow.find.visit(visit_id)
    if visit.status is not VisitStatus.ARRIVED:
        raise Refused(msg("The patient is not waiting."), code="not_here")
    before = stamps(visit)
    visit.status, visit.in_room_at = VisitStatus.IN_ROOM, uow.now
    if room.strip():
        visit.room = room.strip()
    return stepped(uow, visit, before, msg("In the room."))


def cancel_visit(uow: UnitOfWork, *, visit_id: int, reason: str) -> Done[None]:
    """The visit does not take place; not a no-show.  Raises InvalidInput without a reason."""
    if not reason.strip():
        raise InvalidInput(msg("Say why the visit is cancelled."), field="reason")
    visit = uow.find.visit(visit_id)
    if visit.status in (VisitStatus.DONE, VisitStatus.CANCELLED):
        raise Refused(msg("This visit is over."), code="over")
    before = stamps(visit)
    visit.status, visit.cancelled_at = VisitStatus.CANCELLED, uow.now
    visit.undo_reason = reason.strip()
    leave_trace(uow, visit, TraceKind.CANCELLED, reason=reason, was=booking_words(visit))
    return stepped(uow, visit, before, msg("The visit is cancelled."))


def mark_no_show(uow: UnitOfWork, *, visit_id: int) -> Done[None]:
    """The patient did not come."""
    visit = uow.find.visit(visit_id)
    if visit.status is not VisitStatus.PLANNED:
        raise Refused(msg("Only an expected visit can be missed."), code="not_planned")
    before = stamps(visit)
    visit.status, visit.no_show_at = VisitStatus.NO_SHOW, uow.now
    leave_trace(uow, visit, TraceKind.NO_SHOW, was=booking_words(visit))
    return stepped(uow, visit, before, msg("Recorded as not come."))


def tell_price(uow: UnitOfWork, *, visit_id: int, amount_minor: int) -> Done[None]:
    """The price was told before the service (F6), by whom and when; minor units."""
    if not 0 < amount_minor <= LARGEST_PRICE_MINOR:
        raise InvalidInput(msg("Enter the price that was told."), field="amount")
    visit = uow.find.visit(visit_id)
    if visit.status in (VisitStatus.DONE, VisitStatus.CANCELLED, VisitStatus.NO_SHOW):
        raise Refused(msg("This visit is over."), code="over")
    before = stamps(visit)
    visit.price_told_minor, visit.price_told_at = amount_minor, uow.now
    visit.price_told_by_id = uow.actor.staff_id
    return stepped(uow, visit, before, msg("The price is told."))
