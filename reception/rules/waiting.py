"""The waiting clock: from how many minutes a wait is long, and when somebody came late or early."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


@dataclass(frozen=True)
class WaitLimits:
    """What the clinic decided, in minutes.

    A wait is long from `long`, too long from `too_long`; somebody is late after `late` minutes
    and early `early` minutes before the appointment.
    """

    long: int = 10
    too_long: int = 20
    late: int = 5
    early: int = 20


class Wait(StrEnum):
    """How long somebody has waited, in a word."""

    SHORT = "short"
    LONG = "long"
    TOO_LONG = "too_long"


class Punctual(StrEnum):
    """How the arrival stood to the appointment."""

    IN_TIME = "in_time"
    LATE = "late"
    EARLY = "early"
    WALK_IN = "walk_in"


def wait_of(minutes: int, limits: WaitLimits) -> Wait:
    """The word for a wait of so many minutes."""
    if minutes >= limits.too_long:
        return Wait.TOO_LONG
    return Wait.LONG if minutes >= limits.long else Wait.SHORT


def punctual(
    day: date, planned: time | None, arrived: datetime | None, limits: WaitLimits
) -> tuple[Punctual, int]:
    """Late or early, and by how many minutes; `arrived` is local.  Without a planned time: a walk-in."""
    if planned is None:
        return Punctual.WALK_IN, 0
    if arrived is None:
        return Punctual.IN_TIME, 0
    due = datetime.combine(day, planned, tzinfo=arrived.tzinfo)
    minutes = int((arrived - due).total_seconds() // 60)
    if minutes >= limits.late:
        return Punctual.LATE, minutes
    if -minutes >= limits.early:
        return Punctual.EARLY, -minutes
    return Punctual.IN_TIME, 0
