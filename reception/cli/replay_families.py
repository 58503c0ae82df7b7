"""The events of a replay that concern families: join, merge, leave, split, and their undoing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reception.cli.replay_events import DEFAULT_ACCOUNT, Event
from reception.errors import Refused
from reception.rules import families
from reception.rules.bonuses import terms_that_give
from reception.rules.ledger import Account, Debt, Key, Lot, When
from reception.rules.memory_book import MemoryBook
from reception.rules.terms import Terms
from reception.translation import msg


@dataclass(slots=True)
class Step:
    """What one line did to people and accounts, beside the points it moved."""

    transfer: families.Transfer
    source: Account
    holder: Key | None
    members: dict[Key, Any]
    former: dict[Key, Any]
    targets: list[Account] = field(default_factory=list)
    moved_people: list[tuple[Key, Account]] = field(default_factory=list)
    is_merge: bool = False


def _refused(code: str) -> Refused:
    return Refused(msg("Refused: {code}.", code=code), code=code)


class FamilyEvents:
    """Applies the events about families to the accounts of a book in memory."""

    def __init__(self, book: MemoryBook) -> None:
        self.book = book
        self._steps: dict[int, Step] = {}

    def join(self, event: Event) -> tuple[Account, Key, bool, Terms]:
        """Enter a person; answers with account, person, whether first of all, and the terms."""
        book = self.book
        key, member = event.name("account", DEFAULT_ACCOUNT), event.name("member", "")
        if not member:
            event.wrong("member", msg("a text of 1 to 200 characters"))
        holder = event.fields.get("holder")
        terms = terms_that_give(book, event.day)
        account = book.accounts.get(key)
        if account is not None and account.heir is not None:
            raise _refused("unknown_account")
        families.refuse_join(account, book.account_of(member), member, terms)
        names_another = isinstance(holder, str) and holder != member
        if names_another and (account is None or holder not in account.members):
            raise _refused("unknown_member")
        if account is None:
            account = book.open_account(key, None)
        first = not account.members and not account.former and not book.was_member(member)
        if not account.members or holder is True or holder == member:
            account.holder = member
        elif isinstance(holder, str):
            account.holder = holder
        book.enter(account, member, event.day)
        return account, member, first, terms

    def merge(self, event: Event, source: Account) -> tuple[int, list[Lot]]:
        """All lots, the debt and the members of one account move into another."""
        book = self.book
        target = self._open_account(event.name("into"))
        if target is source:
            raise _refused("not_allowed")
        self._refuse_blocked(source, target)
        families.refuse_full(target, len(source.members), book.versions.nearest(event.day))
        step = self._step(source, is_merge=True)
        step.targets.append(target)
        when = When(event.day, event.typed)
        lots = [
            (lot, lot.left) for lot in book.lots(source, since=event.day) if lot.moved_to is None
        ]
        families.move_lots(book, source, target, lots, when, transfer=step.transfer, whole=True)
        self._move_debts(step, source, target, when)
        for member, since in list(source.members.items()):
            book.remove(source, member, event.day)
            book.enter(target, member, since)
            step.moved_people.append((member, target))
        source.heir = target.key
        source.holder = None
        families.settle_move(book, target, when, step.transfer)
        self._steps[event.line] = step
        return step.transfer.points, []

    def leave(self, event: Event, account: Account) -> int:
        """A member leaves, with the lots she earned where the terms say so."""
        book = self.book
        leaver = event.name("member")
        if leaver not in account.members:
            raise _refused("unknown_member")
        if len(account.members) == 1:
            raise _refused("not_allowed")
        self._refuse_blocked(account)
        terms = book.versions.nearest(event.day)
        takes_debt = self._takes_debt(event, account, leaver)
        holder = account.holder
        if holder == leaver:
            holder = families.next_holder(account, leaver, event.optional_name("holder"))
        lots = families.leaving_lots(book, account, leaver, terms, event.day)
        target = self._target(event, account, leaver, terms, needed=bool(lots) or takes_debt)
        step = self._step(account)
        when = When(event.day, event.typed)
        book.remove(account, leaver, event.day)
        account.holder = holder
        if target is not None:
            if not target.members:
                target.holder = leaver
            book.enter(target, leaver, event.day)
            step.targets.append(target)
            step.moved_people.append((leaver, target))
            parts = [(lot, lot.left) for lot in lots]
            families.move_lots(book, account, target, parts, when, transfer=step.transfer)
            if takes_debt:
                self._move_debts(step, account, target, when)
            families.settle_move(book, target, when, step.transfer)
        self._steps[event.line] = step
        return step.transfer.points

    def split(self, event: Event, account: Account) -> int:
        """Members part with the stated shares, each on an account of her own."""
        book = self.book
        shares = self._shares(event, account)
        self._refuse_blocked(account)
        debtor = None
        if account.debt:
            debtor = event.optional_name("debt_to")
            if debtor is None:
                raise _refused("debt_unassigned")
            if debtor not in account.members and debtor != account.key:
                raise _refused("unknown_member")
        plans = families.share_plan(book, account, shares, event.day)
        leavers = [member for member in shares if member != account.holder]
        if len(leavers) == len(account.members):
            raise _refused("not_allowed")
        step = self._step(account)
        when = When(event.day, event.typed)
        for member in leavers:
            target = book.open_account(self._free_key(str(member)), member)
            book.remove(account, member, event.day)
            book.enter(target, member, event.day)
            step.targets.append(target)
            step.moved_people.append((member, target))
            families.move_lots(book, account, target, plans[member], when, transfer=step.transfer)
            if debtor == member:
                self._move_debts(step, account, target, when)
            families.settle_move(book, target, when, step.transfer)
        self._steps[event.line] = step
        return step.transfer.points

    def undo(self, event: Event) -> int:
        """Undo the merge, leave or split of a line."""
        step = self._steps.get(event.whole("line", least=1))
        if step is None:
            raise _refused("not_allowed")
        families.refuse_undo(self.book, step.transfer, event.day)
        for member, target in step.moved_people:
            if member not in target.members:
                raise _refused("spent_in_between")
        if any(target.heir is not None for target in step.targets):
            raise _refused("spent_in_between")
        when = When(event.day, event.typed)
        families.undo_transfer(self.book, step.transfer, when)
        for member, target in step.moved_people:
            self.book.remove(target, member, event.day)
            target.former.pop(member, None)
            if target.holder == member:
                target.holder = next(iter(target.members), None)
        self._restore(step)
        return step.transfer.points

    def _restore(self, step: Step) -> None:
        account = step.source
        joined_since = {
            member: day for member, day in account.members.items() if member not in step.members
        }
        account.heir = None
        account.holder = step.holder
        account.former = dict(step.former)
        account.members = {}
        for member, day in {**step.members, **joined_since}.items():
            self.book.enter(account, member, day)

    def _step(self, account: Account, *, is_merge: bool = False) -> Step:
        return Step(
            families.Transfer(),
            account,
            account.holder,
            dict(account.members),
            dict(account.former),
            is_merge=is_merge,
        )

    def _open_account(self, key: str) -> Account:
        account = self.book.accounts.get(key)
        if account is None or account.heir is not None:
            raise _refused("unknown_account")
        return account

    def _refuse_blocked(self, *accounts: Account) -> None:
        if any(account.blocked_on is not None for account in accounts):
            raise _refused("blocked")

    def _takes_debt(self, event: Event, account: Account, leaver: Key) -> bool:
        """Whether the leaver takes the pool's debt; refused while nobody is named."""
        if not account.debt:
            return False
        name = event.optional_name("debt_to")
        if name is None:
            raise _refused("debt_unassigned")
        if name in (leaver, event.optional_name("to")):
            return True
        if name != account.key and name not in account.members:
            raise _refused("unknown_member")
        return False

    def _target(
        self, event: Event, account: Account, leaver: Key, terms: Terms, *, needed: bool
    ) -> Account | None:
        """The account a leaver goes to: the one named, or her own where points go along."""
        name = event.optional_name("to")
        if name is None:
            return self.book.open_account(self._free_key(str(leaver)), leaver) if needed else None
        if name == account.key:
            raise _refused("not_allowed")
        target = self.book.accounts.get(name)
        if target is None:
            return self.book.open_account(name, leaver)
        if target.heir is not None:
            raise _refused("unknown_account")
        self._refuse_blocked(target)
        families.refuse_full(target, 1, terms)
        return target

    def _shares(self, event: Event, account: Account) -> dict[Key, int]:
        shares = event.fields.get("shares")
        allowed = msg("members with whole points")
        if not isinstance(shares, dict) or not shares:
            event.wrong("shares", allowed)
        for points in shares.values():
            if isinstance(points, bool) or not isinstance(points, int) or points < 0:
                event.wrong("shares", allowed)
        if any(member not in account.members for member in shares):
            raise _refused("unknown_member")
        return dict(shares)

    def _move_debts(self, step: Step, source: Account, target: Account, when: When) -> None:
        debts: list[tuple[Debt, int]] = [(debt, debt.open) for debt in source.debts]
        families.move_debts(self.book, source, target, debts, when, transfer=step.transfer)

    def _free_key(self, wanted: str) -> str:
        key, count = wanted, 1
        while key in self.book.accounts:
            count += 1
            key = f"{wanted} #{count}"
        return key
