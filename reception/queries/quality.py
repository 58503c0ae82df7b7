"""How full records are: one person's for the desk, and the clinic's list with its total."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import AccountMember, Consent, Patient, PatientPhone
from reception.progress import Progress
from reception.queries.clinic import clinic_facts
from reception.rules.data_quality import Detail, Quality, RecordFacts, quality
from reception.translation import Language
from reception.values.choices import ConsentPurpose, ConsentState, Country
from reception.values.period import age_on

ADULT_AGE = 18
MOST_LISTED = 300


@dataclass(frozen=True)
class QualityRow:
    """A record that lacks something."""

    patient_id: int
    name: str
    score: int
    missing: tuple[Detail, ...]


@dataclass(frozen=True)
class ClinicQuality:
    """The clinic's records: the average, how many are full, what is missing how often."""

    average: int
    records: int
    full: int
    missing: tuple[tuple[Detail, int], ...]
    rows: tuple[QualityRow, ...]
    """The emptiest records first, at most some hundred."""


def record_quality(session: Session, *, patient_id: int, day: date) -> Quality:
    """How full one record is, and what to ask at the next visit."""
    return _all(session, day, [patient_id])[patient_id][1]


def clinic_quality(
    session: Session, *, day: date, progress: Progress | None = None
) -> ClinicQuality:
    """How full the records of the living are, and which are the emptiest."""
    found = _all(session, day, None, progress)
    counts: Counter[Detail] = Counter()
    rows: list[QualityRow] = []
    for number, (name, one) in found.items():
        counts.update(one.missing)
        if one.missing:
            rows.append(QualityRow(number, name, one.score, one.missing))
    rows.sort(key=lambda row: (row.score, row.name))
    total = sum(one.score for _name, one in found.values())
    return ClinicQuality(
        average=total // len(found) if found else 100,
        records=len(found),
        full=len(found) - len(rows),
        missing=tuple(counts.most_common()),
        rows=tuple(rows[:MOST_LISTED]),
    )


def _all(
    session: Session, day: date, ids: list[int] | None, progress: Progress | None = None
) -> dict[int, tuple[str, Quality]]:
    country = clinic_facts(session).country
    phoned = set(session.scalars(_of(select(PatientPhone.patient_id), PatientPhone, ids)))
    members = set(
        session.scalars(
            _of(
                select(AccountMember.patient_id).where(AccountMember.left_on.is_(None)),
                AccountMember,
                ids,
            )
        )
    )
    signed = set(
        session.scalars(
            _of(
                select(Consent.patient_id).where(
                    Consent.purpose == ConsentPurpose.DATA, Consent.state == ConsentState.GIVEN
                ),
                Consent,
                ids,
            )
        )
    )
    query = select(
        Patient.id,
        Patient.last_name,
        Patient.first_name,
        Patient.patronymic,
        Patient.no_patronymic,
        Patient.birth_date,
        Patient.language,
        Patient.form_of_address,
        Patient.source,
        Patient.guardian_id,
        Patient.refuses_data,
    )
    if ids is None:
        query = query.where(Patient.erased_on.is_(None), Patient.deceased_on.is_(None))
    else:
        query = query.where(Patient.id.in_(ids))
    found: dict[int, tuple[str, Quality]] = {}
    for place, row in enumerate(session.execute(query)):
        if progress is not None and place % 2000 == 0:
            progress.report(place)
        name = " ".join(part for part in (row.last_name, row.first_name, row.patronymic) if part)
        found[row.id] = (name, quality(_facts(row, country, day, phoned, members, signed)))
    return found


def _of(query: Any, kind: Any, ids: list[int] | None) -> Any:
    return query if ids is None else query.where(kind.patient_id.in_(ids))


def _facts(
    row: Any, country: Country, day: date, phoned: set[int], members: set[int], signed: set[int]
) -> RecordFacts:
    born: date | None = row.birth_date
    number: int = row.id
    return RecordFacts(
        country=country,
        language=Language(row.language),
        has_phone=number in phoned,
        has_birth_date=born is not None,
        has_first_name=bool(row.first_name),
        has_patronymic=bool(row.patronymic),
        needs_no_patronymic=bool(row.no_patronymic),
        has_form_of_address=bool(row.form_of_address),
        has_source=bool(row.source),
        is_minor=born is not None and age_on(born, day) < ADULT_AGE,
        has_guardian=row.guardian_id is not None,
        is_member=number in members,
        has_signed_consent=number in signed,
        refuses_data=bool(row.refuses_data),
    )
