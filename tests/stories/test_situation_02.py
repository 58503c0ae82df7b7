"""Situation 2: a teenager of fifteen comes alone: seen, told nothing of the card, given no card."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from reception.models import AuditRow, Visit
from reception.values.choices import Relation
from tests.stories.family_people import at_home, digit
from tests.stories.people import every
from tests.ui.at_desk import AtDesk


def teenager(desk: AtDesk, born: date) -> int:
    home = at_home(desk, joined=False)
    household = home.patient(home.marina).household_id
    return desk.person("Соколов", "Лев", born, household_id=household, relation=Relation.CHILD)


def test_fifteen_and_alone(small_desk: AtDesk) -> None:
    desk = small_desk
    lev = teenager(desk, date(2011, 11, 2))
    desk.page.open_person(lev)
    desk.press(Qt.Key.Key_F5)
    words = desk.words(desk.form())
    assert "May be seen alone; the paid contract needs a parent's signature" in words
    digit(desk, Qt.Key.Key_0)
    (visit,) = every(desk, Visit)
    assert (visit.patient_id, visit.accompanied_by_id, visit.accompanied_by_other) == (
        lev,
        None,
        "",
    )
    assert not desk.page.side.prompt.isVisible()
    assert "A minor alone: nothing about the card" in desk.words(desk.page.side.said)
    desk.press(Qt.Key.Key_F8)
    assert desk.form() is None
    assert "not to a minor who came alone" in desk.toast()
    notes = [one.difference for one in every(desk, AuditRow) if one.action == "note_companion"]
    assert "came_alone" in notes[0]


def test_a_day_before_fifteen_not_alone(small_desk: AtDesk) -> None:
    desk = small_desk
    lev = teenager(desk, date(2011, 11, 3))
    desk.page.open_person(lev)
    desk.press(Qt.Key.Key_F5)
    digit(desk, Qt.Key.Key_0)
    assert not every(desk, Visit)
    assert "Лев is too young to be seen alone" in desk.words(desk.form())


def test_in_a_queue_nobody_is_asked_who_came_and_the_sheet_is_handed(small_desk: AtDesk) -> None:
    desk = small_desk
    lev = teenager(desk, date(2011, 11, 2))
    desk.press(Qt.Key.Key_F7)
    desk.page.open_person(lev)
    desk.press(Qt.Key.Key_F5)
    (visit,) = every(desk, Visit)
    assert visit.is_queue_mode
    assert "A minor alone" not in desk.words(desk.page.side.said)
