"""Rows of the points tables as values of the ledger, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from reception.models import PointsEntry, PointsVisit, Visit
from reception.rules.ledger import Entry, Line, Lot, VisitRecord
from reception.values.chain import canonical_json
from reception.values.choices import VisitStatus

Numbers = Mapping[int, int]


def read_lot(row: Any, numbers: Numbers, parts: tuple[int, ...]) -> Lot:
    """A lot of a row of its table, mapped or plain.

    `numbers` gives the version's number for its row, `parts` the lots it became elsewhere.
    """
    return Lot(
        number=row.id,
        account=row.account_id,
        name=row.name,
        kind=row.kind,
        member=row.earner_id,
        version=numbers[row.version_id],
        earned_on=row.earned_on,
        usable_from=row.usable_from,
        own_last=row.own_last_day,
        last=row.visits_last_day,
        lives_by_visits=row.lives_by_visits,
        granted=row.granted,
        left=row.left,
        entry=row.entry_id,
        visit=row.visit_id,
        taken_back=row.taken_back,
        lapse_counted=row.lapse_counted,
        grace_from=row.grace_from,
        grace_last=row.grace_last,
        closed=row.is_closed,
        moved_to=row.moved_to_id,
        parts=parts,
        arrived=row.arrived,
        since=row.since,
    )


def read_entry(row: PointsEntry, numbers: Numbers) -> Entry:
    """An entry of the ledger."""
    return Entry(
        account=row.account_id,
        kind=row.kind,
        points=row.points,
        effective=row.effective_on,
        lot=row.lot_id,
        member=row.patient_id,
        visit=row.visit_id,
        version=None if row.version_id is None else numbers[row.version_id],
        reverses=row.reverses_id,
        shortfall=row.shortfall,
        reason=row.reason,
        breakdown=json.loads(row.breakdown),
        number=row.id,
        recorded=row.recorded_at.isoformat(),
    )


def read_visit(
    visit: Visit, facts: PointsVisit | None, groups: Mapping[int, str], numbers: Numbers
) -> VisitRecord:
    """A visit with what the programme knows of it; `groups` gives the code of a group's row."""
    lines = tuple(Line(groups[line.service_group_id], line.amount_minor) for line in visit.lines)
    record = VisitRecord(
        key=visit.id,
        member=visit.patient_id,
        account=None,
        day=visit.day,
        lines=lines,
        left=[line.amount for line in lines],
        number=visit.id,
        cancelled=visit.status in (VisitStatus.CANCELLED, VisitStatus.NO_SHOW),
    )
    if facts is None:
        return record
    if facts.refunds != "[]" or facts.is_cancelled:  # else the lines stand as they are now
        record.left = [Fraction(text) for text in json.loads(facts.lines_left)]
    record.account = facts.account_id
    record.version = None if facts.version_id is None else numbers[facts.version_id]
    record.tier = facts.tier
    record.percent = None if facts.percent is None else Decimal(facts.percent)
    record.promotions = tuple(json.loads(facts.promotions))
    record.refunds = [
        (date.fromisoformat(day), Fraction(money)) for day, money in json.loads(facts.refunds)
    ]
    record.redeemed, record.returned = facts.redeemed, facts.returned
    record.redeemed_entry, record.lot = facts.redeemed_entry_id, facts.lot_id
    record.stays, record.written_off = facts.stays, facts.written_off
    record.pending, record.pending_steps = facts.pending, json.loads(facts.pending_steps)
    record.credited = facts.is_credited
    record.cancelled = facts.is_cancelled or record.cancelled
    return record


def write_visit(record: VisitRecord, facts: PointsVisit, version_id: int | None) -> None:
    """Bring the row of what is known of a visit up to date."""
    facts.account_id = record.account  # type: ignore[assignment]  # keys are row numbers here
    facts.version_id = version_id
    facts.tier = record.tier
    facts.percent = None if record.percent is None else str(record.percent)
    facts.promotions = canonical_json(list(record.promotions))
    facts.lines_left = canonical_json([str(amount) for amount in record.left])
    facts.refunds = canonical_json([[day.isoformat(), str(money)] for day, money in record.refunds])
    facts.redeemed, facts.returned = record.redeemed, record.returned
    facts.redeemed_entry_id, facts.lot_id = record.redeemed_entry, record.lot
    facts.stays, facts.written_off = record.stays, record.written_off
    facts.pending, facts.pending_steps = record.pending, canonical_json(list(record.pending_steps))
    facts.is_credited, facts.is_cancelled = record.credited, record.cancelled
