"""Situation 8: no patronymic: a tick, not a dash; the form of address is used instead."""

from __future__ import annotations

from PySide6.QtCore import Qt

from reception.models import Patient
from reception.ui.pages.desk.new_patient import NewPatientForm
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def test_a_tick_stands_for_it_and_she_is_called_as_she_asked(small_desk: AtDesk) -> None:
    desk = small_desk
    desk.page.go_home()
    desk.type("мюллер грета")
    desk.press(Qt.Key.Key_F4)
    form = desk.form()
    assert isinstance(form, NewPatientForm)
    form.fields["patronymic"].line.setFocus()
    desk.type("-")
    form.no_patronymic.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert form.fields["patronymic"].text() == ""
    assert not form.fields["patronymic"].line.isEnabled()
    form.more_button.click()
    settle()
    assert desk.has_focus(form.extra["form_of_address"].line)
    desk.type("госпожа Мюллер")
    form.extra["source"].line.setFocus()
    desk.type("соседка")
    for name, text in (("birth_date", "7.8.85"), ("phone", "+49 151 23456789")):
        form.fields[name].line.setFocus()
        desk.type(text)
    form.enter_button.click()
    settle()
    (greta,) = every(desk, Patient)
    assert (greta.last_name, greta.first_name) == ("Мюллер", "Грета")
    assert (greta.patronymic, greta.no_patronymic) == ("", True)
    assert (greta.form_of_address, greta.source) == ("госпожа Мюллер", "соседка")
    assert greta.address_form == "госпожа Мюллер"
    assert "call: госпожа Мюллер" in desk.words(desk.page.side.header)
