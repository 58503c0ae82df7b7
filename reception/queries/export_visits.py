"""Visits, their refunds and cancellations as events of a replay.

A payment that was taken back and made again is a visit of its own, cancelled at once: a visit's
id is used once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from reception.models import PointsEntry, PointsVisit, ServiceGroup, Visit, VisitRefund
from reception.queries.export_history import AFTER, History, Order
from reception.queries.export_people import Homes
from reception.rules.refund_undo import standing_refunds
from reception.values.choices import EntryKind, VisitStatus
from reception.values.money import write_minor

_PAYMENT = (EntryKind.EARNED, EntryKind.REDEEMED)
_TAKING = (EntryKind.TAKEN_BACK, EntryKind.GIVEN_BACK, EntryKind.WRITTEN_OFF)


@dataclass
class _Payment:
    """One payment of a visit by its entries: what it earned by, and what was used."""

    instant: datetime
    redeemed: int = 0
    lines: list[dict[str, str]] = field(default_factory=list)
    taken_back: datetime | None = None


class _Booked(NamedTuple):
    """When the points of a visit were booked: the instant, the first entry and its account."""

    instant: datetime
    entry: int
    account: int | None


def add_visits(history: History, homes: Homes) -> None:
    """Every paid visit since the programme began, with what was refunded of it."""
    session = history.session
    groups = {row.id: row.code for row in session.scalars(select(ServiceGroup))}
    refunds: dict[int, list[VisitRefund]] = defaultdict(list)
    for refund in session.scalars(select(VisitRefund).order_by(VisitRefund.id)):
        refunds[refund.visit_id].append(refund)
    facts = {row.visit_id: row for row in session.scalars(select(PointsVisit))}
    payments = _payments(session)
    booked = _booked(session)
    rows = session.scalars(
        select(Visit)
        .where(
            Visit.day >= history.began,
            or_(Visit.paid_at.is_not(None), Visit.paid_minor > 0, Visit.id.in_(list(payments))),
        )
        .options(selectinload(Visit.lines))
        .order_by(Visit.id)
    )
    for visit in rows:
        lines = [
            {"group": groups[line.service_group_id], "amount": write_minor(line.amount_minor)}
            for line in visit.lines
        ]
        first = booked.get(visit.id)
        if first is not None and homes.lifted_at(first.account, first.instant):
            first = None  # it waited for the account to be unblocked: it was typed before
        made = payments.get(visit.id, [])
        _add_taken_back(history, visit, made, lines, homes)
        if lines and (visit.paid_at is not None or visit.paid_minor > 0):
            _add_visit(history, visit, lines, homes, first)
            _add_refunds(history, visit, lines, refunds.get(visit.id, []), facts.get(visit.id))


def _shared(homes: Homes, visit: Visit, instant: datetime, account: int | None) -> dict[str, Any]:
    """Whose visit it was, and the account it went to: by its entries, else that of the instant."""
    home = account if account is not None else homes.at(visit.patient_id, instant)
    member = homes.known_as(visit.patient_id, home, instant)
    return {"account": None if home is None else str(home), "member": str(member)}


def _booked(session: Session) -> dict[int, _Booked]:
    """When the points of visits were booked, by which first entry, and on which account."""
    rows = session.execute(
        select(
            PointsEntry.visit_id,
            func.max(PointsEntry.recorded_at),
            func.min(PointsEntry.id),
            func.min(PointsEntry.account_id),
        )
        .where(PointsEntry.kind.in_(_PAYMENT), PointsEntry.visit_id.is_not(None))
        .group_by(PointsEntry.visit_id)
    )
    return {
        visit_id: _Booked(instant, entry, account)
        for visit_id, instant, entry, account in rows
        if visit_id
    }


def _add_visit(
    history: History,
    visit: Visit,
    lines: Sequence[dict[str, str]],
    homes: Homes,
    booked: _Booked | None,
) -> None:
    paid = visit.paid_at or visit.created_at
    found = booked or _Booked(paid, 0, None)
    instant, entry = max(found.instant, paid), found.entry
    history.add(
        "visit",
        instant,
        visit.day,
        Order.VISIT,
        entry=entry,
        visit=str(visit.id),
        lines=lines,
        redeem=visit.points_redeemed or None,
        **_shared(homes, visit, instant, found.account),
    )


def _add_taken_back(
    history: History,
    visit: Visit,
    made: Sequence[_Payment],
    lines: list[dict[str, str]],
    homes: Homes,
) -> None:
    """Payments that were taken back: a visit with an id of its own, cancelled when it was."""
    gone = [payment for payment in made if payment.taken_back is not None]
    stands = visit.paid_at is not None and visit.status is not VisitStatus.CANCELLED
    if not stands and gone and visit.paid_at is not None:
        gone = gone[:-1]  # the last one is cancelled with the visit itself
    for count, payment in enumerate(gone, start=1):
        if payment.taken_back is None or not (payment.lines or lines):
            continue
        name = f"{visit.id}-{count}"
        history.add(
            "visit",
            payment.instant,
            visit.day,
            Order.VISIT,
            visit=name,
            lines=payment.lines or lines,
            redeem=payment.redeemed or None,
            **_shared(homes, visit, payment.instant, None),
        )
        day = payment.taken_back.astimezone(history.zone).date()
        history.add(
            "cancel", payment.taken_back, max(day, visit.day), Order.UNDO, AFTER, visit=name
        )


def _payments(session: Session) -> dict[int, list[_Payment]]:
    """The payments of visits that were taken back and perhaps made again, by their entries.

    The entries of one payment were recorded at one instant; what a refund took back leaves the
    payment standing.
    """
    touched = select(PointsEntry.visit_id).where(PointsEntry.kind.in_(_TAKING)).distinct()
    rows = session.scalars(
        select(PointsEntry)
        .where(PointsEntry.visit_id.in_(touched), PointsEntry.kind.in_((*_PAYMENT, *_TAKING)))
        .order_by(PointsEntry.id)
    )
    refunded = {
        (visit_id, recorded_at)
        for visit_id, recorded_at in session.execute(
            select(VisitRefund.visit_id, VisitRefund.recorded_at)
        )
    }
    found: dict[int, list[_Payment]] = defaultdict(list)
    for entry in rows:
        if entry.visit_id is None:
            continue
        made = found[entry.visit_id]
        if entry.kind in _PAYMENT:
            if not made or made[-1].instant != entry.recorded_at:
                made.append(_Payment(entry.recorded_at))
            _read(entry, made[-1])
        elif made and (entry.visit_id, entry.recorded_at) not in refunded:
            made[-1].taken_back = entry.recorded_at
    return found


def _read(entry: PointsEntry, payment: _Payment) -> None:
    if entry.kind is EntryKind.REDEEMED:
        payment.redeemed = -entry.points
        return
    for step in json.loads(entry.breakdown):
        for line in step.get("lines", ()):
            payment.lines.append({"group": line["group"], "amount": line["amount"]})


def _add_refunds(
    history: History,
    visit: Visit,
    lines: Sequence[dict[str, str]],
    refunds: Sequence[VisitRefund],
    facts: PointsVisit | None,
) -> None:
    """Refunds by amount, the only one by its lines; a cancelled visit as cancelled.

    A refund that was taken back has its opposite after it: neither is told.
    """
    refunds = standing_refunds(refunds)
    cancelled = visit.status is VisitStatus.CANCELLED or (facts is not None and facts.is_cancelled)
    last = refunds[-1] if refunds else None
    whole = visit.cancelled_at or (last.recorded_at if last is not None else None)
    for refund in refunds:
        of_cancelling = visit.cancelled_at is None or refund.recorded_at >= visit.cancelled_at
        if cancelled and refund is last and of_cancelling:
            whole = refund.recorded_at
            continue
        exact = _exact_lines(lines, facts) if len(refunds) == 1 else None
        history.add(
            "refund",
            refund.recorded_at,
            refund.day,
            Order.OTHER,
            AFTER,
            visit=str(visit.id),
            refund=str(refund.id),
            amount=None if exact else write_minor(refund.amount_minor),
            lines=exact,
        )
    if cancelled and whole is not None:
        day = max(visit.day, whole.astimezone(history.zone).date())
        history.add("cancel", whole, day, Order.UNDO, AFTER, visit=str(visit.id))


def _exact_lines(
    lines: Sequence[dict[str, str]], facts: PointsVisit | None
) -> list[dict[str, str]] | None:
    """What one refund took off each line, where whole minor units are left of all of them."""
    left = json.loads(facts.lines_left) if facts is not None else []
    if len(left) != len(lines) or any("/" in amount for amount in left):
        return None
    found = []
    for line, rest in zip(lines, left, strict=True):
        whole, _, cents = line["amount"].partition(".")
        taken = int(whole + cents) - int(rest)
        if taken < 0:
            return None
        if taken:
            found.append({"group": line["group"], "amount": write_minor(taken)})
    return found or None
