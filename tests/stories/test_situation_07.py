"""Situation 7: foreign, double and one-word names: kept as typed, found in any spelling."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from reception.models import Patient
from reception.ui.pages.desk.new_patient import NewPatientForm
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle

NAMES = (
    ("О'Коннор", "Шон", ("о’коннор", "ОКОННОР", "oʼconnor", "jrjyyjh")),
    ("Д’Артаньян", "Шарль", ("дартаньян", "д'артанян", "d'artanian")),
    ("Салтыков-Щедрин", "Пётр", ("салтыков щедрин", "щедрин", "петр салтык", "cfknsrjd")),
    ("Ибрагимов", "Нур-Магомед", ("нур магомед", "магомед", "nur-magomed")),
    ("Сухарто", "", ("сухарто", "suharto", "ce[fhnj")),
    ("Smith", "John", ("smith", "SMITH JO", "john sm")),
    ("Ґедзь", "Надія", ("гедзь", "ґедз", "надия", "hedz")),
)


@pytest.mark.parametrize(("last", "first", "spellings"), NAMES)
def test_a_name_is_kept_as_typed_and_found(
    small_desk: AtDesk, last: str, first: str, spellings: tuple[str, ...]
) -> None:
    desk = small_desk
    desk.person("Иванова", "Анна", date(1990, 3, 5), phone="89161234567")
    desk.page.go_home()
    desk.type("new")
    desk.press(Qt.Key.Key_F4)
    form = desk.form()
    assert isinstance(form, NewPatientForm)
    for name, text in (
        ("last_name", last),
        ("first_name", first),
        ("birth_date", "01021980"),
        ("phone", "89035550011"),
    ):
        form.fields[name].line.setFocus()
        form.fields[name].line.clear()
        desk.type(text)
    form.no_patronymic.click()
    desk.wait(lambda: form.fields["last_name"].text() == last, "the name")
    form.enter_button.click()
    settle()
    person = every(desk, Patient)[-1]
    assert (person.last_name, person.first_name, person.no_patronymic) == (last, first, True)
    for text in spellings:
        desk.page.go_home()
        desk.type(text)
        rows = desk.page.results.list.rows_model.rows
        assert [row.patient_id for row in rows] == [person.id], text
