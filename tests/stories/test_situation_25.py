"""Situation 25: five people wait; F7 asks only what is needed, the card is spoken of at checkout."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from reception.models import Mention, Task
from reception.queries.desk import todays_list
from reception.values.choices import Channel, TaskKind, TaskStatus
from tests.clinics import MONDAY_MORNING
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import TODAY, enter, open_person, visits

QUEUE = ("Соколова", "Волкова", "Зайцева", "Лисицына", "Медведева")


def test_five_people_are_let_through_and_told_at_checkout(small_desk: AtDesk) -> None:
    desk = small_desk
    people = [
        enter(desk, last, "Анна", date(1980 + n, 4, 12), phone=f"8916000000{n}", visits=2)
        for n, last in enumerate(QUEUE)
    ]
    desk.page.go_home()
    desk.press(Qt.Key.Key_F7)
    assert "Queue: only what is needed" in desk.page.day_list.queue.text()
    assert desk.page.day_list.queue.isVisible()

    for n in range(len(QUEUE)):
        desk.type(f"000000{n}")
        desk.press(Qt.Key.Key_Return)
        desk.press(Qt.Key.Key_F5)
        assert desk.has_focus(desk.page.search_box.line), "the next one can be typed at once"
    prompt = desk.page.side.prompt
    assert "Queue: hand the sheet over." in desk.words(prompt)
    assert not prompt.phrase.isVisible()
    owed = every(desk, Task)
    assert [one.kind for one in owed] == [TaskKind.MENTION_OWED] * len(QUEUE)
    assert all(visits(desk, one)[0].is_queue_mode for one in people)
    rows = desk.ask(todays_list, day=TODAY, now=MONDAY_MORNING).rows
    assert all(row.to_tell for row in rows), "they stay among those to be told"

    desk.press(Qt.Key.Key_F7)
    assert not desk.page.day_list.queue.isVisible()
    open_person(desk, "0000002")
    desk.press(Qt.Key.Key_F11)
    assert prompt.phrase.isVisible(), "at checkout it stands whole"
    desk.type("1500")
    desk.press(Qt.Key.Key_Return)
    assert desk.has_focus(prompt)
    desk.press(Qt.Key.Key_3)
    desk.wait(lambda: every(desk, Mention), "the answer")
    (mention,) = every(desk, Mention)
    assert (mention.listener_id, mention.channel) == (people[2], Channel.CHECKOUT)
    done = [one for one in every(desk, Task) if one.status is TaskStatus.DONE]
    assert [one.patient_id for one in done] == [people[2]]


def test_a_child_is_let_through_without_a_question(small_desk: AtDesk) -> None:
    desk = small_desk
    child = enter(desk, "Соколова", "Мира", date(2018, 6, 1), phone="89161234567")
    desk.page.go_home()
    desk.press(Qt.Key.Key_F7)
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    assert desk.form() is None
    assert len(visits(desk, child)) == 1
