"""Wrong guesses of passwords and PINs, for the supervisor: when, whose, and who is locked now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import AuditRow, Clinic, Staff

GUESSED = ("sign_in", "switch_by_pin", "approve", "sign_shift", "confirm_own")
_LOOKED_THROUGH = 500


@dataclass(frozen=True)
class WrongGuess:
    """One wrong guess: when (local), whose password or PIN; `whose` is empty for an unknown login."""

    entry: int
    at: datetime
    whose: str
    action: str


@dataclass(frozen=True)
class Guesses:
    """The latest wrong guesses, the latest first, and who is locked until when (local)."""

    wrong: tuple[WrongGuess, ...]
    locked: tuple[tuple[str, datetime], ...]


def wrong_guesses(session: Session, *, now: datetime, most: int = 20) -> Guesses:
    """What the log says of wrong guesses."""
    zone = ZoneInfo(session.scalar(select(Clinic.time_zone)) or "UTC")
    names = {row.id: row.name for row in session.scalars(select(Staff))}
    found = []
    for row in session.scalars(
        select(AuditRow)
        .where(AuditRow.action.in_(GUESSED))
        .order_by(AuditRow.id.desc())
        .limit(_LOOKED_THROUGH)
    ):
        whose = _whose(row, names)
        if whose is not None:
            found.append(WrongGuess(row.id, row.recorded_at.astimezone(zone), whose, row.action))
        if len(found) == most:
            break
    locked = [
        (row.name, row.locked_until.astimezone(zone))
        for row in session.scalars(select(Staff).where(Staff.locked_until > now))
        if row.locked_until is not None
    ]
    return Guesses(tuple(found), tuple(locked))


def _whose(row: AuditRow, names: dict[int, str]) -> str | None:
    """Whose secret was guessed wrong; None where the guess was right."""
    try:
        items: list[dict[str, Any]] = json.loads(row.difference)
    except ValueError:
        return None
    for item in items:
        if item.get("note", {}).get("failed"):
            return ""
        if item.get("changed") == "staff" and "failed_attempts" in item.get("values", {}):
            _was, became = item["values"]["failed_attempts"]
            return names.get(item.get("id", 0), "") if became else None
    return None
