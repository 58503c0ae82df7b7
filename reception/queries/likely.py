"""Likely duplicates of a person being entered, with the reasons, while the form is filled.

Candidates come from three indices (birth date, phone, surname); agreement is exact or a slip
away.  Twins, namesakes and families with one phone are not offered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from reception.models import KnownDifferent, Patient, PatientPhone
from reception.queries.search_lookups import LAST
from reception.rules.names import fold
from reception.translation import Message, msg
from reception.values.choices import Country
from reception.values.phone_number import read_phone

MOST = 5
_CANDIDATES = 200
ALIKE = 0.78

_COLUMNS = (
    Patient.id,
    Patient.last_name,
    Patient.first_name,
    Patient.patronymic,
    Patient.birth_date,
    Patient.deceased_on,
)
_BORN = select(*_COLUMNS).where(Patient.birth_date == bindparam("born")).limit(_CANDIDATES)
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
_DIFFERENT = select(KnownDifferent.lower_id, KnownDifferent.upper_id).where(
    (KnownDifferent.lower_id == bindparam("one")) | (KnownDifferent.upper_id == bindparam("one"))
)


@dataclass(frozen=True)
class LikelyDuplicate:
    """A record that may be the same person, and what agrees."""

    patient_id: int
    name: str
    birth_date: date | None
    reasons: tuple[Message, ...]


def likely_duplicates(
    session: Session,
    *,
    last_name: str,
    first_name: str,
    birth_date: date | None,
    phone: str,
    country: Country,
    patient_id: int | None = None,
) -> tuple[LikelyDuplicate, ...]:
    """Records that may be this person, the surest first; nothing before a surname is typed.

    `patient_id` is the person's own record where it exists already: it and those it was told
    apart from are left out.
    """
    last, first = fold(last_name), fold(first_name)
    if len(last) < 2:
        return ()
    number = read_phone(phone, country) if phone.strip() else None
    digits = "" if number is None else number.digits
    left_out = _left_out(session, patient_id)
    found: list[tuple[int, LikelyDuplicate]] = []
    for person, has_phone in _candidates(session, last, first, birth_date, digits):
        if person.id in left_out:
            continue
        likely = _compared(person, last, first, birth_date, has_phone=has_phone)
        if likely is not None:
            found.append(likely)
    found.sort(key=lambda pair: (-pair[0], pair[1].patient_id))
    return tuple(likely for _score, likely in found[:MOST])


def _left_out(session: Session, patient_id: int | None) -> set[int]:
    if patient_id is None:
        return set()
    pairs = session.execute(_DIFFERENT, {"one": patient_id})
    return {patient_id, *(one for pair in pairs for one in pair)}


def _candidates(
    session: Session, last: str, first: str, born: date | None, digits: str
) -> list[tuple[Any, bool]]:
    people: dict[int, tuple[Any, bool]] = {}
    if digits:
        for row in session.execute(_CALLED, {"digits": digits}):
            people[row.id] = (row, True)
    if born is not None:
        for row in session.execute(_BORN, {"born": born}):
            people.setdefault(row.id, (row, False))
    if first:
        start = f"{last} {first}"
        for row in session.execute(_NAMED, {"start": start, "stop": start + LAST}):
            people.setdefault(row.id, (row, False))
    return list(people.values())


def _compared(
    person: Any, last: str, first: str, born: date | None, *, has_phone: bool
) -> tuple[int, LikelyDuplicate] | None:
    their_last, their_first = fold(person.last_name), fold(person.first_name)
    surname, name = _alike(last, their_last), _alike(first, their_first)
    if first and not name:
        return None  # twins and families: one surname, one phone, another first name
    same_name = last == their_last and first == their_first
    same_day = born is not None and born == person.birth_date
    near_day = not same_day and _slip(born, person.birth_date)
    enough = (surname and (same_day or near_day or has_phone)) or (same_day and has_phone)
    if not enough and not (same_name and first and (born is None or person.birth_date is None)):
        return None
    reasons = [
        msg("same name") if same_name else msg("similar name") if surname else None,
        msg("same birth date") if same_day else msg("birth date a slip away") if near_day else None,
        msg("same phone") if has_phone else None,
    ]
    score = 4 * same_name + 2 * surname + 4 * same_day + 2 * near_day + 3 * has_phone
    names = (person.last_name, person.first_name, person.patronymic)
    full = " ".join(part for part in names if part)
    kept = tuple(reason for reason in reasons if reason is not None)
    return score, LikelyDuplicate(person.id, full, person.birth_date, kept)


def _alike(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    if not one or not other:
        return False
    return one == other or OSA.normalized_similarity(one, other) >= ALIKE


def _slip(one: date | None, other: date | None) -> bool:
    """Day and month exchanged, or one of the three parts different by a digit."""
    if one is None or other is None:
        return False
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return True
    wrong = sum(a != b for a, b in zip(f"{one:%d%m%Y}", f"{other:%d%m%Y}", strict=True))
    return wrong == 1
