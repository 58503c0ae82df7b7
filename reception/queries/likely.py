"""Likely duplicates of a person being entered, with the reasons, while the form is filled.

Candidates come from three indices (birth date, phone, surname in every form it can be read in);
the score is the one of the list of likely duplicates, shown here from POSSIBLE on.  Twins,
namesakes of another father and families with one phone are not offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from reception.models import KnownDifferent, Patient, PatientPhone
from reception.queries.duplicates import records_of
from reception.queries.search_lookups import LAST
from reception.rules.duplicate_fields import (
    Likeness,
    Record,
    forms_of,
    prepared,
)
from reception.rules.duplicates import LIKELY, POSSIBLE, Comparison, compared, two_names
from reception.rules.names import PersonName
from reception.translation import Message
from reception.values.choices import Country, Sex
from reception.values.phone_number import read_phone

MOST = 5
_CANDIDATES = 400
_ONE_NAME = frozenset({Likeness.SAME, Likeness.OTHER_LETTERS})

_COLUMNS = (Patient.id, Patient.last_name, Patient.first_name)
_BORN = (
    select(*_COLUMNS)
    .where(Patient.birth_date == bindparam("born"))
    .order_by(Patient.id.desc())
    .limit(_CANDIDATES)
)
_NAMED = (
    select(*_COLUMNS)
    .where(Patient.name_key >= bindparam("start"), Patient.name_key < bindparam("stop"))
    .limit(_CANDIDATES)
)
_CALLED = (
    select(*_COLUMNS)
    .join(PatientPhone, PatientPhone.patient_id == Patient.id)
    .where(PatientPhone.digits == bindparam("digits"))
    .limit(_CANDIDATES)
)
_SHOWN = select(*_COLUMNS, Patient.patronymic, Patient.birth_date).where(
    Patient.id.in_(bindparam("numbers", expanding=True))
)
_DIFFERENT = select(KnownDifferent.lower_id, KnownDifferent.upper_id).where(
    (KnownDifferent.lower_id == bindparam("one")) | (KnownDifferent.upper_id == bindparam("one"))
)


@dataclass(frozen=True)
class LikelyDuplicate:
    """A record that may be the same person, and what agrees; `sure` from LIKELY on."""

    patient_id: int
    name: str
    birth_date: date | None
    reasons: tuple[Message, ...]
    sure: bool = False


def likely_duplicates(
    session: Session,
    *,
    last_name: str,
    first_name: str,
    patronymic: str = "",
    birth_date: date | None,
    phone: str,
    country: Country,
    sex: Sex | None = None,
    patient_id: int | None = None,
) -> tuple[LikelyDuplicate, ...]:
    """Records that may be this person, the surest first; nothing before a surname is typed.

    `patient_id` is the person's own record where it exists already: it and those it was told
    apart from are left out.
    """
    number = read_phone(phone, country) if phone.strip() else None
    record = prepared(
        "",
        PersonName(last_name, first_name, patronymic),
        born=birth_date,
        phones=() if number is None else (number.digits,),
        sex=sex,
    )
    if not record.last or len(record.last[0]) < 2:
        return ()
    wanted = _candidates(session, record) - _left_out(session, patient_id)
    found = [
        (comparison, other_id)
        for other_id, other in records_of(session, wanted).items()
        if _is_worth_a_look(comparison := compared(record, other))
    ]
    found.sort(key=lambda pair: (-pair[0].score, pair[1]))
    return _shown(session, found[:MOST])


def _is_worth_a_look(comparison: Comparison) -> bool:
    """Possible by its score; or the same name, as long as one of the birth dates is unknown."""
    if comparison.score >= POSSIBLE:
        return True
    if comparison.born is not None or comparison.patronymic is Likeness.ANOTHER:
        return False
    return {comparison.surname, comparison.first} <= _ONE_NAME


def _left_out(session: Session, patient_id: int | None) -> set[int]:
    if patient_id is None:
        return set()
    pairs = session.execute(_DIFFERENT, {"one": patient_id})
    return {patient_id, *(one for pair in pairs for one in pair)}


def _candidates(session: Session, record: Record) -> set[int]:
    """The people under one of the record's keys whose first name is not plainly another."""
    rows: dict[int, tuple[str, str]] = {}
    for digits in record.phones:
        rows.update(_rows(session, _CALLED, {"digits": digits}))
    if record.born is not None:
        rows.update(_rows(session, _BORN, {"born": record.born}))
    for last in record.last:
        for first in record.first:
            start = f"{last} {first}"
            asked = {"start": start, "stop": start + LAST}
            rows.update(_rows(session, _NAMED, asked))
    return {
        number
        for number, (last, first) in rows.items()
        if not two_names(record, last=forms_of(last), first=forms_of(first))
    }


def _rows(
    session: Session, statement: Any, values: Mapping[str, object]
) -> Iterable[tuple[int, tuple[str, str]]]:
    return ((row.id, (row.last_name, row.first_name)) for row in session.execute(statement, values))


def _shown(
    session: Session, found: Sequence[tuple[Comparison, int]]
) -> tuple[LikelyDuplicate, ...]:
    if not found:
        return ()
    numbers = [number for _comparison, number in found]
    rows = {row.id: row for row in session.execute(_SHOWN, {"numbers": numbers})}
    shown: list[LikelyDuplicate] = []
    for comparison, number in found:
        row = rows[number]
        names = (row.last_name, row.first_name, row.patronymic)
        shown.append(
            LikelyDuplicate(
                number,
                " ".join(part for part in names if part),
                row.birth_date,
                comparison.reasons,
                sure=comparison.score >= LIKELY,
            )
        )
    return tuple(shown)
