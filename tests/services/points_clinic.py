"""A clinic for tests of points: its terms, its people, and events at the desk of any day."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy import text as sql

from reception.changes import Done
from reception.models import (
    Account,
    AccountMember,
    BillLine,
    PointsDebt,
    PointsDraw,
    PointsEntry,
    PointsLot,
    ProgrammeVersion,
    ServiceGroup,
    Visit,
)
from reception.queries.points import account_balance
from reception.rules.ledger import Line
from reception.rules.terms import terms_hash
from reception.rules.terms_reading import read_terms_toml
from reception.services.points import (
    credit_joining,
    pay_visit,
)
from reception.storage.database import Database
from reception.storage.unit_of_work import UnitOfWork
from reception.values.actor import Actor
from reception.values.choices import AccountStatus, VisitOrigin, VisitStatus
from tests.people import Desk

FIRST = date(2026, 1, 1)


@dataclass
class Clinic:
    """A clinic under given terms, its people, and the clock that events move."""

    desk: Desk
    groups: dict[str, int]
    visits: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)

    def on(self, day: date) -> None:
        self.desk.now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)

    def person(self, name: str) -> int:
        if name not in self.people:
            self.people[name] = self.desk.person(name.title(), "Ева")
        return self.people[name]

    def open(self, account: str, name: str, day: date) -> int:
        person = self.person(name)

        def join(uow: UnitOfWork) -> Done[int]:
            if account not in self.accounts:
                household = uow.find.patient(person).household_id
                row = Account(
                    household_id=household,
                    holder_id=person,
                    status=AccountStatus.OPEN,
                    opened_on=day,
                    opened_at=uow.now,
                )
                uow.add(row)
                self.accounts[account] = row.id
            uow.add(
                AccountMember(
                    account_id=self.accounts[account],
                    patient_id=person,
                    joined_on=day,
                    joined_at=uow.now,
                )
            )
            return Done(
                credit_joining(
                    uow, account_id=self.accounts[account], patient_ids=[person], day=day
                )
            )

        return int(self.desk.do(join).value)

    def pay(self, key: str, name: str, day: date, lines: list[Line], redeem: int = 0) -> int:
        person = self.person(name)

        def book(uow: UnitOfWork) -> Any:
            row = Visit(
                patient_id=person,
                day=day,
                status=VisitStatus.DONE,
                origin=VisitOrigin.WALK_IN,
                bill_minor=sum(line.amount for line in lines),
                paid_at=uow.now,
                created_at=uow.now,
                lines=[
                    BillLine(service_group_id=self.groups[line.group], amount_minor=line.amount)
                    for line in lines
                ],
            )
            uow.add(row)
            return pay_visit(uow, visit_id=row.id, redeem_points=redeem)

        paid = self.desk.do(book)
        self.visits[key] = paid.visit_id
        return int(paid.earned)

    def balance(self, account: str, day: date) -> Any:
        return self.desk.ask(account_balance, account_id=self.accounts[account], day=day)


def clinic_under(database: Database, actor: Actor, text: str) -> Clinic:
    """The clinic with the version of a TOML text in force from its day."""
    terms = read_terms_toml(text)
    desk = Desk(database, actor, datetime(2026, 1, 1, 9, tzinfo=UTC))
    codes = ("consultation", "diagnostics", "medicines", "insurance", "outside-laboratory")

    def prepare(uow: UnitOfWork) -> Done[dict[str, int]]:
        uow.session.execute(sql("DROP TRIGGER guard_published_version_update"))
        uow.session.execute(
            update(ProgrammeVersion).values(
                terms=terms.written,
                terms_hash=terms_hash(terms),
                number=terms.version.number,
                valid_from=terms.version.valid_from,
            )
        )
        uow.clinic.programme_since = terms.programme.began
        for code in codes:
            if uow.find.service_group(code) is None:
                uow.add(ServiceGroup(code=code, name=code))
        return Done({group.code: group.id for group in uow.find.service_groups()})

    return Clinic(desk, desk.do(prepare).value)


def check_sums(database: Database) -> None:
    """Σ entries = Σ what is left in lots − debt, for every account; lots agree with draws."""
    with database.reading() as session:
        for account_id in session.scalars(select(Account.id)):
            entries = session.scalar(
                select(func.coalesce(func.sum(PointsEntry.points), 0)).where(
                    PointsEntry.account_id == account_id
                )
            )
            left = session.scalar(
                select(func.coalesce(func.sum(PointsLot.left), 0)).where(
                    PointsLot.account_id == account_id
                )
            )
            debt = session.scalar(
                select(func.coalesce(func.sum(PointsDebt.open), 0)).where(
                    PointsDebt.account_id == account_id
                )
            )
            assert entries == (left or 0) - (debt or 0)
        for lot in session.scalars(select(PointsLot)):
            drawn = session.scalar(
                select(func.coalesce(func.sum(PointsDraw.points), 0)).where(
                    PointsDraw.lot_id == lot.id
                )
            )
            assert lot.left == lot.granted - (drawn or 0)
            assert lot.left >= 0
