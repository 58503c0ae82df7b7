"""A book kept in memory: the ledger of a replay and of the tests of the rules."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from datetime import date

from reception.rules.ledger import (
    Account,
    Draw,
    Entry,
    Key,
    Lot,
    Movement,
    Referral,
    VisitRecord,
)
from reception.rules.lots import left_on
from reception.rules.versions import Versions
from reception.values.choices import EntryKind


class MemoryBook:
    """Accounts, lots, entries and visits of one run, numbered from 1."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self.recorded = ""
        self.accounts: dict[Key, Account] = {}
        self.entries: list[Entry] = []
        self.records: dict[Key, VisitRecord] = {}
        self.all_lots: list[Lot] = []
        self._draws: list[Draw] = []
        self._lots: dict[Key, list[Lot]] = {}
        self._names: dict[Key, set[str]] = {}
        self._by_name: dict[str, list[Lot]] = {}
        self._account_entries: dict[Key, list[Entry]] = {}
        self._account_visits: dict[Key, list[VisitRecord]] = {}
        self._by_entry: dict[int, list[Draw]] = {}
        self._by_lot: dict[int, list[Draw]] = {}
        self._expiries: dict[int, list[Entry]] = {}
        self._counted: dict[Key, list[tuple[date, int]]] = {}
        self._stale: set[Key] = set()  # accounts whose people changed since visits were counted
        self._by_person: dict[Key | None, list[tuple[date, int, VisitRecord]]] = {}
        self._home: dict[Key, Key] = {}
        self._ever: set[Key] = set()
        self._referrals: dict[Key, Referral] = {}

    @property
    def versions(self) -> Versions:
        """The versions of the programme."""
        return self._versions

    # --- accounts and people

    def open_account(self, key: Key, holder: Key | None) -> Account:
        """Open an account nobody is on yet."""
        account = Account(key, holder)
        self.accounts[key] = account
        self._lots[key] = []
        self._names[key] = set()
        self._account_entries[key] = []
        self._account_visits[key] = []
        self._counted[key] = []
        return account

    def forget_accounts(self, known: int) -> None:
        """Forget the accounts opened after the first `known`: what opened them was refused."""
        for key in list(self.accounts)[known:]:
            del self.accounts[key]

    def account(self, key: Key) -> Account:
        """An account that is known to exist."""
        return self.accounts[key]

    def enter(self, account: Account, member: Key, day: date) -> None:
        """Put a person on an account."""
        account.members[member] = day
        self._home[member] = account.key
        self._ever.add(member)
        self._stale.add(account.key)

    def remove(self, account: Account, member: Key, day: date) -> None:
        """Take a person off an account."""
        account.former[member] = (account.members.pop(member), day)
        self._home.pop(member, None)
        self._stale.add(account.key)

    def account_of(self, member: Key) -> Account | None:
        """The account a person is on."""
        key = self._home.get(member)
        return None if key is None else self.accounts[key]

    def was_member(self, member: Key) -> bool:
        """Whether a person is or was on an account."""
        return member in self._ever

    def referral_of(self, newcomer: Key) -> Referral | None:
        """The referral noted for a newcomer."""
        return self._referrals.get(newcomer)

    def note_referral(self, referral: Referral) -> None:
        """Keep a new referral."""
        self._referrals[referral.newcomer] = referral

    # --- lots, entries and draws

    def lots(self, account: Account, *, since: date | None = None) -> Sequence[Lot]:
        """Lots with points left; with `since` all of them."""
        lots = self._lots[account.key]
        return list(lots) if since is not None else [lot for lot in lots if lot.left]

    def unclosed_lots(self, account: Account) -> Sequence[Lot]:
        """Lots whose end is not written yet."""
        return [
            lot
            for lot in self._lots[account.key]
            if lot.left or not (lot.closed or lot.moved_to is not None)
        ]

    def lot(self, number: int) -> Lot:
        """One lot."""
        return self.all_lots[number - 1]

    def entry(self, number: int) -> Entry:
        """One entry."""
        return self.entries[number - 1]

    @property
    def all_draws(self) -> Sequence[Draw]:
        """Every draw in the order of their numbers."""
        return self._draws

    def draws(self, entry: int) -> Sequence[Draw]:
        """The positive draws of an entry in the order they were made."""
        return [draw for draw in self._by_entry.get(entry, ()) if draw.points > 0]

    def expiries(self, lot: Lot) -> Sequence[Entry]:
        """The expiry entries of a lot that are not reversed."""
        return tuple(self._expiries.get(lot.number, ()))

    def movements(self, lot: Lot) -> Sequence[Movement]:
        """Every draw of a lot."""
        return [
            Movement(draw.day, draw.points, self.entry(draw.entry).kind is EntryKind.EXPIRED)
            for draw in self._by_lot.get(lot.number, ())
        ]

    def debt_on(self, account: Account, day: date) -> int:
        """The debt of an account on a day, by effective days."""
        if day >= account.latest:
            return account.debt
        lots = sum(left_on(self, lot, day) for lot in self._lots[account.key])
        entries = sum(
            entry.points for entry in self._account_entries[account.key] if entry.effective <= day
        )
        return lots - entries

    def new_lot(self, lot: Lot) -> Lot:
        """Take a new lot in; a name that is taken gets a number behind it."""
        lots, names = self._lots[lot.account], self._names[lot.account]
        name, count = lot.name, 1
        while lot.name in names:
            count += 1
            lot.name = f"{name} #{count}"
        names.add(lot.name)
        self.all_lots.append(lot)
        lot.number = len(self.all_lots)
        lots.append(lot)
        self._by_name.setdefault(lot.name, []).append(lot)
        return lot

    def credited_as(self, name: str) -> Sequence[Lot]:
        """The lots of a name as they were credited, on whatever account."""
        return [lot for lot in self._by_name.get(name, ()) if lot.since <= lot.earned_on]

    def append(self, entry: Entry, draws: Sequence[Draw] = ()) -> Entry:
        """Append an entry with its draws."""
        self.entries.append(entry)
        self._account_entries[entry.account].append(entry)
        entry.number = len(self.entries)
        entry.recorded = self.recorded
        account = self.accounts[entry.account]
        account.latest = max(account.latest, entry.effective)
        if entry.kind is EntryKind.EXPIRED and entry.lot is not None and entry.points:
            written = self._expiries.setdefault(entry.lot, [])
            if entry.reverses is None:
                written.append(entry)
            else:
                written[:] = [each for each in written if each.number != entry.reverses]
        self.append_draws(entry.number, draws)
        return entry

    def append_draws(self, entry: int, draws: Sequence[Draw]) -> None:
        """Append draws of an entry."""
        for draw in draws:
            self._draws.append(draw)
            draw.number, draw.entry = len(self._draws), entry
            self._by_entry.setdefault(entry, []).append(draw)
            self._by_lot.setdefault(draw.lot, []).append(draw)

    # --- visits

    def keep_visit(self, visit: VisitRecord) -> None:
        """Keep a visit; its number tells the order in which visits were typed."""
        self.records[visit.key] = visit
        visit.number = len(self.records)
        insort(
            self._by_person.setdefault(visit.member, []),
            (visit.day, visit.number, visit),
            key=lambda item: item[:2],
        )

    def visits(self, account: Account) -> Sequence[tuple[date, int]]:
        """Day and number of every done visit that counts for the life of its lots."""
        if account.key in self._stale:
            self._stale.discard(account.key)
            people = (*account.members, *account.former)
            found = [visit for member in people for visit in self.visits_of(member)]
            self._counted[account.key] = sorted(
                {
                    (visit.day, visit.number)
                    for visit in (*self._account_visits[account.key], *found)
                    if not visit.cancelled
                    and (visit.account == account.key or account.counts(visit.member, visit.day))
                }
            )
        return self._counted[account.key]

    def last_visit(self, account: Account) -> date | None:
        """The day of the latest visit that counts."""
        counted = self.visits(account)
        return counted[-1][0] if counted else None

    def add_visit(self, account: Account, visit: VisitRecord) -> None:
        """Let a visit count."""
        if visit.number == 0:
            self.keep_visit(visit)
        self._account_visits[account.key].append(visit)
        counted, item = self.visits(account), (visit.day, visit.number)
        if item not in counted[-1:] and item not in counted:
            insort(self._counted[account.key], item)

    def drop_visit(self, account: Account, visit: VisitRecord) -> None:
        """Stop counting a visit."""
        self.visits(account)
        counted = self._counted[account.key]
        if (visit.day, visit.number) in counted:
            counted.remove((visit.day, visit.number))

    def visits_of(self, member: Key | None) -> Sequence[VisitRecord]:
        """Every visit of a person by day."""
        return [visit for _day, _number, visit in self._by_person.get(member, ())]

    def waiting_visits(self, account: Account) -> Sequence[VisitRecord]:
        """Visits whose points wait for the account to be unblocked."""
        return [
            visit
            for visit in self._account_visits[account.key]
            if visit.pending and visit.account == account.key
        ]
