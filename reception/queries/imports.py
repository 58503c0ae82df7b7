"""What an import would do, and the imports that were made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.exchange.columns import Subject
from reception.models import AuditRow, ImportMapping, ImportRun, RefusedRow, Staff
from reception.rules.import_plan import FileContent, PatientsPlan, VisitsPlan
from reception.rules.import_prices import PricesPlan
from reception.rules.import_report import RowReport
from reception.storage.import_facts import (
    appointments_plan,
    patients_plan,
    prices_plan,
    read_message,
    visits_plan,
)
from reception.translation import Message

AnyPlan = PatientsPlan | VisitsPlan | PricesPlan
_PLANNERS: Mapping[Subject, Callable[..., AnyPlan]] = {
    Subject.PATIENTS: patients_plan,
    Subject.VISITS: visits_plan,
    Subject.PRICES: prices_plan,
    Subject.APPOINTMENTS: appointments_plan,
}


@dataclass(frozen=True)
class ImportCheck:
    """A file checked against the database; nothing is written.

    `plan` can be carried out as it is while `as_of` is still the number of the last action, or
    by whoever alone writes to the folder in between.
    """

    rows: int
    imported: int
    updated: int
    unchanged: int
    refused: Sequence[RowReport]
    warnings: Sequence[RowReport]
    plan: AnyPlan
    as_of: int | None = None


def check_import(
    session: Session, *, subject: Subject, content: FileContent, today: date
) -> ImportCheck:
    """What importing the file would come to now."""
    as_of = session.scalar(select(func.max(AuditRow.id))) or 0
    plan = _PLANNERS[subject](session, content=content, today=today)
    return ImportCheck(
        len(content.rows),
        len(plan.new),
        len(plan.changed),
        plan.unchanged,
        plan.refused,
        plan.warnings,
        plan,
        as_of,
    )


def checked_anew(
    session: Session,
    *,
    subject: Subject,
    content: FileContent,
    today: date,
    check: ImportCheck | None,
) -> dict[str, object]:
    """The plan to carry out and its `as_of`: the check itself, anew where anybody has acted since."""
    last = session.scalar(select(func.max(AuditRow.id))) or 0
    if check is None or check.as_of != last:
        check = check_import(session, subject=subject, content=content, today=today)
    return {"plan": check.plan, "as_of": check.as_of}


@dataclass(frozen=True)
class RunRow:
    """One import that was made; `undone_at` is set where it was taken back."""

    id: int
    kind: Subject
    file_name: str
    recorded_at: datetime
    recorded_by: str
    imported: int
    updated: int
    refused: int
    undone_at: datetime | None


def import_runs(session: Session, *, limit: int = 50) -> list[RunRow]:
    """The latest imports, newest first."""
    rows = session.execute(
        select(ImportRun, Staff.name)
        .outerjoin(Staff, Staff.id == ImportRun.recorded_by_id)
        .order_by(ImportRun.id.desc())
        .limit(limit)
    )
    return [
        RunRow(
            run.id,
            Subject(run.kind),
            run.file_name,
            run.recorded_at,
            name or "",
            run.imported,
            run.updated,
            run.refused,
            run.undone_at,
        )
        for run, name in rows
    ]


@dataclass(frozen=True)
class KeptRow:
    """A row that an import left out, as it stood, and why."""

    line: int
    cells: tuple[str, ...]
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class KeptRows:
    """The refused rows of an import, under the titles of its file."""

    run_id: int
    file_name: str
    header: tuple[str, ...]
    rows: Sequence[KeptRow]


def kept_rows(session: Session, *, run_id: int | None = None) -> KeptRows | None:
    """The refused rows of an import; without a number those of the latest that has any."""
    if run_id is None:
        run_id = session.scalar(
            select(func.max(ImportRun.id)).where(
                ImportRun.undone_at.is_(None), ImportRun.refused > 0
            )
        )
    run = None if run_id is None else session.get(ImportRun, run_id)
    if run is None:
        return None
    rows = session.scalars(
        select(RefusedRow).where(RefusedRow.import_run_id == run.id).order_by(RefusedRow.line)
    )
    return KeptRows(
        run.id,
        run.file_name,
        tuple(str(title) for title in run.header),
        [
            KeptRow(
                row.line,
                tuple(str(cell) for cell in row.cells),
                tuple(read_message(fault) for fault in row.faults),
            )
            for row in rows
        ],
    )


@dataclass(frozen=True)
class SavedMapping:
    """A mapping of columns kept under a name; `fits` the titles of the file that was asked for."""

    id: int
    name: str
    fields: Mapping[str, str]
    encoding: str
    separator: str
    fits: bool


def saved_mappings(session: Session, *, subject: Subject, shape: str = "") -> list[SavedMapping]:
    """The mappings kept for a kind of list, those made for the same titles first, newest first."""
    rows = session.scalars(
        select(ImportMapping)
        .where(ImportMapping.kind == subject.value)
        .order_by((ImportMapping.shape == shape).desc(), ImportMapping.saved_at.desc())
    )
    return [
        SavedMapping(
            row.id, row.name, dict(row.fields), row.encoding, row.separator, row.shape == shape
        )
        for row in rows
    ]
