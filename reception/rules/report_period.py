"""The days a report is about: read as typed, checked with plain answers, and the days before."""

from __future__ import annotations

from datetime import date, timedelta

from reception.errors import InvalidInput
from reception.rules.days import DayFault, read_day
from reception.translation import msg
from reception.values.period import Period, add_months

LONGEST_DAYS = 3 * 366


def read_period(first: str, last: str, *, today: date) -> Period:
    """The range from two days as they were typed; an empty last day means today.

    Raises InvalidInput (field "first" or "last") with what was found and what is allowed.
    """
    return checked_range(
        _day(first, "first", today),
        today if not last.strip() else _day(last, "last", today),
        today=today,
    )


def checked_range(first: date, last: date, *, today: date) -> Period:
    """The range; raises InvalidInput where it is turned round, too long or still to come."""
    if last < first:
        raise InvalidInput(
            msg(
                "The range ends on {last}, before it begins on {first}. Allowed: an earlier first"
                " day.",
                first=first,
                last=last,
            ),
            field="last",
        )
    if first > today:
        raise InvalidInput(
            msg("{day} is still to come. Allowed: a period that has begun.", day=first),
            field="first",
        )
    if (last - first).days >= LONGEST_DAYS:
        raise InvalidInput(
            msg("The range is longer than three years. Allowed: three years at most."),
            field="last",
        )
    return Period(first, last)


def period_before(period: Period) -> Period:
    """What a period is compared with: the month before a month, else as many days before."""
    if is_month(period):
        return Period.month_of(add_months(period.first, -1))
    return Period(period.first - timedelta(days=period.days), period.first - timedelta(days=1))


def period_after(period: Period) -> Period:
    """The month after a month, else as many days after."""
    if is_month(period):
        return Period.month_of(add_months(period.first, 1))
    return Period(period.last + timedelta(days=1), period.last + timedelta(days=period.days))


def is_month(period: Period) -> bool:
    """Whether a period is one whole calendar month."""
    return period == Period.month_of(period.first)


def _day(text: str, field: str, today: date) -> date:
    found = read_day(text, today)
    if isinstance(found, DayFault):
        raise InvalidInput(
            msg("“{found}” is no day. Allowed: a day, for example 17.03.2026.", found=text[:40]),
            field=field,
        )
    return found
