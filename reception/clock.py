"""Time, passed in: what it is now, and a clock that stands where a story sets it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Says what time it is, as an aware instant in UTC."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        return datetime.now(UTC)


class SetClock:
    """A clock that stands still until it is moved: stories, demonstrations and tests."""

    def __init__(self, instant: datetime) -> None:
        if instant.tzinfo is None:
            raise ValueError("a clock needs an aware instant")
        self._instant = instant.astimezone(UTC)

    def now(self) -> datetime:
        """The instant the clock was set to."""
        return self._instant

    def advance(self, step: timedelta) -> None:
        """Move the clock on."""
        self._instant += step

    def set(self, instant: datetime) -> None:
        """Set the clock to another aware instant."""
        self._instant = instant.astimezone(UTC)
