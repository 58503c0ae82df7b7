"""The movements every rule is made of: credit, draw, pay a debt, lapse; `reversals` undoes them.

Each appends entries with their draws and keeps what is left in the lots; at any moment
Σ entries = Σ what is left in lots − debt (design/terms.md 4, 7, 8, 10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reception.rules.ledger import Account, Book, Debt, Draw, Entry, Key, Lot, Step, When
from reception.rules.lots import (
    drawing_order,
    has_lapsed,
    in_reach,
    least_left,
    life,
    lives_by_visits,
    not_unusable,
    prolonged,
    usable_lots,
)
from reception.rules.terms import Terms
from reception.values.choices import EntryKind


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
