"""Days of a report: a range as typed, what is wrong with it in words, the days before and after."""

from __future__ import annotations

from datetime import date

import pytest

from reception.errors import InvalidInput
from reception.rules.report_period import (
    checked_range,
    is_month,
    period_after,
    period_before,
    read_period,
)
from reception.translation import Language, load_translator
from reception.values.period import Period

TODAY = date(2026, 11, 24)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def test_a_range_as_it_is_typed() -> None:
    assert read_period("1.10.2026", "15.10.2026", today=TODAY) == Period(
        date(2026, 10, 1), date(2026, 10, 15)
    )
    assert read_period("01.11.2026", " ", today=TODAY).last == TODAY
    one = read_period("2026-11-24", "2026-11-24", today=TODAY)
    assert one.days == 1


@pytest.mark.parametrize(
    ("first", "last", "field", "said"),
    [
        ("15.10.2026", "01.10.2026", "last", "before it begins"),
        ("25.11.2026", "30.11.2026", "first", "still to come"),
        ("yesterday", "", "first", "is no day"),
        ("01.10.2026", "32.10.2026", "last", "is no day"),
        ("01.10.2020", "01.10.2026", "last", "three years"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(first: str, last: str, field: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_period(first, last, today=TODAY)
    assert caught.value.field == field
    assert said in load_translator(Language.EN).text(caught.value.message)


def test_the_periods_beside() -> None:
    assert is_month(OCTOBER)
    assert period_before(OCTOBER) == Period(date(2026, 9, 1), date(2026, 9, 30))
    assert period_after(OCTOBER) == Period(date(2026, 11, 1), date(2026, 11, 30))
    week = checked_range(date(2026, 11, 9), date(2026, 11, 15), today=TODAY)
    assert not is_month(week)
    assert period_before(week) == Period(date(2026, 11, 2), date(2026, 11, 8))
    assert period_after(week) == Period(date(2026, 11, 16), date(2026, 11, 22))
