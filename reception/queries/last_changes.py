"""The latest entries of the audit log: who last changed something, and how far time has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import AuditRow, Patient, Visit


@dataclass(frozen=True)
class LastChange:
    """Who did it, and the instant (UTC)."""

    actor_name: str
    at: datetime


def last_change(session: Session, *, action: str) -> LastChange | None:
    """The latest carrying out of an action; None where it never was."""
    row = session.scalar(
        select(AuditRow).where(AuditRow.action == action).order_by(AuditRow.id.desc()).limit(1)
    )
    return None if row is None else LastChange(row.actor_name, row.recorded_at)


def last_recorded(session: Session) -> datetime | None:
    """The instant (UTC) of the latest entry; a clock before it goes wrong."""
    return session.scalar(select(AuditRow.recorded_at).order_by(AuditRow.id.desc()).limit(1))


@dataclass(frozen=True)
class Holdings:
    """What a database holds, in three figures that a person can check."""

    patients: int
    visits: int
    last_action: datetime | None


def holdings(session: Session) -> Holdings:
    """How many patients and visits there are, and the instant (UTC) of the latest entry."""
    return Holdings(
        patients=session.scalar(select(func.count()).select_from(Patient)) or 0,
        visits=session.scalar(select(func.count()).select_from(Visit)) or 0,
        last_action=last_recorded(session),
    )
