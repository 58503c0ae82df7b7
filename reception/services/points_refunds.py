"""Refunds and cancellations at the desk: money goes back, and points find their place again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from reception.errors import InvalidInput
from reception.models import VisitRefund
from reception.rules.ledger import Line, When, debt_of
from reception.rules.referral import check_referral
from reception.rules.refund import Refunded, cancel_visit, refund_amount, refund_lines
from reception.rules.visits import refuse_before_beginning
from reception.services.points import points_book
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.money import floor_fraction


@dataclass(frozen=True)
class RefundedVisit:
    """What a refund did: money to pay out in minor units, points given back and taken back.

    `debt` of the points taken back could not be covered and are owed.
    """

    refund_id: int | None
    money_minor: int
    given_back: int
    taken_back: int
    written_off: int
    debt: int = 0


def refund_visit(
    uow: UnitOfWork,
    *,
    visit_id: int,
    amount_minor: int | None = None,
    lines: Sequence[Line] = (),
    reason: str = "",
    day: date | None = None,
) -> RefundedVisit:
    """Refund a part of a bill, by amount or line by line (group and amount in minor units).

    Refunds add up and never exceed the bill: Refused("above_bill").  The money to pay out is
    what the points that come back do not cover.
    """
    if amount_minor is None and not lines:
        raise InvalidInput(msg("Enter what is refunded."), field="amount")
    if (amount_minor or 0) < 0 or any(line.amount < 0 for line in lines):
        raise InvalidInput(msg("A refund is above zero."), field="amount")
    book = points_book(uow)
    visit = book.visit(visit_id)
    when = When(day or uow.today, uow.today)
    refuse_before_beginning(book, visit.day)
    owed = debt_of(book, visit)
    if lines:
        amount = sum(line.amount for line in lines)
        result = refund_lines(book, visit, lines, when)
    else:
        amount = amount_minor or 0
        result = refund_amount(book, visit, amount, when)
    debt = max(0, debt_of(book, visit) - owed)
    check_referral(book, visit, when)
    book.save()
    return _refunded(uow, visit_id, amount, result, reason, when.day, debt)


def cancel_visit_points(uow: UnitOfWork, *, visit_id: int, reason: str = "") -> RefundedVisit:
    """As if the visit had not taken place: all of it is refunded, and it no longer counts.

    The visit's status is the caller's.  Raises Refused("already_cancelled").
    """
    book = points_book(uow)
    visit = book.visit(visit_id)
    when = When(max(uow.today, visit.day), uow.today)
    amount = floor_fraction(Fraction(sum(visit.left)))
    owed = debt_of(book, visit)
    result = cancel_visit(book, visit, when)
    debt = max(0, debt_of(book, visit) - owed)
    check_referral(book, visit, when)
    book.save()
    return _refunded(uow, visit_id, max(0, amount), result, reason, when.day, debt)


def _refunded(
    uow: UnitOfWork,
    visit_id: int,
    amount: int,
    result: Refunded,
    reason: str,
    day: date,
    debt: int,
) -> RefundedVisit:
    money = floor_fraction(result.money)
    row = VisitRefund(
        visit_id=visit_id,
        day=day,
        amount_minor=amount,
        money_minor=money,
        reason=reason,
        recorded_at=uow.now,
        recorded_by_id=uow.actor.staff_id,
    )
    if amount:
        uow.add(row)
    return RefundedVisit(
        refund_id=row.id if amount else None,
        money_minor=money,
        given_back=result.given_back,
        taken_back=result.taken,
        written_off=result.written_off,
        debt=debt,
    )
