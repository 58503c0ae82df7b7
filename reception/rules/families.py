"""Joining, leaving, splitting and merging accounts, and undoing it (design/terms.md 11).

Points move by pairs of linked entries with version, earner and last usable day kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from reception.errors import Refused
from reception.rules.ledger import Account, Book, Debt, Draw, Entry, Key, Lot, When
from reception.rules.lots import drawing_order, has_lapsed, is_usable
from reception.rules.posting import pay_debts
from reception.rules.terms import Terms
from reception.translation import msg
from reception.values.choices import EntryKind, Leaving


@dataclass(slots=True)
class Move:
    """Points of one lot that went to another account, as lots there."""

    source: Lot
    target: Lot
    points: int


@dataclass(slots=True)
class Transfer:
    """What one merge, leave or split moved: enough to undo it by another pair of entries."""

    moves: list[Move] = field(default_factory=list)
    debts: list[tuple[Debt, int, Key, Key]] = field(default_factory=list)
    payments: list[tuple[Key, Debt, Draw]] = field(default_factory=list)
    undone: bool = False

    @property
    def points(self) -> int:
        """Points of all lots moved."""
        return sum(move.points for move in self.moves)


def refuse_join(account: Account | None, home: Account | None, member: Key, terms: Terms) -> None:
    """Whether `member` may join `account` (None: a new one); raises Refused with its reason."""
    if home is not None:
        same = account is not None and home.key == account.key
        raise Refused(
            msg("This person is already on this account.")
            if same
            else msg("This person is on another account; one person is on one account."),
            code="already_member" if same else "in_other_account",
        )
    if account is None:
        return
    if member in account.members:
        raise Refused(msg("This person is already on this account."), code="already_member")
    refuse_full(account, 1, terms)


def refuse_full(account: Account, more: int, terms: Terms) -> None:
    """Whether `more` people find room on an account."""
    if len(account.members) + more > terms.family.max_members:
        raise Refused(
            msg("An account is for at most {most} people.", most=terms.family.max_members),
            code="account_full",
        )


def next_holder(account: Account, leaver: Key, named: Key | None) -> Key:
    """Who holds after the holder leaves: the one she names, else the next to have joined."""
    others = [member for member in account.members if member != leaver]
    if named is not None:
        if named not in others:
            raise Refused(msg("The new holder must be on the account."), code="unknown_member")
        return named
    return others[0]


def leaving_lots(book: Book, account: Account, leaver: Key, terms: Terms, day: date) -> list[Lot]:
    """The lots a leaver takes along."""
    if terms.family.leaving is Leaving.STAYS:
        return []
    ending = book.versions.ending
    mine = [
        lot
        for lot in book.lots(account)
        if lot.member == leaver and not has_lapsed(lot, day, ending)
    ]
    return drawing_order(mine, ending)


def share_plan(
    book: Book, account: Account, shares: Mapping[Key, int], day: date
) -> dict[Key, list[tuple[Lot, int]]]:
    """Which lots each share is made of, in drawing order; raises Refused if there is not enough.

    Usable lots first, held ones after them.
    """
    ending = book.versions.ending
    alive = [lot for lot in book.lots(account) if not has_lapsed(lot, day, ending)]
    usable = drawing_order([lot for lot in alive if is_usable(lot, day, ending)], ending)
    held = drawing_order([lot for lot in alive if not is_usable(lot, day, ending)], ending)
    pool = [(lot, lot.left) for lot in (*usable, *held)]
    plans: dict[Key, list[tuple[Lot, int]]] = {}
    for member, points in shares.items():
        need, plan = points, []
        while need and pool:
            lot, there = pool[0]
            part = min(there, need)
            plan.append((lot, part))
            need -= part
            pool[0] = (lot, there - part)
            if there == part:
                pool.pop(0)
        if need:
            raise Refused(
                msg(
                    "The shares are more than the points there are: {points}.",
                    points=sum(lot.left for lot in alive),
                ),
                code="not_enough_points",
            )
        plans[member] = plan
    return plans


def move_lots(
    book: Book,
    source: Account,
    target: Account,
    parts: Sequence[tuple[Lot, int]],
    when: When,
    *,
    transfer: Transfer,
    whole: bool = False,
) -> None:
    """Move points of lots to another account; with `whole` empty lots follow, without entries."""
    when = after_everything(when, source, target)
    arrived = max((number for _day, number in book.visits(target)), default=0)
    for lot, points in parts:
        new = book.new_lot(
            replace(
                lot,
                account=target.key,
                number=0,
                own_last=lot.last,
                granted=points,
                left=points,
                taken_back=0,
                lapse_counted=0,
                parts=(),
                arrived=arrived,
                since=when.day,
            )
        )
        lot.parts = (*lot.parts, new.number)
        if whole:
            lot.moved_to = new.number
        if points:
            lot.left -= points
            _pair(book, source, target, lot, new, points, when)
        transfer.moves.append(Move(lot, new, points))


def move_debts(
    book: Book,
    source: Account,
    target: Account,
    debts: Sequence[tuple[Debt, int]],
    when: When,
    *,
    transfer: Transfer,
) -> None:
    """Let another account take open debts."""
    when = after_everything(when, source, target)
    for debt, points in debts:
        out = Entry(source.key, EntryKind.MOVED_OUT, points, when.day)
        out = book.append(out)
        book.append(Entry(target.key, EntryKind.MOVED_IN, -points, when.day, reverses=None))
        source.debts = [each for each in source.debts if each is not debt]
        target.debts.append(debt)
        debt.day = when.day
        transfer.debts.append((debt, points, source.key, target.key))


def after_everything(when: When, *accounts: Account) -> When:
    """Points that are there now are moved after everything recorded, also in a late entry."""
    return When(max(when.day, *(account.latest for account in accounts)), when.typed)


def settle_move(book: Book, account: Account, when: When, transfer: Transfer) -> None:
    """Points moved in pay the pool's debt at once; remembered, so that it can be undone."""
    for debt, draw in pay_debts(book, account, when):
        transfer.payments.append((account.key, debt, draw))


def refuse_undo(book: Book, transfer: Transfer, day: date) -> None:
    """Whether everything moved is still there; raises Refused (spent_in_between)."""
    if transfer.undone:
        raise Refused(msg("This has been undone before."), code="already_reversed")
    paid: dict[int, int] = {}
    for _key, _debt, draw in transfer.payments:
        paid[draw.lot] = paid.get(draw.lot, 0) + draw.points
    ending = book.versions.ending
    for move in transfer.moves:
        there = move.target.left + paid.get(move.target.number, 0)
        lapsed = move.points and has_lapsed(move.target, day, ending)
        if there != move.points or move.target.taken_back or move.target.closed or lapsed:
            raise spent_in_between()
    owed: dict[int, int] = {}
    for _key, debt, draw in transfer.payments:
        owed[id(debt)] = owed.get(id(debt), 0) + draw.points
    for debt, points, _source, _target in transfer.debts:
        if debt.open + owed.get(id(debt), 0) != points:
            raise spent_in_between()


def spent_in_between() -> Refused:
    """The refusal to undo what has gone on since."""
    return Refused(
        msg("What was moved has been used, has lapsed or was taken back since: it stays."),
        code="spent_in_between",
    )


def undo_transfer(book: Book, transfer: Transfer, when: When) -> None:
    """Bring back what a transfer moved, by another pair of entries; checked by `refuse_undo`."""
    for key, debt, draw in reversed(transfer.payments):
        account = book.account(key)
        when = after_everything(when, account)
        lot = book.lot(draw.lot)
        lot.left += draw.points
        draw.returned = draw.points
        debt.open += draw.points
        if debt not in account.debts:
            account.debts.append(debt)
        back = Draw(draw.entry, draw.lot, -draw.points, when.day, gives_back=draw.number)
        book.append_draws(draw.entry, [back])
    for debt, points, source, target in transfer.debts:
        to, fro = book.account(source), book.account(target)
        when = after_everything(when, to, fro)
        book.append(Entry(target, EntryKind.MOVED_OUT, points, when.day))
        book.append(Entry(source, EntryKind.MOVED_IN, -points, when.day))
        fro.debts = [each for each in fro.debts if each is not debt]
        to.debts.append(debt)
        debt.day = when.day
    for move in reversed(transfer.moves):
        _bring_home(book, move, when)
    transfer.undone = True


def _bring_home(book: Book, move: Move, when: When) -> None:
    home, away = move.source, move.target
    source, target = book.account(home.account), book.account(away.account)
    when = after_everything(when, source, target)
    home.parts = tuple(number for number in home.parts if number != away.number)
    home.moved_to = None
    if home.last is not None and away.last is not None and away.last > home.last:
        home.own_last = home.last = away.last
    away.closed = True
    if not move.points:
        return
    away.left -= move.points
    home.left += move.points
    out = book.append(
        _moved(EntryKind.MOVED_OUT, target, away, -move.points, when),
        [Draw(0, away.number, move.points, when.day)],
    )
    book.append(
        _moved(EntryKind.MOVED_IN, source, home, move.points, when, reverses=out.number),
        [Draw(0, home.number, -move.points, when.day)],
    )


def _pair(
    book: Book, source: Account, target: Account, lot: Lot, new: Lot, points: int, when: When
) -> None:
    out = book.append(
        _moved(EntryKind.MOVED_OUT, source, lot, -points, when),
        [Draw(0, lot.number, points, when.day)],
    )
    book.append(_moved(EntryKind.MOVED_IN, target, new, points, when, reverses=out.number))


def _moved(
    kind: EntryKind,
    account: Account,
    lot: Lot,
    points: int,
    when: When,
    *,
    reverses: int | None = None,
) -> Entry:
    return Entry(
        account=account.key,
        kind=kind,
        points=points,
        effective=when.day,
        lot=lot.number,
        member=lot.member,
        visit=lot.visit,
        version=lot.version,
        reverses=reverses,
    )
