"""Blocking: the balance is kept, nothing is redeemed, and visits earn when it ends (terms 11)."""

from __future__ import annotations

from reception.errors import Refused
from reception.rules.earning import Earned
from reception.rules.ledger import Account, Book, When
from reception.rules.lots import later
from reception.rules.refund import still_earned
from reception.rules.visits import credit_visit
from reception.translation import msg
from reception.values.choices import EntryKind


def block(account: Account, when: When, reason: str) -> None:
    """Block an account from a day on; raises Refused without a reason."""
    if not reason.strip():
        raise Refused(msg("Blocking needs a reason."), code="reason_missing")
    if account.blocked_on is None:
        account.blocked_on = when.day


def unblock(book: Book, account: Account, when: When) -> int:
    """Unblock, and credit what visits would have earned: as of their day, usable from now."""
    account.blocked_on = None
    credited = 0
    for visit in book.waiting_visits(account):
        points, visit.pending = visit.pending, 0
        if visit.cancelled or not points or visit.version is None:
            continue
        terms = book.versions.numbered(visit.version)
        usable_from = max(when.day, later(visit.day, days=terms.earning.hold_days))
        steps = still_earned(visit, terms).steps if visit.refunds else tuple(visit.pending_steps)
        earned = Earned(points, visit.promotions, steps)
        then = When(visit.day, when.typed)
        credit_visit(book, account, visit, terms, earned, EntryKind.EARNED, then, usable_from)
        credited += points
    return credited
