"""A family at the small desk: Marina holds the account, Ivan is on it, Mira is their child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reception.models import Patient
from reception.queries.points import account_balance
from reception.queries.who_may_see import account_of
from reception.services.joining import join_programme
from reception.ui.pages.patients.family_form import FamilyForm
from reception.ui.pages.patients.family_part import FamilyPart
from reception.ui.pages.patients.page import PatientsPage
from reception.values.choices import Relation
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle

TODAY = date(2026, 11, 2)
MIRA_BORN = date(2018, 6, 1)


@dataclass
class AtHome:
    """The family and the desk."""

    desk: AtDesk
    marina: int
    ivan: int
    mira: int

    def row(self, kind: Any, number: int) -> Any:
        """A stored row."""
        return self.desk.ask(lambda session: session.get(kind, number))

    def patient(self, number: int) -> Patient:
        """A person as stored."""
        found: Patient = self.row(Patient, number)
        return found

    def account(self, number: int) -> int | None:
        """The account a person is on."""
        found = self.desk.ask(lambda session: account_of(session, number))
        return None if found is None else found.id

    def balance(self, account_id: int) -> int:
        """The points of an account today."""
        points = self.desk.ask(account_balance, account_id=account_id, day=TODAY)
        return int(points.balance)

    def record(self, patient_id: int) -> FamilyPart:
        """The Family part of a record, on the screen."""
        page = self.desk.house.go("patients", patient_id)
        assert isinstance(page, PatientsPage)
        page.record.open_part("family")
        part = page.record.part("family")
        assert isinstance(part, FamilyPart)
        settle()
        return part

    def form(self, part: FamilyPart) -> FamilyForm:
        """The form that stands in the part."""
        form = part.open_form
        assert form is not None
        return form

    def go(self, part: FamilyPart) -> None:
        """Press the form's own button."""
        self.form(part).go_button.click()
        settle()

    def words(self, widget: QWidget) -> str:
        """What can be read there."""
        return self.desk.words(widget)

    def back_to_desk(self) -> None:
        """The desk is on the screen again."""
        self.desk.house.go("desk")
        self.desk.activate()


def at_home(desk: AtDesk, *, joined: bool = True) -> AtHome:
    """Enter the family; with `joined` all three are on one account."""
    marina = desk.person("Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    home = desk.ask(lambda session: session.get(Patient, marina)).household_id
    ivan = desk.person(
        "Соколов", "Иван", date(1986, 1, 9), household_id=home, relation=Relation.SPOUSE
    )
    mira = desk.person(
        "Соколова",
        "Мира",
        MIRA_BORN,
        household_id=home,
        relation=Relation.CHILD,
        guardian_id=marina,
    )
    if joined:
        desk.act(join_programme, patient_id=marina, child_ids=[mira])
        desk.act(join_programme, patient_id=ivan)
    return AtHome(desk, marina, ivan, mira)


def digit(desk: AtDesk, key: Qt.Key) -> None:
    """Press a digit and wait until it is known to be no scan."""
    desk.press(key)
    watch = desk.page._watch
    assert watch is not None
    desk.wait(lambda: not watch._held, "the digit")
