"""What an account has on any day: balance, what is held, owed, each lot and what burns next.

Read by effective days with everything recorded so far, like `as_of` in a replay
(design/terms.md, Words and Replay).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reception.rules.ledger import Account, Book, Lot
from reception.rules.lots import drawing_order, final_day, is_held, is_usable, left_on


@dataclass(frozen=True)
class LotStands:
    """A lot with what was left in it on a day; `last_day` is None where it never expires."""

    lot: Lot
    left: int
    last_day: date | None
    is_held: bool


@dataclass(frozen=True)
class Standing:
    """An account on a day; lots with points left, in drawing order."""

    day: date
    balance: int
    held: int
    debt: int
    lots: tuple[LotStands, ...]

    @property
    def burns_next(self) -> tuple[date, int] | None:
        """The soonest last usable day and how many points have it."""
        days = [one.last_day for one in self.lots if one.last_day is not None]
        if not days:
            return None
        soonest = min(days)
        return soonest, sum(one.left for one in self.lots if one.last_day == soonest)


def account_on(book: Book, account: Account, day: date) -> Standing:
    """The account as of `day`, past or future."""
    ending = book.versions.ending
    late = day < account.latest
    usable = held = 0
    found = []
    for lot in drawing_order(book.lots(account, since=day if late else None), ending):
        left = left_on(book, lot, day) if late else lot.left
        waits = is_held(lot, day, ending)
        if not left or lot.since > day or not (waits or is_usable(lot, day, ending)):
            continue
        usable, held = usable + (0 if waits else left), held + (left if waits else 0)
        found.append(LotStands(lot, left, final_day(lot, ending), waits))
    debt = book.debt_on(account, day)
    return Standing(day, usable - debt, held, debt, tuple(found))
