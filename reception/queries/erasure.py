"""What the erasure wizard shows: the plan for one person, her open wish, what is left to export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Erasure, Patient, Staff
from reception.queries.clinic import clinic_facts
from reception.rules.erasure import ErasurePlan, plan_erasure
from reception.storage.confidence import erasure_facts, open_erasure, retention
from reception.values.choices import ConsentWay, ErasureState


@dataclass(frozen=True)
class ErasurePreview:
    """The person, what erasing would mean, and the wish that is open."""

    patient_id: int
    name: str
    is_erased: bool
    plan: ErasurePlan
    erasure_id: int | None
    asked_on: date | None
    asked_way: ConsentWay | None
    due_on: date | None


def erasure_preview(session: Session, *, patient_id: int, day: date) -> ErasurePreview:
    """What erasing a person would mean on a day; changes nothing."""
    person = session.get_one(Patient, patient_id)
    periods = retention(session, clinic_facts(session).country)
    row = open_erasure(session, patient_id)
    return ErasurePreview(
        patient_id=patient_id,
        name=person.full_name,
        is_erased=person.erased_on is not None,
        plan=plan_erasure(erasure_facts(session, patient_id, day), periods),
        erasure_id=None if row is None else row.id,
        asked_on=None if row is None else row.asked_on,
        asked_way=None if row is None else row.asked_way,
        due_on=None if row is None else row.due_on,
    )


@dataclass(frozen=True)
class ErasureRow:
    """An erasure in the list: open ones with their day, done ones with their act and log."""

    erasure_id: int
    patient_id: int
    name: str
    state: ErasureState
    asked_on: date
    due_on: date
    done_at: datetime | None
    done_by: str
    paper_id: int | None
    log: str


def erasures(session: Session) -> tuple[ErasureRow, ...]:
    """Every wish that is open or was carried out, the open ones first by their last day."""
    rows = session.execute(
        select(Erasure, Patient, Staff.name)
        .join(Patient, Patient.id == Erasure.patient_id)
        .outerjoin(Staff, Staff.id == Erasure.done_by_id)
        .where(Erasure.state != ErasureState.TAKEN_BACK)
    )
    found = [
        ErasureRow(
            row.id,
            row.patient_id,
            person.full_name,
            row.state,
            row.asked_on,
            row.due_on,
            row.done_at,
            name or "",
            row.paper_id,
            row.log,
        )
        for row, person, name in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.state is ErasureState.DONE, one.due_on)))
