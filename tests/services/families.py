"""A family on one account, for tests of what happens to families."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from reception.models import Account, AuditRow, Patient
from reception.queries.points import account_balance
from reception.services.joining import join_programme
from reception.values.choices import Relation
from tests.people import Desk

BORN = date(1985, 5, 3)
CHILD_BORN = date(2019, 3, 8)


@dataclass
class Family:
    """Maria holds the account, Ivan is on it, Vera is their child."""

    desk: Desk
    maria: int
    ivan: int
    vera: int
    account: int

    def row(self, kind: Any, number: int) -> Any:
        return self.desk.ask(lambda session: session.get(kind, number))

    def patient(self, number: int) -> Patient:
        found: Patient = self.row(Patient, number)
        return found

    def account_row(self, number: int | None = None) -> Account:
        found: Account = self.row(Account, number or self.account)
        return found

    def balance(self, number: int | None = None) -> int:
        day = date(2026, 11, 2)
        points = self.desk.ask(account_balance, account_id=number or self.account, day=day)
        return int(points.balance)

    def last_audit(self) -> AuditRow:
        found: AuditRow = self.desk.ask(
            lambda session: session.query(AuditRow).order_by(AuditRow.id.desc()).first()
        )
        return found


def family_on_account(desk: Desk) -> Family:
    """Two adults and a child who joined together; the welcome points are theirs."""
    maria = desk.person("Соколова", "Мария", "Петровна", birth_date=BORN)
    home = desk.ask(lambda session: session.get(Patient, maria)).household_id
    ivan = desk.person(
        "Соколов",
        "Иван",
        "Олегович",
        birth_date=date(1983, 1, 9),
        household_id=home,
        relation=Relation.SPOUSE,
    )
    vera = desk.person(
        "Соколова",
        "Вера",
        "Ивановна",
        birth_date=CHILD_BORN,
        household_id=home,
        relation=Relation.CHILD,
        guardian_id=maria,
    )
    joined = desk.do(join_programme, patient_id=maria, child_ids=[vera]).value
    desk.do(join_programme, patient_id=ivan)
    return Family(desk, maria, ivan, vera, joined.account_id)
