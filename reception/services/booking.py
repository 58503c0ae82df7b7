"""Appointments entered here: for any day to come, moved, and taken back.

What comes from the clinic's own system is imported; both stand in the same book.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Doctor, Visit
from reception.services.check_in import check_living
from reception.services.drafts import take_draft
from reception.services.traces import booking_words, leave_trace
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.choices import VisitOrigin, VisitStatus
from reception.values.day_choices import TraceKind

DRAFT_KIND = "booking"
FURTHEST = timedelta(days=366)
LONGEST_ROOM = 40
LONGEST_DOCTOR = 120


@dataclass(frozen=True)
class Slot:
    """When, with whom and where; `at` local, `doctor` by name."""

    day: date
    at: time | None = None
    doctor: str = ""
    room: str = ""


def draft_subject(patient_id: int) -> str:
    """The subject under which a begun booking of a patient is kept."""
    return f"patient:{patient_id}"


def book_visit(
    uow: UnitOfWork,
    *,
    patient_id: int,
    slot: Slot,
    confirm_taken: bool = False,
    request_id: str | None = None,
) -> Done[int]:
    """Enter an appointment for today or a day to come; answers the visit.

    Raises InvalidInput naming the field for a day or text that cannot be, Refused("taken") where
    the doctor has somebody at that time or the patient an appointment, until `confirm_taken`.
    """
    content = {"patient": patient_id, "day": slot.day.isoformat(), "at": str(slot.at)}
    known = uow.request(request_id, content)
    if known is not None:
        return Done(known)
    person = uow.find.patient(patient_id)
    check_living(person)
    _check(uow, slot)
    if not confirm_taken:
        _check_free(uow, patient_id, slot, besides=None)
    visit = Visit(
        patient_id=person.id,
        day=slot.day,
        planned_time=slot.at,
        status=VisitStatus.PLANNED,
        origin=VisitOrigin.BOOKED,
        doctor_id=doctor_id(uow, slot.doctor),
        room=slot.room.strip(),
        created_at=uow.now,
    )
    uow.add(visit)
    take_draft(uow, kind=DRAFT_KIND, subject=draft_subject(person.id))
    uow.answered(request_id, visit.id)
    uow.about("visit", visit.id)
    return Done(
        visit.id,
        msg("{name} has an appointment on {day}.", name=person.spoken_name, day=slot.day),
        undo=partial(take_booking_back, visit_id=visit.id),
    )


def take_booking_back(uow: UnitOfWork, *, visit_id: int) -> Done[None]:
    """A booking made a moment ago was a mistake: it goes; Refused once something was done on it."""
    visit = uow.find.visit(visit_id)
    if visit.status is not VisitStatus.PLANNED or visit.origin is not VisitOrigin.BOOKED:
        raise Refused(msg("The visit went on in between."), code="went_on")
    uow.about("visit", visit.id)
    visit.status, visit.cancelled_at = VisitStatus.CANCELLED, uow.now
    leave_trace(uow, visit, TraceKind.CANCELLED, was=booking_words(visit))
    return Done(None, msg("The appointment was taken back."))


def move_visit(
    uow: UnitOfWork,
    *,
    visit_id: int,
    slot: Slot,
    reason: str = "",
    confirm_taken: bool = False,
) -> Done[None]:
    """Give an expected visit another time, doctor or room; the old ones stay in its history.

    Raises Refused where it is not expected any more, and as `book_visit` does.
    """
    visit = uow.find.visit(visit_id)
    if visit.status is not VisitStatus.PLANNED:
        raise Refused(msg("Only an expected visit can be moved."), code="not_planned")
    _check(uow, slot)
    if not confirm_taken:
        _check_free(uow, visit.patient_id, slot, besides=visit.id)
    before = (visit.day, visit.planned_time, visit.doctor_id, visit.room)
    was = booking_words(visit)
    visit.day, visit.planned_time = slot.day, slot.at
    visit.doctor_id, visit.room = doctor_id(uow, slot.doctor), slot.room.strip()
    if before == (visit.day, visit.planned_time, visit.doctor_id, visit.room):
        return Done(None)
    became = booking_words(visit)
    leave_trace(uow, visit, TraceKind.MOVED, reason=reason, was=was, became=became)
    uow.about("visit", visit.id)
    return Done(
        None,
        msg("The appointment is moved to {day}.", day=slot.day),
        undo=partial(_move_back, visit_id=visit.id, before=before),
    )


def _move_back(
    uow: UnitOfWork,
    *,
    visit_id: int,
    before: tuple[date, time | None, int | None, str],
) -> Done[None]:
    visit = uow.find.visit(visit_id)
    if visit.status is not VisitStatus.PLANNED:
        raise Refused(msg("The visit went on in between."), code="went_on")
    was = booking_words(visit)
    visit.day, visit.planned_time, visit.doctor_id, visit.room = before
    leave_trace(uow, visit, TraceKind.MOVED, was=was, became=booking_words(visit))
    uow.about("visit", visit.id)
    return Done(None, msg("Taken back."))


def doctor_id(uow: UnitOfWork, name: str) -> int | None:
    """The doctor of that name, entered where the clinic has none; None for no name."""
    tidy = " ".join(name.split())
    if not tidy:
        return None
    found = uow.find.doctor_named(tidy)
    if found is None:
        found = Doctor(name=tidy)
        uow.add(found)
    return found.id


def _check(uow: UnitOfWork, slot: Slot) -> None:
    if slot.day < uow.today:
        raise InvalidInput(
            msg("The day {day} is over. Enter today or a later day.", day=slot.day), field="day"
        )
    if slot.day > uow.today + FURTHEST:
        raise InvalidInput(
            msg("The day {day} is more than a year ahead. Check the year.", day=slot.day),
            field="day",
        )
    for field, text, most in (
        ("doctor", slot.doctor, LONGEST_DOCTOR),
        ("room", slot.room, LONGEST_ROOM),
    ):
        if len(text.strip()) > most:
            raise InvalidInput(
                msg("The text is too long. Allowed: {most} letters.", most=most), field=field
            )


def _check_free(uow: UnitOfWork, patient_id: int, slot: Slot, *, besides: int | None) -> None:
    for visit in uow.find.visits_on(patient_id, slot.day):
        if visit.id != besides and visit.status is VisitStatus.PLANNED:
            raise Refused(
                msg("This patient has an appointment on {day} already. Another one?", day=slot.day),
                code="taken",
            )
    doctor = uow.find.doctor_named(" ".join(slot.doctor.split())) if slot.doctor.strip() else None
    if doctor is None or slot.at is None:
        return
    taken = uow.find.expected_of_doctor(doctor.id, slot.day, slot.at)
    if any(one.id != besides for one in taken):
        raise Refused(
            msg(
                "{doctor} has somebody at {time} already. Book all the same?",
                doctor=doctor.name,
                time=slot.at,
            ),
            code="taken",
        )
