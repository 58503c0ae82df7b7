"""Working days: weekdays less the days the clinic is closed."""

from datetime import date

from reception.rules.working_days import (
    WORKING_DAYS,
    WorkingDays,
    working_days_of,
    written_working_days,
)

SATURDAY = date(2026, 11, 7)
UNITY_DAY = date(2026, 11, 4)


def test_sunday_rests_until_the_clinic_says_otherwise() -> None:
    assert WORKING_DAYS.is_working(SATURDAY)
    assert WORKING_DAYS.next_after(SATURDAY) == date(2026, 11, 9)
    assert WORKING_DAYS.on_or_after(date(2026, 11, 8)) == date(2026, 11, 9)


def test_a_public_holiday_is_passed_over() -> None:
    days = WorkingDays(frozenset(range(5)), frozenset({UNITY_DAY, date(2026, 11, 9)}))
    assert days.next_after(date(2026, 11, 3)) == date(2026, 11, 5)
    assert days.next_after(date(2026, 11, 6)) == date(2026, 11, 10)
    assert list(days.between(date(2026, 11, 3), date(2026, 11, 5))) == [
        date(2026, 11, 3),
        date(2026, 11, 5),
    ]
    assert not days.any_between(UNITY_DAY, UNITY_DAY)


def test_a_clinic_closed_for_good_promises_tomorrow() -> None:
    year = frozenset(date.fromordinal(SATURDAY.toordinal() + n) for n in range(500))
    assert WorkingDays(closed=year).next_after(SATURDAY) == date(2026, 11, 8)


def test_what_is_stored_is_read_back() -> None:
    days = WorkingDays(frozenset({0, 2, 6}), frozenset({UNITY_DAY}))
    assert working_days_of(written_working_days(days)) == days
    assert working_days_of(None) == WORKING_DAYS
