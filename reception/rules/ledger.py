"""The words of the ledger: lots, entries, draws, debts, accounts, visits, and the book of them.

The rules work on these values alone.  A `Book` gives them the facts of an account and takes
what they append: replay keeps one in memory, the services one over the database, so both
answer alike (design/terms.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, Protocol, TypeAlias

from reception.rules.versions import Versions
from reception.values.choices import EntryKind

Key: TypeAlias = int | str
Exact: TypeAlias = int | Fraction
Step: TypeAlias = dict[str, Any]


class When(NamedTuple):
    """The effective day of what is done, and the day it is typed."""

    day: date
    typed: date


class Movement(NamedTuple):
    """A draw of a lot: its day, its points (positive: taken out), whether by an expiry entry."""

    day: date
    points: int
    is_expiry: bool


class Line(NamedTuple):
    """One line of a bill: its service group and its amount in minor units."""

    group: str
    amount: int


@dataclass(slots=True)
class Lot:
    """The points of one credit.

    `own_last` is the last usable day without later visits (None: never expires), `last` counts
    visits in.  `left` is granted less every draw.  `taken_back` is how much of the credit has
    been reversed, `lapse_counted` how much of that had lapsed unused.  A lot whose points came
    back after it lapsed lives again from `grace_from` through `grace_last`.  `arrived` is the
    number of the last visit that no longer prolongs a lot that was moved to its account, `since`
    the day from which it is there.
    """

    number: int
    account: Key
    name: str
    kind: EntryKind
    member: Key | None
    version: int
    earned_on: date
    usable_from: date
    own_last: date | None
    last: date | None
    lives_by_visits: bool
    granted: int
    left: int
    entry: int
    visit: Key | None = None
    taken_back: int = 0
    lapse_counted: int = 0
    grace_from: date | None = None
    grace_last: date | None = None
    closed: bool = False
    moved_to: int | None = None
    parts: tuple[int, ...] = ()
    arrived: int = 0
    since: date = date.min


@dataclass(slots=True)
class Entry:
    """One movement of points on an account, signed; never changed once appended."""

    account: Key
    kind: EntryKind
    points: int
    effective: date
    lot: int | None = None
    member: Key | None = None
    visit: Key | None = None
    version: int | None = None
    reverses: int | None = None
    shortfall: int = 0
    reason: str = ""
    breakdown: Sequence[Step] = ()
    number: int = 0
    recorded: str = ""


@dataclass(slots=True)
class Draw:
    """Points an entry took from a lot (positive) or gave back to it (negative).

    `returned` is how much of it has come back; `gives_back` is the draw a negative one undoes.
    """

    entry: int
    lot: int
    points: int
    day: date
    returned: int = 0
    gives_back: int | None = None
    number: int = 0


@dataclass(slots=True)
class Debt:
    """Points taken that no lot could cover; draws of later lots pay it for its entry.

    `day` is the day from which it is owed by the account it is on.
    """

    entry: int
    open: int
    day: date


@dataclass(slots=True)
class Account:
    """The state of one account besides its lots.

    `latest` is the latest effective day of any movement: what is dated before is late.
    """

    key: Key
    holder: Key | None
    members: dict[Key, date] = field(default_factory=dict)
    former: dict[Key, tuple[date, date]] = field(default_factory=dict)
    debts: list[Debt] = field(default_factory=list)
    latest: date = date.min
    expired: int = 0
    blocked_on: date | None = None
    heir: Key | None = None

    @property
    def debt(self) -> int:
        """Points owed."""
        return sum(debt.open for debt in self.debts) if self.debts else 0

    def had(self, member: Key | None, day: date) -> bool:
        """Whether a person was on the account on `day`; None is its unnamed holder."""
        if member is None:
            return self.holder is None
        if member in self.members:
            return self.members[member] <= day or self._once_had(member, day)
        return self._once_had(member, day)

    def counts(self, member: Key | None, day: date) -> bool:
        """Whether a visit of somebody keeps its points alive: hers who is on it, or left later."""
        if member is None or member in self.members:
            return member in self.members
        first, left = self.former.get(member, (day, day))
        return first < left and day < left

    def _once_had(self, member: Key, day: date) -> bool:
        if member not in self.former:
            return False
        first, left = self.former[member]
        return first <= day < left


@dataclass(slots=True)
class VisitRecord:
    """What the programme knows of one paid visit.

    `left` are the amounts of its lines after refunds, exact; `stays` the points that still
    stay of what it earned; `pending` what it earned on a blocked account.
    """

    key: Key
    member: Key | None
    account: Key | None
    day: date
    lines: tuple[Line, ...]
    left: list[Exact]
    number: int = 0
    redeemed: int = 0
    returned: int = 0
    redeemed_entry: int | None = None
    version: int | None = None
    tier: str | None = None
    percent: Decimal | None = None
    promotions: tuple[str, ...] = ()
    stays: int = 0
    lot: int | None = None
    written_off: int = 0
    pending: int = 0
    pending_steps: Sequence[Step] = ()
    credited: bool = False
    cancelled: bool = False
    refunds: list[tuple[date, Fraction]] = field(default_factory=list)

    @property
    def bill(self) -> int:
        """The bill in minor units."""
        return sum(line.amount for line in self.lines)

    @property
    def money_back(self) -> Fraction:
        """What refunds have paid back in money, in minor units."""
        return sum((amount for _day, amount in self.refunds), Fraction(0))


@dataclass(slots=True)
class Referral:
    """That somebody sent a newcomer; `visit` is the one it was paid for, `lots` what it gave."""

    newcomer: Key
    account: Key
    member: Key | None
    noted_on: date
    visit: Key | None = None
    lots: tuple[int, ...] = ()


class Book(Protocol):
    """The facts the rules ask for, and where they append what happens."""

    @property
    def versions(self) -> Versions:
        """The versions of the programme."""
        ...

    def account(self, key: Key) -> Account:
        """An account that is known to exist."""
        ...

    def lots(self, account: Account, *, since: date | None = None) -> Sequence[Lot]:
        """Lots with points left; with `since` also those that lived on that day or later."""
        ...

    def unclosed_lots(self, account: Account) -> Sequence[Lot]:
        """Lots whose end is not written yet: with points left, or used up and not closed."""
        ...

    def lot(self, number: int) -> Lot:
        """One lot, spent or lapsed ones too."""
        ...

    def entry(self, number: int) -> Entry:
        """One entry."""
        ...

    def draws(self, entry: int) -> Sequence[Draw]:
        """The positive draws of an entry in the order they were made."""
        ...

    def expiries(self, lot: Lot) -> Sequence[Entry]:
        """The expiry entries of a lot that moved points and are not reversed."""
        ...

    def movements(self, lot: Lot) -> Sequence[Movement]:
        """Every draw of a lot, in any order."""
        ...

    def debt_on(self, account: Account, day: date) -> int:
        """The debt of an account on a day, by effective days."""
        ...

    def visits(self, account: Account) -> Sequence[tuple[date, int]]:
        """Day and number of every done visit that counts for the life of its lots, by day."""
        ...

    def last_visit(self, account: Account) -> date | None:
        """The day of the latest visit that counts."""
        ...

    def add_visit(self, account: Account, visit: VisitRecord) -> None:
        """Let a done visit of a member count for the life of the account's lots."""
        ...

    def drop_visit(self, account: Account, visit: VisitRecord) -> None:
        """Stop counting a cancelled visit."""
        ...

    def visits_of(self, member: Key | None) -> Sequence[VisitRecord]:
        """Every visit of a person, cancelled ones too, by day."""
        ...

    def waiting_visits(self, account: Account) -> Sequence[VisitRecord]:
        """Visits whose points wait for the account to be unblocked."""
        ...

    def account_of(self, member: Key) -> Account | None:
        """The account a person is on."""
        ...

    def was_member(self, member: Key) -> bool:
        """Whether a person is or was on an account."""
        ...

    def referral_of(self, newcomer: Key) -> Referral | None:
        """The referral noted for a newcomer."""
        ...

    def note_referral(self, referral: Referral) -> None:
        """Keep a new referral."""
        ...

    def new_lot(self, lot: Lot) -> Lot:
        """Take a new lot in; gives it its number."""
        ...

    def append(self, entry: Entry, draws: Sequence[Draw] = ()) -> Entry:
        """Append an entry with its draws; gives them their numbers."""
        ...

    def append_draws(self, entry: int, draws: Sequence[Draw]) -> None:
        """Append draws that pay the debt an earlier entry left."""
        ...


def living(book: Book, key: Key) -> Account:
    """An account, or the heir it was merged into."""
    account = book.account(key)
    while account.heir is not None:
        account = book.account(account.heir)
    return account


def debt_of(book: Book, visit: VisitRecord) -> int:
    """The debt of the account a visit was paid on, or of its heir."""
    return 0 if visit.account is None else living(book, visit.account).debt


def spread(amount: Exact, left: Sequence[Exact]) -> list[Exact]:
    """`amount` spread over what is left of lines, by amount, exactly."""
    total = sum(left) if amount else 0
    if not total:
        return [0] * len(left)
    if amount == total:
        return list(left)
    share = Fraction(amount) / total
    return [share * each for each in left]


def by_group(lines: Sequence[Line], left: Sequence[Exact]) -> list[tuple[str, Exact]]:
    """Group and exact amount of each line."""
    return [(line.group, amount) for line, amount in zip(lines, left, strict=True)]


def plain(mapping: Mapping[str, Any]) -> Step:
    """A step of a breakdown without its empty fields."""
    return {key: value for key, value in mapping.items() if value is not None}
