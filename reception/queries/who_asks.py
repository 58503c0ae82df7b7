"""Somebody asks about a patient: what may be told, and what it is (situation 36)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from reception.models import Patient, PointsLot, Visit
from reception.queries.family_acting import acting_for, person_of
from reception.queries.points import account_balance
from reception.rules.ages import is_minor
from reception.rules.family_ties import Authority
from reception.rules.seeing import Answer, Extent
from reception.storage.who_may_see import account_of, asked_about, asked_by_contact
from reception.values.choices import VisitStatus
from reception.values.family_choices import RepresentativeKind

_SHOWN_VISITS = 5


@dataclass(frozen=True)
class Asker:
    """Somebody who may come and ask: a patient, else a representative who is none."""

    patient_id: int | None
    representative_id: int | None
    name: str


@dataclass(frozen=True)
class Told:
    """What is told to who asks; None and empty where it is not."""

    name: str
    asker: str
    balance: int | None
    balance_answer: Answer
    child_points: int | None
    """What the child earned and has left, for a guardian who is not on the account."""
    visits: tuple[date, ...]
    visits_answer: Answer


def askers(session: Session, *, patient_id: int, day: date) -> tuple[Asker, ...]:
    """The adults of the family, and who acts for the person."""
    person = person_of(session, patient_id)
    family = session.scalars(
        select(Patient)
        .where(
            Patient.household_id == person.household_id,
            Patient.id != patient_id,
            Patient.deceased_on.is_(None),
            Patient.merged_into_id.is_(None),
        )
        .order_by(Patient.id)
    )
    found = {
        one.id: Asker(one.id, None, one.full_name)
        for one in family
        if not is_minor(one.birth_date, day)
    }
    others: list[Asker] = []
    for line in acting_for(session, person, day):
        if line.authority is Authority.ENDED or line.kind is RepresentativeKind.PAYER:
            continue
        if line.person_id is None:
            others.append(Asker(None, line.representative_id, line.name))
        else:
            found.setdefault(line.person_id, Asker(line.person_id, None, line.name))
    return (*found.values(), *others)


def what_is_told(session: Session, *, asker: Asker, patient_id: int, day: date) -> Told:
    """The answer to an asker, with nothing in it that may not be told."""
    if asker.patient_id is not None:
        asked = asked_about(session, viewer_id=asker.patient_id, subject_id=patient_id, day=day)
    else:
        asked = asked_by_contact(
            session,
            representative_id=asker.representative_id or 0,
            subject_id=patient_id,
            day=day,
        )
    account = account_of(session, patient_id)
    balance = None
    if asked.balance.allowed and account is not None:
        balance = account_balance(session, account_id=account.id, day=day).balance
    of_child = asked.earners.extent is Extent.CHILD and account is not None
    return Told(
        name=person_of(session, patient_id).full_name,
        asker=asker.name,
        balance=balance,
        balance_answer=asked.balance,
        child_points=_points_of(session, patient_id, day) if of_child else None,
        visits=_visits(session, patient_id, asked.visits.extent, day),
        visits_answer=asked.visits,
    )


def _points_of(session: Session, patient_id: int, day: date) -> int:
    alive = or_(PointsLot.last_day.is_(None), PointsLot.last_day >= day)
    left = select(func.coalesce(func.sum(PointsLot.left), 0)).where(
        PointsLot.earner_id == patient_id, alive
    )
    return session.scalar(left) or 0


def _visits(session: Session, patient_id: int, extent: Extent, day: date) -> tuple[date, ...]:
    if extent is Extent.NOTHING:
        return ()
    kept = select(Visit.day).where(
        Visit.patient_id == patient_id,
        Visit.status.not_in((VisitStatus.CANCELLED, VisitStatus.NO_SHOW)),
    )
    if extent is Extent.TODAY:
        kept = kept.where(Visit.day == day)
    return tuple(session.scalars(kept.order_by(Visit.day.desc()).limit(_SHOWN_VISITS)))
