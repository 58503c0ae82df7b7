"""Equal treatment: how often each segment of patients is told, and whether bills earn alike."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from reception.models import (
    BillLine,
    Patient,
    PointsEntry,
    ProgrammeVersion,
    ServiceGroup,
    Staff,
    Visit,
)
from reception.queries.month_values import Behind, BehindKind, Indicator, ListedRow, Unit
from reception.queries.visit_book import VisitBook
from reception.rules.fairness import (
    SEGMENT_GUARD,
    SegmentFacts,
    equal_treatment,
    reward_of,
    segment_label,
    segment_rates,
    segments_of,
)
from reception.rules.indicators import JudgedVisit, Ratio
from reception.rules.ledger import Exact
from reception.rules.mentions import ADULT_AGE
from reception.rules.terms import Terms
from reception.rules.terms_reading import terms_from_json
from reception.translation import Message, msg
from reception.values.choices import EntryKind
from reception.values.period import Period, age_on

_AT_ONCE = 500
_EQUAL_TARGET = Fraction(4, 5)


def segments(
    session: Session, book: VisitBook, judged: Sequence[JudgedVisit], zone: ZoneInfo
) -> tuple[Indicator, tuple[ListedRow, ...]]:
    """The least told segment ÷ the most told one, and the rate of each segment."""
    eligible = [row for row in judged if row.eligible]
    facts: dict[int, SegmentFacts] = {
        row.visit.visit: one for row, one in _facts(session, book, eligible, zone)
    }
    rates = segment_rates(facts.values())
    members: dict[str, list[int]] = {name: [] for name in rates}
    for visit, one in facts.items():
        for name in segments_of(one):
            members[name].append(visit)
    rows = tuple(
        ListedRow(
            (
                segment_label(name),
                rate.value,
                rate.numerator,
                rate.denominator,
                rate.note,
            ),
            Behind.of(
                BehindKind.VISIT,
                members[name],
                [visit for visit in members[name] if not facts[visit].told],
            ),
        )
        for name, rate in rates.items()
    )
    return _equality(rates, members), rows


def _equality(rates: dict[str, Ratio], members: dict[str, list[int]]) -> Indicator:
    equality = equal_treatment(rates)
    note: Message | None = None
    if equality.value is None:
        note = msg("fewer than two groups with {limit} visits", limit=SEGMENT_GUARD)
    elif equality.alarm:
        note = msg(
            "Alarm: least told “{least}”, most told “{most}”",
            least=segment_label(equality.least),
            most=segment_label(equality.most),
        )
    least = members.get(equality.least, [])
    return Indicator(
        "equal_treatment",
        msg("Told alike: the least told group against the most told"),
        Unit.RATIO,
        equality.value,
        note=note,
        target=_EQUAL_TARGET,
        behind=Behind.of(BehindKind.VISIT, least),
    )


def _facts(
    session: Session, book: VisitBook, eligible: Sequence[JudgedVisit], zone: ZoneInfo
) -> Iterator[tuple[JudgedVisit, SegmentFacts]]:
    ids = [row.visit.visit for row in eligible]
    people = sorted({int(row.visit.facts.listener or 0) for row in eligible})
    arrived: dict[int, tuple[datetime | None, int]] = {}
    for part in _parts(ids):
        rows = session.execute(
            select(Visit.id, Visit.arrived_at, Visit.insured_percent).where(Visit.id.in_(part))
        )
        arrived.update({visit: (at, percent) for visit, at, percent in rows})
    language: dict[int, str] = {}
    for part in _parts(people):
        spoken = session.execute(select(Patient.id, Patient.language).where(Patient.id.in_(part)))
        language.update({person: tongue.value for person, tongue in spoken})
    for row in eligible:
        person = int(row.visit.facts.listener or 0)
        day = row.visit.facts.day
        born, patient = book.born(person), book.born(row.visit.patient)
        at, percent = arrived.get(row.visit.visit, (None, 0))
        yield (
            row,
            SegmentFacts(
                told=row.visit.mentioned,
                age=None if born is None else age_on(born, day),
                with_child=patient is not None and age_on(patient, day) < ADULT_AGE,
                language=language.get(person, "ru"),
                is_insured=percent > 0,
                at=None if at is None else at.astimezone(zone).time(),
            ),
        )


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


# --- Reward equality --------------------------------------------------------------------------


def reward_rows(session: Session, period: Period) -> tuple[Indicator, tuple[ListedRow, ...]]:
    """Bills of the period whose points are not what their version, tier and promotions give."""
    terms = {
        number: terms_from_json(written)
        for number, written in session.execute(select(ProgrammeVersion.id, ProgrammeVersion.terms))
    }
    found: list[ListedRow] = []
    odd: list[int] = []
    count = 0
    for entries in _earned(session, period):
        lines = _lines(session, [row.visit_id for row in entries])
        for row in entries:
            count += 1
            due = _due(terms.get(row.version_id), lines.get(row.visit_id, []), row)
            if due != row.points:
                odd.append(row.id)
                found.append(
                    ListedRow(
                        (row.effective_on, row.points, due, row.by or ""),
                        Behind.of(BehindKind.ENTRY, [row.id]),
                    )
                )
    return (
        Indicator(
            "reward_deviations",
            msg("Bills that earned other than their terms give"),
            Unit.COUNT,
            len(odd),
            len(odd),
            count,
            target=0,
            lower_is_better=True,
            behind=Behind.of(BehindKind.ENTRY, odd),
        ),
        tuple(found),
    )


def _earned(session: Session, period: Period) -> Iterator[Sequence[Any]]:
    """Entries that stand of what visits earned, some hundreds at a time."""
    undoing = aliased(PointsEntry)
    rows = session.execute(
        select(
            PointsEntry.id,
            PointsEntry.visit_id,
            PointsEntry.version_id,
            PointsEntry.points,
            PointsEntry.effective_on,
            PointsEntry.breakdown,
            Visit.points_redeemed,
            Staff.name.label("by"),
        )
        .join(Visit, Visit.id == PointsEntry.visit_id)
        .outerjoin(Staff, Staff.id == PointsEntry.recorded_by_id)
        .outerjoin(undoing, undoing.reverses_id == PointsEntry.id)
        .where(
            PointsEntry.kind == EntryKind.EARNED,
            PointsEntry.effective_on.between(period.first, period.last),
            PointsEntry.reverses_id.is_(None),
            undoing.id.is_(None),
        )
        .order_by(PointsEntry.id)
    ).all()
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]


def _lines(session: Session, visits: Sequence[int]) -> dict[int, list[tuple[str, Exact]]]:
    found: dict[int, list[tuple[str, Exact]]] = {}
    rows = session.execute(
        select(BillLine.visit_id, ServiceGroup.code, BillLine.amount_minor)
        .join(ServiceGroup, ServiceGroup.id == BillLine.service_group_id)
        .where(BillLine.visit_id.in_(visits))
        .order_by(BillLine.id)
    )
    for visit, group, amount in rows:
        found.setdefault(visit, []).append((group, amount))
    return found


def _due(terms: Terms | None, lines: list[tuple[str, Exact]], row: Any) -> int | None:
    """What the bill must earn; the bill as it was where its lines were not kept."""
    if terms is None:
        return None
    steps = json.loads(row.breakdown)
    basis = next((step for step in steps if step["step"] == "basis"), None)
    if basis is None:
        return int(row.points)
    redeemed = next((int(step["points"]) for step in steps if step["step"] == "redeemed"), 0)
    if not lines:
        return int(row.points)
    return reward_of(terms, lines, steps, redeemed=redeemed)
