"""The book of the rules over the database: the same rules as in a replay, on the stored ledger.

It loads the facts of an account when a rule asks, keeps them while one action lasts, and
`save` writes what is new: lots, chained entries and draws, and the sums derived from them.
"""

from __future__ import annotations

import json
from bisect import insort
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from reception.changes import Topic
from reception.models import (
    PointsAccount,
    PointsDebt,
    PointsDraw,
    PointsEntry,
    PointsReferral,
    PointsVisit,
)
from reception.rules.ledger import (
    Account,
    Debt,
    Draw,
    Entry,
    Key,
    Lot,
    Movement,
    Referral,
    VisitRecord,
)
from reception.rules.versions import Versions
from reception.storage.points_lots import LotStore
from reception.storage.points_people import open_account_row, write_people
from reception.storage.points_reading import PointsReader, read_referral
from reception.storage.points_rows import read_entry, read_visit, write_visit
from reception.storage.unit_of_work import UnitOfWork
from reception.values.chain import canonical_json


class PointsBook:
    """The points ledger of the database, for one action or one reading.

    Give it a unit of work to write with `save`; over a session alone it only reads.
    """

    def __init__(self, session: Session, *, uow: UnitOfWork | None = None) -> None:
        self._session = session
        self._uow = uow
        self.read = PointsReader(session)
        self._accounts: dict[int, Account] = {}
        self._lots = LotStore(session, self.read)
        self._entries: list[Entry] = []
        self._draws: list[Draw] = []
        self._loaded_draws: dict[int, list[Draw]] = {}
        self._visits: dict[int, tuple[VisitRecord, str]] = {}
        self._unknown: set[int] = set()  # visits of which nothing is stored yet
        self._counted: dict[int, list[tuple[date, int]]] = {}
        self._added: dict[int, list[tuple[date, int]]] = {}
        self._dropped: set[int] = set()
        self._lapsed: dict[int, dict[int, list[PointsEntry]]] = {}
        self._referrals: dict[int, Referral] = {}
        self._noted: dict[int, str] = {}
        self._moved: set[int] = set()
        self._homes: dict[int, int | None] = {}
        self._last_days: dict[int, date | None] = {}
        self._sums: dict[int, tuple[object, ...]] = {}
        self._rows: list[object] = []
        self._next: dict[type[PointsEntry | PointsDraw], int] = {}

    @property
    def versions(self) -> Versions:
        """The published versions of the programme."""
        return self.read.versions

    def account(self, key: Key) -> Account:
        """An account by its number."""
        number = int(key)
        if number not in self._accounts:
            account = self.read.account(number)
            self._accounts[number] = account
            self._sums[number] = _sums_of(account)
        return self._accounts[number]

    def account_of(self, member: Key) -> Account | None:
        """The account a person is on."""
        if int(member) not in self._homes:
            self._homes[int(member)] = self.read.account_of(int(member))
        number = self._homes[int(member)]
        return None if number is None else self.account(number)

    def was_member(self, member: Key) -> bool:
        """Whether a person was on an account before the one they are on."""
        present = self.read.account_of(int(member))
        return self.read.was_member(int(member), besides=present or 0)

    def open_account(self, holder: Key) -> Account:
        """A new account of a person in her household; she is entered by the rule that opens it."""
        if self._uow is None:
            raise RuntimeError("a reading opens nothing")
        row = open_account_row(self._session, int(holder), self._uow)
        self._moved.add(row.id)
        return self.account(row.id)

    def enter(self, account: Account, member: Key, day: date) -> None:
        """Put a person on an account."""
        account.members[member] = day
        self._homes[int(member)] = int(account.key)
        self._people_changed(account)

    def remove(self, account: Account, member: Key, day: date) -> None:
        """Take a person off an account."""
        account.former[member] = (account.members.pop(member), day)
        self._homes[int(member)] = None
        self._people_changed(account)

    def _people_changed(self, account: Account) -> None:
        self._moved.add(int(account.key))
        self._counted.pop(int(account.key), None)
        self._last_days.pop(int(account.key), None)

    def lots(self, account: Account, *, since: date | None = None) -> Sequence[Lot]:
        """Lots with points left; with `since` those that lived on that day or later, too."""
        return self._lots.open(account, since)

    def unclosed_lots(self, account: Account) -> Sequence[Lot]:
        """Lots whose end is not written yet."""
        return self._lots.unclosed(account)

    def lot(self, number: int) -> Lot:
        """One lot."""
        return self._lots.one(number)

    def new_lot(self, lot: Lot) -> Lot:
        """Take a new lot in; it gets the number of its row."""
        self._lots.add(lot)
        return lot

    def movements(self, lot: Lot) -> Sequence[Movement]:
        """Every draw of a lot."""
        self._write()
        return self.read.movements(lot.number)

    def debt_on(self, account: Account, day: date) -> int:
        """The debt of an account on a day, by effective days."""
        if day >= account.latest:
            return account.debt
        self._write()
        return self.read.debt_on(int(account.key), day)

    # --- entries and draws

    def entry(self, number: int) -> Entry:
        """One entry."""
        if (new := next((one for one in self._entries if one.number == number), None)) is not None:
            return new
        return read_entry(self.read.entry(number), self.read.number_of)

    def expiries(self, lot: Lot) -> Sequence[Entry]:
        """The expiry entries of a lot that moved points and are not reversed."""
        self._write()
        if (key := int(lot.account)) not in self._lapsed:
            self._lapsed[key] = self.read.expiries(key)
        rows = self._lapsed[key].get(lot.number, ())
        return [read_entry(row, self.read.number_of) for row in rows]

    def draws(self, entry: int) -> Sequence[Draw]:
        """The positive draws of an entry in the order they were made."""
        self._write()
        if entry not in self._loaded_draws:
            self._loaded_draws[entry] = self.read.draws(entry)
        return self._loaded_draws[entry]

    def append(self, entry: Entry, draws: Sequence[Draw] = ()) -> Entry:
        """Append an entry with its draws; it gets the number of its row."""
        entry.number = self._number(PointsEntry)
        self._entries.append(entry)
        account = self.account(entry.account)
        account.latest = max(account.latest, entry.effective)
        self._lapsed.pop(int(entry.account), None)
        self.append_draws(entry.number, draws)
        return entry

    def append_draws(self, entry: int, draws: Sequence[Draw]) -> None:
        """Append draws of an entry."""
        for draw in draws:
            draw.entry, draw.number = entry, self._number(PointsDraw)
            self._draws.append(draw)
        self._loaded_draws.pop(entry, None)

    def _number(self, kind: type[PointsEntry | PointsDraw]) -> int:
        if kind not in self._next:
            if self._uow is None:
                raise RuntimeError("a reading appends nothing")
            self._next[kind] = self._uow.last_number(kind)
        self._next[kind] += 1
        return self._next[kind]

    # --- visits

    def visit(self, number: int) -> VisitRecord:
        """A visit with what the programme knows of it."""
        if number not in self._visits:
            row, facts = self.read.visit(number)
            self._rows += [row, facts]
            if facts is None:
                self._unknown.add(number)
            self._keep(read_visit(row, facts, self.read.groups, self.read.number_of))
        return self._visits[number][0]

    def visits_of(self, member: Key | None) -> Sequence[VisitRecord]:
        """The paid visits of a person, by day."""
        if member is None:
            return []
        rows = self.read.visits_of(int(member))
        for row, facts in rows:
            if row.id not in self._visits:
                self._keep(read_visit(row, facts, self.read.groups, self.read.number_of))
        return [self._visits[row.id][0] for row, _facts in rows]

    def waiting_visits(self, account: Account) -> Sequence[VisitRecord]:
        """Visits whose points wait for the account to be unblocked."""
        return [self.visit(number) for number in self.read.waiting_visits(int(account.key))]

    def visits(self, account: Account) -> Sequence[tuple[date, int]]:
        """Day and number of every done visit that counts for the life of its lots."""
        key = int(account.key)
        if key not in self._counted:
            counted = self.read.counted_visits(account)
            for item in self._added.get(key, ()):
                if item not in counted:
                    insort(counted, item)
            self._counted[key] = [item for item in counted if item[1] not in self._dropped]
        return self._counted[key]

    def last_visit(self, account: Account) -> date | None:
        """The day of the latest visit that counts."""
        key = int(account.key)
        if key in self._counted:
            return self._counted[key][-1][0] if self._counted[key] else None
        days = [day for day, _number in self._added.get(key, ())]
        if key not in self._last_days:
            self._last_days[key] = self.read.last_counted_day(account)
        return max((day for day in (*days, self._last_days[key]) if day), default=None)

    def add_visit(self, account: Account, visit: VisitRecord) -> None:
        """Let a visit count, also before its row says that it is done."""
        key, item = int(account.key), (visit.day, visit.number)
        self._added.setdefault(key, []).append(item)
        self._dropped.discard(visit.number)
        if key in self._counted and item not in self._counted[key]:
            insort(self._counted[key], item)

    def drop_visit(self, account: Account, visit: VisitRecord) -> None:
        """Stop counting a visit."""
        item, counted = (visit.day, visit.number), self.visits(account)
        self._dropped.add(visit.number)
        if item in counted:
            self._counted[int(account.key)].remove(item)

    def forget_payment(self, visit: VisitRecord) -> None:
        """Let a visit whose payment was taken back be paid again: its entries stay."""
        row, _facts = self.read.visit(int(visit.key))
        record = read_visit(row, None, self.read.groups, self.read.number_of)
        self._visits[int(visit.key)] = (record, "")

    def _keep(self, record: VisitRecord) -> None:
        self._visits[int(record.key)] = (record, repr(record))

    def referral_of(self, newcomer: Key) -> Referral | None:
        """The referral noted for a newcomer."""
        number = int(newcomer)
        if number not in self._referrals:
            row = self.read.referral(number)
            if row is None:
                return None
            self._referrals[number] = read_referral(row, tuple(json.loads(row.lots)))
            self._noted[number] = repr(self._referrals[number])
        return self._referrals[number]

    def note_referral(self, referral: Referral) -> None:
        """Keep a new referral."""
        self._referrals[int(referral.newcomer)] = referral

    def save(self) -> None:
        """Write everything this action changed."""
        self._write()
        self._lots.write(self.versions.ending)
        for key, account in self._accounts.items():
            if _sums_of(account) != self._sums[key]:
                self._save_account(account)
                if account.heir != self._sums[key][3]:  # nobody need have been on it
                    self._moved.add(key)
                self._sums[key] = _sums_of(account)
        if self._uow is not None:
            for key in sorted(self._moved):
                write_people(self._session, self._accounts[key], self._uow)
            self._moved.clear()
        for number, (record, before_text) in list(self._visits.items()):
            if repr(record) != before_text:
                self._save_visit(record)
                self._visits[number] = (record, repr(record))
        for number, referral in self._referrals.items():
            if self._noted.get(number) != repr(referral):
                self._save_referral(referral)
                self._noted[number] = repr(referral)

    def _write(self) -> None:
        """Write new lots, entries and draws, so that the database can be asked about them."""
        if not self._entries and not self._draws:
            return
        if self._uow is None:
            raise RuntimeError("a reading appends nothing")
        self._lots.write(self.versions.ending)
        self._uow.touch(Topic.POINTS)
        (entries, draws), self._entries, self._draws = (self._entries, self._draws), [], []
        self._uow.append_plain([self._entry_row(entry, self._uow) for entry in entries])
        self._uow.append_plain([self._draw_row(draw) for draw in draws])

    def _entry_row(self, entry: Entry, uow: UnitOfWork) -> PointsEntry:
        return PointsEntry(
            account_id=int(entry.account),
            kind=entry.kind,
            points=entry.points,
            lot_id=entry.lot,
            patient_id=entry.member,
            visit_id=entry.visit,
            version_id=None if entry.version is None else self.read.row_of[entry.version],
            effective_on=entry.effective,
            recorded_at=uow.now,
            recorded_by_id=uow.actor.staff_id,
            reverses_id=entry.reverses,
            shortfall=entry.shortfall,
            reason=entry.reason,
            breakdown=canonical_json(list(entry.breakdown)),
            request_id=None,
        )

    def _draw_row(self, draw: Draw) -> PointsDraw:
        lot = self.lot(draw.lot)
        return PointsDraw(
            entry_id=draw.entry,
            lot_id=draw.lot,
            points=draw.points,
            day=draw.day,
            earner_id=lot.member,
            version_id=self.read.row_of[lot.version],
            gives_back_id=draw.gives_back,
        )

    def _save_account(self, account: Account) -> None:
        key = int(account.key)
        sums = self._session.get(PointsAccount, key)
        if sums is None and account.latest > date.min:
            sums = PointsAccount(account_id=key, latest=account.latest, expired=account.expired)
            self._session.add(sums)
        if sums is not None:
            sums.latest, sums.expired = account.latest, account.expired
        known: dict[int, Debt] = {debt.entry: debt for debt in account.debts}
        if not known and not self._sums[key][2]:
            return
        for row in self.read.debts(key):
            debt = known.pop(row.entry_id, None)
            row.open, row.day = (debt.open, debt.day) if debt else (0, row.day)
        for debt in known.values():
            self._session.merge(
                PointsDebt(entry_id=debt.entry, account_id=key, open=debt.open, day=debt.day)
            )

    def _save_visit(self, record: VisitRecord) -> None:
        number = int(record.key)
        facts = None if number in self._unknown else self._session.get(PointsVisit, number)
        if facts is None:
            self._session.add(facts := PointsVisit(visit_id=number))
            self._rows.append(facts)
            self._unknown.discard(number)
        version = None if record.version is None else self.read.row_of[record.version]
        write_visit(record, facts, version)

    def _save_referral(self, referral: Referral) -> None:
        self._session.merge(
            PointsReferral(
                newcomer_id=referral.newcomer,
                account_id=referral.account,
                referrer_id=referral.member,
                noted_on=referral.noted_on,
                visit_id=referral.visit,
                lots=canonical_json(list(referral.lots)),
            )
        )


def _sums_of(account: Account) -> tuple[object, ...]:
    """What is kept beside the ledger of an account, to see whether it changed."""
    debts = tuple((debt.entry, debt.open, debt.day) for debt in account.debts)
    return (account.latest, account.expired, debts, account.heir)
