"""Likely duplicates in the database: everybody against everybody, or one record against the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import FormerName, KnownDifferent, Patient, PatientPhone
from reception.progress import Progress
from reception.rules.duplicate_fields import Record, prepared
from reception.rules.duplicate_pairs import likely_pairs
from reception.rules.duplicates import Likely
from reception.rules.names import PersonName

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


def duplicates_in_database(session: Session, *, progress: Progress | None = None) -> list[Likely]:
    """The likely duplicates, best first, by external id; a record without one is «#» and its id.

    Pairs that somebody decided are two persons are left out.
    """
    rows = session.execute(select(*COLUMNS).order_by(Patient.id)).all()
    phones, former = _many(session.execute(_PHONES)), _many(session.execute(_FORMER))
    keys: dict[int, str] = {}
    records: list[Record] = []
    for number, external, last, first, patronymic, born, sex, email, address in rows:
        keys[number] = external or f"#{number}"
        records.append(
            prepared(
                keys[number],
                PersonName(last, first, patronymic),
                born=born,
                phones=phones.get(number, ()),
                email=email,
                address=address,
                sex=sex,
                former=former.get(number, ()),
            )
        )
    pairs = session.execute(select(KnownDifferent.lower_id, KnownDifferent.upper_id))
    apart = {(keys[lower], keys[upper]) for lower, upper in pairs}
    return likely_pairs(records, told_apart=apart, progress=progress)


def records_of(session: Session, numbers: Iterable[int]) -> dict[int, Record]:
    """The records of some people, ready to be compared, by patient id; their key is that id."""
    wanted = sorted(set(numbers))
    found: dict[int, Record] = {}
    for start in range(0, len(wanted), _CHUNK):
        some = wanted[start : start + _CHUNK]
        phones = _many(session.execute(_PHONES.where(PatientPhone.patient_id.in_(some))))
        former = _many(session.execute(_FORMER.where(FormerName.patient_id.in_(some))))
        for row in session.execute(select(*COLUMNS).where(Patient.id.in_(some))):
            found[row.id] = prepared(
                str(row.id),
                PersonName(row.last_name, row.first_name, row.patronymic),
                born=row.birth_date,
                phones=phones.get(row.id, ()),
                email=row.email,
                address=row.address,
                sex=row.sex,
                former=former.get(row.id, ()),
            )
    return found


def _many(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for number, text in rows:
        found[number].append(text)
    return found
