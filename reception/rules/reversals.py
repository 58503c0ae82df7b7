"""Reversals: points of a credit are taken back, points of a draw come back (terms 7, 8, 10).

No reversal ever exceeds what it reverses, and what lapsed unused is not taken again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from reception.rules.ledger import Account, Book, Debt, Draw, Entry, Key, Lot, When, living
from reception.rules.lots import final_day, has_lapsed, lapsing_day, later, prolonged
from reception.rules.posting import lapse, pay_debts, plan_draws, take
from reception.values.choices import EntryKind, Shortfall


@dataclass(slots=True)
class TakenBack:
    """What came of taking a credit back; `moved` counts what became debt."""

    moved: int = 0
    written_off: int = 0


def own_lots(book: Book, lot: Lot) -> list[Lot]:
    """A lot and what became of it on the accounts it was moved to."""
    found = [lot]
    for each in found:
        found.extend(book.lot(number) for number in each.parts)
    return found


def take_back(
    book: Book, lot: Lot, points: int, when: When, shortfall: Shortfall, *, reason: str = ""
) -> TakenBack:
    """Reverse `points` of the credit a lot came from (design/terms.md 7).

    Never more than it gave; what lapsed unused is not taken again; first from the lot itself,
    usable or held, then in drawing order on the account it is on; the rest is written off or
    becomes debt.
    """
    day, ending = when.day, book.versions.ending
    result = TakenBack()
    points = min(points, lot.granted - lot.taken_back)
    lot.taken_back += points
    own = own_lots(book, lot)
    lapsed = sum(_lapsed_of(book, each, day) for each in own) - lot.lapse_counted
    skipped = max(0, min(points, lapsed))
    lot.lapse_counted += skipped
    need = points - skipped
    home = next((each for each in reversed(own) if each.left), own[-1]).account
    alive = [each for each in own if not has_lapsed(each, day, ending)]
    elsewhere = dict.fromkeys(each.account for each in alive if each.account != home)
    for key in (*elsewhere, home):
        if need == 0:
            break
        account = book.account(key)
        mine = [each for each in alive if each.account == key]
        plan = plan_draws(book, account, need, day, first=mine)
        if key != home:
            numbers = {each.number for each in mine}
            plan = [(each, n) for each, n in plan if each.number in numbers]
        drawn = sum(n for _lot, n in plan)
        need -= drawn
        owed = need if key == home and shortfall is Shortfall.DEBT else 0
        if drawn + owed:
            entry = _take_back_entry(lot, account, drawn + owed, when, reason)
            entry = book.append(entry, take(book, plan, day))
            result.moved += drawn + owed
            if owed:
                account.debts.append(Debt(entry.number, owed, day))
                need = 0
                pay_debts(book, account, when)
    if need:
        result.written_off = need
        entry = _take_back_entry(lot, book.account(home), 0, when, reason)
        entry.kind, entry.shortfall = EntryKind.WRITTEN_OFF, need
        book.append(entry)
    return result


def _take_back_entry(lot: Lot, account: Account, points: int, when: When, reason: str) -> Entry:
    return Entry(
        account=account.key,
        kind=EntryKind.TAKEN_BACK,
        points=-points,
        effective=when.day,
        lot=lot.number,
        member=lot.member,
        visit=lot.visit,
        version=lot.version,
        reverses=lot.entry,
        reason=reason,
    )


def _lapsed_of(book: Book, lot: Lot, day: date) -> int:
    """Points of a lot that lapsed unused by `day`, whether or not the entry is written."""
    written = -sum(entry.points for entry in book.expiries(lot) if entry.effective <= day)
    waiting = lot.left if has_lapsed(lot, day, book.versions.ending) else 0
    return written + waiting


@dataclass(slots=True)
class GivenBack:
    """What came of giving drawn points back: `usable` are the lots and points that live on."""

    moved: int = 0
    usable: list[tuple[Lot, int]] = field(default_factory=list)


def give_back(
    book: Book, entry: Entry, points: int, when: When, grace_days: int, *, reason: str = ""
) -> GivenBack:
    """Return up to `points` an entry drew, last drawn first, to the lots they came from.

    An open debt of the entry goes first.  To a lapsed lot they come back to lapse at once, or,
    once a lot, to live through `grace_days` more (design/terms.md 8).
    """
    result = GivenBack()
    account = living(book, entry.account)
    need = points - _forgive(book, account, entry, points, when, reason)
    pieces: dict[Key, list[tuple[Draw, Lot, int]]] = {}
    for draw in reversed(book.draws(entry.number)):
        back = min(need, draw.points - draw.returned)
        if back > 0:
            need -= back
            lot = current_lot(book, draw.lot)
            pieces.setdefault(lot.account, []).append((draw, lot, back))
    for key, parts in pieces.items():
        day = max(when.day, *(max(draw.day, lot.since) for draw, lot, _points in parts))
        then = When(day, when.typed)
        _give_to(book, book.account(key), entry, parts, then, grace_days, reason, result)
    result.moved = points - need
    return result


def current_lot(book: Book, number: int) -> Lot:
    """A lot, or the one it became when its account was merged into another."""
    lot = book.lot(number)
    while lot.moved_to is not None:
        lot = book.lot(lot.moved_to)
    return lot


def _forgive(
    book: Book, account: Account, entry: Entry, points: int, when: When, reason: str
) -> int:
    """Take what is still owed for an entry off its debt; answers with the points."""
    forgiven = 0
    day = when.day
    for debt in account.debts:
        if debt.entry == entry.number:
            day = max(day, debt.day)
            part = min(debt.open, points - forgiven)
            debt.open -= part
            forgiven += part
    account.debts = [debt for debt in account.debts if debt.open]
    if forgiven:
        book.append(_give_back_entry(entry, account.key, forgiven, When(day, when.typed), reason))
    return forgiven


def _give_back_entry(entry: Entry, account: Key, points: int, when: When, reason: str) -> Entry:
    return Entry(
        account=account,
        kind=EntryKind.GIVEN_BACK,
        points=points,
        effective=when.day,
        member=entry.member,
        visit=entry.visit,
        version=entry.version,
        reverses=entry.number,
        reason=reason,
    )


def _give_to(
    book: Book,
    account: Account,
    entry: Entry,
    parts: Sequence[tuple[Draw, Lot, int]],
    when: When,
    grace_days: int,
    reason: str,
    result: GivenBack,
) -> None:
    day, ending = when.day, book.versions.ending
    lapsing: list[tuple[Lot, int]] = []
    draws: list[Draw] = []
    for draw, lot, points in parts:
        if lot.lives_by_visits and not lot.left:
            lot.last = prolonged(book, lot)
        if has_lapsed(lot, day, ending):
            if grace_days > 0 and lot.grace_last is None and (ending is None or day <= ending.last):
                _begin_grace(book, lot, day, grace_days)
            else:
                lapsing.append((lot, points))
        if not lapsing or lapsing[-1][0] is not lot:
            result.usable.append((lot, points))
        lot.left += points
        draw.returned += points
        draws.append(Draw(0, lot.number, -points, day, gives_back=draw.number))
    total = sum(points for _draw, _lot, points in parts)
    back = _give_back_entry(entry, account.key, total, when, reason)
    if len(parts) == 1:
        back.lot = parts[0][1].number
    book.append(back, draws)
    for lot, points in lapsing:
        lapse(book, lot, points, day)
    pay_debts(book, account, when)


def _begin_grace(book: Book, lot: Lot, day: date, grace_days: int) -> None:
    """Let the unspent rest of a lapsed lot lapse, and open it for the points that come back."""
    ending = book.versions.ending
    last = final_day(lot, ending)
    if not lot.closed and last is not None:
        lapse(book, lot, lot.left, lapsing_day(lot, last))
    lot.grace_from = day
    lot.grace_last = later(day, days=grace_days)
    if ending is not None:
        lot.grace_last = min(lot.grace_last, max(ending.last, day))
    lot.closed = False
