"""Who is reached when: never too often, on the right day, not too late in the evening."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from reception.rules.outreach import (
    MOST_ATTEMPTS,
    greeted_today,
    has_birthday,
    may_of_own_accord,
    message_class,
    reminded_today,
    try_again,
)
from reception.rules.working_days import WorkingDays
from reception.values.aftercare import ContactOutcome, ContactReason
from reception.values.choices import MessageClass

ZONE = ZoneInfo("Europe/Kyiv")
WEEK = WorkingDays()
MONDAY = date(2026, 11, 9)


def test_one_contact_of_our_own_accord_in_sixty_days() -> None:
    assert may_of_own_accord([], MONDAY)
    assert not may_of_own_accord([MONDAY - timedelta(days=59)], MONDAY)
    assert may_of_own_accord([MONDAY - timedelta(days=60)], MONDAY)


def test_what_is_asked_for_needs_no_consent_and_a_gift_is_advertising() -> None:
    assert message_class(ContactReason.ANSWER) is MessageClass.REQUESTED
    assert message_class(ContactReason.REMINDER) is MessageClass.SERVICE
    assert message_class(ContactReason.GREETING) is MessageClass.SERVICE
    assert message_class(ContactReason.GREETING, has_gift=True) is MessageClass.ADVERTISING


def test_no_answer_is_tried_in_three_hours_or_the_next_working_morning() -> None:
    noon = datetime(2026, 11, 7, 12, 0, tzinfo=ZONE).astimezone(UTC)  # a Saturday
    again = try_again(ContactOutcome.NO_ANSWER, 1, noon, ZONE, WEEK)
    assert again == datetime(2026, 11, 7, 15, 0, tzinfo=ZONE)
    evening = datetime(2026, 11, 7, 18, 30, tzinfo=ZONE).astimezone(UTC)
    again = try_again(ContactOutcome.NO_ANSWER, 1, evening, ZONE, WEEK)
    assert again == datetime(2026, 11, 9, 10, 0, tzinfo=ZONE)
    assert try_again(ContactOutcome.NO_ANSWER, MOST_ATTEMPTS, noon, ZONE, WEEK) is None
    assert try_again(ContactOutcome.REACHED, 1, noon, ZONE, WEEK) is None


def test_a_sunday_birthday_is_greeted_on_monday_and_nobody_beforehand() -> None:
    assert greeted_today(MONDAY, WEEK) == [MONDAY, MONDAY - timedelta(days=1)]
    assert greeted_today(MONDAY - timedelta(days=1), WEEK) == []
    assert greeted_today(MONDAY + timedelta(days=1), WEEK) == [MONDAY + timedelta(days=1)]


def test_the_birthday_of_a_leap_day() -> None:
    born = date(1996, 2, 29)
    assert has_birthday(born, date(2027, 2, 28))
    assert has_birthday(born, date(2028, 2, 29))
    assert not has_birthday(born, date(2028, 2, 28))
    assert not has_birthday(date(2027, 2, 28), date(2027, 2, 28))


@given(start=st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_every_day_is_greeted_once_and_every_appointment_reminded_of_once(start: date) -> None:
    closed = frozenset({start + timedelta(days=3), start + timedelta(days=4)})
    calendar = WorkingDays(frozenset(range(5)), closed)
    days = [start + timedelta(days=one) for one in range(40)]
    greeted = [one for day in days for one in greeted_today(day, calendar)]
    reminded = [one for day in days for one in reminded_today(day, calendar)]
    assert len(greeted) == len(set(greeted))
    assert len(reminded) == len(set(reminded))
    working = [day for day in days if calendar.is_working(day)]
    assert {one for one in days if working[0] <= one <= working[-1]} <= set(greeted)
    assert {one for one in days if working[0] < one <= working[-1]} <= set(reminded)
