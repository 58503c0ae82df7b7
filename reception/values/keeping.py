"""What keeping data safe is told in: verified copies, places that failed, actions a copy lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reception.translation import Message


@dataclass(frozen=True)
class BackupFile:
    """A verified copy: where it lies, and the instant (UTC) it was made."""

    path: Path
    made_at: datetime


@dataclass(frozen=True)
class FailedPlace:
    """A place where no copy could be made, and why."""

    place: Path
    reason: Message


@dataclass(frozen=True)
class BackupsMade:
    """What one round of backing up came to."""

    made: tuple[BackupFile, ...]
    failed: tuple[FailedPlace, ...]


class LostAction(NamedTuple):
    """An action that a copy does not hold: when (UTC), who, what."""

    at: datetime
    who: str
    action: str
