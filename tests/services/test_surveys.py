"""Surveys through the services: in time, once, in the patient's words, undone whole."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from reception.errors import InvalidInput, Refused
from reception.models import Complaint, Contact, PortraitFact, Suggestion, Survey
from reception.services.contacts import record_contact, undo_contact
from reception.services.surveys import (
    answer_survey,
    decline_survey,
    open_survey,
    unprompted_feedback,
)
from reception.translation import Language
from reception.values.aftercare import (
    ComplaintState,
    ContactOutcome,
    ContactReason,
    Influence,
    SurveyState,
    SurveyWay,
)
from reception.values.choices import (
    ConsentPurpose,
    ConsentState,
    ContactChannel,
    VisitStatus,
)
from tests.people import Desk

DAY = date(2026, 11, 2)


def rows(desk: Desk, kind: type[Any]) -> list[Any]:
    found: list[Any] = desk.ask(lambda session: list(session.query(kind)))
    return found


@pytest.fixture
def anna(desk: Desk) -> int:
    """Anna, who was here two days ago and may be called."""
    from reception.models import Consent

    person = desk.person("Котова", "Анна", birth_date=date(1990, 3, 5), phone="89161234567")

    def agree(uow):
        from reception.changes import Done

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

    desk.do(agree)
    return person


def begun(desk: Desk, anna: int, days: int = 2) -> int:
    visit = desk.visit(anna, DAY - timedelta(days=days))
    return int(desk.do(open_survey, visit_id=visit).value)


def test_a_survey_is_begun_once_and_only_in_time(desk: Desk, anna: int) -> None:
    visit = desk.visit(anna, DAY - timedelta(days=2))
    number = desk.do(open_survey, visit_id=visit).value
    assert desk.do(open_survey, visit_id=visit).value == number
    (row,) = rows(desk, Survey)
    assert row.questions[0] == "recommend"
    assert len(row.questions) in (2, 3)
    for days, code in ((1, "early"), (10, "closed")):
        with pytest.raises(Refused) as told:
            desk.do(open_survey, visit_id=desk.visit(anna, DAY - timedelta(days=days)))
        assert told.value.code == code
    cancelled = desk.visit(anna, DAY - timedelta(days=3), status=VisitStatus.CANCELLED)
    with pytest.raises(Refused) as told:
        desk.do(open_survey, visit_id=cancelled)
    assert told.value.code == "not_done"


def test_a_low_answer_opens_a_complaint_and_undo_takes_both_back(desk: Desk, anna: int) -> None:
    number = begun(desk, anna)
    done = desk.do(
        answer_survey,
        survey_id=number,
        answers={"recommend": 3},
        comment="Ждала сорок минут, никто не подошёл.",
        influence=Influence.STRONGLY,
        wants_mended=True,
        suggests=True,
    )
    (complaint,) = rows(desk, Complaint)
    (suggestion,) = rows(desk, Suggestion)
    assert (complaint.state, complaint.due_on) == (ComplaintState.OPEN, date(2026, 11, 3))
    assert complaint.words == suggestion.words == "Ждала сорок минут, никто не подошёл."
    (row,) = rows(desk, Survey)
    assert (row.state, row.answers, row.way) == (
        SurveyState.ANSWERED,
        {"recommend": 3},
        SurveyWay.PHONE,
    )
    with pytest.raises(Refused) as told:
        desk.do(answer_survey, survey_id=number, answers={"recommend": 9})
    assert told.value.code == "done"
    desk.undo(done)
    assert rows(desk, Complaint) == rows(desk, Suggestion) == []
    (row,) = rows(desk, Survey)
    assert (row.state, row.answers, row.comment) == (SurveyState.DUE, None, "")


def test_an_answer_about_the_person_becomes_known(desk: Desk, anna: int) -> None:
    number = begun(desk, anna)
    (row,) = rows(desk, Survey)
    about = [code for code in row.questions if code == "expectations"]
    assert about == ["expectations"]  # a first visit
    desk.do(answer_survey, survey_id=number, answers={"recommend": 10, "expectations": "exceeded"})
    (fact,) = rows(desk, PortraitFact)
    assert (fact.sign.value, fact.value, fact.patient_id) == ("expectations", "exceeded", anna)


def test_what_cannot_be_answered_is_told_and_nothing_is_kept(desk: Desk, anna: int) -> None:
    number = begun(desk, anna)
    for answers, comment in (({"recommend": 11}, ""), ({}, ""), ({}, "я" * 4001)):
        with pytest.raises(InvalidInput):
            desk.do(answer_survey, survey_id=number, answers=answers, comment=comment)
    (row,) = rows(desk, Survey)
    assert (row.state, row.answers) == (SurveyState.DUE, None)


def test_a_declined_survey_is_not_asked_again(desk: Desk, anna: int) -> None:
    number = begun(desk, anna)
    desk.do(decline_survey, survey_id=number)
    with pytest.raises(Refused):
        desk.do(answer_survey, survey_id=number, answers={"recommend": 9})


def test_nobody_is_contacted_twice_nor_without_consent(desk: Desk, anna: int) -> None:
    number = begun(desk, anna)
    call = {
        "reason": ContactReason.SURVEY,
        "subject_id": number,
        "patient_id": anna,
        "channel": ContactChannel.CALL,
    }
    missed = desk.do(record_contact, **call, outcome=ContactOutcome.NO_ANSWER)
    (contact,) = rows(desk, Contact)
    assert contact.again_at == desk.now + timedelta(hours=3)
    desk.do(record_contact, **call, outcome=ContactOutcome.REACHED)
    with pytest.raises(Refused) as told:
        desk.do(record_contact, **call, outcome=ContactOutcome.REACHED)
    assert told.value.code == "done"
    with pytest.raises(Refused) as told:
        desk.do(
            record_contact,
            reason=ContactReason.GREETING,
            subject_id=None,
            patient_id=anna,
            channel=ContactChannel.CALL,
            outcome=ContactOutcome.REACHED,
        )
    assert told.value.code == "too_often"
    with pytest.raises(Refused) as told:
        desk.do(
            record_contact,
            **{**call, "subject_id": 99, "channel": ContactChannel.SMS},
            outcome=ContactOutcome.SENT,
        )
    assert told.value.code == "no_consent"
    desk.do(undo_contact, contact_id=missed.value)
    with pytest.raises(Refused):
        desk.do(undo_contact, contact_id=missed.value)


def test_what_is_said_unasked_is_kept_in_its_words(desk: Desk, anna: int) -> None:
    done = desk.do(
        unprompted_feedback,
        patient_id=anna,
        comment="Дякую за теплий прийом!",
        comment_language=Language.UK,
    )
    (row,) = rows(desk, Survey)
    assert (row.visit_id, row.way, row.comment_language) == (
        None,
        SurveyWay.UNPROMPTED,
        Language.UK,
    )
    assert done.value is None
    assert isinstance(row.answered_at, datetime)
