"""Imports: a whole file checked, written in one transaction, and undone as one step.

What every kind of list has in common: the run itself, its refused rows, its result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from reception.changes import Done
from reception.models import AuditRow, ImportRun, Mention, PatientPhone, RefusedRow
from reception.progress import Progress
from reception.rules.import_plan import FileContent
from reception.rules.import_report import RowReport
from reception.storage.bulk import insert_rows
from reception.storage.import_facts import PATIENTS, write_message
from reception.storage.import_store import ImportStore
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg, nmsg
from reception.values.sheet import Cell, Formula, cell_text

CHUNK = 500
_LONGEST_KEPT = 2000


@dataclass(frozen=True)
class ImportResult:
    """What an import came to; `run_id` is 0 where there was nothing to write."""

    run_id: int
    rows: int
    imported: int
    updated: int
    unchanged: int
    refused: Sequence[RowReport]
    warnings: Sequence[RowReport]


class Plan(Protocol):
    """What the plans of every kind tell of themselves."""

    @property
    def new(self) -> Sequence[Any]:
        """Rows that make something new."""
        ...

    @property
    def changed(self) -> Mapping[int, Any]:
        """Rows that correct something, by line."""
        ...

    @property
    def unchanged(self) -> int:
        """How many rows say nothing new."""
        ...

    @property
    def refused(self) -> Sequence[RowReport]:
        """Rows that are left out."""
        ...

    @property
    def warnings(self) -> Sequence[RowReport]:
        """Rows that are taken with something to look at."""
        ...


P = TypeVar("P", bound=Plan)


@dataclass(frozen=True)
class Planned(Generic[P]):
    """A check made before, and the number of the last action it knew of.

    Where anybody has done anything since, the rows are checked again; `as_of` None is for who
    alone could write in between.
    """

    plan: P
    as_of: int | None

    @classmethod
    def of(cls, plan: P | None, as_of: int | None) -> Planned[P] | None:
        """The check, where there was one."""
        return None if plan is None else cls(plan, as_of)


def carry_out(
    uow: UnitOfWork,
    *,
    kind: str,
    content: FileContent,
    planned: Planned[P] | None,
    planner: Callable[..., P],
    write: Callable[[P, ImportRun], None],
    undo: Callable[..., Done[None]],
    progress: Progress | None,
) -> Done[ImportResult]:
    """Check a file unless that was done already, open its run, and write it.

    Nobody at the desk waits for a check that was `planned` before.  Raises Cancelled where the
    work is stopped; nothing of it stays.
    """
    tell(progress, 0, 0, msg("Checking the rows…"))
    if planned is not None and planned.as_of in (None, uow.last_number(AuditRow)):
        plan = planned.plan
    else:
        plan = planner(uow.session, content=content, today=uow.today)
    is_news = bool(plan.new or plan.changed) or _new_refusals(uow, plan, content)
    run = _open_run(uow, kind, content, plan) if is_news else None
    if run is not None:
        write(plan, run)
    result = ImportResult(
        0 if run is None else run.id,
        len(content.rows),
        len(plan.new),
        len(plan.changed),
        plan.unchanged,
        plan.refused,
        plan.warnings,
    )
    if run is None:
        return Done(result, said(result))
    return Done(result, said(result), undo=partial(undo, run_id=run.id))


def _new_refusals(uow: UnitOfWork, plan: Plan, content: FileContent) -> bool:
    """Whether rows are refused that no standing import of the same file keeps already."""
    if not plan.refused:
        return False
    return not ImportStore(uow.session).was_imported(content.digest)


def _open_run(uow: UnitOfWork, kind: str, content: FileContent, plan: Plan) -> ImportRun:
    """The row of an import that is going to be written, with the rows it leaves out."""
    run = ImportRun(
        kind=kind,
        file_name=content.name[:200],
        file_hash=content.digest,
        export_day=content.export_day,
        rows=len(content.rows),
        imported=len(plan.new),
        updated=len(plan.changed),
        unchanged=plan.unchanged,
        refused=len(plan.refused),
        warnings=len(plan.warnings),
        recorded_at=uow.now,
        recorded_by_id=uow.actor.staff_id,
        refused_keys={
            report.key: write_message(report.first.reason) for report in plan.refused if report.key
        }
        if kind == PATIENTS
        else {},
        before={},
        header=list(content.header),
    )
    uow.add(run)
    uow.about("import_run", run.id)
    insert_rows(uow.session, RefusedRow, list(_refused_rows(content, plan.refused, run.id)))
    return run


def _refused_rows(
    content: FileContent, refused: Sequence[RowReport], run_id: int
) -> Iterator[dict[str, Any]]:
    for report in refused:
        source = content.source_rows.get(report.line)
        yield {
            "import_run_id": run_id,
            "line": report.line,
            "cells": [shown(cell) for cell in source.cells] if source is not None else [],
            "faults": [
                {"field": fault.field, "value": fault.value, **write_message(fault.reason)}
                for fault in report.faults
            ],
        }


def shown(cell: Cell) -> str:
    """A cell as text a table can hold: control characters are left out, endless text is cut."""
    text = cell.shown if isinstance(cell, Formula) else cell_text(cell)
    kept = "".join(ch for ch in text if ch in "\n\t\xa0" or ch.isprintable())
    return kept[:_LONGEST_KEPT]


def said(result: ImportResult) -> Message:
    """The one sentence of a finished import."""
    if not result.imported and not result.updated and not result.refused:
        return msg("Nothing new in the file: everything is in already.")
    return nmsg(
        "Imported {count} row, {updated} updated, {refused} refused.",
        "Imported {count} rows, {updated} updated, {refused} refused.",
        result.imported,
        updated=result.updated,
        refused=len(result.refused),
    )


def write_in_chunks(
    uow: UnitOfWork,
    kind: type[Any],
    rows: Sequence[dict[str, Any]],
    *,
    progress: Progress | None,
    doing: Message,
) -> None:
    """Bulk rows with a report after each chunk; cancelling there leaves nothing behind."""
    for start in range(0, len(rows), CHUNK):
        tell(progress, start, len(rows), doing)
        insert_rows(uow.session, kind, rows[start : start + CHUNK])
    if rows:
        uow.touch_kind(kind)
    tell(progress, len(rows), len(rows), doing)


def tell(progress: Progress | None, done: int, total: int, doing: Message) -> None:
    """Report to whoever watches; raises Cancelled where they asked to stop."""
    if progress is not None:
        progress.report(done, total, doing)


def take_back(uow: UnitOfWork, wrong: Mention) -> None:
    """A row that reverses an imported mention; the table is append-only."""
    uow.append(
        Mention(
            day=wrong.day,
            recorded_at=uow.now,
            listener_id=wrong.listener_id,
            household_id=wrong.household_id,
            visit_id=wrong.visit_id,
            speaker_id=wrong.speaker_id,
            recorded_by_id=uow.actor.staff_id,
            channel=wrong.channel,
            outcome=wrong.outcome,
            reverses_id=wrong.id,
            import_run_id=wrong.import_run_id,
        )
    )


def bring_phones(
    store: ImportStore, uow: UnitOfWork, person: int, *, add: Sequence[str], remove: Sequence[str]
) -> None:
    """Add and remove numbers of a person; those typed at the desk stay."""
    kept = []
    for phone in store.phones(person):
        if phone.digits in remove:
            uow.session.delete(phone)
        else:
            kept.append(phone.digits)
    uow.session.flush()
    fresh = [digits for digits in add if digits not in kept]
    uow.add(
        *(
            PatientPhone(
                patient_id=person,
                digits=digits,
                reversed_digits=digits[::-1],
                position=len(kept) + place,
            )
            for place, digits in enumerate(fresh)
        )
    )


def stored(value: Any) -> Any:
    """A column's value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date | time) else getattr(value, "value", value)


def set_column(row: Any, column: str, value: Any, old: dict[str, list[Any]]) -> None:
    """Set a column where it differs, and keep what stood there and what stands there now."""
    current = getattr(row, column)
    if current != value:
        old[column] = [stored(current), stored(value)]
        setattr(row, column, value)
