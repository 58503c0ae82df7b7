"""Days and times in every form the clinics write them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.rules.days import (
    DayFault,
    TimeFault,
    read_birth_date,
    read_day,
    read_day_and_time,
    read_time,
)
from reception.values.sheet import Cell, Formula

TODAY = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1990-03-05", date(1990, 3, 5)),
        ("05.03.1990", date(1990, 3, 5)),
        ("5/3/90", date(1990, 3, 5)),
        ("5.3.1990 г.", date(1990, 3, 5)),
        ("5 марта 1990", date(1990, 3, 5)),
        ("5 березня 1990 р.", date(1990, 3, 5)),
        ("05.03.1990 00:00:00", date(1990, 3, 5)),
        ("05031990", date(1990, 3, 5)),
        (32937.0, date(1990, 3, 5)),
        ("32937", date(1990, 3, 5)),
        (datetime(1990, 3, 5), date(1990, 3, 5)),
        ("31.10.26", date(2026, 10, 31)),
        ("01.11.26", date(1926, 11, 1)),
        ("29.02.00", date(2000, 2, 29)),
        ("31.02.1985", DayFault.IMPOSSIBLE),
        ("05.13.1990", DayFault.IMPOSSIBLE),
        ("12.05.2031", DayFault.FUTURE),
        ("01.01.1890", DayFault.BEFORE_1900),
        ("не помнит", DayFault.NOT_A_DATE),
        ("десь у травні", DayFault.NOT_A_DATE),
        ("1990", DayFault.NOT_A_DATE),
        (1990.0, DayFault.NOT_A_DATE),
        (-5, DayFault.NOT_A_DATE),
        (1e30, DayFault.NOT_A_DATE),
        (Formula(), DayFault.NOT_A_DATE),
    ],
)
def test_birth_dates(cell: Cell, day: date | DayFault) -> None:
    assert read_birth_date(cell, TODAY) == day


@given(st.dates(date(1927, 1, 1), TODAY))
def test_every_form_reads_the_same(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for cell in (day, day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%d/%m/%y}", float(serial)):
        assert read_day(cell, TODAY) == day


@given(st.text() | st.floats() | st.integers())
def test_nothing_breaks_it(cell: str | float) -> None:
    assert isinstance(read_birth_date(cell, TODAY), date | DayFault)
    assert isinstance(read_time(cell), time | TimeFault)


def test_times() -> None:
    assert read_time("9:05") == time(9, 5)
    assert read_time(0.5) == time(12)
    assert read_time("25:70") is TimeFault.IMPOSSIBLE
    assert read_time("утром") is TimeFault.NOT_A_TIME
    assert read_day_and_time("31.10.2026 09:15", TODAY) == (TODAY, time(9, 15))
    assert read_day_and_time("31.10.2026", TODAY) == (TODAY, None)
    assert read_day_and_time(46326.5, TODAY) == (TODAY, time(12))
