"""Who in the database may be the same person as a record, and the stored list of such pairs.

Candidates come from indices: birth date (also with day and month exchanged or a digit off), phone,
surname in every form it can be read in with the first letter of the first name in any of its forms.
Nobody is cut off: of these only those go on whose birth date may be the same, and whose first name.  The stored pairs are checked anew
at every change of a record, in both directions.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Executable, bindparam, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from reception.changes import Topic
from reception.models import (
    DuplicatePair,
    FormerName,
    KnownDifferent,
    Patient,
    PatientPhone,
    Setting,
)
from reception.rules.duplicate_fields import (
    Likeness,
    Record,
    birth_likeness,
    birth_variants,
    forms_of,
    prepared,
)
from reception.rules.duplicate_pairs import likely_pairs
from reception.rules.duplicates import LIKELY, Likely, compared, two_names
from reception.rules.first_names import first_letters
from reception.rules.names import PersonName
from reception.storage.import_facts import read_message, write_message
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message

CHECKED = "duplicates.checked"
"""The setting that says whether the stored pairs are those of the whole card index."""
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
_LIVING = Patient.merged_into_id.is_(None)
_PHONES = select(PatientPhone.patient_id, PatientPhone.digits)
_FORMER = select(FormerName.patient_id, FormerName.last_name)
_CHUNK = 500
_NAMES = (Patient.id, Patient.last_name, Patient.first_name, Patient.birth_date)
_BORN = select(*_NAMES).where(Patient.birth_date.in_(bindparam("days", expanding=True)), _LIVING)
_CALLED = (
    select(*_NAMES)
    .join(PatientPhone, PatientPhone.patient_id == Patient.id)
    .where(PatientPhone.digits.in_(bindparam("digits", expanding=True)))
)
_EMAILED = select(*_NAMES).where(Patient.email != "", Patient.email == bindparam("email"))
_NAMED = select(*_NAMES).where(
    Patient.name_key >= bindparam("start"), Patient.name_key < bindparam("stop")
)
_FORMERLY = (
    select(*_NAMES)
    .join(FormerName, FormerName.patient_id == Patient.id)
    .where(FormerName.name_key.in_(bindparam("names", expanding=True)))
)
_LAST = "\U0010ffff"

Names = tuple[str, str, date | None]


def candidates(session: Session, record: Record) -> set[int]:
    """Everybody who may be the person of a record, by the fields that have an index."""
    near: dict[int, Names] = {}
    if record.phones:
        near |= _rows(session, _CALLED, digits=sorted(record.phones))
    if record.born is not None:
        near |= _rows(session, _BORN, days=birth_variants(record.born))
    if record.email:
        near |= _rows(session, _EMAILED, email=record.email)
    named: dict[int, Names] = {}
    for start in sorted(_starts(record)):
        named |= _rows(session, _NAMED, start=start, stop=start + _LAST)
    if record.last:
        named |= _rows(session, _FORMERLY, names=sorted(record.last))
    born = record.born
    found = near | {
        number: row
        for number, row in named.items()
        if birth_likeness(born, row[2]) is not Likeness.ANOTHER
    }
    return {
        number
        for number, (last, first, _born) in found.items()
        if not two_names(record, last=forms_of(last), first=forms_of(first))
    }


def _starts(record: Record) -> set[str]:
    """How the key of the same person may begin: surname and the first letter of the first name.

    The two may have been typed the other way about.  Without a first name only the birth date
    keeps the people of a surname few.
    """
    if not record.first:
        return {f"{last} " for last in record.last} if record.born else set()
    letters = {letter for form in record.first for letter in first_letters(form)}
    straight = {f"{last} {letter}" for last in record.last for letter in letters}
    crossed = {
        f"{first} {last[:1]}" for first in record.first for last in record.last if len(first) > 1
    }
    return straight | crossed


def _rows(session: Session, statement: Any, **values: object) -> dict[int, Names]:
    return {
        number: (last, first, born)
        for number, last, first, born in session.execute(statement, values)
    }


def records_of(session: Session, numbers: Iterable[int] | None = None) -> dict[int, Record]:
    """The records of some people (None: of all) by patient id, which is their key too.

    Shells of joined records are nobody.
    """
    if numbers is None:
        people = select(*COLUMNS).where(_LIVING).order_by(Patient.id)
        return _records(session, people, _PHONES, _FORMER)
    wanted = sorted(set(numbers))
    found: dict[int, Record] = {}
    for start in range(0, len(wanted), _CHUNK):
        some = wanted[start : start + _CHUNK]
        found |= _records(
            session,
            select(*COLUMNS).where(Patient.id.in_(some), _LIVING),
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


# --- Told apart ---------------------------------------------------------------------------------


def told_apart(session: Session, patient_id: int) -> set[int]:
    """Those whom somebody decided to be other persons than this one."""
    pairs = session.execute(
        select(KnownDifferent.lower_id, KnownDifferent.upper_id).where(
            or_(KnownDifferent.lower_id == patient_id, KnownDifferent.upper_id == patient_id)
        )
    )
    return {one for pair in pairs for one in pair} - {patient_id}


# --- The stored list ----------------------------------------------------------------------------


def recheck(uow: UnitOfWork, patient_id: int) -> None:
    """Bring the stored pairs of one record in line with what it says now."""
    session = uow.session
    session.flush()
    either = or_(DuplicatePair.lower_id == patient_id, DuplicatePair.upper_id == patient_id)
    session.execute(delete(DuplicatePair).where(either))
    record = records_of(session, [patient_id]).get(patient_id)
    if record is None:
        return
    wanted = candidates(session, record) - told_apart(session, patient_id) - {patient_id}
    found = []
    for number, other in records_of(session, wanted).items():
        comparison = compared(record, other)
        if comparison.score >= LIKELY:
            pair = (patient_id, number, round(comparison.score, 1), comparison.reasons)
            found.append(_row(*pair, uow=uow))
    if found:
        session.execute(insert(DuplicatePair), found)
    uow.touch(Topic.PATIENTS)


def all_likely(session: Session, *, progress: Any = None) -> list[Likely]:
    """The likely pairs of the whole card index by patient id, without those told apart."""
    apart = session.execute(select(KnownDifferent.lower_id, KnownDifferent.upper_id))
    return likely_pairs(
        list(records_of(session).values()),
        told_apart={(str(lower), str(upper)) for lower, upper in apart},
        progress=progress,
    )


def keep_pairs(uow: UnitOfWork, pairs: Sequence[Likely]) -> None:
    """Let these be the stored pairs: they come from a check of the whole card index."""
    uow.session.execute(delete(DuplicatePair))
    there = set(uow.session.scalars(select(Patient.id).where(_LIVING)))
    rows = [
        _row(int(pair.left), int(pair.right), pair.score, pair.reasons, uow=uow)
        for pair in pairs
        if {int(pair.left), int(pair.right)} <= there
    ]
    if rows:
        uow.session.execute(insert(DuplicatePair), rows)
    note_checked(uow, is_checked=True)


def note_checked(uow: UnitOfWork, *, is_checked: bool) -> None:
    """Say whether the stored pairs are those of the whole card index; an import makes them not."""
    row = uow.session.get(Setting, CHECKED)
    if row is None:
        row = Setting(key=CHECKED, value={}, changed_at=uow.now)
        uow.session.add(row)
    row.value = {"value": is_checked}
    row.changed_at, row.changed_by_id = uow.now, uow.actor.staff_id
    uow.session.flush()


def is_checked(session: Session) -> bool:
    """Whether the stored pairs are those of the whole card index."""
    row = session.get(Setting, CHECKED)
    return row is not None and bool(row.value["value"])


def stored_pairs(session: Session, *, limit: int) -> Iterator[tuple[int, int, float, Any]]:
    """The stored pairs with score and reasons, the surest first."""
    rows = session.execute(
        select(
            DuplicatePair.lower_id,
            DuplicatePair.upper_id,
            DuplicatePair.score,
            DuplicatePair.reasons,
        )
        .order_by(DuplicatePair.score.desc(), DuplicatePair.lower_id, DuplicatePair.upper_id)
        .limit(limit)
    )
    for lower, upper, score, reasons in rows:
        yield lower, upper, score, tuple(read_message(one) for one in json.loads(reasons))


def count_pairs(session: Session) -> int:
    """How many pairs are stored."""
    return session.scalar(select(func.count()).select_from(DuplicatePair)) or 0


def _row(
    one: int, other: int, score: float, reasons: Sequence[Message], *, uow: UnitOfWork
) -> dict[str, Any]:
    lower, upper = sorted((one, other))
    return {
        "lower_id": lower,
        "upper_id": upper,
        "score": score,
        "reasons": json.dumps([write_message(one) for one in reasons], ensure_ascii=False),
        "found_at": uow.now,
    }
