"""The first start, the staff at the desk, and who may change what."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from reception.bootstrap import starter_terms_text
from reception.changes import Done
from reception.errors import InvalidInput, NotSignedIn, Refused
from reception.models import AuditRow, Clinic, ProgrammeVersion, ServiceGroup, Staff
from reception.rules.terms_reading import terms_from_json
from reception.services.clinic import change_clinic, change_setting
from reception.services.setup import NewClinic, add_staff, create_clinic
from reception.services.staff import let_go, set_pin, sign_in, switch_by_pin
from reception.storage.database import Database
from reception.values.actor import COMMAND_LINE, Actor
from reception.values.choices import Country, Job, Role, VersionStatus
from tests.clinics import MONDAY_MORNING, PASSWORD, PIN


def act(
    database: Database,
    actor: Actor,
    action: Callable[..., Done[Any]],
    *,
    now: datetime = MONDAY_MORNING,
    **arguments: object,
) -> Done[Any]:
    with database.unit_of_work(now=now, actor=actor, action=action.__name__) as uow:
        return action(uow, **arguments)


@pytest.mark.parametrize(
    ("country", "currency", "welcome"),
    [(Country.RU, "RUB", 300), (Country.UA, "UAH", 100)],
)
def test_the_first_start_lays_down_a_clinic_with_its_programme(
    empty_database: Database, country: Country, currency: str, welcome: int
) -> None:
    act(
        empty_database,
        COMMAND_LINE,
        create_clinic,
        clinic=NewClinic.of_country("Клиника", country),
        terms_text=starter_terms_text(country),
    )
    with empty_database.reading() as session:
        clinic = session.scalars(select(Clinic)).one()
        version = session.scalars(select(ProgrammeVersion)).one()
        groups = set(session.scalars(select(ServiceGroup.code)))
    terms = terms_from_json(version.terms)
    assert clinic.currency == terms.programme.currency == currency
    assert terms.bonuses.welcome == welcome
    assert (version.number, version.status) == (1, VersionStatus.PUBLISHED)
    assert version.valid_from == date(2026, 11, 2)
    assert set(terms.earning.excluded_groups) <= groups


def test_there_is_one_clinic_in_a_folder(database: Database) -> None:
    with pytest.raises(Refused) as refused:
        act(
            database,
            COMMAND_LINE,
            create_clinic,
            clinic=NewClinic.of_country("Вторая", Country.RU),
            terms_text=starter_terms_text(Country.RU),
        )
    assert refused.value.code == "clinic_exists"


def test_signing_in_and_switching_know_who_is_at_the_desk(database: Database) -> None:
    by_password = act(database, COMMAND_LINE, sign_in, login="olga", password=PASSWORD).value
    by_pin = act(database, COMMAND_LINE, switch_by_pin, staff_id=2, pin=PIN).value
    assert by_password.require() == by_pin.require()
    assert by_pin.actor.name == "Ольга Титова"
    assert not by_pin.actor.is_supervisor


def test_guesses_are_counted_slowed_and_forgiven(database: Database) -> None:
    def guess(pin: str, later: int = 0) -> Any:
        now = MONDAY_MORNING + timedelta(seconds=later)
        return act(database, COMMAND_LINE, switch_by_pin, now=now, staff_id=2, pin=pin).value

    for _ in range(3):
        with pytest.raises(NotSignedIn):
            guess("0000").require()
    assert "{seconds}" in guess(PIN).refusal.id  # locked: even the right one waits
    assert guess(PIN, later=11).actor is not None
    with database.reading() as session:
        assert session.scalars(select(Staff).where(Staff.id == 2)).one().failed_attempts == 0
        tried = session.scalars(
            select(AuditRow.subject_id).where(AuditRow.action == "switch_by_pin")
        ).all()
    assert tried == [2] * 5


def test_unknown_logins_are_answered_like_wrong_passwords(database: Database) -> None:
    unknown = act(database, COMMAND_LINE, sign_in, login="nobody", password="x").value
    wrong = act(database, COMMAND_LINE, sign_in, login="olga", password="x").value
    assert unknown.refusal == wrong.refusal


@pytest.mark.parametrize(
    ("field", "arguments"),
    [
        ("login", {"login": " "}),
        ("name", {"name": ""}),
        ("password", {"password": "short"}),
        ("pin", {"pin": "12a4"}),
        ("pin", {"pin": "123"}),
        ("login", {"login": "olga"}),
    ],
)
def test_a_new_member_of_staff_is_checked_field_by_field(
    database: Database, supervisor: Actor, field: str, arguments: dict[str, str]
) -> None:
    given: dict[str, Any] = {
        "login": "ivan",
        "name": "Иван",
        "password": "long enough",
        "pin": "4321",
    }
    with pytest.raises(InvalidInput) as refused:
        act(
            database,
            supervisor,
            add_staff,
            role=Role.ADMINISTRATOR,
            job=Job.CASHIER,
            **{**given, **arguments},
        )
    assert refused.value.field == field


def test_only_a_supervisor_changes_others(database: Database, administrator: Actor) -> None:
    for action, arguments in (
        (add_staff, {"login": "x", "name": "x", "role": Role.OWNER, "job": Job.DOCTOR}),
        (set_pin, {"staff_id": 1, "pin": "1111"}),
        (let_go, {"staff_id": 1}),
        (change_clinic, {"field": "phone", "value": "1"}),
    ):
        with pytest.raises(Refused) as refused:
            act(database, administrator, action, **arguments)
        assert refused.value.code == "not_allowed"
    act(database, administrator, set_pin, staff_id=2, pin="9876")
    assert act(database, COMMAND_LINE, switch_by_pin, staff_id=2, pin="9876").value.actor


def test_who_left_signs_in_no_more_and_may_return(database: Database, supervisor: Actor) -> None:
    done = act(database, supervisor, let_go, staff_id=2)
    assert act(database, COMMAND_LINE, switch_by_pin, staff_id=2, pin=PIN).value.actor is None
    assert done.undo is not None
    with database.unit_of_work(now=MONDAY_MORNING, actor=supervisor, action="undo") as uow:
        done.undo(uow)
    assert act(database, COMMAND_LINE, switch_by_pin, staff_id=2, pin=PIN).value.actor


def test_requisites_are_saved_and_can_be_taken_back(database: Database, supervisor: Actor) -> None:
    done = act(database, supervisor, change_clinic, field="licence_date", value=date(2020, 5, 1))
    assert done.undo is not None
    with database.unit_of_work(now=MONDAY_MORNING, actor=supervisor, action="undo") as uow:
        done.undo(uow)
    with database.reading() as session:
        assert session.scalars(select(Clinic)).one().licence_date is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", " "), ("address", "x" * 301), ("licence_date", "yesterday"), ("complaints_days", 0)],
)
def test_impossible_requisites_are_refused_at_their_field(
    database: Database, supervisor: Actor, field: str, value: object
) -> None:
    with pytest.raises(InvalidInput) as refused:
        act(database, supervisor, change_clinic, field=field, value=value)
    assert refused.value.field == field


def test_a_setting_remembers_who_changed_it(database: Database, supervisor: Actor) -> None:
    act(database, supervisor, change_setting, key="cards.plastic_promise_days", value=7)
    done = act(database, supervisor, change_setting, key="cards.plastic_promise_days", value=21)
    with database.unit_of_work(now=MONDAY_MORNING, actor=supervisor, action="x") as uow:
        assert uow.find.setting("cards.plastic_promise_days", 14) == 21
        assert uow.find.setting("nothing", "default") == "default"
    assert done.undo is not None
    with database.unit_of_work(now=MONDAY_MORNING, actor=supervisor, action="undo") as uow:
        done.undo(uow)
        assert uow.find.setting("cards.plastic_promise_days", 14) == 7
