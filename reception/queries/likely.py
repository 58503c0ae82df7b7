"""Likely duplicates of a person being entered, with the reasons, while the form is filled.

Candidates and score are those of the list of likely duplicates, shown here from POSSIBLE on.
Twins, namesakes of another father and families with one phone are not offered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from reception.models import Patient
from reception.rules.duplicate_fields import Likeness, prepared
from reception.rules.duplicates import LIKELY, POSSIBLE, Comparison, compared
from reception.rules.names import PersonName
from reception.storage.likely import candidates, records_of, told_apart
from reception.translation import Message
from reception.values.choices import Country, Sex
from reception.values.phone_number import read_phone

MOST = 5
_ONE_NAME = frozenset({Likeness.SAME, Likeness.OTHER_LETTERS})
_SHOWN = select(
    Patient.id, Patient.last_name, Patient.first_name, Patient.patronymic, Patient.birth_date
).where(Patient.id.in_(bindparam("numbers", expanding=True)))


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
    wanted = candidates(session, record)
    if patient_id is not None:
        wanted -= {patient_id, *told_apart(session, patient_id)}
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
