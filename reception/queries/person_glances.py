"""The small parts of the person panel: visits of today, cards, tasks, papers, begun forms."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from reception.models import (
    Card,
    Doctor,
    Draft,
    Mention,
    Paper,
    Patient,
    PatientPhone,
    Staff,
    Task,
    Visit,
)
from reception.queries.day import desk_settings
from reception.rules.waiting import Punctual, punctual
from reception.values.choices import (
    CardForm,
    CardState,
    MentionOutcome,
    PaperKind,
    PaperState,
    TaskKind,
    TaskStatus,
    VisitStatus,
)

PRESENT = (VisitStatus.ARRIVED, VisitStatus.IN_ROOM)


@dataclass(frozen=True)
class VisitGlance:
    """A visit of today."""

    visit_id: int
    status: VisitStatus
    planned_time: time | None
    arrived_at: time | None
    minutes_here: int | None
    was_greeted: bool
    room: str
    doctor: str
    accompanied_by: str
    price_told_minor: int | None
    is_paid: bool
    is_queue_mode: bool
    told_by: str = ""
    was_paid: bool = False
    """Whether money came in: a visit that is done may still be unpaid."""
    outcome: MentionOutcome | None = None
    mention_id: int | None = None
    checked_in_by: str = ""
    room_ready: bool = False
    doctor_told: bool = False
    is_emergency: bool = False
    needs_second: bool = False
    punctual: Punctual = Punctual.IN_TIME
    """Late, early or a walk-in; `off_minutes` by how much."""
    off_minutes: int = 0


@dataclass(frozen=True)
class CardGlance:
    """A card of the person."""

    card_id: int
    number: str
    state: CardState
    form: CardForm
    plastic_owed: bool
    plastic_promised_on: date | None
    replaced_by: str = ""
    """The number of the card that replaced it."""
    can_come_back: bool = False
    """Whether it was blocked, or replaced by a card that is still active."""


@dataclass(frozen=True)
class TaskLine:
    """Something owed to the person."""

    task_id: int
    kind: TaskKind
    due_on: date
    note: str


@dataclass(frozen=True)
class PaperLine:
    """A paper of joining that is not signed or not handed over yet."""

    paper_id: int
    kind: PaperKind
    state: PaperState


@dataclass(frozen=True)
class DraftGlance:
    """A form begun for this person: by whom and when, local time."""

    kind: str
    subject: str
    started_by: str
    started_at: datetime
    fields: dict[str, Any] = field(default_factory=dict)


_speaker = aliased(Staff)
_ANSWER = (
    select(Mention.id, Mention.outcome, _speaker.name)
    .outerjoin(_speaker, _speaker.id == Mention.speaker_id)
    .where(
        Mention.visit_id == bindparam("visit"),
        Mention.reverses_id.is_(None),
        ~Mention.id.in_(
            select(Mention.reverses_id).where(
                Mention.visit_id == bindparam("visit"), Mention.reverses_id.is_not(None)
            )
        ),
    )
    .order_by(Mention.id.desc())
    .limit(1)
)


def visit_glance(session: Session, visit: Visit, *, now: datetime, zone: ZoneInfo) -> VisitGlance:
    """A visit of today as the panel shows it."""
    arrived = visit.arrived_at
    here = visit.status in PRESENT and arrived is not None
    doctor = None if visit.doctor_id is None else session.get(Doctor, visit.doctor_id)
    with_her = visit.accompanied_by_id
    companion = None if with_her is None else session.get(Patient, with_her)
    answer = session.execute(_ANSWER, {"visit": visit.id}).first()
    minutes = 0 if arrived is None else max(0, int((now - arrived).total_seconds() // 60))
    local = None if arrived is None else arrived.astimezone(zone)
    how, off = punctual(visit.day, visit.planned_time, local, desk_settings(session).limits)
    by = None if visit.checked_in_by_id is None else session.get(Staff, visit.checked_in_by_id)
    return VisitGlance(
        visit_id=visit.id,
        status=visit.status,
        planned_time=visit.planned_time,
        arrived_at=None if arrived is None else arrived.astimezone(zone).time(),
        minutes_here=minutes if here else None,
        was_greeted=visit.greeted_at is not None,
        room=visit.room,
        doctor="" if doctor is None else doctor.name,
        accompanied_by=visit.accompanied_by_other if companion is None else companion.spoken_name,
        price_told_minor=visit.price_told_minor,
        is_paid=visit.paid_at is not None or visit.status is VisitStatus.DONE,
        was_paid=visit.paid_at is not None or bool(visit.paid_minor),
        is_queue_mode=visit.is_queue_mode,
        told_by="" if answer is None else answer[2] or "",
        outcome=None if answer is None else answer[1],
        mention_id=None if answer is None else answer[0],
        checked_in_by="" if by is None else by.name,
        room_ready=visit.room_ready_at is not None,
        doctor_told=visit.doctor_told_at is not None,
        is_emergency=visit.is_emergency,
        needs_second=visit.needs_second and visit.seconded_at is None,
        punctual=how,
        off_minutes=off,
    )


def cards_of(session: Session, patient_id: int) -> tuple[CardGlance, ...]:
    """Every card the person ever held."""
    rows = session.scalars(select(Card).where(Card.holder_id == patient_id).order_by(Card.id))
    return tuple(_card_glance(session, row) for row in rows)


def _card_glance(session: Session, row: Card) -> CardGlance:
    heir = None if row.replaced_by_id is None else session.get(Card, row.replaced_by_id)
    swapped = heir is not None and heir.state is CardState.ACTIVE
    return CardGlance(
        card_id=row.id,
        number=row.number,
        state=row.state,
        form=row.form,
        plastic_owed=row.plastic_owed,
        plastic_promised_on=row.plastic_promised_on,
        replaced_by="" if heir is None else heir.number,
        can_come_back=row.state is CardState.BLOCKED
        or (row.state is CardState.REPLACED and swapped),
    )


def is_phone_shared(session: Session, person: Patient) -> bool:
    """Whether somebody of another household has one of her numbers."""
    digits = [one.digits for one in person.phones]
    if not digits:
        return False
    other = aliased(Patient)
    found = session.scalar(
        select(func.count())
        .select_from(PatientPhone)
        .join(other, other.id == PatientPhone.patient_id)
        .where(PatientPhone.digits.in_(digits), other.household_id != person.household_id)
    )
    return bool(found)


def drafts_of(session: Session, patient_id: int, zone: ZoneInfo) -> tuple[DraftGlance, ...]:
    """Forms begun for this person and not finished."""
    rows = session.execute(
        select(Draft, Staff.name)
        .outerjoin(Staff, Staff.id == Draft.started_by_id)
        .where(Draft.subject == f"patient:{patient_id}")
    )
    return tuple(
        DraftGlance(
            row.kind,
            row.subject,
            name or "",
            row.started_at.astimezone(zone),
            json.loads(row.fields),
        )
        for row, name in rows
    )


def tasks_of(session: Session, patient_id: int) -> tuple[TaskLine, ...]:
    """What is still owed to the person, the earliest first."""
    rows = session.scalars(
        select(Task)
        .where(Task.patient_id == patient_id, Task.status == TaskStatus.OPEN)
        .order_by(Task.due_on, Task.id)
    )
    return tuple(TaskLine(row.id, row.kind, row.due_on, row.note) for row in rows)


def papers_of(session: Session, patient_id: int) -> tuple[PaperLine, ...]:
    """Papers of the person that are not signed."""
    rows = session.scalars(
        select(Paper)
        .where(
            Paper.patient_id == patient_id,
            Paper.state.in_((PaperState.TO_PRINT, PaperState.PRINTED, PaperState.HANDED)),
        )
        .order_by(Paper.id)
    )
    return tuple(PaperLine(row.id, row.kind, row.state) for row in rows)
