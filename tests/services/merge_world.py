"""Clinics made from a seed in which one person stands twice, and what a file holds, for tests."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from reception.changes import Done
from reception.models import Base, Card, Chained, Consent, Mention, Paper, Patient, Task
from reception.queries.exports import ExportKind, export_table
from reception.rules.ledger import Line
from reception.services.drafts import save_draft
from reception.services.patients import mark_different
from reception.storage.database import Database
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language
from reception.values.actor import Actor
from reception.values.card_number import CardNumber
from reception.values.choices import (
    CardForm,
    CardState,
    Channel,
    ConsentPurpose,
    ConsentState,
    ContactChannel,
    MentionOutcome,
    PaperKind,
    PaperState,
    Relation,
    TaskKind,
    TaskStatus,
)
from tests.rules.points_made import terms_text
from tests.services.points_clinic import Clinic, clinic_under

DAY = date(2026, 2, 1)
TERMS = terms_text(bonuses="", hold=0, leaving="own_lots_go_along", mode="after_earning", life=2)
_DERIVED = frozenset(
    {"patient_merge", "points_transfer", "points_lot", "points_account", "points_debt"}
)


class World:
    """One clinic with two records of one person, `main` and `other`, and everything they have."""

    def __init__(
        self,
        database: Database,
        actor: Actor,
        seed: int,
        *,
        accounts: tuple[tuple[str, str], ...] | None = None,
    ) -> None:
        self.chance = Random(seed)
        self.wanted = accounts
        self.clinic: Clinic = clinic_under(database, actor, TERMS)
        self.desk = self.clinic.desk
        self.clinic.on(DAY)
        self.main = self.desk.person(
            "Иванова", "Анна", "Сергеевна", phone="+79161234567", birth_date=date(1990, 3, 5)
        )
        self.other = self.desk.person(
            self.chance.choice(("Иванова", "Петрова")),
            self.chance.choice(("Анна", "Аня")),
            self.chance.choice(("", "Сергеевна")),
            phone=self.chance.choice(("+79161234567", "+79031112233")),
            birth_date=self.chance.choice((date(1990, 3, 5), date(1990, 5, 3))),
        )
        self.clinic.people |= {"main": self.main, "other": self.other}
        self._families()
        self._accounts()
        for who in ("main", "other", "spouse"):
            for number in range(self.chance.randrange(3)):
                day = DAY + timedelta(days=number)
                self.clinic.on(day)
                self.clinic.pay(f"{who}{number}", who, day, [Line("consultation", 100_000)])
        self.desk.do(self._belongings)
        self.clinic.on(DAY + timedelta(days=5))

    def _families(self) -> None:
        home = self.desk.ask(lambda s: s.get(Patient, self.other).household_id)
        if self.chance.random() < 0.3:
            home = self.desk.ask(lambda s: s.get(Patient, self.main).household_id)
        self.spouse = self.desk.person(
            "Петров", "Пётр", household_id=home, relation=Relation.SPOUSE
        )
        self.child = self.desk.person(
            "Петрова",
            "Вера",
            household_id=home,
            relation=Relation.CHILD,
            guardian_id=self.chance.choice((self.main, self.other)),
            birth_date=date(2018, 1, 1),
        )
        self.clinic.people |= {"spouse": self.spouse, "child": self.child}
        self.stranger = self.desk.person("Иванова", "Анна", "Петровна")
        if self.chance.random() < 0.5:
            self.desk.do(mark_different, patient_id=self.other, other_id=self.stranger)
        if self.chance.random() < 0.3:
            self.desk.do(mark_different, patient_id=self.other, other_id=self.main)

    def _accounts(self) -> None:
        made: tuple[tuple[tuple[str, str], ...], ...] = (
            (),
            (("A", "main"),),
            (("B", "other"), ("B", "spouse")),
            (("A", "main"), ("B", "other")),
            (("A", "main"), ("B", "other"), ("B", "spouse")),
            (("A", "main"), ("A", "other")),
            (("A", "other"), ("A", "spouse"), ("A", "main")),
        )
        for account, who in self.wanted or self.chance.choice(made):
            self.clinic.open(account, who, DAY)

    def _belongings(self, uow: UnitOfWork) -> Done[None]:
        """Cards, papers, consents, tasks, mentions and drafts of both."""
        for place, person in enumerate((self.main, self.other, self.other)):
            home = uow.find.patient(person).household_id
            member = uow.find.membership(person)
            if member is not None:
                uow.add(
                    Card(
                        number=str(CardNumber.of(10, 100 + place).digits),
                        state=CardState.ACTIVE,
                        form=CardForm.PLASTIC,
                        account_id=member.account_id,
                        holder_id=person,
                        issued_on=DAY,
                        issued_at=uow.now + timedelta(minutes=place),
                    )
                )
            if self.chance.random() < 0.7:
                continue
            mention = uow.append(
                Mention(
                    day=DAY,
                    recorded_at=uow.now,
                    listener_id=person,
                    household_id=home,
                    channel=Channel.CHECK_IN,
                    outcome=MentionOutcome.LATER,
                    language=Language.RU,
                )
            )
            uow.add(
                Task(
                    kind=TaskKind.ANSWER_OWED,
                    patient_id=person,
                    mention_id=mention.id,
                    due_on=DAY,
                    status=TaskStatus.OPEN,
                    opened_at=uow.now,
                ),
                Consent(
                    patient_id=person,
                    purpose=ConsentPurpose.SERVICE_MESSAGES,
                    channel=ContactChannel.SMS,
                    state=ConsentState.GIVEN,
                    given_on=DAY,
                    signed_by_id=person,
                    recorded_at=uow.now,
                ),
                Paper(
                    number=f"P{place}",
                    kind=next(iter(PaperKind)),
                    language=Language.RU,
                    payload="{}",
                    patient_id=person,
                    state=PaperState.PRINTED,
                    day=DAY,
                    created_at=uow.now,
                ),
            )
            save_draft(uow, kind="check_in", subject=f"patient:{person}", field="a", value=place)
        return Done(None)


def held(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that is no history: what an undone joining must give back."""
    chained = {
        mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Chained)
    }
    with database.reading() as session:
        return {
            table.name: _rows(session, table)
            for table in Base.metadata.sorted_tables
            if table not in chained and table.name not in _DERIVED
        }


def _rows(session: Session, table: Table) -> list[tuple[Any, ...]]:
    columns = [column for column in table.columns if column.name not in ("found_at", "saved_at")]
    if table.name == "task":  # a task follows its mention, and that is said again
        columns = [column for column in columns if column.name != "mention_id"]
    if table.name == "surname_word":
        return []
    return sorted((tuple(row) for row in session.execute(select(*columns))), key=repr)


def exported(database: Database) -> dict[str, bytes]:
    """The clinic's lists as they would be written, byte for byte."""
    found = {}
    with database.reading() as session:
        for kind in (ExportKind.PATIENTS, ExportKind.VISITS):
            out = io.StringIO()
            csv.writer(out).writerows(
                [str(cell) for cell in row] for row in export_table(session, kind=kind).rows
            )
            found[kind.value] = out.getvalue().encode()
    return found


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
