"""Movements of points that no visit made, as events of a replay.

Birthdays, corrections, and the days on which expiry entries were written: a lot whose end is
written stays behind when its account is merged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, exists, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from reception.models import PointsEntry, PointsLot
from reception.values.choices import EntryKind

OPENING = "opening balance"


@dataclass(frozen=True)
class Found:
    """What is done, when it was recorded, by which entry, on which day, and the event's fields."""

    do: str
    instant: datetime
    entry: int
    day: date
    fields: dict[str, Any]


def points_events(session: Session) -> Iterator[Found]:
    """Birthday points, opening balances and corrections, in the order of their entries.

    A correction that was taken back at once is none.
    """
    undoing = aliased(PointsEntry)
    undone = exists().where(undoing.reverses_id == PointsEntry.id)
    rows = session.execute(
        select(PointsEntry, PointsLot)
        .outerjoin(
            PointsLot,
            and_(PointsLot.entry_id == PointsEntry.id, PointsLot.moved_from_id.is_(None)),
        )
        .where(
            PointsEntry.kind.in_((EntryKind.BIRTHDAY, EntryKind.ADJUSTED)),
            PointsEntry.reverses_id.is_(None),
            or_(PointsEntry.kind != EntryKind.ADJUSTED, ~undone),
        )
        .order_by(PointsEntry.id)
    )
    for row in rows:
        entry: PointsEntry = row[0]
        lot: PointsLot | None = row[1]
        shared = {
            "account": str(entry.account_id),
            "member": None if entry.patient_id is None else str(entry.patient_id),
        }
        do, fields = "birthday", shared
        if entry.kind is not EntryKind.BIRTHDAY:
            do, fields = "adjust", shared | _adjusted(entry)
            if lot is not None and entry.reason == OPENING:
                do, fields = "credit", shared | _opening(entry, lot)
        yield Found(do, entry.recorded_at, entry.id, entry.effective_on, fields)


def _adjusted(entry: PointsEntry) -> dict[str, Any]:
    """A correction; its reason may name somebody, so its number stands for it."""
    return {"points": entry.points, "reason": f"entry {entry.id}", "by": "supervisor"}


def _opening(entry: PointsEntry, lot: PointsLot) -> dict[str, Any]:
    """A balance brought along: a bare lot, through its own day where it has one."""
    through = None
    if not lot.lives_by_visits and lot.own_last_day is not None:
        through = lot.own_last_day.isoformat()
    return {"lot": f"opening-{lot.id}", "points": entry.points, "through": through}


def expiry_events(session: Session) -> Iterator[Found]:
    """The days on which the expiry entries of an account were written, and nothing else."""
    moments: dict[tuple[int, datetime], list[PointsEntry]] = {}
    lapsing = select(PointsEntry.account_id, PointsEntry.recorded_at).where(
        PointsEntry.kind == EntryKind.EXPIRED
    )
    rows = session.scalars(
        select(PointsEntry)
        .where(tuple_(PointsEntry.account_id, PointsEntry.recorded_at).in_(lapsing))
        .order_by(PointsEntry.id)
    )
    for entry in rows:
        moments.setdefault((entry.account_id, entry.recorded_at), []).append(entry)
    for (account, instant), entries in moments.items():
        if all(each.kind is EntryKind.EXPIRED and each.reverses_id is None for each in entries):
            yield Found("expire", instant, entries[0].id, instant.date(), {"account": str(account)})
