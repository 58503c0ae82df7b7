"""Refunds and cancellations: redeemed points come back, earned ones go (design/terms.md 7, 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from reception.errors import Refused
from reception.rules.earning import Earned, Rate, earn, redeemable_part
from reception.rules.expiry import uncount_visit
from reception.rules.ledger import (
    Book,
    Draw,
    Entry,
    Exact,
    Line,
    Lot,
    VisitRecord,
    When,
    by_group,
    spread,
)
from reception.rules.reversals import GivenBack, give_back, take_back
from reception.rules.terms import Terms
from reception.translation import msg
from reception.values.choices import EntryKind
from reception.values.money import Money, floor_fraction


@dataclass(slots=True)
class Refunded:
    """What came of a refund: points taken back (debts counted), given back, and money to pay."""

    taken: int = 0
    given_back: int = 0
    written_off: int = 0
    money: Fraction = Fraction(0)
    lots: list[Lot] = field(default_factory=list)


def refund_lines(book: Book, visit: VisitRecord, lines: Sequence[Line], when: When) -> Refunded:
    """Refund bill value line by line, each in its service group; raises Refused (above_bill)."""
    _refuse_cancelled(visit, when)
    left = list(visit.left)
    for line in lines:
        indexes = [i for i, own in enumerate(visit.lines) if own.group == line.group]
        there = [left[i] for i in indexes]
        _refuse_above(book, line.amount, sum(there))
        for i, part in zip(indexes, spread(line.amount, there), strict=True):
            left[i] -= part
    return _settle(book, visit, left, when)


def refund_amount(book: Book, visit: VisitRecord, amount: int, when: When) -> Refunded:
    """Refund bill value (minor units), spread over what is left of the lines by amount."""
    _refuse_cancelled(visit, when)
    _refuse_above(book, amount, sum(visit.left))
    parts = spread(amount, visit.left)
    left = [there - part for there, part in zip(visit.left, parts, strict=True)]
    return _settle(book, visit, left, when)


def cancel_visit(book: Book, visit: VisitRecord, when: When) -> Refunded:
    """Refund all that is left; the visit no longer counts for stages, tiers, limits and expiry."""
    _refuse_cancelled(visit, when)
    result = _settle(book, visit, [0] * len(visit.lines), when)
    if visit.account is not None:
        uncount_visit(book, book.account(visit.account), visit, typed=when.typed)
    visit.cancelled = True
    return result


def _refuse_cancelled(visit: VisitRecord, when: When) -> None:
    if visit.cancelled:
        raise Refused(msg("This visit is already cancelled."), code="already_cancelled")
    if when.day < visit.day:
        raise Refused(
            msg("A refund is dated on the day of the visit or later: {day}.", day=visit.day),
            code="not_allowed",
        )


def _refuse_above(book: Book, amount: Exact, left: Exact) -> None:
    if amount > left:
        largest = Money(floor_fraction(Fraction(left)), book.versions.first.programme.currency)
        raise Refused(
            msg(
                "Refunds add up and never exceed the bill: at most {largest} is left.",
                largest=largest,
            ),
            code="above_bill",
        )


def _settle(book: Book, visit: VisitRecord, left: list[Exact], when: When) -> Refunded:
    """Bring the points of a visit to what its remaining lines are worth."""
    result = Refunded()
    amount = sum(visit.left) - sum(left)
    visit.left = left
    terms = _terms_of(book, visit)
    given = _return_redeemed(book, visit, terms, when)
    result.given_back, result.lots = given.moved, [lot for lot, _points in given.usable]
    money = amount - given.moved * terms.programme.point_value
    result.money = max(Fraction(0), Fraction(money))
    visit.refunds.append((when.day, result.money))
    result.taken = _cover(book, visit, given, when)
    stays = still_earned(visit, terms).points
    visit.pending = min(visit.pending, stays)
    if visit.lot is not None and stays < visit.stays:
        lot = book.lot(visit.lot)
        back = take_back(book, lot, visit.stays - stays, when, terms.refund.shortfall)
        visit.stays = stays
        visit.written_off += back.written_off
        result.taken += back.moved
        result.written_off = back.written_off
    return result


def _terms_of(book: Book, visit: VisitRecord) -> Terms:
    if visit.version is None:
        return book.versions.nearest(visit.day)
    return book.versions.numbered(visit.version)


def _return_redeemed(book: Book, visit: VisitRecord, terms: Terms, when: When) -> GivenBack:
    """⌈P × R ÷ B⌉ of the points redeemed are back after refunds of R on redeemable lines."""
    if visit.redeemed_entry is None:
        return GivenBack()
    bill = redeemable_part(terms, visit.lines)
    left = redeemable_part(terms, by_group(visit.lines, visit.left))
    due = -int((-visit.redeemed * (bill - left)) // bill)
    points = due - visit.returned
    if points <= 0:
        return GivenBack()
    visit.returned = due
    entry = book.entry(visit.redeemed_entry)
    return give_back(book, entry, points, when, terms.refund.grace_days)


def still_earned(visit: VisitRecord, terms: Terms) -> Earned:
    """What the remaining lines earn under the visit's own version, tier and promotions."""
    if visit.percent is None:
        return Earned(0, (), ())
    return earn(
        terms,
        by_group(visit.lines, visit.left),
        redeemed=visit.redeemed - visit.returned,
        rate=Rate(visit.percent, visit.tier),
        promotions=[each for each in terms.promotions if each.code in visit.promotions],
        fixed=True,
    )


def _cover(book: Book, visit: VisitRecord, given: GivenBack, when: When) -> int:
    """Let what came back first cover what was written off for this visit; answers with it."""
    if not visit.written_off or visit.lot is None:
        return 0
    covered = 0
    for lot, points in given.usable:
        part = min(points, lot.left, visit.written_off)
        if part <= 0:
            continue
        lot.left -= part
        visit.written_off -= part
        covered += part
        credit = book.lot(visit.lot)
        book.append(
            Entry(
                account=lot.account,
                kind=EntryKind.TAKEN_BACK,
                points=-part,
                effective=when.day,
                lot=credit.number,
                member=visit.member,
                visit=visit.key,
                version=visit.version,
                reverses=credit.entry,
            ),
            [Draw(0, lot.number, part, when.day)],
        )
    return covered
