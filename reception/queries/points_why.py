"""Why an entry of the ledger is what it is: its facts gathered, for many entries at once.

Bill → basis → rule → rounding → lot → last usable day; the words are of `rules/explaining`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import PointsDraw, PointsEntry, PointsLot, Visit
from reception.rules.explaining import Drawn, Explained, explain
from reception.rules.ledger import Step
from reception.storage.points_reading import PointsReader
from reception.translation import Message
from reception.values.choices import EntryKind

_OF_A_VISIT = (
    EntryKind.EARNED,
    EntryKind.RETROACTIVE,
    EntryKind.REDEEMED,
    EntryKind.GIVEN_BACK,
    EntryKind.TAKEN_BACK,
    EntryKind.WRITTEN_OFF,
)
_UNDOING = {
    EntryKind.GIVEN_BACK: (EntryKind.TAKEN_BACK, EntryKind.ADJUSTED),
    EntryKind.TAKEN_BACK: (EntryKind.GIVEN_BACK, EntryKind.ADJUSTED),
}


def explain_entry(session: Session, *, entry_id: int) -> list[Message]:
    """Why an entry is what it is, step by step, in words."""
    return explain_entries(session, entry_ids=[entry_id])[entry_id]


def explain_entries(session: Session, *, entry_ids: Sequence[int]) -> dict[int, list[Message]]:
    """The explanations of several entries, by their numbers, in a few questions in all."""
    entries = session.scalars(select(PointsEntry).where(PointsEntry.id.in_(entry_ids))).all()
    reader = PointsReader(session)
    currency = reader.versions.first.programme.currency
    found = session.scalars(
        select(PointsLot).where(PointsLot.id.in_({entry.lot_id for entry in entries}))
    )
    lots = {lot.id: lot for lot in found}
    visits = session.execute(
        select(Visit.id, Visit.day).where(Visit.id.in_({entry.visit_id for entry in entries}))
    )
    days = {row.id: row.day for row in visits}
    drawn = _drawn(session, entries)
    undone = _undone(session, entries)
    result = {}
    for entry in entries:
        lot = lots.get(entry.lot_id or 0)
        visit_day = days.get(entry.visit_id or 0) if entry.kind in _OF_A_VISIT else None
        facts = Explained(
            kind=entry.kind,
            points=entry.points,
            effective=entry.effective_on,
            currency=currency,
            steps=json.loads(entry.breakdown),
            usable_from=None if lot is None else lot.usable_from,
            last_day=None if lot is None else lot.last_day,
            never_expires=lot is not None and lot.last_day is None,
            shortfall=entry.shortfall,
            reason=entry.reason,
            version=None if entry.version_id is None else reader.number_of[entry.version_id],
            drawn=drawn.get(entry.id, ()),
            visit_day=visit_day,
            undoes=undone.get(entry.id),
        )
        result[entry.id] = explain(facts)
    return result


def breakdowns(session: Session, *, entry_ids: Sequence[int]) -> dict[int, Sequence[Step]]:
    """The breakdowns of entries as they are stored, by their numbers."""
    rows = session.execute(
        select(PointsEntry.id, PointsEntry.breakdown).where(PointsEntry.id.in_(entry_ids))
    )
    return {number: json.loads(text) for number, text in rows}


def _drawn(session: Session, entries: Sequence[PointsEntry]) -> dict[int, list[Drawn]]:
    """From which lots entries took points, and to which they gave them back.

    What lapsed was usable through the day before its entry, whatever became of the lot later.
    """
    lapsed = {
        entry.id: entry.effective_on - timedelta(days=1)
        for entry in entries
        if entry.kind is EntryKind.EXPIRED
    }
    rows = session.execute(
        select(PointsDraw.entry_id, PointsDraw.points, PointsLot.earned_on, PointsLot.last_day)
        .join(PointsLot, PointsLot.id == PointsDraw.lot_id)
        .where(PointsDraw.entry_id.in_([entry.id for entry in entries]))
        .order_by(PointsDraw.id)
    )
    found: dict[int, list[Drawn]] = {}
    for entry_id, points, earned_on, last_day in rows:
        last = lapsed.get(entry_id, last_day)
        found.setdefault(entry_id, []).append(Drawn(points, earned_on, last))
    return found


def _undone(session: Session, entries: Sequence[PointsEntry]) -> dict[int, EntryKind]:
    """Of entries that take a refund or a correction back: the kind of what they reverse."""
    wanted = {entry.reverses_id for entry in entries if entry.kind in _UNDOING}
    rows = session.execute(
        select(PointsEntry.id, PointsEntry.kind).where(PointsEntry.id.in_(wanted))
    )
    kinds = {row.id: row.kind for row in rows}
    found = {}
    for entry in entries:
        kind = kinds.get(entry.reverses_id or 0)
        if entry.kind in _UNDOING and kind in _UNDOING[entry.kind]:
            found[entry.id] = kind
    return found
