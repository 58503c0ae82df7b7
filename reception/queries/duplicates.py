"""Likely duplicates in the database: everybody against everybody, or one record against the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import Patient, PatientPhone, Visit
from reception.progress import Progress
from reception.rules.duplicates import Likely
from reception.storage.likely import all_likely, count_pairs, is_checked, stored_pairs
from reception.translation import Message
from reception.values.choices import VisitStatus

MOST_SHOWN = 200
_SHOWN = (
    Patient.id,
    Patient.external_id,
    Patient.last_name,
    Patient.first_name,
    Patient.patronymic,
    Patient.birth_date,
    Patient.address,
)


@dataclass(frozen=True)
class Side:
    """One of two records, as it is shown beside the other; `visits` are those that took place."""

    patient_id: int
    number: str
    name: str
    birth_date: date | None
    phones: tuple[str, ...]
    address: str
    visits: int


@dataclass(frozen=True)
class DuplicatePair:
    """Two records to decide about, and why they may be one person."""

    left: Side
    right: Side
    score: float
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class ToDecide:
    """The surest pairs, how many there are in all, and whether everybody was compared since."""

    pairs: tuple[DuplicatePair, ...]
    total: int
    is_whole: bool = True


def duplicates_in_database(session: Session, *, progress: Progress | None = None) -> list[Likely]:
    """The likely duplicates, best first, by external id; a record without one is «#» and its id.

    The whole card index is compared anew; pairs that somebody decided are two persons are left out.
    """
    pairs = all_likely(session, progress=progress)
    rows = session.execute(select(Patient.id, Patient.external_id))
    keys = {str(number): external or f"#{number}" for number, external in rows}
    return [replace(pair, left=keys[pair.left], right=keys[pair.right]) for pair in pairs]


def whole_check(session: Session, *, progress: Progress | None = None) -> list[Likely]:
    """The likely pairs of the whole card index by patient id, to be stored."""
    return all_likely(session, progress=progress)


def duplicates_to_decide(session: Session, *, limit: int = MOST_SHOWN) -> ToDecide:
    """The surest `limit` stored pairs with what is shown of both, best first."""
    pairs = list(stored_pairs(session, limit=limit))
    sides = _sides(session, {number for pair in pairs for number in pair[:2]})
    return ToDecide(
        tuple(
            DuplicatePair(sides[left], sides[right], score, reasons)
            for left, right, score, reasons in pairs
        ),
        count_pairs(session),
        is_whole=is_checked(session),
    )


def duplicates_waiting(session: Session) -> int:
    """How many pairs wait for a decision."""
    return count_pairs(session)


def _sides(session: Session, numbers: Collection[int]) -> dict[int, Side]:
    phones: dict[int, list[str]] = defaultdict(list)
    called = select(PatientPhone.patient_id, PatientPhone.digits)
    for number, digits in session.execute(called.where(PatientPhone.patient_id.in_(numbers))):
        phones[number].append(digits)
    done = (
        select(Visit.patient_id, func.count())
        .where(Visit.status == VisitStatus.DONE, Visit.patient_id.in_(numbers))
        .group_by(Visit.patient_id)
    )
    visits = {number: count for number, count in session.execute(done)}  # noqa: C416 - rows are no tuples
    people = session.execute(select(*_SHOWN).where(Patient.id.in_(numbers)))
    return {
        row.id: Side(
            row.id,
            row.external_id or "",
            " ".join(part for part in (row.last_name, row.first_name, row.patronymic) if part),
            row.birth_date,
            tuple(phones.get(row.id, ())),
            row.address,
            visits.get(row.id, 0),
        )
        for row in people
    }
