"""The entries of an account for a statement, with whose each is, and who is whose child."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import AccountMember, PointsEntry, PointsLot
from reception.rules.statement import StatementEntry
from reception.storage.who_may_see import seen_persons


def statement_entries(session: Session, account_id: int) -> list[StatementEntry]:
    """Every entry of an account by its effective day; of an expiry, whose points they were."""
    rows = session.execute(
        select(
            PointsEntry.effective_on,
            PointsEntry.kind,
            PointsEntry.points,
            func.coalesce(PointsEntry.patient_id, PointsLot.earner_id),
        )
        .outerjoin(PointsLot, PointsLot.id == PointsEntry.lot_id)
        .where(PointsEntry.account_id == account_id)
        .order_by(PointsEntry.effective_on, PointsEntry.id)
    )
    return [StatementEntry(*row) for row in rows]


def own_persons(session: Session, account_id: int, reader_id: int, day: date) -> frozenset[int]:
    """The reader and the children on the account whose days she may see."""
    people = session.scalars(
        select(AccountMember.patient_id).where(AccountMember.account_id == account_id)
    )
    return seen_persons(session, viewer_id=reader_id, person_ids=people, day=day)


def lapsing_by_month(session: Session, account_id: int, day: date) -> list[tuple[date, int]]:
    """How many points lapse in which month (its first day), unless they are used before."""
    rows = session.execute(
        select(PointsLot.last_day, PointsLot.left).where(
            PointsLot.account_id == account_id, PointsLot.left > 0, PointsLot.last_day >= day
        )
    )
    found: dict[date, int] = {}
    for last_day, left in rows:
        if last_day is None:
            continue
        month = last_day.replace(day=1)
        found[month] = found.get(month, 0) + left
    return sorted(found.items())
