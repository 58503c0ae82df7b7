"""A visit is paid, and all that follows from it: the one way for the desk and for a replay."""

from __future__ import annotations

from reception.rules.joining import credit_late_past_visit
from reception.rules.ledger import Account, Book, VisitRecord, When
from reception.rules.referral import settle_referral
from reception.rules.visits import Paid, pay


def pay_and_settle(
    book: Book, account: Account | None, visit: VisitRecord, redeem: int, when: When
) -> Paid:
    """Pay a visit; a visit before joining counts as it would have then; referrals are settled.

    Raises Refused with a reason of design/terms.md; then nothing has changed.
    """
    paid = pay(book, account, visit, redeem, when)
    if account is not None and visit.account is None:
        paid.lot = credit_late_past_visit(book, account, visit, when)
        if paid.lot is not None:
            paid.earned = paid.lot.granted
            paid.steps = tuple(book.entry(paid.lot.entry).breakdown)
    if visit.member is not None:
        settle_referral(book, visit.member, When(visit.day, when.typed))
    return paid
