"""Situation 46: pain or an emergency: one key, and nothing is said about the card; a care call."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt

from reception.models import Mention, Task
from reception.queries.desk import todays_list
from reception.values.choices import TaskKind, TaskStatus, VisitStatus
from reception.values.day_choices import TraceKind
from tests.clinics import MONDAY_MORNING
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import TODAY, enter, open_person, visits


def test_one_key_and_the_prompt_is_gone(small_desk: AtDesk) -> None:
    desk = small_desk
    marina = enter(desk, "Соколова", "Марина", date(1988, 4, 12), phone="89161234567", visits=4)
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    assert desk.page.side.prompt.isVisible()
    desk.press(Qt.Key.Key_F10)
    assert not desk.page.side.prompt.isVisible()
    assert "Emergency: nothing about the card today." in desk.words(desk.page.side)
    (visit,) = visits(desk, marina)
    assert visit.is_emergency
    (task,) = every(desk, Task)
    assert (task.kind, task.due_on) == (TaskKind.CARE_CALL, TODAY + timedelta(days=1))
    (row,) = desk.ask(todays_list, day=TODAY, now=MONDAY_MORNING).rows
    assert not row.to_tell, "the visit leaves the denominator"
    assert every(desk, Mention) == []

    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.page.side.prompt.isVisible()
    assert [one.status for one in every(desk, Task)] == [TaskStatus.DROPPED]


def test_who_comes_in_pain_is_let_in_by_the_same_key(small_desk: AtDesk) -> None:
    from reception.queries.day import traces_of

    desk = small_desk
    marina = enter(desk, "Соколова", "Марина", date(1988, 4, 12), phone="89161234567", visits=4)
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F10)
    (visit,) = visits(desk, marina)
    assert (visit.status, visit.is_emergency) == (VisitStatus.ARRIVED, True)
    assert not desk.page.side.prompt.isVisible()
    assert [one.kind for one in desk.ask(traces_of, patient_id=marina)] == [TraceKind.EMERGENCY]
