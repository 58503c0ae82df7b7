"""Situation 34: the administrator does not know; F1 answers, or the question becomes a task."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from reception.models import Nuance, Task
from reception.ui.kit.card import Card
from reception.ui.pages.knowledge.page import KnowledgePage
from reception.ui.pages.knowledge.questions_part import QuestionsPart
from reception.values.choices import TaskKind, TaskStatus
from tests.stories.people import every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def told(desk: AtDesk) -> list[str]:
    drawer = desk.house.window.answers
    drawer.look()
    settle()
    return [desk.words(card) for card in drawer.found.findChildren(Card)]


def test_a_word_is_answered_by_the_terms_with_this_familys_figure(small_desk: AtDesk) -> None:
    desk = small_desk
    marina_joins(desk)
    drawer = desk.house.window.answers
    before = desk.focus
    desk.press(Qt.Key.Key_F1)
    assert drawer.isVisible()
    desk.type("потратить")
    (first, *_rest) = told(desk)
    assert "Баллами можно оплатить до 50" in first
    assert "На счёте сейчас 300 баллов" in first
    drawer.language.button(drawer.language._values[2]).click()
    settle()
    assert "Points cover up to 50%" in told(desk)[0]
    desk.press(Qt.Key.Key_Escape)
    assert not drawer.isVisible()
    assert desk.has_focus(before)


def test_what_nobody_knows_is_owed_answered_and_found_from_then_on(small_desk: AtDesk) -> None:
    desk = small_desk
    person = marina_joins(desk)
    desk.press(Qt.Key.Key_F1)
    desk.type("парковка бесплатная?")
    assert told(desk) == []
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (task,) = [one for one in every(desk, Task) if one.kind is TaskKind.ANSWER_OWED]
    assert (task.patient_id, task.due_on, task.note) == (
        person,
        date(2026, 11, 3),
        "парковка бесплатная?",
    )
    page = desk.house.go("knowledge", "questions")
    assert isinstance(page, KnowledgePage)
    part = page.parts["questions"]
    assert isinstance(part, QuestionsPart)
    (form,) = part.forms.values()
    form.save_button.click()
    settle()
    assert "Write it in a few words." in desk.words(form)
    form.fields["ru"].set_text("Да, во дворе, два часа бесплатно.")
    form.save_button.click()
    settle()
    (nuance,) = every(desk, Nuance)
    assert nuance.answered_at is not None
    (task,) = [one for one in every(desk, Task) if one.kind is TaskKind.ANSWER_OWED]
    assert task.status is TaskStatus.DONE
    desk.house.go("desk")
    desk.page.open_person(person)
    settle()
    desk.press(Qt.Key.Key_F1)
    desk.type("парковка")
    (only,) = told(desk)
    assert "Да, во дворе, два часа бесплатно." in only
    assert "A nuance of this clinic" in only
