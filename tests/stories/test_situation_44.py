"""Situation 44: one's own check-in and a relative's are confirmed by a colleague, now or later."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from sqlalchemy import select

from reception.models import Patient, Visit
from reception.queries.shift import OpenKind, shift_state
from reception.ui.pages.desk.people_form import SecondPersonForm
from reception.values.choices import Relation, VisitStatus
from tests.clinics import MONDAY_MORNING, PIN
from tests.stories.people import do_by_name, sits_down
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import TODAY, enter, fill, open_person, visits


def test_olga_checks_her_husband_in_and_anna_confirms_later(small_desk: AtDesk) -> None:
    desk = small_desk
    olga = enter(desk, "Титова", "Ольга", date(1985, 2, 3), phone="89161234567")
    home = desk.ask(
        lambda session: session.scalar(select(Patient.household_id).where(Patient.id == olga))
    )
    husband = desk.person(
        "Титов",
        "Илья",
        date(1984, 5, 6),
        phone="89167654321",
        household_id=home,
        relation=Relation.SPOUSE,
    )
    sits_down(desk, "olga")
    desk.page.open_person(olga)
    do_by_name(desk, "This is my own record")

    open_person(desk, "4321")
    desk.press(Qt.Key.Key_F5)
    form = desk.form()
    assert isinstance(form, SecondPersonForm)
    assert [form.who.combo.itemText(n) for n in range(form.who.combo.count())] == ["Анна Орлова"]
    (visit,) = visits(desk, husband)
    assert (visit.status, visit.needs_second) == (VisitStatus.ARRIVED, True), "care never waits"
    desk.press(Qt.Key.Key_Escape)  # later
    assert desk.page.day_list.list.rows_model.rows[0].needs_second
    state = desk.ask(shift_state, day=TODAY, now=MONDAY_MORNING)
    assert state.count(OpenKind.SECOND) == 1

    desk.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    form = desk.form()
    assert isinstance(form, SecondPersonForm)
    fill(desk, form.pin.line, "9999")
    desk.press(Qt.Key.Key_Return)
    assert "The PIN is wrong." in desk.words(form)
    fill(desk, form.pin.line, PIN)
    desk.press(Qt.Key.Key_Return)
    (visit,) = visits(desk, husband)
    assert visit.seconded_at is not None
    assert desk.ask(shift_state, day=TODAY, now=MONDAY_MORNING).count(OpenKind.SECOND) == 0


def test_a_stranger_s_visit_asks_nobody(small_desk: AtDesk) -> None:
    desk = small_desk
    olga = enter(desk, "Титова", "Ольга", date(1985, 2, 3), phone="89161234567")
    enter(desk, "Соколова", "Марина", date(1988, 4, 12), phone="89167654321")
    sits_down(desk, "olga")
    desk.page.open_person(olga)
    do_by_name(desk, "This is my own record")
    open_person(desk, "4321")
    desk.press(Qt.Key.Key_F5)
    assert desk.form() is None
    assert [one.needs_second for one in desk.ask(lambda s: list(s.scalars(select(Visit))))] == [
        False
    ]
