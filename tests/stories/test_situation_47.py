"""Situation 47: without an appointment, late, early: four fields, a flag, the doctor knows."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import Qt

from reception.models import Patient, Visit
from reception.ui.pages.desk.new_patient import NewPatientForm
from reception.values.choices import VisitOrigin, VisitStatus
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import TODAY, book, enter, fill, open_person, visits
from tests.ui.house import settle


def test_a_walk_in_takes_four_fields(small_desk: AtDesk) -> None:
    desk = small_desk
    desk.page.go_home()
    desk.type("Зябликова Анна")
    desk.press(Qt.Key.Key_F4)
    form = desk.form()
    assert isinstance(form, NewPatientForm)
    fill(desk, form.fields["birth_date"].line, "12041988")
    fill(desk, form.fields["phone"].line, "89160001122")
    desk.press(Qt.Key.Key_F5)
    (person,), (visit,) = every(desk, Patient), every(desk, Visit)
    assert (person.last_name, person.first_name) == ("Зябликова", "Анна")
    assert (visit.origin, visit.status) == (VisitOrigin.WALK_IN, VisitStatus.ARRIVED)
    assert desk.page.side.bar.doctor.text() == "Doctor told"


def test_the_late_and_the_early_are_flagged_without_reproach(small_desk: AtDesk) -> None:
    desk = small_desk
    late = enter(desk, "Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    early = enter(desk, "Волкова", "Инна", date(1990, 4, 12), phone="89167654321")
    book(desk, late, TODAY, VisitStatus.PLANNED, at=time(8, 30))
    book(desk, early, TODAY, VisitStatus.PLANNED, at=time(9, 40))
    desk.page.refresh()

    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    words = desk.words(desk.page.side.bar)
    assert "came 30 min late" in words
    bar = desk.page.side.bar
    if not bar.doctor.isVisible():  # the prompt has the room until it is answered
        desk.press(Qt.Key.Key_2)
        desk.wait(bar.doctor.isVisible, "the lesser steps")
    bar.doctor.click()
    settle()
    (visit,) = visits(desk, late)
    assert visit.doctor_told_at is not None
    assert "came 30 min late ✓" in desk.words(bar)
    assert not bar.doctor.isVisible()

    open_person(desk, "4321")
    desk.press(Qt.Key.Key_F5)
    assert "came 40 min early" in desk.words(bar)
    assert not any("sorry" in line.lower() for line in words.splitlines())
