"""The shift as it stands: who opened it, what the book says of cards and sheets, what is open."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import (
    CardStock,
    Clinic,
    Draft,
    Mention,
    Paper,
    Patient,
    ShiftAct,
    Staff,
    Visit,
)
from reception.queries.desk import HERE, DayRow, todays_list
from reception.queries.telling import standing_mentions
from reception.values.choices import MentionOutcome, PaperKind, PaperState, VisitStatus
from reception.values.day_choices import ShiftStep

_SIGNED = (PaperKind.APPLICATION, PaperKind.DATA_CONSENT, PaperKind.ADVERTISING_CONSENT)


class OpenKind(StrEnum):
    """What may still be open when a shift ends."""

    PROMPT = "prompt"
    UNPAID = "unpaid"
    EXPECTED = "expected"
    TO_PRINT = "to_print"
    UNSIGNED = "unsigned"
    SECOND = "second"
    BEGUN = "begun"


@dataclass(frozen=True)
class OpenItem:
    """One thing that is still open, and whose."""

    kind: OpenKind
    name: str
    patient_id: int | None = None
    visit_id: int | None = None


@dataclass(frozen=True)
class ActLine:
    """One signature; `at` local."""

    step: ShiftStep
    at: datetime
    by: str
    received_by: str
    cards_expected: int
    cards_counted: int
    sheets_counted: int
    explanation: str
    still_open: dict[str, int]


@dataclass(frozen=True)
class ShiftState:
    """Where the shift stands.

    `sheets_expected` is None before the first count.
    """

    is_open: bool
    since: datetime | None
    by: str
    cards_expected: int
    sheets_expected: int | None
    items: tuple[OpenItem, ...]

    def count(self, kind: OpenKind) -> int:
        """How many things of a kind are open."""
        return sum(item.kind is kind for item in self.items)


def shift_state(session: Session, *, day: date, now: datetime) -> ShiftState:
    """The shift as of now; what is open is looked up for the day."""
    zone = ZoneInfo(session.scalar(select(Clinic.time_zone)) or "UTC")
    last = session.scalars(select(ShiftAct).order_by(ShiftAct.id.desc()).limit(1)).first()
    is_open = last is not None and last.step is not ShiftStep.CLOSE
    holder = None
    if last is not None:
        holder = session.get(Staff, last.received_by_id or last.signed_by_id)
    on_hand = max(0, session.scalar(select(func.sum(CardStock.change))) or 0)
    return ShiftState(
        is_open=is_open,
        since=last.signed_at.astimezone(zone) if last is not None and is_open else None,
        by="" if holder is None or not is_open else holder.name,
        cards_expected=on_hand,
        sheets_expected=None if last is None else _sheets(session, last),
        items=tuple(open_items(session, day=day, now=now)),
    )


def shift_holder(session: Session) -> str:
    """Whose shift it is now; "" where none is open."""
    last = session.scalars(select(ShiftAct).order_by(ShiftAct.id.desc()).limit(1)).first()
    if last is None or last.step is ShiftStep.CLOSE:
        return ""
    holder = session.get(Staff, last.received_by_id or last.signed_by_id)
    return "" if holder is None else holder.name


def _sheets(session: Session, last: ShiftAct) -> int:
    """The sheets on the counter: the last count, what was printed for it, what was handed out."""
    printed = session.scalar(
        select(func.count())
        .select_from(Paper)
        .where(
            Paper.kind == PaperKind.RULES_SHEET,
            Paper.patient_id.is_(None),
            Paper.printed_at > last.signed_at,
            Paper.state != PaperState.VOID,
        )
    )
    handed = session.scalar(
        standing_mentions()
        .with_only_columns(func.count())
        .where(Mention.outcome == MentionOutcome.SHEET_HANDED, Mention.recorded_at > last.signed_at)
    )
    return max(0, last.sheets_counted + int(printed or 0) - int(handed or 0))


def open_items(session: Session, *, day: date, now: datetime) -> list[OpenItem]:
    """Everything that is still open today, by kind."""
    rows = todays_list(session, day=day, now=now).rows
    found = [_of_row(OpenKind.PROMPT, row) for row in rows if row.to_tell and _was_here(row)]
    found += [_of_row(OpenKind.UNPAID, row) for row in rows if row.is_unpaid]
    found += [_of_row(OpenKind.EXPECTED, row) for row in rows if row.status is VisitStatus.PLANNED]
    found += _papers(session)
    found += _seconds(session)
    begun = session.scalar(select(func.count()).select_from(Draft)) or 0
    found += [OpenItem(OpenKind.BEGUN, "")] * int(begun)
    return found


def _of_row(kind: OpenKind, row: DayRow) -> OpenItem:
    return OpenItem(kind, row.name, row.patient_id, row.visit_id)


def _was_here(row: DayRow) -> bool:
    return row.status in (*HERE, VisitStatus.DONE)


def _papers(session: Session) -> list[OpenItem]:
    rows = session.execute(
        select(Paper, Patient)
        .outerjoin(Patient, Patient.id == Paper.patient_id)
        .where(Paper.state.in_((PaperState.TO_PRINT, PaperState.PRINTED, PaperState.HANDED)))
        .order_by(Paper.id)
    )
    found = []
    for paper, person in rows:
        name = person.full_name if paper.patient_id is not None else ""
        if paper.state is PaperState.TO_PRINT:
            found.append(OpenItem(OpenKind.TO_PRINT, name, paper.patient_id))
        elif paper.kind in _SIGNED:
            found.append(OpenItem(OpenKind.UNSIGNED, name, paper.patient_id))
    return found


def _seconds(session: Session) -> list[OpenItem]:
    rows = session.execute(
        select(Visit, Patient)
        .join(Patient, Patient.id == Visit.patient_id)
        .where(Visit.needs_second, Visit.seconded_at.is_(None))
        .order_by(Visit.id)
    )
    return [
        OpenItem(OpenKind.SECOND, person.full_name, person.id, visit.id) for visit, person in rows
    ]


def shift_acts(session: Session, *, most: int = 30) -> list[ActLine]:
    """The latest signatures, the latest first."""
    zone = ZoneInfo(session.scalar(select(Clinic.time_zone)) or "UTC")
    names = {row[0]: row[1] for row in session.execute(select(Staff.id, Staff.name))}
    rows: Sequence[ShiftAct] = session.scalars(
        select(ShiftAct).order_by(ShiftAct.id.desc()).limit(most)
    ).all()
    return [
        ActLine(
            step=row.step,
            at=row.signed_at.astimezone(zone),
            by=names.get(row.signed_by_id, ""),
            received_by="" if row.received_by_id is None else names.get(row.received_by_id, ""),
            cards_expected=row.cards_expected,
            cards_counted=row.cards_counted,
            sheets_counted=row.sheets_counted,
            explanation=row.explanation,
            still_open=json.loads(row.still_open),
        )
        for row in rows
    ]
