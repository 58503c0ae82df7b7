"""The duplicates to decide: looked for as a job, side by side, "another person" by keys."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reception.services.patients import change_patient, register_patient
from reception.ui.kit.button import Button
from reception.ui.pages.patients.duplicates import DuplicatesDialog
from reception.ui.pages.patients.page import PatientsPage
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


def look(house: House) -> tuple[PatientsPage, DuplicatesDialog]:
    page = house.go("patients")
    assert isinstance(page, PatientsPage)
    page.duplicates_button.click()
    until(lambda: not house.screens.jobs.is_busy, "the search for duplicates")
    settle()
    return page, page.findChildren(DuplicatesDialog)[-1]


def press(button: Button) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    settle()


def test_a_pair_is_shown_side_by_side_and_decided_by_keys(house: House) -> None:
    one = enter(house, "Соколова", "Марина", "Викторовна")
    other = enter(house, "Орлова", "Марина", "Викторовна")
    enter(house, "Соколова", "Мира", "Павловна", date(2015, 1, 2))
    page, dialog = look(house)
    assert dialog.about.text() == "1 pair to decide."
    assert [text.text() for text in dialog.texts["name"]] == [
        "Соколова Марина Викторовна",
        "Орлова Марина Викторовна",
    ]
    press(dialog.other_button)
    assert dialog.about.text() == "No likely duplicates: every pair is decided."
    assert not dialog.table.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    house.window.activateWindow()
    settle()
    QTest.keyClick(house.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    page, dialog = look(house)
    assert dialog.about.text() == "1 pair to decide."
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    settle()
    assert page.record.name.text() == "Соколова Марина Викторовна"
    page, dialog = look(house)
    press(dialog.right_button)
    assert page.record.name.text() == "Орлова Марина Викторовна"
    assert one != other


def test_an_edit_brings_a_pair_and_takes_it_away(house: House) -> None:
    enter(house, "Соколова", "Марина", "Викторовна")
    other = enter(house, "Соколова", "Вера", "Викторовна")
    _page, dialog = look(house)
    assert not dialog.other_button.isVisible()
    dialog.reject()
    settle()
    for name, pairs in (("Марина", 1), ("Вера", 0)):
        house.screens.actions.run(
            partial(change_patient, patient_id=other, field="first_name", value=name)
        )
        _page, dialog = look(house)
        assert len(dialog.table.rows_model.rows) == pairs
        dialog.reject()
        settle()
