"""Situation 31: the wrong keyboard layout: found all the same; a name is converted by one key."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from reception.models import Patient
from reception.ui.i18n import say
from reception.ui.pages.desk.new_patient import NewPatientForm
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle

CTRL = Qt.KeyboardModifier.ControlModifier


def test_what_was_meant_is_found_and_offered(small_desk: AtDesk) -> None:
    desk = small_desk
    desk.person("Иванов", "Иван", date(1970, 1, 1), phone="89161234567")
    desk.page.go_home()
    desk.type("bdfyjd")
    (row,) = desk.page.results.list.rows_model.rows
    assert row.name == "Иванов Иван"
    assert say(row.why) == "typed as “иванов”"

    desk.page.go_home()
    desk.type("Gtnhjdf Jkmuf")
    assert desk.page.results.nothing.isVisible()
    desk.press(Qt.Key.Key_F4)
    form = desk.form()
    assert isinstance(form, NewPatientForm)
    assert form.fields["last_name"].text() == "Gtnhjdf"  # nothing is converted silently
    assert form.offer.isVisible()
    assert form.offer.button.text() == "Convert to Петрова Ольга"
    desk.press(Qt.Key.Key_G, CTRL)
    assert form.fields["last_name"].text() == "Петрова"
    assert form.fields["first_name"].text() == "Ольга"
    assert not form.offer.isVisible()
    for name, text in (("birth_date", "02031991"), ("phone", "89035550011")):
        form.fields[name].line.setFocus()
        desk.type(text)
    form.enter_button.click()
    settle()
    assert every(desk, Patient)[-1].full_name == "Петрова Ольга"


def test_a_name_really_in_latin_letters_stays(small_desk: AtDesk) -> None:
    desk = small_desk
    desk.page.go_home()
    desk.type("Schmidt")
    desk.press(Qt.Key.Key_F4)
    form = desk.form()
    assert isinstance(form, NewPatientForm)
    assert not form.offer.isVisible()
