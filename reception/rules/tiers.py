"""Tiers: the rate that a family's spend in the months before a visit has reached (terms.md 16)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from reception.rules.earning import Rate
from reception.rules.ledger import Account, Book, VisitRecord
from reception.rules.terms import Terms
from reception.values.period import add_months


def rate_on(book: Book, account: Account | None, terms: Terms, day: date) -> Rate:
    """The rate of a visit on `day`: the highest tier reached, else the base percentage.

    The window runs from the same day `tier_months` earlier through the day before.
    """
    if account is None or not terms.tiers:
        return Rate(terms.earning.percent)
    members = [key for key, since in account.members.items() if since <= day]
    ever = (day.year - 1) * 12 + day.month - 1  # no window reaches beyond the calendar
    first = add_months(day, -min(terms.earning.tier_months, ever))
    value = book.versions.point_value
    spent = sum(
        _net_paid(visit, value, day)
        for member in members
        for visit in book.visits_of(member)
        if not visit.cancelled and first <= visit.day <= day - timedelta(days=1)
    )
    reached = [tier for tier in terms.tiers if tier.from_spend <= spent]
    if not reached:
        return Rate(terms.earning.percent)
    best = max(reached, key=lambda tier: tier.from_spend)
    return Rate(best.percent, best.code)


def _net_paid(visit: VisitRecord, point_value: int, day: date) -> Fraction:
    """Money paid for a visit, refunds through `day` off."""
    back = sum((money for on, money in visit.refunds if on <= day), Fraction(0))
    return Fraction(visit.bill - visit.redeemed * point_value) - back
