"""Whether a correction stands on an account: one of the same reason is not made twice."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from reception.models import PointsEntry
from reception.values.choices import EntryKind


def has_correction(session: Session, *, account_id: int, reason: str) -> bool:
    """Whether a correction with exactly this reason stands, one taken back not counted."""
    undoing = aliased(PointsEntry)
    found = session.scalar(
        select(PointsEntry.id)
        .outerjoin(undoing, undoing.reverses_id == PointsEntry.id)
        .where(
            PointsEntry.account_id == account_id,
            PointsEntry.kind == EntryKind.ADJUSTED,
            PointsEntry.reason == reason,
            undoing.id.is_(None),
        )
        .limit(1)
    )
    return found is not None
