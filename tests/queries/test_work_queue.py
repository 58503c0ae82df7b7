"""The work queue: who waits to be reached today, in which words, and who is never in it."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from reception.changes import Done
from reception.models import Complaint, Consent, PortraitFact, Recall, Suggestion, Task
from reception.queries.work_queue import work_queue
from reception.services.contacts import record_contact
from reception.services.patients import change_patient
from reception.services.surveys import answer_survey, open_survey
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Language
from reception.values.aftercare import (
    ComplaintState,
    ContactOutcome,
    ContactReason,
    PortraitSign,
    RecallReason,
    RecallState,
    SuggestionState,
)
from reception.values.choices import (
    ConsentPurpose,
    ConsentState,
    ContactChannel,
    TaskKind,
    TaskStatus,
    VisitStatus,
)
from tests.people import Desk

DAY = date(2026, 11, 2)  # a Monday


def queue(desk: Desk, day: date = DAY) -> list[tuple[str, str]]:
    rows = desk.ask(work_queue, day=day, now=desk.now)
    return [(row.reason.value, row.name) for row in rows]


def agree(desk: Desk, person: int, channel: ContactChannel = ContactChannel.CALL) -> None:
    def give(uow: UnitOfWork) -> Done[None]:
        uow.add(
            Consent(
                patient_id=person,
                purpose=ConsentPurpose.SERVICE_MESSAGES,
                channel=channel,
                state=ConsentState.GIVEN,
                recorded_at=uow.now,
            )
        )
        return Done(None)

    desk.do(give)


def add(desk: Desk, row: Any) -> None:
    def put(uow: UnitOfWork) -> Done[None]:
        uow.add(row)
        return Done(None)

    desk.do(put)


@pytest.fixture
def anna(desk: Desk) -> int:
    person = desk.person("Котова", "Анна", birth_date=date(1990, 3, 5), phone="89161234567")
    agree(desk, person)
    return person


def test_a_visit_is_asked_about_two_to_nine_days_after(desk: Desk, anna: int) -> None:
    desk.visit(anna, DAY - timedelta(days=2))
    assert queue(desk, DAY - timedelta(days=1)) == []
    (row,) = desk.ask(work_queue, day=DAY, now=desk.now)
    assert (row.reason, row.name, row.phone, row.is_overdue) == (
        ContactReason.SURVEY,
        "Котова Анна",
        "79161234567",
        False,
    )
    assert row.channels == (ContactChannel.CALL,)
    assert row.text.startswith("Анна, здравствуйте! Это Клиника. 3\xa0коротких вопроса о визите 31")
    assert queue(desk, DAY + timedelta(days=7)) != []
    assert queue(desk, DAY + timedelta(days=8)) == []


def test_who_was_asked_is_not_asked_again_for_sixty_days(desk: Desk, anna: int) -> None:
    visit = desk.visit(anna, DAY - timedelta(days=3))
    number = desk.do(open_survey, visit_id=visit).value
    desk.do(answer_survey, survey_id=number, answers={"recommend": 9})
    desk.visit(anna, DAY - timedelta(days=2))
    assert queue(desk) == []


def test_nobody_without_consent_opted_out_or_dead_is_ever_in_it(desk: Desk, anna: int) -> None:
    desk.visit(anna, DAY - timedelta(days=2))
    silent = desk.person("Тихая", "Ева", phone="89160000000")
    desk.visit(silent, DAY - timedelta(days=2))
    assert queue(desk) == [("survey", "Котова Анна")]
    done = desk.do(change_patient, patient_id=anna, field="opted_out", value=True)
    assert queue(desk) == []
    desk.undo(done)
    assert queue(desk) == [("survey", "Котова Анна")]


def test_a_child_is_asked_about_through_the_guardian(desk: Desk, anna: int) -> None:
    child = desk.person("Котова", "Лиза", birth_date=date(2018, 11, 1))
    desk.visit(child, DAY - timedelta(days=2))
    assert queue(desk) == []

    def guard(uow: UnitOfWork) -> Done[None]:
        uow.find.patient(child).guardian_id = anna
        return Done(None)

    desk.do(guard)
    rows = desk.ask(work_queue, day=DAY, now=desk.now)
    assert [(row.reason.value, row.name, row.about) for row in rows] == [
        ("survey", "Котова Анна", "Котова Лиза"),
        ("greeting", "Котова Анна", "Котова Лиза"),
    ]


def test_a_reminder_names_no_doctor_and_comes_the_working_day_before(desk: Desk, anna: int) -> None:
    desk.visit(anna, DAY + timedelta(days=1), at=time(9, 30), status=VisitStatus.PLANNED)
    (row,) = desk.ask(work_queue, day=DAY, now=desk.now)
    assert row.reason is ContactReason.REMINDER
    assert "ждём вас 3" in row.text
    assert "9:30" in row.text
    assert queue(desk, DAY + timedelta(days=1)) == []


def test_a_missed_call_waits_its_three_hours_and_ends_after_three(desk: Desk, anna: int) -> None:
    visit = desk.visit(anna, DAY - timedelta(days=2))
    call = {
        "reason": ContactReason.SURVEY,
        "subject_id": visit,
        "patient_id": anna,
        "channel": ContactChannel.CALL,
    }
    for attempt in range(1, 4):
        assert queue(desk) == [("survey", "Котова Анна")], attempt
        desk.do(record_contact, **call, outcome=ContactOutcome.NO_ANSWER)
        assert queue(desk) == []
        desk.now += timedelta(hours=3, minutes=1)
    assert queue(desk) == []


def test_everything_owed_is_in_one_list_by_due_day(desk: Desk, anna: int) -> None:
    common = {"patient_id": anna}
    add(
        desk,
        Task(
            **common,
            kind=TaskKind.ANSWER_OWED,
            due_on=DAY - timedelta(days=1),
            note="парковка?",
            status=TaskStatus.OPEN,
            opened_at=desk.now,
        ),
    )
    add(
        desk,
        Recall(
            **common,
            reason=RecallReason.AFTER_TESTS,
            due_on=DAY - timedelta(days=2),
            state=RecallState.OPEN,
            created_at=desk.now,
        ),
    )
    add(
        desk,
        Suggestion(
            **common,
            words="Повесьте крючок",
            short="крючок у кресла",
            language=Language.RU,
            state=SuggestionState.DONE,
            raised_on=DAY,
            done_on=DAY - timedelta(days=3),
            recorded_at=desk.now,
        ),
    )
    add(
        desk,
        Complaint(
            **common,
            words="…",
            language=Language.RU,
            due_on=DAY,
            opened_on=DAY,
            opened_at=desk.now,
            state=ComplaintState.RESOLVED,
            resolved_on=DAY,
        ),
    )
    add(
        desk,
        PortraitFact(**common, sign=PortraitSign.REFERRAL_CONFIRMED, day=DAY, recorded_at=desk.now),
    )
    rows = desk.ask(work_queue, day=DAY, now=desk.now)
    assert [row.reason.value for row in rows] == [
        "result",
        "recall",
        "answer",
        "conversation",
        "thanks",
    ]
    by_reason = {row.reason.value: row for row in rows}
    assert "вы предлагали: крючок у кресла. Мы это сделали." in by_reason["result"].text
    assert "парковка?" in by_reason["answer"].text
    assert by_reason["answer"].is_overdue


def test_a_birthday_is_greeted_on_its_working_day(desk: Desk, anna: int) -> None:
    desk.visit(anna, DAY - timedelta(days=200))
    monday = date(2027, 3, 8)
    sunday_child = desk.person(
        "Воскресная", "Мария", birth_date=date(1985, 3, 7), phone="89165554433"
    )
    agree(desk, sunday_child)
    desk.visit(sunday_child, DAY)
    assert ("greeting", "Воскресная Мария") not in queue(desk, monday - timedelta(days=1))
    assert ("greeting", "Воскресная Мария") in queue(desk, monday)
    assert ("greeting", "Котова Анна") in queue(desk, date(2027, 3, 5))
