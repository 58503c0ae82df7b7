"""Erasing what is older than its period: statements by kind, without old values in the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from reception.models import Consent, Draft, Erasure, ImportedRow, ImportRun, Paper
from reception.rules.retention import Kept
from reception.values.choices import ConsentState, ErasureState

ERASED_PAYLOAD = "{}"
"""What is left of the digital copy of a paper whose data were erased."""


def purge(session: Session, kind: Kept, before: date) -> int:
    """Erase the rows of a kind whose period began before a day; answers how many."""
    session.flush()
    session.connection().exec_driver_sql("PRAGMA secure_delete = ON")
    result: Any = session.execute(
        PURGED[kind](before), execution_options={"synchronize_session": False}
    )
    return int(result.rowcount)


def _consents(before: date) -> Any:
    """Where the proof of a consent lay that nobody can be asked for any more."""
    return (
        update(Consent)
        .where(Consent.state == ConsentState.WITHDRAWN, Consent.withdrawn_on < before)
        .where(Consent.proof != "")
        .values(proof="")
    )


def _papers(before: date) -> Any:
    return (
        update(Paper)
        .where(Paper.day < before, Paper.payload != ERASED_PAYLOAD)
        .values(payload=ERASED_PAYLOAD)
    )


def _drafts(before: date) -> Any:
    return delete(Draft).where(Draft.saved_at < _at(before))


def _imported(before: date) -> Any:
    runs = select(ImportRun.id).where(ImportRun.recorded_at < _at(before))
    return delete(ImportedRow).where(ImportedRow.import_run_id.in_(runs))


def _erasures(before: date) -> Any:
    return (
        update(Erasure)
        .where(Erasure.state == ErasureState.DONE, Erasure.done_at < _at(before))
        .values(log="[]")
    )


PURGED: Mapping[Kept, Callable[[date], Any]] = {
    Kept.CONSENTS: _consents,
    Kept.PAPERS: _papers,
    Kept.DRAFTS: _drafts,
    Kept.IMPORTED: _imported,
    Kept.ERASURES: _erasures,
}


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
