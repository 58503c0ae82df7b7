"""One's own check-in: a member of staff, or a relative, is confirmed by a second person's PIN.

Now or later; until then the visit is listed (product/situations.md 44).  Care never waits for it.
"""

from __future__ import annotations

from functools import partial

from reception.changes import Done
from reception.errors import Refused
from reception.models import Patient, Staff, Visit
from reception.services.staff import SignInAnswer, check_pin
from reception.services.traces import leave_trace
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.day_choices import TraceKind


def is_own(uow: UnitOfWork, person: Patient) -> bool:
    """Whether whoever acts is this patient, or of her family."""
    if uow.actor.staff_id is None:
        return False
    return _is_of_family(uow, uow.find.staff(uow.actor.staff_id), person)


def _is_of_family(uow: UnitOfWork, staff: Staff, person: Patient) -> bool:
    if staff.patient_id is None:
        return False
    if staff.patient_id in (person.id, person.guardian_id):
        return True
    return uow.find.patient(staff.patient_id).household_id == person.household_id


def confirm_own(uow: UnitOfWork, *, visit_id: int, staff_id: int, pin: str) -> Done[SignInAnswer]:
    """A second person confirms by PIN that the visit is true.

    Raises Refused where it is the one who checked in, or somebody of the family.
    """
    visit = uow.find.visit(visit_id)
    second = uow.find.staff(staff_id)
    person = uow.find.patient(visit.patient_id)
    if staff_id == visit.checked_in_by_id or _is_of_family(uow, second, person):
        raise Refused(
            msg("This needs somebody who is neither the patient nor of the family."),
            code="not_second",
        )
    answer = check_pin(uow, staff_id=staff_id, pin=pin)
    if answer.actor is None:
        return Done(answer)
    visit.seconded_by_id, visit.seconded_at = staff_id, uow.now
    leave_trace(uow, visit, TraceKind.SECONDED, was=second.name)
    uow.about("visit", visit.id)
    return Done(
        answer,
        msg("{name} has confirmed the visit.", name=second.name),
        undo=partial(_unconfirm, visit_id=visit.id),
    )


def _unconfirm(uow: UnitOfWork, *, visit_id: int) -> Done[None]:
    visit: Visit = uow.find.visit(visit_id)
    visit.seconded_by_id = visit.seconded_at = None
    leave_trace(uow, visit, TraceKind.TAKEN_BACK, was=TraceKind.SECONDED.value)
    uow.about("visit", visit.id)
    return Done(None, msg("Taken back."))


def set_own_patient(uow: UnitOfWork, *, staff_id: int, patient_id: int | None) -> Done[None]:
    """Say which patient a member of staff is: oneself, or anybody by a supervisor."""
    if uow.actor.staff_id != staff_id and not uow.actor.is_supervisor:
        raise Refused(msg("Only a supervisor changes this for somebody else."), code="not_allowed")
    row = uow.find.staff(staff_id)
    old = row.patient_id
    row.patient_id = None if patient_id is None else uow.find.patient(patient_id).id
    uow.about("staff", row.id)
    said = (
        msg("This is no longer the record of {name}.", name=row.name)
        if patient_id is None
        else msg("This is the own record of {name}.", name=row.name)
    )
    return Done(None, said, undo=partial(set_own_patient, staff_id=staff_id, patient_id=old))
