"""The movements every rule is made of: credit, draw, pay a debt, take back, give back.

Each appends entries with their draws and keeps what is left in the lots; at any moment
Σ entries = Σ what is left in lots − debt (design/terms.md 4, 7, 8, 10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from reception.rules.ledger import Account, Book, Debt, Draw, Entry, Key, Lot, Step, When
from reception.rules.lots import (
    drawing_order,
    final_day,
    has_lapsed,
    in_reach,
    later,
    least_left,
    life,
    lives_by_visits,
    not_unusable,
    prolonged,
    usable_lots,
)
from reception.rules.terms import Terms
from reception.values.choices import EntryKind, Shortfall


@dataclass(slots=True)
class Credit:
    """What is to be credited.  `last` is set for points with days of their own."""

    kind: EntryKind
    points: int
    terms: Terms
    name: str
    member: Key | None = None
    visit: Key | None = None
    usable_from: date | None = None
    last: date | None = None
    breakdown: Sequence[Step] = ()
    reason: str = ""


def credit(book: Book, account: Account, what: Credit, when: When) -> Lot:
    """Credit points as a new lot; they pay a debt at once."""
    day, terms = when.day, what.terms
    usable_from = max(what.usable_from or day, day)
    by_visits = what.last is None and lives_by_visits(terms)
    own_last = what.last or not_unusable(terms.expiry, life(terms.expiry, day), usable_from)
    lot = book.new_lot(
        Lot(
            number=0,
            account=account.key,
            name=what.name,
            kind=what.kind,
            member=what.member,
            version=terms.version.number,
            earned_on=day,
            usable_from=usable_from,
            own_last=own_last,
            last=own_last,
            lives_by_visits=by_visits,
            granted=what.points,
            left=what.points,
            entry=0,
            visit=what.visit,
            since=day,
        )
    )
    if by_visits and (book.last_visit(account) or day) > day:
        lot.last = prolonged(book, lot)
    entry = book.append(
        Entry(
            account=account.key,
            kind=what.kind,
            points=what.points,
            effective=day,
            lot=lot.number,
            member=what.member,
            visit=what.visit,
            version=terms.version.number,
            reason=what.reason,
            breakdown=what.breakdown,
        )
    )
    lot.entry = entry.number
    pay_debts(book, account, when)
    return lot


def pay_debts(book: Book, account: Account, when: When) -> list[tuple[Debt, Draw]]:
    """Let the points there are, held ones too, pay the debt; answers with what paid what.

    What is left in a lot is left after everything recorded, so a payment is never dated before
    the latest movement of the account.
    """
    paid: list[tuple[Debt, Draw]] = []
    if not account.debts:
        return paid
    ending = book.versions.ending
    for lot in drawing_order(book.lots(account), ending):
        for debt in account.debts:
            day = max(when.day, debt.day, lot.since, account.latest)
            points = min(lot.left, debt.open)
            if points <= 0 or has_lapsed(lot, day, ending):
                continue
            draw = Draw(debt.entry, lot.number, points, day)
            lot.left -= points
            debt.open -= points
            account.latest = max(account.latest, day)
            book.append_draws(debt.entry, [draw])
            paid.append((debt, draw))
    account.debts = [debt for debt in account.debts if debt.open]
    return paid


def plan_draws(
    book: Book, account: Account, points: int, day: date, *, first: Sequence[Lot] = ()
) -> list[tuple[Lot, int]]:
    """From which lots `points` would be drawn, those in `first` before the drawing order.

    May plan less than `points` where there is less.
    """
    plan: list[tuple[Lot, int]] = []
    own = [(lot, in_reach(book, account, lot, day)) for lot in first]
    numbers = {lot.number for lot in first}
    others = ((lot, n) for lot, n in usable_lots(book, account, day) if lot.number not in numbers)
    for lot, there in (*own, *others):
        taken = min(there, points)
        if taken > 0:
            plan.append((lot, taken))
            points -= taken
        if points == 0:
            break
    return plan


def take(book: Book, plan: Sequence[tuple[Lot, int]], day: date) -> list[Draw]:
    """Take what was planned out of the lots; what lapsed after `day` is first brought back."""
    draws = []
    for lot, points in plan:
        if day < book.account(lot.account).latest:
            _bring_back(book, lot, points, day)
        lot.left -= points
        draws.append(Draw(0, lot.number, points, day))
    return draws


def _bring_back(book: Book, lot: Lot, points: int, day: date) -> None:
    """Reverse what lapsed after `day`, where a late entry draws it.

    In a lot that lives again by grace, what the entry does not need lapses at once once more:
    it must not share the life of the points that came back.
    """
    there = least_left(book, lot, day, without_expiries=False)
    if there >= points:
        return
    lapsed = [entry for entry in book.expiries(lot) if entry.effective > day]
    for entry in lapsed:
        reverse_expiry(book, lot, entry)
    rest = -sum(entry.points for entry in lapsed) - (points - max(0, there))
    if lot.grace_last is not None and lapsed and rest > 0:
        lapse(book, lot, rest, lapsed[0].effective)


def reverse_expiry(book: Book, lot: Lot, entry: Entry) -> None:
    """Bring back what an expiry entry took, by a new one with the same effective day."""
    account = book.account(lot.account)
    lot.left -= entry.points
    lot.closed = False
    account.expired += entry.points
    book.append(
        Entry(
            account=lot.account,
            kind=EntryKind.EXPIRED,
            points=-entry.points,
            effective=entry.effective,
            lot=lot.number,
            member=lot.member,
            visit=lot.visit,
            version=lot.version,
            reverses=entry.number,
        ),
        [Draw(0, lot.number, entry.points, entry.effective)],
    )


def lapse(book: Book, lot: Lot, points: int, effective: date) -> Entry:
    """Write the expiry entry of `points` of a lot; zero closes a used-up one."""
    account = book.account(lot.account)
    lot.left -= points
    account.expired += points
    return book.append(
        Entry(
            account=lot.account,
            kind=EntryKind.EXPIRED,
            points=-points,
            effective=effective,
            lot=lot.number,
            member=lot.member,
            visit=lot.visit,
            version=lot.version,
        ),
        [Draw(0, lot.number, points, effective)] if points else [],
    )


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
    account = book.account(entry.account)
    need = points - _forgive(book, account, entry, points, when, reason)
    pieces: dict[Key, list[tuple[Draw, Lot, int]]] = {}
    for draw in reversed(book.draws(entry.number)):
        back = min(need, draw.points - draw.returned)
        if back > 0:
            need -= back
            lot = current_lot(book, draw.lot)
            pieces.setdefault(lot.account, []).append((draw, lot, back))
    for key, parts in pieces.items():
        _give_to(book, book.account(key), entry, parts, when, grace_days, reason, result)
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
    for debt in account.debts:
        if debt.entry == entry.number:
            part = min(debt.open, points - forgiven)
            debt.open -= part
            forgiven += part
    account.debts = [debt for debt in account.debts if debt.open]
    if forgiven:
        book.append(_give_back_entry(entry, account.key, forgiven, when, reason))
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
        lapse(book, lot, lot.left, last + timedelta(days=1))
    lot.grace_from = day
    lot.grace_last = later(day, days=grace_days)
    if ending is not None:
        lot.grace_last = min(lot.grace_last, max(ending.last, day))
    lot.closed = False
