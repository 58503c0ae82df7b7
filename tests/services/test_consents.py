"""Consents are given each by itself, in ways the law takes, and withdrawn by a word."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reception.errors import InvalidInput, Refused
from reception.queries.consents import ConsentsView, consents_view, may_see_visits
from reception.queries.exports import ExportKind, export_table
from reception.queries.retention import due_to_erase, people_due, retention_periods
from reception.rules.retention import Kept
from reception.services.clinic import change_clinic
from reception.services.consents import (
    record_consent,
    withdraw_advertising,
    withdraw_consents,
)
from reception.services.drafts import save_draft
from reception.services.patients import change_patient
from reception.services.retention import change_retention, erase_outdated
from reception.storage.database import Database
from reception.values.actor import Actor
from reception.values.choices import (
    ConsentPurpose,
    ConsentState,
    ConsentWay,
    ContactChannel,
    VisitStatus,
)
from tests.people import Desk

DAY = date(2026, 11, 2)
SERVICE, ADVERTISING = ConsentPurpose.SERVICE_MESSAGES, ConsentPurpose.ADVERTISING
SMS, CALL = ContactChannel.SMS, ContactChannel.CALL


def view(desk: Desk, person: int) -> ConsentsView:
    shown = desk.ask(consents_view, patient_id=person, day=DAY)
    assert isinstance(shown, ConsentsView)
    return shown


@pytest.fixture
def marina(desk: Desk) -> int:
    """Marina with a phone."""
    return desk.person("Соколова", "Марина", phone="+7 916 123-45-67")


def test_nothing_is_agreed_to_by_itself(desk: Desk, marina: int) -> None:
    shown = view(desk, marina)
    assert shown.standing == {}
    assert shown.reminders is not None
    assert shown.advertising is not None


def test_a_word_is_enough_for_reminders_and_never_for_advertising(desk: Desk, marina: int) -> None:
    agree = {"patient_id": marina, "channel": SMS}
    desk.do(record_consent, purpose=SERVICE, way=ConsentWay.SPOKEN, **agree)
    assert view(desk, marina).reminders is None
    for way, proof in ((ConsentWay.SPOKEN, "x"), (ConsentWay.PAPER, "")):
        with pytest.raises(InvalidInput):
            desk.do(record_consent, purpose=ADVERTISING, way=way, proof=proof, **agree)
    desk.do(record_consent, purpose=ADVERTISING, proof="folder 7", **agree)
    line = view(desk, marina).standing[(ADVERTISING, SMS)]
    assert (line.recorded_by, line.proof, line.way) == (
        "Ольга Титова",
        "folder 7",
        ConsentWay.PAPER,
    )
    assert (line.text_version, len(line.text_hash), line.text_changed) == (1, 64, False)


def test_a_changed_text_shows_on_what_was_agreed_to_before(
    desk: Desk, marina: int, supervisor: Actor
) -> None:
    desk.do(record_consent, patient_id=marina, purpose=ADVERTISING, channel=SMS, proof="7")
    boss = Desk(desk.database, supervisor, desk.now)
    boss.do(change_clinic, field="phone", value="+7 383 200-10-99")
    assert view(desk, marina).standing[(ADVERTISING, SMS)].text_changed


def test_advertising_stops_at_once_on_every_channel(desk: Desk, marina: int) -> None:
    for channel in (SMS, CALL):
        desk.do(record_consent, patient_id=marina, purpose=ADVERTISING, channel=channel, proof="7")
    desk.do(record_consent, patient_id=marina, purpose=SERVICE, channel=SMS)
    done = desk.do(withdraw_advertising, patient_id=marina, way=ConsentWay.PHONE)
    assert list(view(desk, marina).standing) == [(SERVICE, SMS)]
    withdrawn = [one for one in view(desk, marina).history if one.state is ConsentState.WITHDRAWN]
    assert {one.withdrawn_by for one in withdrawn} == {"Ольга Титова"}
    assert {one.withdrawn_way for one in withdrawn} == {ConsentWay.PHONE}
    desk.undo(done)
    assert len(view(desk, marina).standing) == 3


def test_recording_by_mistake_is_taken_back_and_stays_in_the_history(
    desk: Desk, marina: int
) -> None:
    done = desk.do(record_consent, patient_id=marina, purpose=SERVICE, channel=SMS)
    desk.undo(done)
    assert view(desk, marina).standing == {}
    assert [one.state for one in view(desk, marina).history] == [ConsentState.WITHDRAWN]
    again = desk.do(withdraw_consents, consent_ids=[done.value])
    assert again.value.consent_ids == ()


def test_nothing_can_be_agreed_to_tomorrow_or_without_saying_to_whom(
    desk: Desk, marina: int
) -> None:
    with pytest.raises(InvalidInput):
        desk.do(
            record_consent,
            patient_id=marina,
            purpose=SERVICE,
            channel=SMS,
            day=DAY + timedelta(days=1),
        )
    with pytest.raises(InvalidInput):
        desk.do(record_consent, patient_id=marina, purpose=ConsentPurpose.DISCLOSURE)


def test_a_disclosure_is_toward_one_adult_only(desk: Desk, marina: int) -> None:
    him, her = desk.person("Соколов", "Пётр"), desk.person("Титова", "Анна")
    desk.do(record_consent, patient_id=marina, purpose=ConsentPurpose.DISCLOSURE, toward_id=him)
    assert desk.ask(may_see_visits, patient_id=marina, viewer_id=him)
    assert not desk.ask(may_see_visits, patient_id=marina, viewer_id=her)
    assert not desk.ask(may_see_visits, patient_id=him, viewer_id=marina)


def test_the_exported_list_says_no_for_who_opted_out(desk: Desk, marina: int) -> None:
    desk.do(record_consent, patient_id=marina, purpose=SERVICE, channel=SMS)

    def consent_sms() -> object:
        table = desk.ask(export_table, kind=ExportKind.PATIENTS, period=None)
        keys = [column.key for column in table.columns]
        return table.rows[0][keys.index("consent_sms")]

    assert consent_sms() is True
    desk.do(change_patient, patient_id=marina, field="opted_out", value=True)
    assert consent_sms() is False


def test_periods_are_the_clinics_and_outdated_drafts_go(
    database: Database, desk: Desk, supervisor: Actor, marina: int
) -> None:
    boss = Desk(database, supervisor, desk.now)
    with pytest.raises(Refused):
        desk.do(change_retention, kind=Kept.DRAFTS, length=10)
    with pytest.raises(InvalidInput):
        boss.do(change_retention, kind=Kept.DRAFTS, length=0)
    done = boss.do(change_retention, kind=Kept.DRAFTS, length=10)
    row = next(one for one in boss.ask(retention_periods) if one.kind is Kept.DRAFTS)
    assert (row.length, row.changed_by) == (10, "Анна Орлова")
    desk.do(save_draft, kind="price", subject=f"patient:{marina}", field="x", value="y")
    assert boss.ask(due_to_erase, day=DAY) == ()
    boss.now += timedelta(days=12)
    later = DAY + timedelta(days=12)
    (due,) = boss.ask(due_to_erase, day=later)
    assert (due.kind, due.count, due.oldest) == (Kept.DRAFTS, 1, DAY)
    assert boss.do(erase_outdated, kind=Kept.DRAFTS).value == 1
    assert boss.ask(due_to_erase, day=later) == ()
    with pytest.raises(Refused):
        boss.do(erase_outdated, kind=Kept.PEOPLE)
    boss.undo(done)
    row = next(one for one in boss.ask(retention_periods) if one.kind is Kept.DRAFTS)
    assert row.length == 30


def test_who_has_not_come_for_years_is_due(desk: Desk, marina: int) -> None:
    desk.visit(marina, date(2020, 1, 5), status=VisitStatus.DONE)
    other = desk.person("Титова", "Анна")
    desk.visit(other, date(2025, 1, 5), status=VisitStatus.DONE)
    (due,) = desk.ask(people_due, day=DAY)
    assert (due.patient_id, due.last_visit) == (marina, date(2020, 1, 5))
