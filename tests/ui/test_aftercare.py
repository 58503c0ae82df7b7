"""The queue of today on the screen: reached by keys, a survey answered, nobody asked twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reception.changes import Done
from reception.models import Complaint, Consent, Contact, Paper, Survey, Visit
from reception.services.patients import register_patient
from reception.storage.unit_of_work import UnitOfWork
from reception.ui.pages.aftercare.page import AftercarePage
from reception.ui.pages.aftercare.queue_part import QueuePart
from reception.values.aftercare import ContactOutcome, SurveyState, SurveyWay
from reception.values.choices import (
    ConsentPurpose,
    ConsentState,
    ContactChannel,
    PaperKind,
    VisitOrigin,
    VisitStatus,
)
from tests.ui.house import House, settle, until

DAY = date(2026, 11, 2)


def rows(house: House, kind: type) -> list:
    return house.screens.actions.ask(lambda session: list(session.query(kind)))


@pytest.fixture
def queue(house: House) -> QueuePart:
    """Two who were here the day before yesterday; both may be called."""
    run = house.screens.actions.run

    def come(uow: UnitOfWork, name: str, phone: str) -> Done[None]:
        person = register_patient(uow, last_name=name, first_name="Анна", phones=[phone]).value
        uow.add(
            Visit(
                patient_id=person,
                day=DAY - timedelta(days=2),
                status=VisitStatus.DONE,
                origin=VisitOrigin.BOOKED,
                created_at=uow.now,
            )
        )
        uow.add(
            Consent(
                patient_id=person,
                purpose=ConsentPurpose.SERVICE_MESSAGES,
                channel=ContactChannel.CALL,
                state=ConsentState.GIVEN,
                recorded_at=uow.now,
            )
        )
        return Done(None)

    for name, phone in (("Котова", "89161234567"), ("Орлова", "89167654321")):

        def one(uow: UnitOfWork, name: str = name, phone: str = phone) -> Done[None]:
            return come(uow, name, phone)

        assert run(one, quiet=True)
    page = house.go("aftercare")
    assert isinstance(page, AftercarePage)
    part = page.parts["queue"]
    assert isinstance(part, QueuePart)
    house.window.activateWindow()
    QTest.qWaitForWindowActive(house.window, 2000)
    settle()
    return part


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)
    settle()


def test_a_missed_call_goes_by_one_key_and_comes_back_later(house: House, queue: QueuePart) -> None:
    assert queue.count.text() == "2 people to reach"
    assert [row.name for row in queue.list.rows_model.rows] == ["Котова Анна", "Орлова Анна"]
    queue.outcomes.setFocus()
    settle()
    press(Qt.Key.Key_2)
    until(lambda: rows(house, Contact), "the digit: a scanner's burst would begin so too")
    (contact,) = rows(house, Contact)
    assert contact.outcome is ContactOutcome.NO_ANSWER
    assert queue.count.text() == "1 person to reach"
    assert "Tried again later" in house.screens.notify.text


def test_a_survey_is_answered_by_keys_and_a_low_score_opens_a_complaint(
    house: House, queue: QueuePart
) -> None:
    queue.survey_button.click()
    settle()
    form = queue.form
    assert form is not None
    assert form.open_words.text() != ""
    press(Qt.Key.Key_3)
    until(lambda: form.answers[0].value() == 3, "the answer")
    assert form.open_words.text() == "Что нам исправить в первую очередь?"
    form.comment.area.setPlainText("Долго ждала.")
    form.comment.edited.emit("Долго ждала.")
    settle()
    assert form.mend.isChecked()
    form.keep_button.click()
    settle()
    (survey,) = rows(house, Survey)
    assert (survey.state, survey.answers["recommend"], survey.comment) == (
        SurveyState.ANSWERED,
        3,
        "Долго ждала.",
    )
    assert len(rows(house, Complaint)) == 1
    (contact,) = rows(house, Contact)
    assert contact.outcome is ContactOutcome.REACHED
    assert [row.name for row in queue.list.rows_model.rows] == ["Орлова Анна"]


def test_escape_puts_a_survey_away_and_keeps_it_due(house: House, queue: QueuePart) -> None:
    queue.survey_button.click()
    settle()
    press(Qt.Key.Key_Escape)
    assert queue.form is None
    (survey,) = rows(house, Survey)
    assert survey.state is SurveyState.DUE
    assert queue.count.text() == "2 people to reach"


def test_a_survey_on_paper_is_printed_and_typed_in_later(house: House, queue: QueuePart) -> None:
    queue.survey_button.click()
    settle()
    form = queue.form
    assert form is not None
    form.paper_button.click()
    settle()
    (paper,) = rows(house, Paper)
    assert paper.kind is PaperKind.SURVEY_FORM
    form.way.button(SurveyWay.PAPER).click()
    form.answers[0].choices.button(9).click()
    settle()
    form.keep_button.click()
    settle()
    (survey,) = rows(house, Survey)
    assert (survey.way, survey.answers["recommend"]) == (SurveyWay.PAPER, 9)
