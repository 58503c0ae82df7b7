"""What the forms of the desk ask: begun drafts, the groups of a bill, the stock of plastic."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import CardStock, Clinic, Draft, ServiceGroup, Staff


@dataclass(frozen=True)
class BegunForm:
    """A form somebody began: by whom, when (local time), and its fields so far."""

    kind: str
    subject: str
    started_by: str
    started_at: datetime
    fields: dict[str, Any] = field(default_factory=dict)
    authors: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    """Who filled each field in, and when (local)."""


def begun_forms(session: Session, *, kind: str) -> list[BegunForm]:
    """Forms of a kind that were begun and not finished, the latest first."""
    zone = ZoneInfo(session.scalar(select(Clinic.time_zone)) or "UTC")
    rows = session.execute(
        select(Draft, Staff.name)
        .outerjoin(Staff, Staff.id == Draft.started_by_id)
        .where(Draft.kind == kind)
        .order_by(Draft.id.desc())
    )
    return [
        BegunForm(
            row.kind,
            row.subject,
            name or "",
            row.started_at.astimezone(zone),
            json.loads(row.fields),
            {
                one: (by, datetime.fromisoformat(at).astimezone(zone))
                for one, (by, at) in json.loads(row.authors).items()
            },
        )
        for row, name in rows
    ]


def bill_groups(session: Session) -> list[tuple[str, str]]:
    """The groups of services a bill line may be in: code and the clinic's word."""
    rows = session.execute(select(ServiceGroup.code, ServiceGroup.name).order_by(ServiceGroup.id))
    return [(row[0], row[1]) for row in rows]


def plastic_on_hand(session: Session) -> int:
    """Plastic cards in stock."""
    return max(0, session.scalar(select(func.sum(CardStock.change))) or 0)
