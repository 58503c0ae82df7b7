"""Complaints, conversations and suggestions in a house, entered by the program's own services."""

from __future__ import annotations

from datetime import date, timedelta

from reception.changes import Done
from reception.models import Visit
from reception.services.complaints import open_complaint, resolve_complaint
from reception.services.conversations import answer_consent, begin_conversation, note_step
from reception.services.patients import register_patient
from reception.services.suggestions import (
    move_suggestion,
    record_suggestion,
    shorten_suggestion,
)
from reception.storage.unit_of_work import UnitOfWork
from reception.values.aftercare import ConversationConsent, Influence, SuggestionState
from reception.values.choices import VisitOrigin, VisitStatus
from tests.ui.house import House

DAY = date(2026, 11, 2)


def person(uow: UnitOfWork, last: str, phone: str) -> int:
    """Somebody with a phone."""
    return int(register_patient(uow, last_name=last, first_name="Анна", phones=[phone]).value)


def _fill(uow: UnitOfWork) -> Done[None]:
    anna, olga = person(uow, "Котова", "+79161234567"), person(uow, "Орлова", "+79167654321")
    visit = Visit(
        patient_id=anna,
        day=DAY - timedelta(days=3),
        status=VisitStatus.DONE,
        origin=VisitOrigin.BOOKED,
        created_at=uow.now,
    )
    uow.add(visit)
    first = open_complaint(
        uow,
        patient_id=anna,
        words="Ждала сорок минут, и никто не подошёл сказать, сколько ещё.",
        visit_id=visit.id,
        influence=Influence.STRONGLY,
    ).value
    open_complaint(uow, patient_id=olga, words="Счёт оказался больше, чем назвали по телефону.")
    resolve_complaint(uow, complaint_id=first, resolution="Записали без очереди и извинились.")
    hooks = record_suggestion(uow, patient_id=olga, words="Поставьте вешалку у кабинета.").value
    shorten_suggestion(uow, suggestion_id=hooks, short="вешалка у кабинета")
    done = record_suggestion(uow, patient_id=olga, words="Пишите, если врач опаздывает.").value
    for state in (SuggestionState.CONSIDERED, SuggestionState.ACCEPTED, SuggestionState.DONE):
        move_suggestion(uow, suggestion_id=done, to=state)
    return Done(None)


def feedback_of(house: House) -> None:
    """Two complaints, one put right; two suggestions, one done and not told."""
    assert house.screens.actions.run(_fill, quiet=True)


def conversation_begun(house: House, complaint_id: int, steps: int = 2) -> int:
    """A conversation with its first steps noted; its number."""
    answers = (("put_right", "Да, спасибо."), ("how_it_was", "Пришла к девяти, ждала."))

    def begin(uow: UnitOfWork) -> Done[int]:
        number = begin_conversation(uow, complaint_id=complaint_id).value
        answer_consent(uow, conversation_id=number, consent=ConversationConsent.YES)
        for step, answer in answers[:steps]:
            note_step(uow, conversation_id=number, step=step, answer=answer)
        return Done(number)

    made: list[int] = []
    assert house.screens.actions.run(begin, quiet=True, done=made.append)
    return made[0]
