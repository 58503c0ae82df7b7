"""Expiry: visits keep points alive, and what has lapsed is written later, with its true day.

Every reading is "as of day D", so nothing has to run at midnight (design/terms.md 6).
"""

from __future__ import annotations

from datetime import date

from reception.rules.ledger import Account, Book, Lot, VisitRecord
from reception.rules.lots import by_visit, final_day, lapsing_day, prolonged
from reception.rules.posting import lapse, reverse_expiry


def count_visit(book: Book, account: Account, day: date, *, typed: date) -> None:
    """Let a done visit, which the book already lists, keep alive every lot that lives by visits.

    A visit on or before the last usable day keeps a lot alive also when it is typed later: an
    expiry entry already written is then reversed.
    """
    ending = book.versions.ending
    if ending is not None and day > ending.day:
        return
    latest = book.last_visit(account)
    is_latest = latest is None or latest <= day
    late = day < typed or not is_latest
    through: dict[int, date] = {}
    for lot in book.lots(account, since=day if late else None):
        if not lot.lives_by_visits or lot.last is None or day > lot.last:
            continue
        if is_latest:
            if lot.version not in through:
                expiry = book.versions.numbered(lot.version).expiry
                through[lot.version] = by_visit(expiry, day)
            lot.last = max(lot.last, through[lot.version])
        else:
            lot.last = max(lot.last, prolonged(book, lot) or lot.last)
        if late:
            revive(book, lot)


def revive(book: Book, lot: Lot) -> None:
    """Reverse the expiry entries of days on which the lot, as it turns out, was alive."""
    for entry in book.expiries(lot):
        if lot.last is not None and entry.effective <= lot.last:
            reverse_expiry(book, lot, entry)


def uncount_visit(book: Book, account: Account, visit: VisitRecord, *, typed: date) -> None:
    """Take a cancelled visit off the list of those that count, and shorten the lives it gave.

    Nothing lapses before the day after the cancelling is typed.
    """
    lots = [lot for lot in book.unclosed_lots(account) if lot.lives_by_visits]
    before = [prolonged(book, lot) for lot in lots]
    book.drop_visit(account, visit)
    for lot, was in zip(lots, before, strict=True):
        now = prolonged(book, lot)
        if was is None or now is None or lot.last is None or now >= min(was, lot.last):
            continue
        kept = min(was, typed)
        if now < kept:
            lot.own_last = kept
            now = prolonged(book, lot)
        lot.last = now


def expire(book: Book, account: Account, day: date) -> int:
    """Write the expiry entries due on `day`, once per lot; answers with the points lapsed.

    A used-up lot is closed with an entry of zero.
    """
    lapsed = 0
    ending = book.versions.ending
    for lot in book.unclosed_lots(account):
        if lot.lives_by_visits and not lot.left:
            lot.last = prolonged(book, lot)
        last = final_day(lot, ending)
        if last is None or last >= day:
            continue
        lapsed += lot.left
        lapse(book, lot, lot.left, lapsing_day(lot, last))
        lot.closed = True
    return lapsed
