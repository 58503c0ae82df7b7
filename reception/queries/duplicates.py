"""Likely duplicates in the database: everybody against everybody, or one record against the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Executable, func, select
from sqlalchemy.orm import Session

from reception.models import FormerName, KnownDifferent, Patient, PatientPhone, Visit
from reception.progress import Progress
from reception.rules.duplicate_fields import Record, prepared
from reception.rules.duplicate_pairs import likely_pairs
from reception.rules.duplicates import Likely
from reception.rules.names import PersonName
from reception.translation import Message
from reception.values.choices import VisitStatus

COLUMNS = (
    Patient.id,
    Patient.external_id,
    Patient.last_name,
    Patient.first_name,
    Patient.patronymic,
    Patient.birth_date,
    Patient.sex,
    Patient.email,
    Patient.address,
)
_PHONES = select(PatientPhone.patient_id, PatientPhone.digits)
_FORMER = select(FormerName.patient_id, FormerName.last_name)
_CHUNK = 500
MOST_SHOWN = 200


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
    """The surest pairs, and how many there are in all."""

    pairs: tuple[DuplicatePair, ...]
    total: int


def duplicates_in_database(session: Session, *, progress: Progress | None = None) -> list[Likely]:
    """The likely duplicates, best first, by external id; a record without one is «#» and its id.

    Pairs that somebody decided are two persons are left out.
    """
    pairs = _likely(session, progress)
    rows = session.execute(select(Patient.id, Patient.external_id))
    keys = {str(number): external or f"#{number}" for number, external in rows}
    return [replace(pair, left=keys[pair.left], right=keys[pair.right]) for pair in pairs]


def duplicates_to_decide(
    session: Session, *, progress: Progress | None = None, limit: int = MOST_SHOWN
) -> ToDecide:
    """The surest `limit` pairs of the database with what is shown of both, best first."""
    pairs = _likely(session, progress)
    shown = pairs[:limit]
    sides = _sides(session, {int(key) for pair in shown for key in (pair.left, pair.right)})
    return ToDecide(
        tuple(
            DuplicatePair(sides[int(pair.left)], sides[int(pair.right)], pair.score, pair.reasons)
            for pair in shown
        ),
        len(pairs),
    )


def _likely(session: Session, progress: Progress | None) -> list[Likely]:
    """The likely pairs by patient id, without those told apart."""
    records = records_of(session)
    apart = session.execute(select(KnownDifferent.lower_id, KnownDifferent.upper_id))
    return likely_pairs(
        list(records.values()),
        told_apart={(str(lower), str(upper)) for lower, upper in apart},
        progress=progress,
    )


def _sides(session: Session, numbers: Collection[int]) -> dict[int, Side]:
    phones = _many(session.execute(_PHONES.where(PatientPhone.patient_id.in_(numbers))))
    done = (
        select(Visit.patient_id, func.count())
        .where(Visit.status == VisitStatus.DONE, Visit.patient_id.in_(numbers))
        .group_by(Visit.patient_id)
    )
    visits = {number: count for number, count in session.execute(done)}  # noqa: C416 - rows are no tuples
    people = session.execute(select(*COLUMNS).where(Patient.id.in_(numbers)))
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


def records_of(session: Session, numbers: Iterable[int] | None = None) -> dict[int, Record]:
    """The records of some people (None: of all) by patient id, which is their key too."""
    if numbers is None:
        return _records(session, select(*COLUMNS).order_by(Patient.id), _PHONES, _FORMER)
    wanted = sorted(set(numbers))
    found: dict[int, Record] = {}
    for start in range(0, len(wanted), _CHUNK):
        some = wanted[start : start + _CHUNK]
        found |= _records(
            session,
            select(*COLUMNS).where(Patient.id.in_(some)),
            _PHONES.where(PatientPhone.patient_id.in_(some)),
            _FORMER.where(FormerName.patient_id.in_(some)),
        )
    return found


def _records(
    session: Session, people: Executable, phones: Executable, former: Executable
) -> dict[int, Record]:
    numbers, surnames = _many(session.execute(phones)), _many(session.execute(former))
    return {
        number: prepared(
            str(number),
            PersonName(last, first, patronymic),
            born=born,
            phones=numbers.get(number, ()),
            email=email,
            address=address,
            sex=sex,
            former=surnames.get(number, ()),
        )
        for number, _key, last, first, patronymic, born, sex, email, address in session.execute(
            people
        )
    }


def _many(rows: Iterable[Any]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for number, text in rows:
        found[number].append(text)
    return found
