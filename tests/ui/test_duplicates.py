"""The duplicates to decide: looked for as a job, side by side, "another person" by keys."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reception.services.patients import change_patient, register_patient
from reception.ui.kit.button import Button
from reception.ui.pages.patients.duplicates import DuplicatesPanel
from reception.ui.pages.patients.page import PatientsPage
from reception.values.actor import Actor
from reception.values.choices import Role
from reception.values.ids import StaffId
from tests.ui.house import House, settle, until

BORN = date(1988, 5, 14)


def enter(house: House, last: str, first: str, patronymic: str, born: date = BORN) -> int:
    entered: list[int] = []
    house.screens.actions.run(
        partial(
            register_patient,
            last_name=last,
            first_name=first,
            patronymic=patronymic,
            birth_date=born,
            phones=["8 916 123-45-67"],
        ),
        done=entered.append,
    )
    return entered[0]


def sign_in_as(house: House, login: str) -> None:
    staff = {"anna": (1, Role.SUPERVISOR), "olga": (2, Role.ADMINISTRATOR)}
    number, role = staff[login]
    house.screens.seat.sit(Actor(StaffId(number), login, role))


def look(house: House) -> tuple[PatientsPage, DuplicatesPanel]:
    page = house.go("patients")
    assert isinstance(page, PatientsPage)
    page.duplicates_button.click()
    until(lambda: not house.screens.jobs.is_busy, "the search for duplicates")
    settle()
    assert page.duplicates.isVisible()
    return page, page.duplicates


def press(button: Button) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    settle()


def test_a_pair_is_shown_side_by_side_and_decided_by_keys(house: House) -> None:
    enter(house, "Соколова", "Марина", "Викторовна")
    enter(house, "Орлова", "Марина", "Викторовна")
    enter(house, "Соколова", "Мира", "Павловна", date(2015, 1, 2))
    page, panel = look(house)
    assert page.duplicates_button.text() == "Duplicates: 1"
    assert panel.about.text() == "1 pair to decide."
    assert [text.text() for text in panel.texts["name"]] == [
        "Соколова Марина Викторовна",
        "Орлова Марина Викторовна",
    ]
    press(panel.other_button)
    assert panel.about.text() == "No likely duplicates: every pair is decided."
    assert not panel.table.isVisible()
    QTest.keyClick(house.window, Qt.Key.Key_Escape)
    settle()
    assert not panel.isVisible()
    QTest.keyClick(house.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    page, panel = look(house)
    assert panel.about.text() == "1 pair to decide."
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    settle()
    assert page.record.name.text() == "Соколова Марина Викторовна"
    page, panel = look(house)
    press(panel.right_button)
    assert page.record.name.text() == "Орлова Марина Викторовна"


def test_an_edit_brings_a_pair_and_takes_it_away(house: House) -> None:
    enter(house, "Соколова", "Марина", "Викторовна")
    other = enter(house, "Соколова", "Вера", "Викторовна")
    page, panel = look(house)
    assert not panel.other_button.isVisible()
    for name, pairs in (("Марина", 1), ("Вера", 0)):
        house.screens.actions.run(
            partial(change_patient, patient_id=other, field="first_name", value=name)
        )
        settle()
        assert len(panel.table.rows_model.rows) == pairs
        assert page.duplicates_button.text() == ("Duplicates: 1" if pairs else "Duplicates…")


def test_two_records_are_merged_by_keys_and_parted_again(house: House) -> None:
    sign_in_as(house, "anna")
    main = enter(house, "Соколова", "Марина", "Викторовна")
    enter(house, "Орлова", "Марина", "Викторовна")
    page, panel = look(house)
    press(panel.merge_button)
    assert panel.merge.isVisible()
    surname = panel.merge.fields["last_name"]
    assert surname.combo.hasFocus() or panel.merge.main.combo.hasFocus()
    surname.combo.setFocus()
    QTest.keyClick(surname.combo, Qt.Key.Key_Down)
    press(panel.merge.merge_button)
    assert page.record.isVisible()
    assert page.record.name.text() == "Орлова Марина Викторовна"
    assert page.count.text() == "1 patient"
    QTest.keyClick(house.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.count.text() == "2 patients"
    page.arrive(main)
    assert page.record.name.text() == "Соколова Марина Викторовна"


def test_an_administrator_is_told_who_merges(house: House) -> None:
    sign_in_as(house, "olga")
    enter(house, "Соколова", "Марина", "Викторовна")
    enter(house, "Орлова", "Марина", "Викторовна")
    _page, panel = look(house)
    press(panel.merge_button)
    press(panel.merge.merge_button)
    assert panel.merge.error.text() == "Only a supervisor merges records and parts them again."
    QTest.keyClick(house.window, Qt.Key.Key_Escape)
    settle()
    assert not panel.merge.isVisible()
    assert panel.isVisible()
