"""The events of a replay that concern families: join, merge, leave, split, and their undoing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from reception.cli.replay_events import DEFAULT_ACCOUNT, Event
from reception.errors import Refused
from reception.rules import families, family_moves
from reception.rules.bonuses import terms_that_give
from reception.rules.family_moves import Step
from reception.rules.ledger import Account, Key, When
from reception.rules.memory_book import MemoryBook
from reception.rules.terms import Terms
from reception.translation import msg


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

    def merge(self, event: Event, source: Account) -> int:
        """All lots, the debt and the members of one account move into another."""
        target = self._other(event.name("into"))
        return self._done(event, family_moves.merge(self.book, source, target, _when(event)))

    def leave(self, event: Event, account: Account) -> int:
        """A member leaves, with the lots she earned where the terms say so."""
        leaver, to = event.name("member"), event.optional_name("to")
        debtor = event.optional_name("debt_to")
        if leaver not in account.members:
            raise family_moves.unknown_member()
        if to == account.key:
            raise _refused("not_allowed")
        family_moves.refuse_debt(account, debtor, [] if to is None else [to])
        target = self.book.accounts.get(to) if to is not None else None
        if target is not None and target.heir is not None:
            raise _refused("unknown_account")
        opens = to is not None and target is None
        step = family_moves.leave(
            self.book,
            account,
            leaver,
            _when(event),
            target=target,
            open_new=partial(self.book.open_account, to) if opens and to else self._open_own,
            goes_to_new=opens,
            takes_debt=bool(account.debt) and debtor in (leaver, to),
            new_holder=event.optional_name("holder"),
        )
        return self._done(event, step)

    def split(self, event: Event, account: Account) -> int:
        """Members part with the stated shares, each on an account of her own."""
        debtor = event.optional_name("debt_to")
        shares = self._shares(event)
        names = self._names(event, shares)
        family_moves.refuse_debt(account, debtor, [])
        step = family_moves.split(
            self.book,
            account,
            shares,
            _when(event),
            open_new=partial(self._open_named, names),
            debtor=debtor,
        )
        return self._done(event, step)

    def undo(self, event: Event) -> int:
        """Undo the merge, leave or split of a line."""
        step = self._steps.get(event.whole("line", least=1))
        if step is None:
            raise _refused("not_allowed")
        family_moves.undo(self.book, step, _when(event))
        return step.transfer.points

    def _done(self, event: Event, step: Step) -> int:
        self._steps[event.line] = step
        return step.transfer.points

    def _other(self, key: str) -> Account:
        account = self.book.accounts.get(key)
        if account is None or account.heir is not None:
            raise _refused("unknown_account")
        return account

    def _shares(self, event: Event) -> dict[Key, int]:
        shares = event.fields.get("shares")
        allowed = msg("members with whole points")
        if not isinstance(shares, dict) or not shares:
            event.wrong("shares", allowed)
        for points in shares.values():
            if isinstance(points, bool) or not isinstance(points, int) or points < 0:
                event.wrong("shares", allowed)
        return dict(shares)

    def _names(self, event: Event, shares: Mapping[Key, int]) -> dict[Key, str]:
        """What the new accounts are called; each by its member's name where nothing is said."""
        names = event.fields.get("to")
        if names is None:
            return {}
        allowed = msg("members with the names of accounts that are not there yet")
        if not isinstance(names, dict) or not set(names) <= set(shares):
            event.wrong("to", allowed)
        if any(
            not isinstance(name, str) or not name or name in self.book.accounts
            for name in names.values()
        ) or len(set(names.values())) != len(names):
            event.wrong("to", allowed)
        return dict(names)

    def _open_named(self, names: Mapping[Key, str], member: Key) -> Account:
        if member not in names:
            return self._open_own(member)
        return self.book.open_account(names[member], member)

    def _open_own(self, member: Key) -> Account:
        """An account of her own, by her name; numbered where the name is taken."""
        key, count = str(member), 1
        while key in self.book.accounts:
            count += 1
            key = f"{member} #{count}"
        return self.book.open_account(key, member)


def _when(event: Event) -> When:
    return When(event.day, event.typed)
