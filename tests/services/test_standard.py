"""The service standard: laid down, acknowledged, observed, reviewed; each undone."""

from datetime import date

import pytest

from reception.errors import InvalidInput, Refused
from reception.queries.standard import standard_view
from reception.rules.standard import Observed
from reception.services.standard import (
    acknowledge_standard,
    begin_standard,
    observe_standard,
    review_standard,
)
from reception.values.actor import Actor
from reception.values.choices import Role
from tests.people import Desk

DAY = date(2026, 11, 2)


def view(desk: Desk):
    return desk.ask(standard_view, first=DAY, last=DAY)


def test_the_standard_is_observed_item_by_item(desk: Desk) -> None:
    assert view(desk) is None
    version = desk.do(begin_standard).value
    assert desk.do(begin_standard).value == version
    shown = view(desk)
    assert len(shown.items) == 32
    assert len(shown.stages) == 8
    assert (shown.review_on, shown.is_overdue) == (date(2027, 5, 2), False)
    visit = desk.visit(desk.person("Котова", "Анна"), DAY)
    marks = {"arrival_1": True, "arrival_2": True, "arrival_3": False}
    done = desk.do(observe_standard, version_id=version, marks=marks, visit_id=visit)
    desk.do(observe_standard, version_id=version, marks={"arrival_1": True, "opening_1": True})
    shown = view(desk)
    assert shown.observed["arrival_1"] == Observed(2, 2)
    assert shown.observed["arrival_3"] == Observed(0, 1)
    assert shown.whole == Observed(1, 2)
    desk.undo(done)
    assert view(desk).whole == Observed(1, 1)
    for wrong in ({}, {"dancing": True}):
        with pytest.raises(InvalidInput):
            desk.do(observe_standard, version_id=version, marks=wrong)


def test_everybody_acknowledges_each_version(desk: Desk) -> None:
    version = desk.do(begin_standard).value
    desk.do(acknowledge_standard, version_id=version)
    assert len(view(desk).read_by) == 1
    with pytest.raises(Refused):
        desk.do(acknowledge_standard, version_id=version)
    with pytest.raises(Refused):
        desk.do(review_standard)
    chief = Actor(desk.actor.staff_id, "Старшая", Role.SUPERVISOR)
    boss = Desk(desk.database, chief, desk.now)
    done = boss.do(review_standard)
    assert (view(desk).number, view(desk).read_by) == (2, ())
    boss.undo(done)
    assert view(desk).number == 1
