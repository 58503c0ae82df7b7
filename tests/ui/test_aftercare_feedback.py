"""Complaints, conversations and suggestions on the screen: by keys, in order, told and counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reception.clock import SetClock
from reception.models import Complaint, Contact, Conversation, Suggestion
from reception.ui.pages.aftercare.complaints_part import ComplaintsPart
from reception.ui.pages.aftercare.conversation_form import ConversationForm, StepWords
from reception.ui.pages.aftercare.page import AftercarePage
from reception.ui.pages.aftercare.queue_part import QueuePart
from reception.ui.pages.aftercare.suggestions_part import SuggestionsPart
from reception.values.aftercare import (
    ComplaintState,
    ContactOutcome,
    ConversationConsent,
    Echo,
    SuggestionState,
)
from tests.ui.feedback_world import feedback_of
from tests.ui.house import House, settle


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)
    settle()


def rows(house: House, kind: type) -> list:
    return house.screens.actions.ask(lambda session: list(session.query(kind)))


def part_of(house: House, key: str) -> object:
    page = house.go("aftercare", key)
    assert isinstance(page, AftercarePage)
    house.window.activateWindow()
    QTest.qWaitForWindowActive(house.window, 2000)
    settle()
    return page.parts[key]


@pytest.fixture
def complaints(house: House) -> ComplaintsPart:
    feedback_of(house)
    part = part_of(house, "complaints")
    assert isinstance(part, ComplaintsPart)
    return part


def test_a_complaint_is_put_right_with_words_and_can_be_undone(
    house: House, complaints: ComplaintsPart
) -> None:
    assert complaints.count.text() == "1 open complaint"
    complaints.resolve_button.click()
    settle()
    assert complaints.resolution.error() == "Write what was done."
    complaints.resolution.area.setPlainText("Вернули разницу.")
    complaints.resolve_button.click()
    settle()
    assert {one.state for one in rows(house, Complaint)} == {ComplaintState.RESOLVED}
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [one.state for one in rows(house, Complaint)].count(ComplaintState.OPEN) == 1


def talk(house: House, part: ComplaintsPart) -> None:
    resolved = next(
        one.id for one in rows(house, Complaint) if one.state is ComplaintState.RESOLVED
    )
    part.open_complaint(resolved)
    part.talk_button.click()
    settle()


def words_of(form: ConversationForm, code: str) -> StepWords:
    part = form.parts[code]
    assert isinstance(part, StepWords)
    return part


def test_a_conversation_goes_step_by_step_to_its_end(
    house: House, complaints: ComplaintsPart
) -> None:
    talk(house, complaints)
    form = complaints.form
    assert form is not None
    assert "около 10" in form.question.text()
    form.yes_button.click()
    settle()
    assert form.clock_words.text() == "0 of 10 min"
    for code, words in (
        ("put_right", "Да"),
        ("how_it_was", "Долго"),
        ("why", "Спешка"),
        ("otherwise", "Сказать"),
    ):
        assert list(form.parts)[-1] == code
        words_of(form, code).field.area.setPlainText(words)
        form.next_button.click()
        settle()
    assert list(form.parts)[-1] == "another"
    assert "вешалка у кабинета" in form.offers[0].findChildren(type(form.facts))[0].text()
    form.offers[0].choices.button(Echo.YES).click()
    form.next_button.click()
    settle()
    own = words_of(form, "own_words")
    own.field.area.setPlainText("Писать о задержке")
    assert own.said.text() == ("Записываю ваши слова: Писать о задержке. Всё верно?")
    form.next_button.click()
    settle()
    form.tell.button("call").click()
    settle()
    assert form.next_button.text() == "Finish the conversation"
    form.next_button.click()
    settle()
    assert complaints.form is None
    (row,) = rows(house, Conversation)
    assert row.ended_at is not None
    assert set(row.steps) == {
        "consent",
        "put_right",
        "how_it_was",
        "why",
        "otherwise",
        "another",
        "own_words",
        "tell",
    }
    assert "Писать о задержке" in {one.words for one in rows(house, Suggestion)}


def test_a_no_ends_it_and_later_needs_a_day(house: House, complaints: ComplaintsPart) -> None:
    talk(house, complaints)
    form = complaints.form
    assert form is not None
    form.later_on.line.setText("вчера")
    form.later_button.click()
    settle()
    assert form.later_on.error() == "Enter a day, for example 01.09.2026."
    form.no_button.click()
    settle()
    assert complaints.form is None
    (row,) = rows(house, Conversation)
    assert row.consent is ConversationConsent.NO


def test_two_minutes_before_the_end_the_closing_phrase_stands_there(
    house: House, complaints: ComplaintsPart
) -> None:
    talk(house, complaints)
    form = complaints.form
    assert form is not None
    form.yes_button.click()
    settle()
    assert not form.closing.isVisible()
    assert isinstance(house.screens.clock, SetClock)
    house.screens.clock.advance(timedelta(minutes=8))
    form.look_at_clock()
    assert form.closing.isVisible()
    assert form.closing.text().startswith("Спасибо, вы очень помогли.")
    assert form.clock_words.text() == "8 of 10 min"


def test_a_suggestion_is_decided_and_its_author_told(house: House) -> None:
    feedback_of(house)
    part = part_of(house, "suggestions")
    assert isinstance(part, SuggestionsPart)
    assert part.loop.text() == "Told within 14 days: 0 of 1 in 12 months"
    part.step_buttons[SuggestionState.CONSIDERED].click()
    settle()
    part.step_buttons[SuggestionState.DECLINED].click()
    settle()
    assert part.reason.error() == "Write the reason: it is told to the patient."
    part.step_buttons[SuggestionState.ACCEPTED].click()
    settle()
    part.filters.choose("tell")
    settle()
    assert part._row is not None
    assert "Пишите, если врач опаздывает. Мы это сделали." in part._row.text
    part.outcomes.picked.emit(ContactOutcome.REACHED)
    settle()
    (contact,) = rows(house, Contact)
    assert contact.outcome is ContactOutcome.REACHED
    assert part.loop.text() == "Told within 14 days: 1 of 1 in 12 months"
    assert part.nothing.isVisible()


def test_the_queue_opens_the_conversation_of_a_complaint(house: House) -> None:
    feedback_of(house)
    queue = part_of(house, "queue")
    assert isinstance(queue, QueuePart)
    talk = next(one for one in queue.list.rows_model.rows if one.reason.value == "conversation")
    queue.list.choose(talk.key)
    settle()
    queue.talk_button.click()
    settle()
    page = house.window.page("aftercare")
    assert isinstance(page, AftercarePage)
    assert page.filters.current == "complaints"
    part = page.parts["complaints"]
    assert isinstance(part, ComplaintsPart)
    assert part.talk_button.isVisible()
