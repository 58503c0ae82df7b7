"""Imports: a whole file checked, written in one transaction, and undone as one step.

What patients and visits have in common: the run itself, its result, its undoing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from reception.changes import Done, Topic
from reception.errors import Refused
from reception.models import (
    BillLine,
    Household,
    ImportRun,
    Mention,
    Patient,
    PatientPhone,
    Visit,
)
from reception.progress import Progress
from reception.rules.import_plan import FileContent
from reception.rules.import_report import RowReport
from reception.storage.import_facts import write_message
from reception.storage.import_store import ImportStore
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg, nmsg

CHUNK = 500
_DAYS = ("birth_date", "first_visit_known", "withdrawn_on", "day")
_ACCOUNTS = msg("family accounts")
_OTHER_WORK = msg("other records")
_WORK = {
    "visit": msg("visits"),
    "mention": msg("answers about the programme"),
    "account": _ACCOUNTS,
    "account_member": _ACCOUNTS,
    "acceptance": _ACCOUNTS,
    "card": msg("cards"),
    "paper": msg("papers"),
    "task": msg("tasks"),
    "consent": msg("consents"),
    "patient": msg("patients"),
}


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


def open_run(
    uow: UnitOfWork,
    *,
    kind: str,
    content: FileContent,
    imported: int,
    updated: int,
    unchanged: int,
    refused: Sequence[RowReport],
    warnings: Sequence[RowReport],
) -> ImportRun:
    """The row of an import that is going to be written."""
    run = ImportRun(
        kind=kind,
        file_name=content.name[:200],
        file_hash=content.digest,
        export_day=content.export_day,
        rows=len(content.rows),
        imported=imported,
        updated=updated,
        unchanged=unchanged,
        refused=len(refused),
        warnings=len(warnings),
        recorded_at=uow.now,
        recorded_by_id=uow.actor.staff_id,
        refused_keys={
            report.key: write_message(report.first.reason) for report in refused if report.key
        }
        if kind == "patients"
        else {},
        before={},
    )
    uow.add(run)
    uow.about("import_run", run.id)
    return run


def done_run(run: ImportRun, result: ImportResult) -> Done[ImportResult]:
    """The answer of an import, with its undoing."""
    return Done(result, said(result), undo=partial(undo_import, run_id=run.id))


def said(result: ImportResult) -> Message:
    """The one sentence of a finished import."""
    if not result.imported and not result.updated:
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
        uow.add_bulk(kind, rows[start : start + CHUNK])
    tell(progress, len(rows), len(rows), doing)


def tell(progress: Progress | None, done: int, total: int, doing: Message) -> None:
    """Report to whoever watches; raises Cancelled where they asked to stop."""
    if progress is not None:
        progress.report(done, total, doing)


def undo_import(uow: UnitOfWork, *, run_id: int, progress: Progress | None = None) -> Done[None]:
    """Take a whole import back: what it brought goes, what it overwrote returns.

    Raises Refused where later work depends on it, naming what, or where it was undone already.
    """
    store = ImportStore(uow.session)
    run = store.run(run_id)
    if run is None or run.undone_at is not None:
        raise Refused(msg("This import was undone already."), code="undone")
    _refuse_dependent(store, run_id)
    tell(progress, 0, 3, msg("Taking the import back…"))
    for mention in store.imported_mentions(run_id):
        take_back(uow, mention)
    tell(progress, 1, 3, msg("Taking the import back…"))
    before = run.before
    _bring_back(store, uow, run_id, before)
    store.remove_run(run_id)
    tell(progress, 2, 3, msg("Taking the import back…"))
    run.undone_at = uow.now
    uow.touch(Topic.PATIENTS, Topic.HOUSEHOLDS, Topic.VISITS, Topic.MENTIONS, Topic.IMPORTS)
    uow.about("import_run", run_id)
    return Done(None, msg("The import was taken back."))


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


def _refuse_dependent(store: ImportStore, run_id: int) -> None:
    depending = [
        *store.depending(run_id, Patient, (PatientPhone,)),
        *store.depending(run_id, Visit, (BillLine,)),
        *store.depending(run_id, Household, ()),
    ]
    if store.told_since(run_id):
        depending.append("mention")
    if depending:
        what = _WORK.get(depending[0], _OTHER_WORK)
        raise Refused(
            msg("Later work depends on this import, for example: {what}.", what=what),
            code="depended_on",
            way_out=msg("Undo the later work first, or correct single records."),
        )


def _bring_back(
    store: ImportStore, uow: UnitOfWork, run_id: int, before: Mapping[str, Any]
) -> None:
    """Return what was overwritten, where nobody has changed it again since."""
    finders: Mapping[str, Callable[[int], Any]] = {
        "patients": store.patient,
        "visits": store.visit,
        "lines": store.line,
        "consents": store.consent,
    }
    for kind, finder in finders.items():
        for number, columns in before.get(kind, {}).items():
            row = finder(int(number))
            for column, (old, new) in columns.items() if row is not None else ():
                if stored(getattr(row, column)) == new:
                    setattr(row, column, _restored(column, old))
    for number, change in before.get("phones", {}).items():
        bring_phones(store, uow, int(number), add=change["removed"], remove=change["added"])
    for key, (kind, content, earlier_run) in before.get("rows", {}).items():
        row = store.row(kind, key)
        if row is not None and row.import_run_id == run_id:
            row.content, row.import_run_id = content, earlier_run


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


def _restored(column: str, old: Any) -> Any:
    if old is None:
        return None
    if column.endswith("_at"):
        return datetime.fromisoformat(old)
    if column == "planned_time":
        return time.fromisoformat(old)
    return date.fromisoformat(old) if column in _DAYS else old
