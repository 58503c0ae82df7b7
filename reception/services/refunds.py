"""Giving money back at the desk: one action with its undo, for a part of a bill or all of it.

The points follow by the rules (services/points_refunds); here stand the request that is carried
out once, the visit's status where it is cancelled, and the way back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import PointsDraw, PointsEntry, Visit, VisitRefund
from reception.rules.ledger import Line, When
from reception.rules.refund_undo import Stood, spent_in_between, standing_refunds, stood
from reception.rules.refund_undo import undo_refund as put_points_back
from reception.services.points import points_book
from reception.services.points_refunds import RefundedVisit, cancel_visit_points, refund_visit
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg, nmsg
from reception.values.choices import VisitStatus
from reception.values.money import Money


@dataclass(frozen=True)
class Trace:
    """What a refund wrote and how the visit stood: enough to take it back."""

    visit_id: int
    refund_id: int | None
    entries: tuple[int, int]
    draws: tuple[int, int]
    was: Stood
    status: VisitStatus
    cancelled_at: datetime | None
    undo_reason: str


def give_back(
    uow: UnitOfWork,
    *,
    visit_id: int,
    amount_minor: int | None = None,
    lines: Sequence[Line] = (),
    reason: str = "",
    request_id: str | None = None,
) -> Done[RefundedVisit]:
    """Give back a part of a paid bill, by amount (minor units) or line by line.

    Raises Refused("above_bill") with the largest allowed, Refused("not_paid").
    """
    content = {
        "visit": visit_id,
        "amount": amount_minor,
        "lines": [[line.group, line.amount] for line in lines],
    }
    known = uow.request(request_id, content)
    if known is not None:
        return Done(_stored(uow, visit_id, known))
    visit = _paid(uow, visit_id)
    if not amount_minor and not sum(line.amount for line in lines):
        raise InvalidInput(msg("Enter what is refunded."), field="amount")
    begun = _begin(uow, visit)
    result = refund_visit(
        uow,
        visit_id=visit_id,
        amount_minor=None if lines else amount_minor,
        lines=lines,
        reason=reason.strip(),
    )
    uow.answered(request_id, result.refund_id or 0)
    return _done(uow, visit, result, begun)


def cancel_paid_visit(
    uow: UnitOfWork, *, visit_id: int, reason: str, request_id: str | None = None
) -> Done[RefundedVisit]:
    """A paid visit did not take place after all: everything is given back, it no longer counts.

    What was said to the patient stays said; it is no no-show.  Raises InvalidInput without a
    reason, Refused("already_cancelled").
    """
    known = uow.request(request_id, {"visit": visit_id, "cancel": True})
    if known is not None:
        return Done(_stored(uow, visit_id, known))
    if not reason.strip():
        raise InvalidInput(msg("Say why the visit is cancelled."), field="reason")
    visit = uow.find.visit(visit_id)
    if visit.status is VisitStatus.CANCELLED:
        raise Refused(msg("This visit is already cancelled."), code="already_cancelled")
    visit = _paid(uow, visit_id)
    begun = _begin(uow, visit)
    result = cancel_visit_points(uow, visit_id=visit_id, reason=reason.strip())
    visit.status, visit.cancelled_at = VisitStatus.CANCELLED, uow.now
    visit.undo_reason = reason.strip()
    uow.answered(request_id, result.refund_id or 0)
    return _done(uow, visit, result, begun)


def take_refund_back(uow: UnitOfWork, *, trace: Trace) -> Done[None]:
    """Undo a refund by new entries; Refused("spent_in_between") once the account has moved on."""
    visit = uow.find.visit(trace.visit_id)
    book = points_book(uow)
    record = book.visit(trace.visit_id)
    first, last = trace.entries
    written = [book.entry(number) for number in range(first, last + 1)]
    accounts = sorted({int(entry.account) for entry in written})
    standing = standing_refunds(uow.find.refunds(trace.visit_id))
    newest = standing[-1].id if standing else None
    if newest != trace.refund_id or book.read.has_entries_after(accounts, last):
        raise spent_in_between()
    draws = book.read.draws_between(*trace.draws)
    when = When(max(uow.today, record.day), uow.today)
    put_points_back(book, record, trace.was, written, draws, when)
    book.save()
    if trace.refund_id is not None:
        _write_opposite(uow, standing[-1])
    visit.status, visit.cancelled_at = trace.status, trace.cancelled_at
    visit.undo_reason = trace.undo_reason
    uow.about("visit", trace.visit_id)
    return Done(None, msg("The refund was taken back."))


def _write_opposite(uow: UnitOfWork, refund: VisitRefund) -> None:
    uow.add(
        VisitRefund(
            visit_id=refund.visit_id,
            day=uow.today,
            amount_minor=-refund.amount_minor,
            money_minor=-refund.money_minor,
            reason=refund.reason,
            recorded_at=uow.now,
            recorded_by_id=uow.actor.staff_id,
        )
    )


def _paid(uow: UnitOfWork, visit_id: int) -> Visit:
    visit = uow.find.visit(visit_id)
    if visit.paid_at is None and not visit.paid_minor:
        raise Refused(msg("This visit is not paid."), code="not_paid")
    return visit


@dataclass(frozen=True)
class _Begun:
    entry: int
    draw: int
    was: Stood
    status: VisitStatus
    cancelled_at: datetime | None
    undo_reason: str


def _begin(uow: UnitOfWork, visit: Visit) -> _Begun:
    book = points_book(uow)
    return _Begun(
        entry=uow.last_number(PointsEntry),
        draw=uow.last_number(PointsDraw),
        was=stood(book, book.visit(visit.id)),
        status=visit.status,
        cancelled_at=visit.cancelled_at,
        undo_reason=visit.undo_reason,
    )


def _done(
    uow: UnitOfWork, visit: Visit, result: RefundedVisit, begun: _Begun
) -> Done[RefundedVisit]:
    trace = Trace(
        visit_id=visit.id,
        refund_id=result.refund_id,
        entries=(begun.entry + 1, uow.last_number(PointsEntry)),
        draws=(begun.draw + 1, uow.last_number(PointsDraw)),
        was=begun.was,
        status=begun.status,
        cancelled_at=begun.cancelled_at,
        undo_reason=begun.undo_reason,
    )
    uow.about("visit", visit.id)
    said = _said(uow, result)
    return Done(result, said, undo=partial(take_refund_back, trace=trace))


def _said(uow: UnitOfWork, result: RefundedVisit) -> Message:
    money = Money(result.money_minor, uow.clinic.currency)
    if result.given_back:
        return nmsg(
            "To give back: {money} and {count} point.",
            "To give back: {money} and {count} points.",
            result.given_back,
            money=money,
        )
    return msg("To give back: {money}.", money=money)


def _stored(uow: UnitOfWork, visit_id: int, refund_id: int) -> RefundedVisit:
    """What a repeated request did the first time; its points are told by the statement."""
    for refund in uow.find.refunds(visit_id):
        if refund.id == refund_id:
            return RefundedVisit(refund.id, refund.money_minor, 0, 0, 0)
    return RefundedVisit(None, 0, 0, 0, 0)
