"""Points corrected by hand in a period: how many, why and by whom (product/situations.md 38)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from reception.models import PointsEntry, Staff
from reception.queries.export_lots import OPENING
from reception.queries.month_values import Correction
from reception.values.choices import EntryKind
from reception.values.period import Period


def corrections_of(session: Session, period: Period) -> tuple[Correction, ...]:
    """Every correction of the period that stands, in its order; balances brought along are none."""
    undoing = aliased(PointsEntry)
    rows = session.execute(
        select(PointsEntry, Staff.name)
        .outerjoin(Staff, Staff.id == PointsEntry.recorded_by_id)
        .outerjoin(undoing, undoing.reverses_id == PointsEntry.id)
        .where(
            PointsEntry.kind == EntryKind.ADJUSTED,
            PointsEntry.effective_on.between(period.first, period.last),
            PointsEntry.reason != OPENING,
            undoing.id.is_(None),
        )
        .order_by(PointsEntry.id)
    )
    return tuple(
        Correction(entry.id, entry.effective_on, entry.points, entry.reason, name or "")
        for entry, name in rows
    )
