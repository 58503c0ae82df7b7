"""Situation 24: the shift changes while a form is being filled in; nothing typed is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from sqlalchemy import select

from reception.models import Mention, Patient, Staff
from reception.ui.pages.desk.new_patient import NewPatientForm
from reception.values.actor import Actor
from reception.values.ids import StaffId
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def sits_down(desk: AtDesk, login: str) -> int:
    """Somebody of the staff takes the seat."""
    row = desk.ask(lambda session: session.scalars(select(Staff).where(Staff.login == login)).one())
    desk.house.screens.seat.sit(Actor(StaffId(row.id), row.name, row.role))
    settle()
    return int(row.id)


def test_the_next_one_goes_on_where_olga_stopped(small_desk: AtDesk) -> None:
    desk = small_desk
    olga = sits_down(desk, "olga")
    desk.page.go_home()
    desk.type("Зябликова")
    desk.press(Qt.Key.Key_F4)
    form = desk.form()
    assert isinstance(form, NewPatientForm)
    form.fields["first_name"].line.setFocus()
    desk.type("Анна")
    form.fields["birth_date"].line.setFocus()  # leaving a field keeps it
    settle()
    desk.press(Qt.Key.Key_Escape)

    anna = sits_down(desk, "anna")
    desk.house.workplace.rebuild()
    settle()
    desk = AtDesk(desk.house, desk.type_text, desk.files)
    words = desk.words(desk.page.side)
    assert "New patient Зябликова Анна: started by Ольга Титова at 09:00" in words
    desk.page.side.resume_button.click()
    settle()
    form = desk.form()
    assert isinstance(form, NewPatientForm)
    form.fields["birth_date"].line.setFocus()
    desk.type("12041988")
    form.fields["phone"].line.setFocus()
    desk.type("8 916 000-11-22")
    desk.press(Qt.Key.Key_Return)
    (person,) = every(desk, Patient)
    assert (person.last_name, person.first_name) == ("Зябликова", "Анна")

    desk.press(Qt.Key.Key_F5)
    desk.wait(desk.page.side.prompt.isVisible, "the prompt")
    desk.press(Qt.Key.Key_2)
    desk.wait(lambda: every(desk, Mention), "the answer")
    (mention,) = every(desk, Mention)
    assert olga != anna
    assert mention.speaker_id == anna  # who said it, not who began the form
