"""Complaints, conversations and suggestions: gates, order, undo, who is told."""

from datetime import date, timedelta
from typing import Any

import pytest

from reception.errors import InvalidInput, Refused
from reception.models import Complaint, Conversation, Suggestion, SuggestionEcho
from reception.queries.complaints import complaints, conversation_sheet
from reception.queries.suggestions import closed_loop, suggestions
from reception.queries.work_queue import work_queue
from reception.services.complaints import (
    assign_complaint,
    drop_complaint,
    open_complaint,
    resolve_complaint,
)
from reception.services.contacts import record_contact
from reception.services.conversations import (
    answer_consent,
    begin_conversation,
    echo_suggestion,
    finish_conversation,
    note_step,
)
from reception.services.suggestions import (
    move_suggestion,
    record_suggestion,
    shorten_suggestion,
)
from reception.values.aftercare import (
    ComplaintState,
    ContactOutcome,
    ContactReason,
    ConversationConsent,
    Echo,
    SuggestionState,
)
from reception.values.choices import ContactChannel
from tests.people import Desk

DAY = date(2026, 11, 2)


def rows(desk: Desk, kind: type[Any]) -> list[Any]:
    found: list[Any] = desk.ask(lambda session: list(session.query(kind)))
    return found


@pytest.fixture
def anna(desk: Desk) -> int:
    return desk.person("Котова", "Анна", birth_date=date(1990, 3, 5), phone="89161234567")


@pytest.fixture
def complaint(desk: Desk, anna: int) -> int:
    visit = desk.visit(anna, DAY - timedelta(days=2))
    return int(
        desk.do(open_complaint, patient_id=anna, words="Ждала сорок минут.", visit_id=visit).value
    )


def talk_of(desk: Desk, complaint: int) -> int:
    desk.do(resolve_complaint, complaint_id=complaint, resolution="Записали без очереди.")
    number = int(desk.do(begin_conversation, complaint_id=complaint).value)
    desk.do(answer_consent, conversation_id=number, consent=ConversationConsent.YES)
    return number


def test_a_complaint_has_an_owner_and_a_day_and_is_resolved_with_words(
    desk: Desk, complaint: int
) -> None:
    (row,) = desk.ask(complaints, day=DAY)
    assert (row.due_on, row.owner_id) == (date(2026, 11, 3), desk.actor.staff_id)
    with pytest.raises(InvalidInput):
        desk.do(assign_complaint, complaint_id=complaint, owner_id=None, due_on=DAY - timedelta(1))
    desk.do(
        assign_complaint,
        complaint_id=complaint,
        owner_id=desk.actor.staff_id,
        due_on=DAY + timedelta(3),
    )
    with pytest.raises(InvalidInput):
        desk.do(resolve_complaint, complaint_id=complaint, resolution="  ")
    done = desk.do(resolve_complaint, complaint_id=complaint, resolution="Позвонили, извинились.")
    with pytest.raises(Refused) as told:
        desk.do(drop_complaint, complaint_id=complaint, reason="дубль")
    assert told.value.code == "done"
    desk.undo(done)
    (row,) = rows(desk, Complaint)
    assert (row.state, row.resolution, row.resolved_on) == (ComplaintState.OPEN, "", None)
    desk.do(drop_complaint, complaint_id=complaint, reason="дубль")
    (row,) = desk.ask(complaints, day=DAY)
    assert (row.state, row.resolution) == (ComplaintState.DROPPED, "дубль")


def test_a_conversation_opens_only_when_it_is_put_right(desk: Desk, complaint: int) -> None:
    with pytest.raises(Refused) as told:
        desk.do(begin_conversation, complaint_id=complaint)
    assert told.value.code == "not_resolved"
    desk.do(resolve_complaint, complaint_id=complaint, resolution="Исправили.")
    number = desk.do(begin_conversation, complaint_id=complaint).value
    assert desk.do(begin_conversation, complaint_id=complaint).value == number
    with pytest.raises(Refused) as told:
        desk.do(note_step, conversation_id=number, step="put_right", answer="да")
    assert told.value.code == "consent"


def test_later_needs_a_day_and_no_ends_it(desk: Desk, complaint: int) -> None:
    desk.do(resolve_complaint, complaint_id=complaint, resolution="Исправили.")
    number = desk.do(begin_conversation, complaint_id=complaint).value
    for day in (None, DAY, DAY - timedelta(1)):
        with pytest.raises(InvalidInput):
            desk.do(
                answer_consent,
                conversation_id=number,
                consent=ConversationConsent.LATER,
                later_on=day,
            )
    desk.do(
        answer_consent,
        conversation_id=number,
        consent=ConversationConsent.LATER,
        later_on=DAY + timedelta(2),
    )
    reasons = [one.reason for one in desk.ask(work_queue, day=DAY, now=desk.now)]
    assert ContactReason.CONVERSATION not in reasons
    desk.do(answer_consent, conversation_id=number, consent=ConversationConsent.NO)
    (row,) = rows(desk, Conversation)
    assert (row.consent, row.ended_at) == (ConversationConsent.NO, desk.now)
    with pytest.raises(Refused):
        desk.do(answer_consent, conversation_id=number, consent=ConversationConsent.YES)


def test_the_steps_go_in_their_order_and_the_own_words_become_a_suggestion(
    desk: Desk, complaint: int
) -> None:
    number = talk_of(desk, complaint)
    with pytest.raises(Refused) as told:
        desk.do(note_step, conversation_id=number, step="why", answer="спешка")
    assert told.value.code == "order"
    for step, answer in (
        ("put_right", "Да, спасибо"),
        ("how_it_was", "Ждала"),
        ("why", ""),
        ("otherwise", "Предупредить"),
        ("own_words", "Писать, если врач задерживается"),
        ("tell", "позвонить"),
    ):
        desk.do(note_step, conversation_id=number, step=step, answer=answer)
    sheet = desk.ask(conversation_sheet, conversation_id=number)
    assert not sheet.script.all_filled(sheet.answers)
    desk.do(note_step, conversation_id=number, step="why", answer="спешка")
    sheet = desk.ask(conversation_sheet, conversation_id=number)
    assert sheet.script.all_filled(sheet.answers)
    assert sheet.said("put_right") == (
        "Вопрос уже решён: Записали без очереди. Всё ли так, как вы хотели?"
    )
    done = desk.do(finish_conversation, conversation_id=number)
    (one,) = rows(desk, Suggestion)
    assert (one.id, one.words, one.conversation_id) == (
        done.value,
        "Писать, если врач задерживается",
        number,
    )
    desk.undo(done)
    assert rows(desk, Suggestion) == []


def test_anothers_suggestion_is_offered_without_a_name_and_counted(
    desk: Desk, anna: int, complaint: int
) -> None:
    boris = desk.person("Орлов", "Борис", phone="89167654321")
    offered = desk.do(record_suggestion, patient_id=boris, words="Кофе для Орлова").value
    own = desk.do(record_suggestion, patient_id=anna, words="Тише музыку").value
    desk.do(shorten_suggestion, suggestion_id=own, short="музыка тише")
    number = talk_of(desk, complaint)
    assert desk.ask(conversation_sheet, conversation_id=number).offered == ()
    desk.do(shorten_suggestion, suggestion_id=offered, short="кофе у стойки")
    sheet = desk.ask(conversation_sheet, conversation_id=number)
    assert [one.short for one in sheet.offered] == ["кофе у стойки"]
    desk.do(echo_suggestion, conversation_id=number, suggestion_id=offered, echo=Echo.YES)
    desk.do(echo_suggestion, conversation_id=number, suggestion_id=offered, echo=Echo.NO)
    (echo,) = rows(desk, SuggestionEcho)
    assert echo.echo is Echo.NO
    with pytest.raises(Refused):
        desk.do(echo_suggestion, conversation_id=number, suggestion_id=own, echo=Echo.YES)
    row = next(one for one in desk.ask(suggestions, day=DAY) if one.suggestion_id == offered)
    assert (row.would_help, row.would_not) == (0, 1)


def test_a_suggestion_goes_step_by_step_and_its_author_is_told_in_time(
    desk: Desk, anna: int
) -> None:
    number = desk.do(record_suggestion, patient_id=anna, words="Поставить вешалку").value
    with pytest.raises(Refused):
        desk.do(move_suggestion, suggestion_id=number, to=SuggestionState.DONE)
    considered = desk.do(move_suggestion, suggestion_id=number, to=SuggestionState.CONSIDERED)
    with pytest.raises(InvalidInput):
        desk.do(move_suggestion, suggestion_id=number, to=SuggestionState.DECLINED)
    desk.do(move_suggestion, suggestion_id=number, to=SuggestionState.ACCEPTED)
    with pytest.raises(Refused):
        desk.undo(considered)
    desk.do(move_suggestion, suggestion_id=number, to=SuggestionState.DONE)
    (row,) = desk.ask(suggestions, day=DAY)
    assert row.must_be_told
    assert "Поставить вешалку. Мы это сделали." in row.text
    assert desk.ask(closed_loop, first=DAY, last=DAY).told_in_time == 0
    (wanted,) = [
        one
        for one in desk.ask(work_queue, day=DAY, now=desk.now)
        if one.reason is ContactReason.RESULT
    ]
    assert wanted.subject_id == number
    desk.do(
        record_contact,
        reason=ContactReason.RESULT,
        subject_id=number,
        patient_id=anna,
        channel=ContactChannel.CALL,
        outcome=ContactOutcome.REACHED,
    )
    (row,) = desk.ask(suggestions, day=DAY)
    assert row.told_in_time()
    loop = desk.ask(closed_loop, first=DAY, last=DAY)
    assert (loop.done, loop.told_in_time) == (1, 1)
