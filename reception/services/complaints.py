"""Complaints: heard, given to an owner with a day, put right or dropped with a reason."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Complaint, Staff
from reception.storage.calendar import working_days
from reception.storage.feedback_rows import conversation_of
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language, msg
from reception.values.aftercare import ComplaintState, Influence

_FIELDS = ("state", "owner_id", "due_on", "resolved_on", "resolution", "resolved_by_id")


def open_complaint(
    uow: UnitOfWork,
    *,
    patient_id: int,
    words: str,
    language: Language | None = None,
    visit_id: int | None = None,
    influence: Influence | None = None,
) -> Done[int]:
    """Write down what went wrong, in the patient's words; due the next working day."""
    person = uow.find.patient(patient_id)
    if not words.strip():
        raise InvalidInput(msg("Write down what was said."), field="words")
    row = Complaint(
        patient_id=person.id,
        visit_id=visit_id,
        words=words.strip(),
        language=language or person.language,
        influence=influence,
        state=ComplaintState.OPEN,
        owner_id=uow.actor.staff_id,
        due_on=working_days(uow.session).next_after(uow.today),
        opened_on=uow.today,
        opened_at=uow.now,
        opened_by_id=uow.actor.staff_id,
    )
    uow.add(row)
    uow.about("complaint", row.id)
    return Done(
        row.id,
        msg("The complaint is open until {day}.", day=row.due_on),
        undo=partial(_remove, complaint_id=row.id),
    )


def assign_complaint(
    uow: UnitOfWork, *, complaint_id: int, owner_id: int | None, due_on: date | None = None
) -> Done[None]:
    """Who puts it right, and until which day; a day before today is refused."""
    row = _standing(uow, complaint_id)
    if owner_id is not None and uow.session.get(Staff, owner_id) is None:
        raise InvalidInput(msg("Choose who puts it right."), field="owner")
    if due_on is not None and due_on < uow.today:
        raise InvalidInput(msg("That day is over. Allowed: today or later."), field="due_on")
    before = _state(row)
    row.owner_id = owner_id
    row.due_on = due_on or row.due_on
    return _changed(uow, row, before, msg("The complaint has an owner and a day."))


def resolve_complaint(uow: UnitOfWork, *, complaint_id: int, resolution: str) -> Done[None]:
    """It is put right; what was done is read to the patient, so it must be said."""
    row = _standing(uow, complaint_id)
    if not resolution.strip():
        raise InvalidInput(msg("Write what was done."), field="resolution")
    before = _state(row)
    row.state, row.resolved_on = ComplaintState.RESOLVED, uow.today
    row.resolution, row.resolved_by_id = resolution.strip(), uow.actor.staff_id
    return _changed(uow, row, before, msg("Put right. Now a personal conversation may be offered."))


def drop_complaint(uow: UnitOfWork, *, complaint_id: int, reason: str) -> Done[None]:
    """Nothing is done about it, for a reason that stays."""
    row = _standing(uow, complaint_id)
    if not reason.strip():
        raise InvalidInput(msg("Write why it is dropped."), field="resolution")
    before = _state(row)
    row.state, row.resolved_on = ComplaintState.DROPPED, uow.today
    row.resolution, row.resolved_by_id = reason.strip(), uow.actor.staff_id
    return _changed(uow, row, before, msg("The complaint is dropped."))


def _standing(uow: UnitOfWork, complaint_id: int) -> Complaint:
    row = _known(uow, complaint_id)
    if row.state is not ComplaintState.OPEN:
        raise Refused(msg("A colleague has already done this; nothing is done twice."), code="done")
    return row


def _known(uow: UnitOfWork, complaint_id: int) -> Complaint:
    row = uow.session.get(Complaint, complaint_id)
    if row is None:
        raise Refused(msg("This complaint is no longer there."), code="unknown")
    return row


def _state(row: Complaint) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _FIELDS)


def _changed(uow: UnitOfWork, row: Complaint, before: tuple[Any, ...], said: Any) -> Done[None]:
    uow.about("complaint", row.id)
    undo = partial(_set_back, complaint_id=row.id, before=before, after=_state(row))
    return Done(None, said, undo=undo)


def _set_back(
    uow: UnitOfWork, *, complaint_id: int, before: tuple[Any, ...], after: tuple[Any, ...]
) -> Done[None]:
    row = _known(uow, complaint_id)
    talk = conversation_of(uow.session, row.id)
    if _state(row) != after or (talk is not None and row.state is ComplaintState.RESOLVED):
        raise Refused(
            msg("The complaint is being worked on already; it stays as it is."), code="in_work"
        )
    for name, value in zip(_FIELDS, before, strict=True):
        setattr(row, name, value)
    uow.about("complaint", row.id)
    return Done(None, msg("Taken back."))


def _remove(uow: UnitOfWork, *, complaint_id: int) -> Done[None]:
    row = _standing(uow, complaint_id)
    uow.session.delete(row)
    uow.about("complaint", complaint_id)
    return Done(None, msg("Taken back."))
