"""The clock is doubted where it goes back or skips a working day, and never by daylight saving."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reception.rules.clock_doubts import ClockDoubt, clock_doubt
from reception.rules.working_days import WorkingDays

KYIV = ZoneInfo("Europe/Kyiv")
WEEKDAYS = WorkingDays(weekdays=frozenset(range(5)), closed=frozenset())
FRIDAY = datetime(2026, 10, 23, 18, 0, tzinfo=KYIV)


@pytest.mark.parametrize(
    ("now", "doubt"),
    [
        (FRIDAY, None),
        (FRIDAY - timedelta(minutes=5), None),
        (FRIDAY - timedelta(minutes=11), ClockDoubt.BACK),
        (FRIDAY - timedelta(days=365), ClockDoubt.BACK),
        (datetime(2026, 10, 26, 8, 0, tzinfo=KYIV), None),  # Monday, after the clocks went back
        (datetime(2026, 10, 27, 8, 0, tzinfo=KYIV), ClockDoubt.AHEAD),  # Monday is missing
        (datetime(2062, 1, 1, 8, 0, tzinfo=KYIV), ClockDoubt.AHEAD),
    ],
)
def test_what_speaks_against_a_clock(now: datetime, doubt: ClockDoubt | None) -> None:
    assert clock_doubt(now, [FRIDAY], WEEKDAYS) is doubt


def test_the_hour_that_comes_twice_is_no_step_back() -> None:
    first = datetime(2026, 10, 25, 3, 50, tzinfo=KYIV, fold=0)
    second = datetime(2026, 10, 25, 3, 10, tzinfo=KYIV, fold=1)
    every = WorkingDays(weekdays=frozenset(range(7)), closed=frozenset())
    instants = [one.astimezone(ZoneInfo("UTC")) for one in (first, second)]
    assert clock_doubt(instants[1], [instants[0]], every) is None


def test_work_under_a_wrong_clock_does_not_make_it_right() -> None:
    wrong = FRIDAY - timedelta(days=30)
    assert clock_doubt(wrong + timedelta(hours=1), [FRIDAY, wrong], WEEKDAYS) is ClockDoubt.BACK


def test_an_empty_log_doubts_nothing() -> None:
    assert clock_doubt(FRIDAY, [], WEEKDAYS) is None
