"""What is new for one listener, as the prompt takes it from the database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reception.bootstrap import starter_file
from reception.changes import Done
from reception.models import Recall, Suggestion
from reception.queries.desk import person_panel
from reception.queries.prompt_facts import Call
from reception.queries.prompt_news import next_visit, suggestion_done
from reception.rules.prompt_choice import Prompt, Silence
from reception.rules.prompts import PromptBook, load
from reception.services.booking import Slot, book_visit
from reception.services.check_in import check_in
from reception.services.joining import join_programme
from reception.translation import Language
from reception.values.aftercare import RecallReason, RecallState, SuggestionState
from reception.values.choices import Channel
from tests.people import Desk

TODAY = date(2026, 11, 2)


@pytest.fixture(scope="module")
def book() -> PromptBook:
    return load(starter_file("prompts.toml"))


@pytest.fixture
def anna(desk: Desk) -> int:
    return desk.person("Иванова", "Анна", "Сергеевна", birth_date=date(1992, 1, 5))


def add(desk: Desk, row: object) -> None:
    """A row brought from elsewhere."""

    def keep(uow):
        uow.add(row)
        return Done(None)

    desk.do(keep)


def prompt(desk: Desk, book: PromptBook, person: int, **more: object) -> Prompt | Silence | None:
    found = desk.ask(person_panel, patient_id=person, day=TODAY, now=desk.now, book=book, **more)
    said: Prompt | Silence | None = found.prompt
    return said


def test_the_next_visit_is_an_appointment_else_what_a_doctor_asked_for(
    desk: Desk, anna: int
) -> None:
    assert desk.ask(next_visit, patient_id=anna, day=TODAY) is None
    add(
        desk,
        Recall(
            patient_id=anna,
            reason=RecallReason.AFTER_TESTS,
            due_on=TODAY + timedelta(days=9),
            state=RecallState.OPEN,
            created_at=desk.now,
        ),
    )
    assert desk.ask(next_visit, patient_id=anna, day=TODAY) == TODAY + timedelta(days=9)
    desk.do(book_visit, patient_id=anna, slot=Slot(TODAY + timedelta(days=14)))
    assert desk.ask(next_visit, patient_id=anna, day=TODAY) == TODAY + timedelta(days=14)


def test_a_suggestion_is_told_in_six_words_or_not_at_all(desk: Desk, anna: int) -> None:
    def suggest(short: str, words: str) -> None:
        add(
            desk,
            Suggestion(
                patient_id=anna,
                words=words,
                short=short,
                language=Language.RU,
                state=SuggestionState.DONE,
                raised_on=TODAY,
                done_on=TODAY,
                recorded_at=desk.now,
            ),
        )

    suggest("", "чтобы у входа стояла ещё одна вешалка для пальто")
    assert desk.ask(suggestion_done, patient_id=anna) == ""
    suggest("ещё одна вешалка", "чтобы у входа стояла ещё одна вешалка")
    assert desk.ask(suggestion_done, patient_id=anna) == "ещё одна вешалка"


def test_a_caller_hears_her_balance_only_when_she_has_proved_who_she_is(
    desk: Desk, book: PromptBook, anna: int
) -> None:
    desk.do(join_programme, patient_id=anna)
    desk.do(book_visit, patient_id=anna, slot=Slot(TODAY + timedelta(days=14)))
    stranger = prompt(desk, book, anna, channel=Channel.PHONE, call=Call())
    assert isinstance(stranger, Silence)
    known = prompt(desk, book, anna, channel=Channel.PHONE, call=Call(identified=True))
    assert isinstance(known, Prompt)
    assert known.code == "P12/1"
    assert "На вашем счёте 300\xa0баллов" in known.text
    assert "16 ноября" in known.text


def test_the_telephone_asks_for_no_visit_and_the_waiting_room_does(
    desk: Desk, book: PromptBook, anna: int
) -> None:
    desk.visit(anna, TODAY - timedelta(days=40), paid_minor=300_000)
    assert prompt(desk, book, anna) is None
    call = prompt(desk, book, anna, channel=Channel.PHONE, call=Call())
    assert isinstance(call, Prompt)
    assert call.code == "P12/2"
    after = prompt(desk, book, anna, channel=Channel.CALL_AFTER, call=Call())
    assert isinstance(after, Prompt)
    assert after.code.startswith("P17/")
    assert prompt(desk, book, anna, channel=Channel.WAITING) is None
    desk.do(check_in, patient_id=anna)
    waiting = prompt(desk, book, anna, channel=Channel.WAITING)
    assert isinstance(waiting, Prompt)
    assert waiting.code.startswith("P16/")
