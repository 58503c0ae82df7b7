"""Reaching people after a visit: how often, when it is tried again, and on which day.

Of our own accord nobody is contacted more than once in sixty days; what somebody waits for does
not count (answers, results of a suggestion, recalls, recovery: product/requirements.md S2.3).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reception.rules.working_days import WorkingDays
from reception.values.aftercare import ContactOutcome, ContactReason
from reception.values.choices import MessageClass
from reception.values.period import birthday_in

OWN_ACCORD = frozenset({ContactReason.SURVEY, ContactReason.GREETING, ContactReason.INVITATION})
PAUSE_DAYS = 60
MOST_ATTEMPTS = 3
TRY_AGAIN_HOURS = 3
LATEST_CALL = time(20)
FIRST_CALL = time(10)

_CLASSES = {
    ContactReason.SURVEY: MessageClass.SERVICE,
    ContactReason.GREETING: MessageClass.SERVICE,
    ContactReason.INVITATION: MessageClass.ADVERTISING,
    ContactReason.REMINDER: MessageClass.SERVICE,
    ContactReason.RECALL: MessageClass.SERVICE,
    ContactReason.THANKS: MessageClass.SERVICE,
}
FINISHED = frozenset({ContactOutcome.REACHED, ContactOutcome.SENT, ContactOutcome.DECLINED})


def message_class(reason: ContactReason, *, has_gift: bool = False) -> MessageClass:
    """What a contact is by law; a greeting that speaks of points is advertising.

    What somebody asked for (an answer, a result, a call back) needs no consent of its own.
    """
    if reason is ContactReason.GREETING and has_gift:
        return MessageClass.ADVERTISING
    return _CLASSES.get(reason, MessageClass.REQUESTED)


def may_of_own_accord(earlier: Iterable[date], day: date) -> bool:
    """Whether the pause since the last contact of our own accord is over."""
    return all(day - one >= timedelta(days=PAUSE_DAYS) or one > day for one in earlier)


def try_again(
    outcome: ContactOutcome, attempts: int, now: datetime, zone: ZoneInfo, days: WorkingDays
) -> datetime | None:
    """When it is tried again after an attempt; None where it is over, or was tried often enough.

    Three hours later where that is not too late in the evening, else the next working morning.
    """
    if outcome in FINISHED or outcome is ContactOutcome.WRONG_NUMBER or attempts >= MOST_ATTEMPTS:
        return None
    later = now.astimezone(zone) + timedelta(hours=TRY_AGAIN_HOURS)
    if later.date() == now.astimezone(zone).date() and later.time() <= LATEST_CALL:
        return later
    morning = days.next_after(now.astimezone(zone).date())
    return datetime.combine(morning, FIRST_CALL, zone)


def greeted_today(day: date, days: WorkingDays) -> list[date]:
    """The days whose birthdays are greeted on `day`: itself, and closed days right before it.

    Nobody is greeted beforehand; on a closed day nobody is greeted.
    """
    if not days.is_working(day):
        return []
    found = [day]
    before = day - timedelta(days=1)
    while not days.is_working(before) and len(found) < 14:
        found.append(before)
        before -= timedelta(days=1)
    return found


def has_birthday(born: date, day: date) -> bool:
    """Whether somebody born then has a birthday on a day (29 February: 28 in other years)."""
    return born < day and birthday_in(born, day.year) == day


def reminded_today(day: date, days: WorkingDays) -> list[date]:
    """The days whose appointments are reminded of on `day`: through the next working day."""
    if not days.is_working(day):
        return []
    last = days.next_after(day)
    return [day + timedelta(days=one) for one in range(1, (last - day).days + 1)]
