"""The points of the made-up history: booked by the rules in memory, then written in bulk.

The rules are the very ones of the desk and of `reception replay`; only the book differs.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from random import Random
from typing import Any

from reception.models import PointsAccount, PointsDraw, PointsEntry, PointsLot, PointsVisit
from reception.rules.bonuses import credit_birthday
from reception.rules.expiry import expire
from reception.rules.joining import credit_joining
from reception.rules.ledger import Draw, Entry, Line, VisitRecord, When
from reception.rules.memory_book import MemoryBook
from reception.rules.redemption import largest_redemption
from reception.rules.terms import Terms
from reception.rules.versions import Versions
from reception.rules.visits import new_visit, pay
from reception.services.demonstration_people import Person
from reception.services.demonstration_rows import LocalInstants
from reception.services.demonstration_visits import Came, History, JoinedFamily
from reception.storage.points_lots import lot_row
from reception.storage.points_rows import write_visit
from reception.storage.unit_of_work import UnitOfWork
from reception.values.chain import canonical_json
from reception.values.choices import VisitStatus
from reception.values.period import birthday_in

_USES_POINTS = 0.45
_WORTH_USING = 100
_CLOSE = time(20)


class DemonstrationPoints:
    """Books a history day by day: joining, birthdays, visits that use and earn points."""

    def __init__(self, terms: Terms, groups: Mapping[str, str], chance: Random) -> None:
        self.book = MemoryBook(Versions([terms]))
        self._terms = terms
        self._groups = groups  # code of a service -> its group
        self._chance = chance
        self._birthdays: list[tuple[date, int, int]] = []

    @property
    def point_value(self) -> int:
        """Money in minor units that one point is worth."""
        return self._terms.programme.point_value

    def tell(self, history: History, today: date) -> None:
        """Book everything through `today`; sets the points each visit used."""
        joinings = {
            joined.visit.number: (number, joined)
            for number, joined in enumerate(history.joinings, start=1)
        }
        visits = (
            visit
            for visit in history.visits
            if visit.status is VisitStatus.DONE and visit.day >= self.book.versions.began
        )
        for visit in sorted(visits, key=lambda each: (each.day, each.at, each.number)):
            self._give_birthdays(visit.day)
            if visit.number in joinings:
                self._join(*joinings[visit.number], today)
            self._pay(visit)
        self._give_birthdays(today)
        for account in self.book.accounts.values():
            expire(self.book, account, today)

    def _join(self, number: int, joined: JoinedFamily, today: date) -> None:
        day = joined.visit.day
        account = self.book.open_account(number, joined.holder.number)
        for person in joined.members:
            self.book.enter(account, person.number, day)
        for person in joined.members:
            first = person is joined.holder
            credit_joining(
                self.book, account, person.number, self._terms, When(day, day), first=first
            )
            self._await_birthdays(number, person, day, today)

    def _await_birthdays(self, account: int, person: Person, joined: date, today: date) -> None:
        for year in range(joined.year, today.year + 1):
            day = birthday_in(person.born, year)
            if joined < day <= today:
                heapq.heappush(self._birthdays, (day, account, person.number))

    def _give_birthdays(self, through: date) -> None:
        while self._birthdays and self._birthdays[0][0] <= through:
            day, account, person = heapq.heappop(self._birthdays)
            credit_birthday(self.book, self.book.account(account), person, When(day, day), ())

    def _pay(self, visit: Came) -> None:
        lines = [Line(self._groups[line.code], line.amount) for line in visit.lines]
        record = new_visit(visit.number, visit.person.number, visit.day, lines)
        self.book.keep_visit(record)
        account = self.book.account_of(visit.person.number)
        if account is not None and self._chance.random() < _USES_POINTS:
            most = largest_redemption(self.book, account, self._terms, lines, visit.day).points
            if most >= _WORTH_USING:
                visit.redeemed = most if self._chance.random() < 0.6 else most // 2
        pay(self.book, account, record, visit.redeemed, When(visit.day, visit.day))

    # --- writing

    def write(
        self,
        uow: UnitOfWork,
        history: History,
        instants: LocalInstants,
        staff: Sequence[int],
        *,
        version_id: int,
    ) -> None:
        """Write lots, chained entries and draws, and what is derived from them."""
        who = {visit.number: staff[visit.staff] for visit in history.visits}
        uow.add_bulk(PointsLot, self._lots(version_id))
        uow.append_bulk(
            PointsEntry,
            (self._entry(entry, uow.now, instants, who, version_id) for entry in self.book.entries),
        )
        uow.append_bulk(PointsDraw, (self._draw(draw, version_id) for draw in self.book.all_draws))
        uow.add_bulk(
            PointsAccount,
            [
                {"account_id": key, "latest": account.latest, "expired": account.expired}
                for key, account in self.book.accounts.items()
            ],
        )
        credited = [record for record in self.book.records.values() if record.account]
        uow.add_bulk(PointsVisit, [_visit(record, version_id) for record in credited])

    def _lots(self, version_id: int) -> list[dict[str, Any]]:
        ending = self.book.versions.ending
        return [lot_row(lot, version_id, ending) for lot in self.book.all_lots]

    def _entry(
        self,
        entry: Entry,
        now: datetime,
        instants: LocalInstants,
        who: Mapping[int, int],
        version_id: int,
    ) -> dict[str, Any]:
        visit = entry.visit
        return {
            "account_id": entry.account,
            "kind": entry.kind,
            "points": entry.points,
            "lot_id": entry.lot,
            "patient_id": entry.member,
            "visit_id": visit,
            "version_id": None if entry.version is None else version_id,
            "effective_on": entry.effective,
            "recorded_at": min(now, instants.at(entry.effective, _CLOSE)),
            "recorded_by_id": who.get(visit) if isinstance(visit, int) else None,
            "reverses_id": entry.reverses,
            "shortfall": entry.shortfall,
            "reason": entry.reason,
            "breakdown": canonical_json(list(entry.breakdown)),
            "request_id": None,
        }

    def _draw(self, draw: Draw, version_id: int) -> dict[str, Any]:
        return {
            "entry_id": draw.entry,
            "lot_id": draw.lot,
            "points": draw.points,
            "day": draw.day,
            "earner_id": self.book.lot(draw.lot).member,
            "version_id": version_id,
            "gives_back_id": draw.gives_back,
        }


def _visit(record: VisitRecord, version_id: int) -> dict[str, Any]:
    row = PointsVisit(visit_id=record.key)
    write_visit(record, row, version_id)
    return _columns(row, set())


def _columns(row: Any, without: set[str]) -> dict[str, Any]:
    """The values of a row that was never put into a session."""
    names = (column.key for column in row.__table__.columns)
    return {name: getattr(row, name) for name in names if name not in without}
