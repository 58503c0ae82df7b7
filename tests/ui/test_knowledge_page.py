"""Knowledge: the quiz taken by digits, its result, who has passed; trainings; working days."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from reception.queries.working_days import calendar_facts
from reception.ui.kit.text import Text
from reception.ui.pages.knowledge.page import KnowledgePage
from reception.ui.pages.knowledge.quiz_part import QuizPart
from reception.ui.pages.knowledge.training_part import TrainingDialog, TrainingPart
from reception.ui.pages.settings.calendar_part import CalendarPart
from reception.ui.pages.settings.page import SettingsPage
from tests.ui.house import House, settle


def knowledge(house: House, part: str = "quiz") -> KnowledgePage:
    page = house.go("knowledge", part)
    assert isinstance(page, KnowledgePage)
    return page


def words(widget: QWidget) -> str:
    return "\n".join(text.text() for text in widget.findChildren(Text) if text.isVisible())


def answer(quiz: QuizPart, *, right: bool) -> None:
    """Press the digit of a right, or of a wrong, option."""
    assert quiz.run.quiz is not None
    asked = {each.number: each for each in quiz.run.quiz.questions}
    number = next(
        n for n in (q.number for q in quiz.run.quiz.questions) if n not in quiz.run.chosen
    )
    digit = next(
        place
        for place, option in enumerate(asked[number].options, start=1)
        if option.is_right == right
    )
    QTest.keyClick(quiz.run.buttons[0], Qt.Key(int(Qt.Key.Key_0) + digit))
    settle()


def test_the_quiz_is_taken_by_digits_and_certifies(house: House) -> None:
    quiz = knowledge(house).parts["quiz"]
    assert isinstance(quiz, QuizPart)
    assert "Version 1 · in force" in words(quiz)
    QTest.keyClick(quiz.take_buttons[0], Qt.Key.Key_Return)
    settle()
    assert "Question 1 of 10" in words(quiz.run)
    answer(quiz, right=False)
    for _number in range(9):
        answer(quiz, right=True)
    shown = words(quiz.answers)
    assert "Passed: 9 of 10" in shown
    assert "this is how it is" in shown
    QTest.keyClick(quiz.answers.close_button, Qt.Key.Key_Return)
    settle()
    assert quiz.versions.isVisible()
    assert "passed on" in " ".join(
        quiz.table.rows_model.columns[2].text(row) for row in quiz.table.rows_model.rows
    )
    assert "wrong 1 time" in words(quiz.hard)
    assert quiz.take_buttons[0].text() == "Take the quiz again"


def test_back_shows_what_was_chosen_and_escape_leaves_without_a_trace(house: House) -> None:
    page = knowledge(house)
    quiz = page.parts["quiz"]
    assert isinstance(quiz, QuizPart)
    quiz.take_buttons[0].click()
    settle()
    answer(quiz, right=True)
    quiz.run.back_button.click()
    settle()
    assert "Question 1 of 10" in words(quiz.run)
    assert [button.isChecked() for button in quiz.run.buttons].count(True) == 1
    assert page.step_back()
    settle()
    assert quiz.versions.isVisible()
    assert "Questions answered wrong most often" in words(quiz.hard)
    assert not page.step_back()


def test_a_training_is_recorded_with_who_was_there(house: House) -> None:
    part = knowledge(house, "trainings").parts["trainings"]
    assert isinstance(part, TrainingPart)
    assert "Trainings will stand here" in words(part)
    part.add_button.click()
    settle()
    (dialog,) = house.window.findChildren(TrainingDialog)
    dialog.save_button.click()
    settle()
    assert dialog.topic.error()
    QTest.keyClicks(dialog.topic.line, "Answers")
    dialog.save_button.click()
    settle()
    assert "Choose who was there." in words(dialog)
    next(iter(dialog.people.values())).click()
    dialog.save_button.click()
    settle()
    (row,) = part.table.rows_model.rows
    assert row.topic == "Answers"
    assert row.next_due == date(2027, 5, 2)


def test_working_days_are_set_and_say_who_set_them(house: House) -> None:
    page = house.go("settings", "calendar")
    assert isinstance(page, SettingsPage)
    part = page.parts["calendar"]
    assert isinstance(part, CalendarPart)
    part.ticks[5].click()
    settle()
    part.day.line.setFocus()
    QTest.keyClicks(part.day.line, "04.11.2026")
    QTest.keyClick(part.day.line, Qt.Key.Key_Return)
    settle()
    facts = house.screens.actions.ask(calendar_facts)
    assert facts.days.weekdays == frozenset(range(5))
    assert facts.days.closed == frozenset({date(2026, 11, 4)})
    assert "4 Nov 2026, wednesday" in words(part)
    assert "Last changed by" in words(part)
    QTest.keyClicks(part.day.line, "someday")
    QTest.keyClick(part.day.line, Qt.Key.Key_Return)
    assert part.day.error() == "Enter a day, for example 01.09.2026."
