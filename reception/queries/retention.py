"""Periods of keeping with who changed them, and what is due to be erased by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import (
    AccountMember,
    Consent,
    Draft,
    Erasure,
    ImportedRow,
    ImportRun,
    Paper,
    Patient,
    Setting,
    Staff,
    Visit,
)
from reception.queries.clinic import clinic_facts
from reception.rules.retention import SETTING, Kept, kept_since
from reception.storage.confidence import retention
from reception.storage.outdated import ERASED_PAYLOAD
from reception.values.choices import ConsentState, ErasureState, VisitStatus

MOST_LISTED = 200


@dataclass(frozen=True)
class PeriodRow:
    """A kind of data, how long it is kept, and who last changed that."""

    kind: Kept
    length: int
    changed_at: datetime | None
    changed_by: str


@dataclass(frozen=True)
class DueRow:
    """Data of a kind that are older than their period: how many rows, and the oldest."""

    kind: Kept
    count: int
    oldest: date


@dataclass(frozen=True)
class DuePerson:
    """Somebody who has not come for longer than people are kept."""

    patient_id: int
    name: str
    last_visit: date | None


def retention_periods(session: Session) -> tuple[PeriodRow, ...]:
    """Every period as it stands."""
    periods = retention(session, clinic_facts(session).country)
    found = []
    for kind in Kept:
        row = session.execute(
            select(Setting.changed_at, Staff.name)
            .outerjoin(Staff, Staff.id == Setting.changed_by_id)
            .where(Setting.key == SETTING + kind.value)
        ).first()
        changed_at, name = (None, "") if row is None else (row[0], row[1] or "")
        found.append(PeriodRow(kind, periods[kind], changed_at, name))
    return tuple(found)


def due_to_erase(session: Session, *, day: date) -> tuple[DueRow, ...]:
    """What is older than its period, kind by kind; empty kinds are left out."""
    periods = retention(session, clinic_facts(session).country)
    found = []
    for kind, query in _DUE.items():
        count, oldest = session.execute(query(kept_since(kind, day, periods))).one()
        if count:
            found.append(DueRow(kind, count, _day(oldest)))
    people = people_due(session, day=day)
    if people:
        days = [one.last_visit for one in people if one.last_visit is not None]
        found.append(DueRow(Kept.PEOPLE, len(people), min(days, default=day)))
    return tuple(found)


def people_due(session: Session, *, day: date) -> tuple[DuePerson, ...]:
    """Who has not come for longer than people are kept and is on no account."""
    periods = retention(session, clinic_facts(session).country)
    before = kept_since(Kept.PEOPLE, day, periods)
    last = (
        select(func.max(Visit.day))
        .where(Visit.patient_id == Patient.id, Visit.status != VisitStatus.CANCELLED)
        .correlate(Patient)
        .scalar_subquery()
    )
    on_account = select(AccountMember.patient_id).where(AccountMember.left_on.is_(None))
    guardian = select(Patient.guardian_id).where(Patient.guardian_id.is_not(None))
    rows = session.execute(
        select(Patient, last)
        .where(
            Patient.erased_on.is_(None),
            func.coalesce(last, Patient.first_visit_known, func.date(Patient.created_at))
            < before.isoformat(),
            Patient.id.not_in(on_account),
            Patient.id.not_in(guardian),
        )
        .order_by(last, Patient.id)
        .limit(MOST_LISTED)
    )
    found: list[Any] = list(rows)
    return tuple(
        DuePerson(person.id, person.full_name, None if when is None else _day(when))
        for person, when in found
    )


def _consents(before: date) -> Any:
    return select(func.count(Consent.id), func.min(Consent.withdrawn_on)).where(
        Consent.state == ConsentState.WITHDRAWN, Consent.withdrawn_on < before, Consent.proof != ""
    )


def _papers(before: date) -> Any:
    return select(func.count(Paper.id), func.min(Paper.day)).where(
        Paper.day < before, Paper.payload != ERASED_PAYLOAD
    )


def _drafts(before: date) -> Any:
    return select(func.count(Draft.id), func.min(Draft.saved_at)).where(
        Draft.saved_at < _at(before)
    )


def _imported(before: date) -> Any:
    return (
        select(func.count(), func.min(ImportRun.recorded_at))
        .select_from(ImportedRow)
        .join(ImportRun, ImportRun.id == ImportedRow.import_run_id)
        .where(ImportRun.recorded_at < _at(before))
    )


def _erasures(before: date) -> Any:
    return select(func.count(Erasure.id), func.min(Erasure.done_at)).where(
        Erasure.state == ErasureState.DONE, Erasure.done_at < _at(before), Erasure.log != "[]"
    )


_DUE = {
    Kept.CONSENTS: _consents,
    Kept.PAPERS: _papers,
    Kept.DRAFTS: _drafts,
    Kept.IMPORTED: _imported,
    Kept.ERASURES: _erasures,
}


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _day(value: Any) -> date:
    return value.date() if isinstance(value, datetime) else date.fromisoformat(str(value)[:10])
