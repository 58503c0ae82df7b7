"""The signs of a loyal patient, and what to watch: at risk, one doctor only, incidents."""

from datetime import date, timedelta

from reception.rules.portrait import (
    Fact,
    Interest,
    incidents,
    is_at_risk,
    newest,
    one_doctor_only,
    portrait_of,
)
from reception.values.aftercare import PortraitSign

DAY = date(2026, 11, 2)


def test_the_newest_answer_counts_and_of_one_day_the_later_one() -> None:
    first = Fact(PortraitSign.MATTERS_MOST, DAY - timedelta(9), "result")
    second = Fact(PortraitSign.MATTERS_MOST, DAY - timedelta(9), "price")
    assert newest([first, second], PortraitSign.MATTERS_MOST) == "price"
    assert newest([first], PortraitSign.REASON_FOR_CHOOSING) == ""


def test_a_portrait_of_an_earlier_day_knows_only_what_was_said_by_then() -> None:
    facts = [Fact(PortraitSign.DEFENDS, DAY, by_id=1)]
    assert portrait_of(facts, Interest(), DAY).defends
    assert not portrait_of(facts, Interest(), DAY - timedelta(1)).defends


def test_at_risk_is_more_than_one_and_a_half_of_the_own_interval() -> None:
    visits = [DAY - timedelta(n) for n in (210, 180, 150)]
    assert not is_at_risk(visits, DAY - timedelta(150 - 45))
    assert is_at_risk(visits, DAY - timedelta(150 - 46))
    assert not is_at_risk(visits[:2], DAY)
    assert not is_at_risk([], DAY)


def test_incidents_of_twelve_months() -> None:
    def at(day: date) -> Fact:
        return Fact(PortraitSign.INCIDENT, day)

    assert incidents([at(date(2025, 11, 2)), at(date(2025, 11, 3)), at(DAY)], DAY) == 2


def test_loyal_to_one_doctor() -> None:
    assert one_doctor_only([4, None, 4, 4]) == 4
    assert one_doctor_only([4, 4]) is None
    assert one_doctor_only([4, 4, 5]) is None
