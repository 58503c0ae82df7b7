"""Consents, disclosure, her own data and what is missing, through the window with keys."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from PySide6.QtCore import Qt

from reception.models import AuditRow, Consent, Patient
from reception.services.joining import join_programme
from reception.ui.pages.patients.consents_part import ConsentsPart
from reception.ui.pages.patients.page import PatientsPage
from reception.ui.pages.patients.quality_dialog import QualityDialog
from reception.values.choices import (
    ConsentPurpose,
    ConsentState,
    ConsentWay,
    ContactChannel,
    Relation,
)
from tests.documents.conftest import Printed
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle

SMS = (ConsentPurpose.ADVERTISING, ContactChannel.SMS)
REMINDER = (ConsentPurpose.SERVICE_MESSAGES, ContactChannel.CALL)


def opened(desk: AtDesk, person: int) -> ConsentsPart:
    """Her consents on the record."""
    page = desk.house.go("patients", person)
    assert isinstance(page, PatientsPage)
    page.record.open_part("consents")
    settle()
    desk.activate()
    part = page.record.part("consents")
    assert isinstance(part, ConsentsPart)
    return part


def space(desk: AtDesk, part: ConsentsPart, cell: tuple[ConsentPurpose, ContactChannel]) -> None:
    """Press a tick with the space bar."""
    part.matrix.ticks[cell].setFocus()
    desk.press(Qt.Key.Key_Space)


def test_a_tick_is_a_consent_with_its_proof_and_a_key_ends_advertising(
    small_desk: AtDesk,
) -> None:
    desk = small_desk
    marina = desk.person("Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    part = opened(desk, marina)
    assert not any(tick.isChecked() for tick in part.matrix.ticks.values())

    part.way.set_value(ConsentWay.SPOKEN)
    space(desk, part, REMINDER)
    assert part.matrix.ticks[REMINDER].isChecked()
    assert "by word at reception" in part.matrix.notes[REMINDER].text()
    assert "May be contacted." in desk.words(part.matrix)

    space(desk, part, SMS)
    assert not part.matrix.ticks[SMS].isChecked()
    assert "needs a proof" in part.proof.error()
    part.way.set_value(ConsentWay.PAPER)
    desk.type_text(part.proof.line, "folder 7")
    space(desk, part, SMS)
    assert part.matrix.ticks[SMS].isChecked()

    desk.press(
        Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert not part.matrix.ticks[SMS].isChecked()
    states = [(one.purpose, one.state) for one in every(desk, Consent)]
    assert states == [
        (ConsentPurpose.SERVICE_MESSAGES, ConsentState.GIVEN),
        (ConsentPurpose.ADVERTISING, ConsentState.WITHDRAWN),
    ]
    assert "withdrawn" in desk.words(part.history)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert part.matrix.ticks[SMS].isChecked()


def test_a_husband_may_be_told_only_by_a_signed_sheet(small_desk: AtDesk) -> None:
    desk = small_desk
    marina = desk.person("Соколова", "Марина", date(1988, 4, 12))
    household = desk.ask(lambda session: session.get(Patient, marina).household_id)
    desk.person(
        "Соколов",
        "Пётр",
        date(1986, 2, 2),
        household_id=household,
        relation=Relation.SPOUSE,
    )
    part = opened(desk, marina)
    card = part.disclosure
    card.print_button.click()
    (sheet,) = desk.save_papers()
    paper = Printed(sheet.read_bytes())
    assert paper.has("Соколова Марина")
    assert paper.has("Соколов Пётр")
    desk.type_text(card.kept_in.line, "folder 8")
    card.signed_button.click()
    settle()
    assert "Соколов Пётр" in desk.words(card)
    (row,) = every(desk, Consent)
    assert (row.purpose, row.proof) == (ConsentPurpose.DISCLOSURE, "folder 8")


def test_her_own_data_and_her_statement_are_given_at_once(small_desk: AtDesk) -> None:
    desk = small_desk
    marina = desk.person("Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    desk.act(join_programme, patient_id=marina)
    part = opened(desk, marina)
    part.own_data.access_button.click()
    desk.wait(lambda: not desk.house.screens.jobs.is_busy, "the data")
    data = desk.files.saved[-1].read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (paper,) = [name for name in archive.namelist() if name.endswith(".pdf")]
        assert Printed(archive.read(paper)).has("+7 916 123-45-67")
    assert "give_access" in {one.action for one in every(desk, AuditRow)}
    part.own_data.statement_button.click()
    (statement,) = desk.save_papers()
    assert Printed(statement.read_bytes()).has("Соколова Марина")


def test_what_is_missing_is_said_at_the_desk_and_listed(small_desk: AtDesk) -> None:
    desk = small_desk
    marina = desk.person("Соколова", "Марина", date(1988, 4, 12))
    desk.house.go("desk")
    desk.page.open_person(marina)
    settle()
    words = desk.words(desk.page.side)
    assert "ask for a phone number" in words
    assert "ask for the patronymic" in words
    page = desk.house.go("patients")
    assert isinstance(page, PatientsPage)
    page.quality_button.click()
    desk.wait(lambda: desk.house.window.findChildren(QualityDialog), "the list")
    (shown,) = desk.house.window.findChildren(QualityDialog)
    assert [row.patient_id for row in shown.table.rows_model.rows] == [marina]
    desk.press(Qt.Key.Key_Return)
    settle()
    assert page.record.name.text() == "Соколова Марина"
