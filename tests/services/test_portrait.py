"""Facts of loyalty through the services: the stage rises and falls with them, everywhere."""

from datetime import date, timedelta
from typing import Any

import pytest

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.queries.person_facts import person_facts
from reception.queries.portrait import portrait_view
from reception.rules.stages import StageWindows, stage_of
from reception.services.portrait import record_fact
from reception.values.actor import Actor
from reception.values.aftercare import PortraitSign
from reception.values.choices import Role, Stage
from tests.people import Desk

DAY = date(2026, 11, 2)


@pytest.fixture
def anna(desk: Desk) -> int:
    person = desk.person("Котова", "Анна", birth_date=date(1990, 3, 5), phone="89161234567")
    for ago in (10, 100, 200):
        desk.visit(person, DAY - timedelta(days=ago))
    return person


def record(
    desk: Desk, person: int, sign: PortraitSign, value: str = "", note: str = ""
) -> Done[Any]:
    done: Done[Any] = desk.do(record_fact, patient_id=person, sign=sign, value=value, note=note)
    return done


def stage(desk: Desk, person: int) -> Stage:
    known = desk.ask(person_facts, patient_id=person, day=DAY)
    return stage_of(known.stage_facts(person), StageWindows(DAY)).stage


def make_loyal(desk: Desk, anna: int, boss: Desk) -> Done[Any]:
    record(desk, anna, PortraitSign.MATTERS_MOST, "result")
    record(desk, anna, PortraitSign.REASON_FOR_CHOOSING, "doctor")
    record(boss, anna, PortraitSign.DEFENDS, note="в очереди, слышала смена")
    return record(desk, anna, PortraitSign.REVIEW, note="на карте города")


@pytest.fixture
def boss(desk: Desk) -> Desk:
    chief = Actor(desk.actor.staff_id, "Старшая", Role.SUPERVISOR)
    return Desk(desk.database, chief, desk.now)


def test_with_four_signs_she_is_loyal_and_undo_makes_her_regular_again(
    desk: Desk, boss: Desk, anna: int
) -> None:
    assert stage(desk, anna) is Stage.REGULAR
    last = make_loyal(desk, anna, boss)
    assert stage(desk, anna) is Stage.LOYAL
    view = desk.ask(portrait_view, patient_id=anna, day=DAY)
    assert view.staged.stage is Stage.LOYAL
    assert [one.is_there for one in view.signs] == [True, True, False, False, True, True]
    assert (view.reason, view.matters) == ("doctor", "result")
    assert [one.staged.stage for one in view.history][:2] == [Stage.LOYAL, Stage.REGULAR]
    desk.undo(last)
    assert stage(desk, anna) is Stage.REGULAR
    view = desk.ask(portrait_view, patient_id=anna, day=DAY)
    assert sum(one.is_undone for one in view.facts) == 1


def test_price_as_the_main_thing_brings_her_down(desk: Desk, boss: Desk, anna: int) -> None:
    make_loyal(desk, anna, boss)
    record(desk, anna, PortraitSign.MATTERS_MOST, "price")
    assert stage(desk, anna) is Stage.REGULAR


def test_friendly_is_said_by_two(desk: Desk, anna: int) -> None:
    record(desk, anna, PortraitSign.FRIENDLY)
    with pytest.raises(Refused) as told:
        record(desk, anna, PortraitSign.FRIENDLY)
    assert told.value.code == "done"


def test_what_is_wrong_is_answered_plainly(desk: Desk, anna: int) -> None:
    for sign, value, note in (
        (PortraitSign.MATTERS_MOST, "money", ""),
        (PortraitSign.REVIEW, "", " "),
        (PortraitSign.INCIDENT, "", ""),
    ):
        with pytest.raises(InvalidInput):
            record(desk, anna, sign, value, note)
    with pytest.raises(Refused) as told:
        record(desk, anna, PortraitSign.DEFENDS, note="слышала")
    assert told.value.code == "rights"
    with pytest.raises(Refused):
        record(desk, anna, PortraitSign.EXPECTATIONS, "met")
    with pytest.raises(InvalidInput):
        desk.do(
            record_fact,
            patient_id=anna,
            sign=PortraitSign.PACKAGE,
            day=DAY + timedelta(days=1),
        )
