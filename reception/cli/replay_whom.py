"""Whom an event of a replay is about, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from reception.cli.replay_events import DEFAULT_ACCOUNT, Event
from reception.errors import Refused
from reception.rules.ledger import Account, Key, Lot, Step, VisitRecord
from reception.rules.memory_book import MemoryBook
from reception.translation import msg

BARE = frozenset({"credit", "debit", "take_back", "give_back", "expire"})


@dataclass(slots=True)
class Outcome:
    """What an accepted event did, besides its entries."""

    moved: int = 0
    lots: list[Lot] = field(default_factory=list)
    visit: VisitRecord | None = None
    steps: tuple[Step, ...] | None = None
    redeemable: int = 0


def refusal(code: str) -> Refused:
    """A refusal that has only its code: the answer carries nothing else."""
    return Refused(msg("Refused: {code}.", code=code), code=code)


class Whom:
    """Finds the account, the person and the visit of an event, or refuses it."""

    def __init__(self, book: MemoryBook) -> None:
        self.book = book

    def account(self, event: Event) -> Account:
        """The event's account; bare events open it, a closed one is unknown."""
        key = event.name("account", DEFAULT_ACCOUNT)
        account = self.book.accounts.get(key)
        if account is None and event.do in BARE:
            account = self.book.open_account(key, None)
        if account is None or account.heir is not None:
            raise refusal("unknown_account")
        return account

    def member(self, event: Event, account: Account) -> Key | None:
        """The member named, on the account; else its holder."""
        if "member" not in event:
            return account.holder
        member = event.name("member")
        if member not in account.members and account.members:
            raise refusal("unknown_member")
        return member

    def visit(self, event: Event) -> VisitRecord:
        """The visit an event is about."""
        visit = self.book.records.get(event.name("visit"))
        if visit is None:
            raise refusal("unknown_visit")
        return visit
