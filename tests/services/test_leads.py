"""Potential patients: never without a next step, called back, on the way to a first visit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from reception.errors import InvalidInput, Refused
from reception.models import Lead, Patient
from reception.queries.leads import calls_back, open_leads
from reception.services.leads import (
    change_next_step,
    lead_is_patient,
    lead_to_patient,
    record_call_back,
    record_lead,
)
from reception.values.aftercare import ContactOutcome, LeadChannel, NextStep
from reception.values.choices import ContactChannel
from tests.people import Desk

TODAY = date(2026, 11, 2)


def keep(desk: Desk, **more: Any) -> Any:
    said: dict[str, Any] = {
        "channel": LeadChannel.PHONE,
        "next_step": NextStep.CALL_BACK,
        "name": "Лебедева Инна",
        "phone": "8 916 555-00-11",
        "next_on": TODAY,
        **more,
    }
    return desk.do(record_lead, **said)


def waiting(desk: Desk, day: date = TODAY) -> list[str]:
    return [one.name for one in desk.ask(calls_back, day=day, now=desk.now)]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"next_step": None}, "next_step"),
        ({"phone": "12"}, "phone"),
        ({"phone": ""}, "phone"),
        ({"next_on": None}, "next_on"),
        ({"next_on": TODAY - timedelta(days=1)}, "next_on"),
        ({"next_on": TODAY + timedelta(days=900)}, "next_on"),
        ({"name": "я" * 121}, "name"),
        ({"question": "я" * 301}, "question"),
        (
            {"name": "", "phone": "", "next_step": NextStep.NOTHING, "next_on": None},
            "name",
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_field(desk: Desk, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        keep(desk, **wrong)
    assert refused.value.field == field
    assert desk.ask(open_leads, day=TODAY).rows == ()


def test_it_can_be_taken_back_until_somebody_was_called(desk: Desk) -> None:
    desk.undo(keep(desk))
    assert desk.ask(open_leads, day=TODAY).rows == ()
    again = keep(desk)
    desk.do(
        record_call_back,
        lead_id=again.value,
        channel=ContactChannel.CALL,
        outcome=ContactOutcome.NO_ANSWER,
    )
    with pytest.raises(Refused):
        desk.undo(again)


def test_who_was_reached_waits_for_the_next_step_and_may_be_called_again_later(desk: Desk) -> None:
    lead = keep(desk).value
    assert waiting(desk) == ["Лебедева Инна"]
    done = desk.do(
        record_call_back,
        lead_id=lead,
        channel=ContactChannel.CALL,
        outcome=ContactOutcome.REACHED,
    )
    assert waiting(desk) == []
    (row,) = desk.ask(open_leads, day=TODAY).rows
    assert row.was_reached
    with pytest.raises(Refused):
        desk.do(
            record_call_back,
            lead_id=lead,
            channel=ContactChannel.CALL,
            outcome=ContactOutcome.REACHED,
        )
    desk.undo(done)
    assert waiting(desk) == ["Лебедева Инна"]
    later = TODAY + timedelta(days=3)
    desk.do(change_next_step, lead_id=lead, next_step=NextStep.CALL_BACK, next_on=later)
    assert waiting(desk) == []
    assert waiting(desk, later) == ["Лебедева Инна"]


@pytest.mark.parametrize("outcome", [ContactOutcome.DECLINED, ContactOutcome.WRONG_NUMBER])
def test_who_does_not_want_to_is_left_in_peace(desk: Desk, outcome: ContactOutcome) -> None:
    lead = keep(desk).value
    done = desk.do(record_call_back, lead_id=lead, channel=ContactChannel.CALL, outcome=outcome)
    assert desk.ask(open_leads, day=TODAY).rows == ()
    desk.undo(done)
    assert len(desk.ask(open_leads, day=TODAY).rows) == 1


def test_the_way_to_a_patient_and_back(desk: Desk) -> None:
    lead = keep(desk).value
    done = desk.do(lead_to_patient, lead_id=lead, last_name="Лебедева", first_name="Инна")
    person = desk.ask(lambda session: session.get(Patient, done.value))
    assert person.last_name == "Лебедева"
    assert desk.ask(open_leads, day=TODAY).became == 1
    with pytest.raises(Refused):
        desk.do(lead_to_patient, lead_id=lead, last_name="Лебедева")
    desk.undo(done)
    assert desk.ask(lambda session: session.get(Patient, done.value)) is None
    assert desk.ask(lambda session: session.get(Lead, lead)).patient_id is None


def test_somebody_with_the_same_phone_is_offered_and_taken(desk: Desk) -> None:
    inna = desk.person("Лебедева", "Инна", phone="89165550011")
    lead = keep(desk).value
    (row,) = desk.ask(open_leads, day=TODAY).rows
    assert [number for number, _name in row.known] == [inna]
    done = desk.do(lead_is_patient, lead_id=lead, patient_id=inna)
    assert desk.ask(open_leads, day=TODAY).rows == ()
    desk.undo(done)
    assert len(desk.ask(open_leads, day=TODAY).rows) == 1


def test_nothing_for_now_closes_and_is_taken_back(desk: Desk) -> None:
    lead = keep(desk).value
    done = desk.do(change_next_step, lead_id=lead, next_step=NextStep.NOTHING)
    assert desk.ask(open_leads, day=TODAY).rows == ()
    desk.undo(done)
    (row,) = desk.ask(open_leads, day=TODAY).rows
    assert (row.next_step, row.next_on) == (NextStep.CALL_BACK, TODAY)
