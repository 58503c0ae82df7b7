"""What an import would do, and the imports that were made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.exchange.columns import Subject
from reception.models import ImportRun, Staff
from reception.rules.import_plan import FileContent, PatientsPlan, VisitsPlan
from reception.rules.import_report import RowReport
from reception.storage.import_facts import patients_plan, visits_plan


@dataclass(frozen=True)
class ImportCheck:
    """A file checked against the database; nothing is written.

    `plan` can be carried out as it is by whoever alone writes to the folder in between.
    """

    rows: int
    imported: int
    updated: int
    unchanged: int
    refused: Sequence[RowReport]
    warnings: Sequence[RowReport]
    plan: PatientsPlan | VisitsPlan


def check_import(
    session: Session, *, subject: Subject, content: FileContent, today: date
) -> ImportCheck:
    """What importing the file would come to now."""
    planner = patients_plan if subject is Subject.PATIENTS else visits_plan
    plan = planner(session, content=content, today=today)
    return ImportCheck(
        len(content.rows),
        len(plan.new),
        len(plan.changed),
        plan.unchanged,
        plan.refused,
        plan.warnings,
        plan,
    )


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
