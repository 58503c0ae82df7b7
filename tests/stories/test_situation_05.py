"""Situation 5: the same name and birthday: warned, told apart for ever, marked at each check-in."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from reception.models import KnownDifferent
from reception.queries.duplicates import duplicates_to_decide
from reception.services.patients import change_patient
from reception.ui.pages.desk.new_patient import DuplicateRow, NewPatientForm
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle

BORN = date(1990, 3, 5)


def test_a_namesake_is_entered_and_stays_marked(small_desk: AtDesk) -> None:
    desk = small_desk
    first = desk.person("Иванова", "Анна", BORN, phone="89161234567", patronymic="Петровна")
    desk.act(change_patient, patient_id=first, field="address", value="ул. Мира, 8, кв. 10")
    desk.page.go_home()
    desk.type("иванова анна")
    desk.press(Qt.Key.Key_F4)
    form = desk.form()
    assert isinstance(form, NewPatientForm)
    for name, text in (
        ("patronymic", "Петровна"),
        ("birth_date", "05031990"),
        ("phone", "89035550011"),
    ):
        form.fields[name].line.setFocus()
        desk.type(text)
    settle()
    (warning,) = form.findChildren(DuplicateRow)
    words = desk.words(warning)
    assert "Иванова Анна Петровна" in words
    assert "same birth date" in words
    assert "another phone" in words
    warning.other_button.click()
    settle()
    form.enter_button.click()
    settle()

    (pair,) = every(desk, KnownDifferent)
    second = max(pair.lower_id, pair.upper_id)
    assert {pair.lower_id, pair.upper_id} == {first, second}
    assert desk.ask(duplicates_to_decide).total == 0
    for person, other_phone in ((first, "00-11"), (second, "45-67")):
        desk.page.open_person(person)
        settle()
        header = desk.words(desk.page.side.header)
        assert "namesake exists" in header
        assert "Another Иванова Анна Петровна" in header
        assert other_phone in header
    assert "ул. Мира" in desk.words(desk.page.side.header)
