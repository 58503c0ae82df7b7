"""What was done with one person's record: who, when, what, and from which value to which.

Read from the audit log, which nobody can change; words of a person whose data were erased stand
there as erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from reception.models import AuditRow, Card, Clinic, Mention, Visit
from reception.rules.redaction import ERASED
from reception.translation import Message, msg
from reception.values.action_words import action_words
from reception.values.record_words import Worded, column_words, value_words

MOST = 300
LOOKS = ("look", "look_at_entries")


@dataclass(frozen=True)
class FieldChange:
    """One value of a record: what it is, what it was, what it became."""

    what: Message
    was: Worded
    became: Worded


@dataclass(frozen=True)
class HistoryLine:
    """One action on a record; `at` is local, `reason` what was given as its reason."""

    entry: int
    at: datetime
    by: str
    what: Message
    reason: str
    changes: tuple[FieldChange, ...]
    is_redacted: bool


def record_history(
    session: Session, *, patient_id: int, looks: bool = False, most: int = MOST
) -> list[HistoryLine]:
    """The latest actions on a patient's record, the latest first; with `looks` who looked at it."""
    zone = ZoneInfo(session.scalar(select(Clinic.time_zone)) or "UTC")
    visits = select(Visit.id).where(Visit.patient_id == patient_id)
    cards = select(Card.id).where(Card.holder_id == patient_id)
    mentions = select(Mention.id).where(Mention.listener_id == patient_id)
    hers = or_(
        and_(AuditRow.subject_kind == "patient", AuditRow.subject_id == patient_id),
        and_(AuditRow.subject_kind == "visit", AuditRow.subject_id.in_(visits)),
        and_(AuditRow.subject_kind == "card", AuditRow.subject_id.in_(cards)),
        and_(AuditRow.subject_kind == "mention", AuditRow.subject_id.in_(mentions)),
    )
    seen = AuditRow.action.in_(LOOKS)
    rows = session.scalars(
        select(AuditRow)
        .where(hers, seen if looks else ~seen)
        .order_by(AuditRow.id.desc())
        .limit(most)
    )
    return [_line(row, zone, patient_id) for row in rows]


def _line(row: AuditRow, zone: ZoneInfo, patient_id: int) -> HistoryLine:
    try:
        items: list[dict[str, Any]] = json.loads(row.difference)
    except ValueError:
        items = []
    return HistoryLine(
        entry=row.id,
        at=row.recorded_at.astimezone(zone),
        by=row.actor_name,
        what=action_words(row.action),
        reason=_reason(items),
        changes=tuple(_changes(items, patient_id)),
        is_redacted=ERASED in row.difference,
    )


def _reason(items: Iterable[dict[str, Any]]) -> str:
    for item in items:
        note = item.get("note")
        if isinstance(note, dict) and note.get("reason"):
            return str(note["reason"])
    return ""


def _changes(items: Iterable[dict[str, Any]], patient_id: int) -> Iterator[FieldChange]:
    """The values that people know, without numbers, keys and what others' rows got."""
    for item in items:
        for kind in ("added", "changed", "removed"):
            table = item.get(kind)
            if not isinstance(table, str):
                continue
            if table == "patient" and item.get("id", patient_id) != patient_id:
                continue
            values = item.get("values")
            yield from _known(table, kind, values if isinstance(values, dict) else {})


def _known(table: str, kind: str, values: dict[str, Any]) -> Iterator[FieldChange]:
    for column, value in values.items():
        words = column_words(table, column)
        if words is None:
            continue
        if kind == "changed" and isinstance(value, list):
            old, new = [*value, None, None][:2]
        else:
            old, new = None, value
        was, became = _worded(table, column, old), _worded(table, column, new)
        if was is None and became is None:
            continue
        if kind == "added" and became == msg("no"):
            continue
        yield FieldChange(words, was, became)


def _worded(table: str, column: str, value: Any) -> Worded:
    if isinstance(value, str) and ERASED in value:
        return msg("erased")
    return value_words(table, column, value)
