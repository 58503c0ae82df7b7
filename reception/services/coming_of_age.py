"""Somebody comes of age: at the next visit the own consent is asked for (situation 21)."""

from __future__ import annotations

from reception.models import Patient, Task
from reception.rules.ages import is_minor
from reception.storage.family_finders import FamilyFinders
from reception.storage.unit_of_work import UnitOfWork
from reception.values.choices import ConsentPurpose, ConsentState, TaskKind, TaskStatus


def ask_own_consent(uow: UnitOfWork, person: Patient) -> None:
    """Open the task once, for who came of age and is on an account by a parent's signature."""
    if person.birth_date is None or is_minor(person.birth_date, uow.today):
        return
    rows = [
        row
        for row in uow.find.consents(person.id, ConsentPurpose.DATA)
        if row.state is not ConsentState.WITHDRAWN
    ]
    by_parent = any(row.signed_by_id not in (None, person.id) for row in rows)
    own = any(row.signed_by_id == person.id and row.signed_on is not None for row in rows)
    open_tasks = FamilyFinders(uow.session).open_tasks_of(person.id)
    if not by_parent or own or any(one.kind is TaskKind.OWN_CONSENT for one in open_tasks):
        return
    uow.add(
        Task(
            kind=TaskKind.OWN_CONSENT,
            patient_id=person.id,
            due_on=uow.today,
            status=TaskStatus.OPEN,
            opened_at=uow.now,
            opened_by_id=uow.actor.staff_id,
        )
    )


def own_consent_signed(uow: UnitOfWork, patient_id: int) -> None:
    """Close the task, now that the own consent is signed."""
    for task in FamilyFinders(uow.session).open_tasks_of(patient_id):
        if task.kind is TaskKind.OWN_CONSENT:
            task.status, task.closed_at = TaskStatus.DONE, uow.now
            task.closed_by_id = uow.actor.staff_id
