"""How long points live and in which order they are drawn (design/terms.md 4 and 6)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from reception.rules.ledger import Account, Book, Lot
from reception.rules.terms import Expiry, Terms
from reception.rules.versions import Ending
from reception.values.choices import ExpiryMode
from reception.values.period import add_months, end_of_month


@lru_cache(maxsize=4096)
def later(day: date, *, days: int = 0, months: int = 0) -> date:
    """`months` and `days` later by the calendar; the calendar's last day where it ends."""
    try:
        return add_months(day, months) + timedelta(days=days)
    except (OverflowError, ValueError):
        return date.max


def life(expiry: Expiry, day: date) -> date | None:
    """The last usable day of points credited on `day`; None if they never expire."""
    if expiry.mode is ExpiryMode.NEVER:
        return None
    last = later(day, days=expiry.days or 0, months=expiry.months or 0)
    if expiry.mode is ExpiryMode.END_OF_MONTH:
        return end_of_month(last)
    if expiry.mode is ExpiryMode.END_OF_YEAR:
        return date(last.year, 12, 31)
    return last


def not_unusable(expiry: Expiry, last: date | None, usable_from: date) -> date | None:
    """`last`, or the end of the month or year in which the points first become usable."""
    if last is None or last >= usable_from:
        return last
    if expiry.mode is ExpiryMode.END_OF_YEAR:
        return date(usable_from.year, 12, 31)
    return end_of_month(usable_from)


def final_day(lot: Lot, ending: Ending | None) -> date | None:
    """The last usable day of a lot, visits, grace and the programme's end counted in."""
    last = lot.last
    if ending is None and lot.grace_last is None:
        return last
    if ending is not None and lot.earned_on <= ending.day and (last is None or last >= ending.day):
        last = max(ending.last, lot.usable_from)
    if last is not None and lot.grace_last is not None:
        return max(last, lot.grace_last)
    return last


def lapsing_day(lot: Lot, last: date) -> date:
    """The effective day of the expiry entry of a lot whose last usable day was `last`.

    A lot that had lapsed when it was moved lapses on its new account no earlier than it came.
    """
    return max(last + timedelta(days=1), lot.since)


def is_usable(lot: Lot, day: date, ending: Ending | None) -> bool:
    """Whether its points can be used on `day`."""
    if day < lot.usable_from or day < lot.earned_on:
        return False
    if ending is None and lot.grace_last is None:
        return lot.last is None or day <= lot.last
    last = final_day(lot, ending)
    if last is None:
        return True
    if day > last:
        return False
    return lot.grace_from is None or day >= lot.grace_from or _first_life(lot, day)


def is_held(lot: Lot, day: date, ending: Ending | None) -> bool:
    """Whether its points are earned and not yet usable on `day`."""
    return lot.earned_on <= day < lot.usable_from and not has_lapsed(lot, day, ending)


def has_lapsed(lot: Lot, day: date, ending: Ending | None) -> bool:
    """Whether its last usable day is over on `day`."""
    last = final_day(lot, ending)
    return last is not None and last < day


def _first_life(lot: Lot, day: date) -> bool:
    """Whether `day` falls into the life before the one of grace."""
    return lot.last is None or day <= lot.last


def drawing_order(lots: Iterable[Lot], ending: Ending | None) -> list[Lot]:
    """Soonest last usable day first, never-expiring last; then day earned; then entry."""

    def key(lot: Lot) -> tuple[date, bool, date, int]:
        last = final_day(lot, ending)
        return (last or date.max, last is None, lot.earned_on, lot.entry)

    return sorted(lots, key=key)


def in_reach(book: Book, account: Account, lot: Lot, day: date) -> int:
    """What may be taken from a lot on `day`.

    For a late entry: what was there that day, and is still there or lapsed since; never what
    entries already recorded have taken (design/terms.md 1).
    """
    if day >= account.latest:
        return lot.left
    return max(0, least_left(book, lot, day, without_expiries=True))


def least_left(book: Book, lot: Lot, day: date, *, without_expiries: bool) -> int:
    """The least that was left in a lot from `day` on, by effective days."""
    left = least = left_on(book, lot, day)
    for movement in sorted(book.movements(lot)):
        if movement.day > day and not (without_expiries and movement.is_expiry):
            left -= movement.points
            least = min(least, left)
    return least


def left_on(book: Book, lot: Lot, day: date) -> int:
    """What was left in a lot on a day, by effective days."""
    if lot.since > day:
        return 0
    return lot.granted - sum(move.points for move in book.movements(lot) if move.day <= day)


def lots_on(book: Book, account: Account, day: date) -> Sequence[Lot]:
    """The lots that matter on `day`: for a late entry those that lapsed since, too."""
    return book.lots(account, since=day if day < account.latest else None)


def usable_lots(book: Book, account: Account, day: date) -> list[tuple[Lot, int]]:
    """Lots usable on `day` with what may be taken from each, in drawing order."""
    ending = book.versions.ending
    lots = [lot for lot in lots_on(book, account, day) if is_usable(lot, day, ending)]
    reach = ((lot, in_reach(book, account, lot, day)) for lot in drawing_order(lots, ending))
    return [(lot, points) for lot, points in reach if points > 0]


def balance_on(book: Book, account: Account, day: date) -> int:
    """What may be used on `day`, less debt: the balance of that day, or what remains of it."""
    return standing(book, account, day)[0]


def held_on(book: Book, account: Account, day: date) -> int:
    """Points earned and not yet usable on `day`."""
    return standing(book, account, day)[1]


def standing(book: Book, account: Account, day: date) -> tuple[int, int]:
    """The balance on `day` and the points held then, in one look at the lots."""
    ending = book.versions.ending
    usable = held = 0
    late = day < account.latest
    for lot in lots_on(book, account, day):
        if is_usable(lot, day, ending):
            usable += in_reach(book, account, lot, day) if late else lot.left
        elif is_held(lot, day, ending):
            held += in_reach(book, account, lot, day)
    return usable - book.debt_on(account, day), held


def prolonged(book: Book, lot: Lot) -> date | None:
    """The last usable day of a lot by its own day and every visit that kept it alive."""
    if not lot.lives_by_visits or lot.own_last is None:
        return lot.own_last
    last = lot.own_last
    expiry = book.versions.numbered(lot.version).expiry
    ending = book.versions.ending
    visits = book.visits(book.account(lot.account))
    for day, number in visits[bisect_left(visits, (lot.earned_on, 0)) :]:
        if day > last or (ending is not None and day > ending.day):
            break
        if number > lot.arrived:
            last = max(last, by_visit(expiry, day))
    return last


def by_visit(expiry: Expiry, day: date) -> date:
    """How long a visit on `day` keeps points alive."""
    return later(day, days=expiry.days or 0, months=expiry.months or 0)


def lives_by_visits(terms: Terms) -> bool:
    """Whether points without days of their own live by visits."""
    return terms.expiry.mode is ExpiryMode.AFTER_LAST_VISIT
