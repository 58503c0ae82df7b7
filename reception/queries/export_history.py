"""The history a replay is made of, collected event by event and put into its order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Clinic
from reception.storage.finders import programme_began

AFTER = 2**62  # the place, within an instant, of what takes something back


class Order(IntEnum):
    """What comes first of what one instant recorded: an import brings visits, then members."""

    VISIT = 0
    JOIN = 1
    OTHER = 2
    UNDO = 3


@dataclass(order=True)
class Dated:
    """An event with its place: the instant it was recorded, its first entry, its order and day."""

    instant: datetime
    entry: int
    order: Order
    day: date
    count: int
    event: dict[str, Any] = field(compare=False)


class History:
    """Collects events; dates them in the clinic's zone."""

    def __init__(self, session: Session) -> None:
        clinic = session.scalars(select(Clinic)).one()
        self.session = session
        self.zone = ZoneInfo(clinic.time_zone)
        self.began = programme_began(session) or date.min
        self.found: list[Dated] = []

    def add(
        self, do: str, instant: datetime, on: date, order: Order, entry: int = 0, **fields: Any
    ) -> None:
        """One event; what is None is left out, the day of typing where it is another one."""
        typed = instant.astimezone(self.zone).date()
        event: dict[str, Any] = {"do": do, "on": on.isoformat()}
        if typed > on:
            event["recorded_on"] = typed.isoformat()
        event |= {key: value for key, value in fields.items() if value is not None}
        self.found.append(Dated(instant, entry, order, on, len(self.found), event))

    def end_of(self, day: date) -> datetime:
        """An instant for what has only its day."""
        return datetime(day.year, day.month, day.day, 23, 59, tzinfo=self.zone)
