"""Merging, leaving and splitting as wholes: people, points and debt, and their undoing (rule 11).

`families` moves points; here it is decided who goes where, what is refused, and what must be
remembered so that another pair of entries can undo it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from reception.errors import Refused
from reception.rules import families
from reception.rules.ledger import Account, Book, Debt, Key, When
from reception.translation import msg

OpenNew = Callable[[Key], Account]


class FamilyBook(Book, Protocol):
    """A book in which people can be moved, too."""

    def enter(self, account: Account, member: Key, day: date) -> None:
        """Put a person on an account."""
        ...

    def remove(self, account: Account, member: Key, day: date) -> None:
        """Take a person off an account."""
        ...


@dataclass(slots=True)
class Step:
    """What one merge, leave or split did: enough to undo it."""

    transfer: families.Transfer
    source: Account
    holder: Key | None
    members: dict[Key, date]
    former: dict[Key, tuple[date, date]]
    targets: list[Account] = field(default_factory=list)
    people: list[tuple[Key, Account]] = field(default_factory=list)


def _begin(account: Account) -> Step:
    return Step(
        families.Transfer(),
        account,
        account.holder,
        dict(account.members),
        dict(account.former),
    )


def merge(book: FamilyBook, source: Account, target: Account, when: When) -> Step:
    """All lots, the debt and the members of one account move into another, which is its heir."""
    if target.key == source.key:
        raise Refused(msg("An account cannot be merged into itself."), code="not_allowed")
    refuse_blocked(source, target)
    families.refuse_full(target, len(source.members), book.versions.nearest(when.day))
    step = _begin(source)
    step.targets.append(target)
    lots = [(lot, lot.left) for lot in book.unclosed_lots(source) if lot.moved_to is None]
    families.move_lots(book, source, target, lots, when, transfer=step.transfer, whole=True)
    move_debts(book, step, source, target, when)
    for member, since in list(source.members.items()):
        _go(book, step, member, source, target, when, since=since)
    source.heir, source.holder = target.key, None
    families.settle_move(book, target, when, step.transfer)
    return step


def leave(
    book: FamilyBook,
    account: Account,
    leaver: Key,
    when: When,
    *,
    target: Account | None,
    open_new: OpenNew,
    goes_to_new: bool = False,
    takes_debt: bool = False,
    new_holder: Key | None = None,
) -> Step:
    """A member leaves, with the lots she earned where the terms say so.

    She goes to `target`, or, where points or the debt go along or `goes_to_new`, to a new one.
    """
    if leaver not in account.members:
        raise unknown_member()
    if len(account.members) == 1:
        raise Refused(msg("The last member cannot leave the account."), code="not_allowed")
    refuse_blocked(account)
    terms = book.versions.nearest(when.day)
    holder = account.holder
    if holder == leaver:
        holder = families.next_holder(account, leaver, new_holder)
    lots = families.leaving_lots(book, account, leaver, terms, when.day)
    if target is not None:
        refuse_blocked(target)
        families.refuse_full(target, 1, terms)
    elif lots or takes_debt or goes_to_new:
        target = open_new(leaver)
    step = _begin(account)
    account.holder = holder
    if target is None:
        book.remove(account, leaver, when.day)
        return step
    step.targets.append(target)
    if not target.members:
        target.holder = leaver
    _go(book, step, leaver, account, target, when)
    parts = [(lot, lot.left) for lot in lots]
    families.move_lots(book, account, target, parts, when, transfer=step.transfer)
    if takes_debt:
        move_debts(book, step, account, target, when)
    families.settle_move(book, target, when, step.transfer)
    return step


def split(
    book: FamilyBook,
    account: Account,
    shares: Mapping[Key, int],
    when: When,
    *,
    open_new: OpenNew,
    debtor: Key | None = None,
) -> Step:
    """Members part with the stated shares, each on an account of her own; the holder stays."""
    if any(member not in account.members for member in shares):
        raise unknown_member()
    refuse_blocked(account)
    plans = families.share_plan(book, account, shares, when.day)
    leavers = [member for member in shares if member != account.holder]
    if len(leavers) == len(account.members):
        raise Refused(msg("Somebody must stay on the account."), code="not_allowed")
    step = _begin(account)
    for member in leavers:
        target = open_new(member)
        step.targets.append(target)
        _go(book, step, member, account, target, when)
        parts = plans[member]
        families.move_lots(book, account, target, parts, when, transfer=step.transfer)
        if debtor == member:
            move_debts(book, step, account, target, when)
        families.settle_move(book, target, when, step.transfer)
    return step


def undo(book: FamilyBook, step: Step, when: When) -> None:
    """Undo a merge, leave or split by another pair of entries.

    Raises Refused("spent_in_between") once something moved was used, has lapsed or was taken
    back, or somebody has moved on; Refused("already_reversed") the second time.
    """
    families.refuse_undo(book, step.transfer, when.day)
    moved_on = any(member not in target.members for member, target in step.people)
    if moved_on or _is_gone(step) or any(target.heir is not None for target in step.targets):
        raise families.spent_in_between()
    families.undo_transfer(book, step.transfer, when)
    for member, target in step.people:
        book.remove(target, member, when.day)
        target.former.pop(member, None)
        if target.holder == member:
            target.holder = next(iter(target.members), None)
    account = step.source
    newcomers = {m: day for m, day in account.members.items() if m not in step.members}
    account.heir, account.holder = None, step.holder
    account.former, account.members = dict(step.former), {}
    for member, since in {**step.members, **newcomers}.items():
        book.enter(account, member, since)


def _is_gone(step: Step) -> bool:
    """Whether the account they came from has been merged since: nobody can go back to it."""
    merged = bool(step.targets) and {member for member, _to in step.people} == set(step.members)
    return step.source.heir != (step.targets[0].key if merged else None)


def refuse_blocked(*accounts: Account) -> None:
    """A blocked account keeps its points where they are."""
    if any(account.blocked_on is not None for account in accounts):
        raise Refused(
            msg("The account is blocked: its points are kept and cannot be moved now."),
            code="blocked",
        )


def refuse_debt(account: Account, debtor: Key | None, others: Sequence[Key]) -> None:
    """While the pool has a debt, leaving or splitting names who takes it, or is refused."""
    if not account.debt:
        return
    if debtor is None:
        raise Refused(
            msg("The account owes {points} points; say who takes the debt.", points=account.debt),
            code="debt_unassigned",
        )
    if debtor not in account.members and debtor != account.key and debtor not in others:
        raise unknown_member()


def unknown_member() -> Refused:
    """The refusal of somebody who is not on the account."""
    return Refused(msg("This person is not on the account."), code="unknown_member")


def move_debts(book: Book, step: Step, source: Account, target: Account, when: When) -> None:
    """The whole debt of an account goes to another."""
    debts: list[tuple[Debt, int]] = [(debt, debt.open) for debt in source.debts]
    families.move_debts(book, source, target, debts, when, transfer=step.transfer)


def _go(
    book: FamilyBook,
    step: Step,
    member: Key,
    source: Account,
    target: Account,
    when: When,
    *,
    since: date | None = None,
) -> None:
    book.remove(source, member, when.day)
    book.enter(target, member, since or when.day)
    step.people.append((member, target))
