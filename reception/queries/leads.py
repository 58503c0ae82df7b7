"""Potential patients: those who are open, whom they may already be, and who is called back today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import Clinic, Contact, Lead, Patient, PatientPhone
from reception.queries.work_row import WorkRow
from reception.rules.outreach import FINISHED, MOST_ATTEMPTS
from reception.storage.aftercare_rows import lead_attempts
from reception.translation import msg
from reception.values.aftercare import ContactReason, LeadChannel, NextStep
from reception.values.choices import ContactChannel


@dataclass(frozen=True)
class LeadRow:
    """A potential patient; `known` are patients with the same phone, `is_due` by the next step."""

    lead_id: int
    name: str
    phone: str
    question: str
    channel: LeadChannel
    next_step: NextStep
    next_on: date | None
    day: date
    is_due: bool
    attempts: int
    was_reached: bool
    known: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class LeadsFound:
    """The open ones by the day of their next step, and how many became patients so far."""

    rows: tuple[LeadRow, ...]
    became: int


def open_leads(session: Session, *, day: date) -> LeadsFound:
    """Everybody whose way to a first visit is not over."""
    leads = session.scalars(
        select(Lead)
        .where(Lead.closed_at.is_(None), Lead.patient_id.is_(None))
        .order_by(Lead.next_on.is_(None), Lead.next_on, Lead.id)
    )
    rows = tuple(_row(session, one, day) for one in leads)
    became = session.scalar(select(func.count(Lead.id)).where(Lead.patient_id.is_not(None))) or 0
    return LeadsFound(rows, became)


def _row(session: Session, lead: Lead, day: date) -> LeadRow:
    attempts = lead_attempts(session, lead.id, since=lead.next_on)
    return LeadRow(
        lead_id=lead.id,
        name=lead.name,
        phone=lead.phone,
        question=lead.question,
        channel=lead.channel,
        next_step=lead.next_step,
        next_on=lead.next_on,
        day=lead.day,
        is_due=lead.next_on is not None and lead.next_on <= day,
        attempts=len(attempts),
        was_reached=_is_over(attempts),
        known=_known(session, lead.phone),
    )


def _is_over(attempts: list[Contact]) -> bool:
    return any(one.outcome in FINISHED for one in attempts)


def _known(session: Session, phone: str) -> tuple[tuple[int, str], ...]:
    if not phone:
        return ()
    people = session.scalars(
        select(Patient)
        .join(PatientPhone, PatientPhone.patient_id == Patient.id)
        .where(PatientPhone.digits == phone, Patient.merged_into_id.is_(None))
        .order_by(Patient.id)
    )
    return tuple((one.id, one.full_name) for one in people)


def calls_back(session: Session, *, day: date, now: datetime) -> list[WorkRow]:
    """Potential patients to be called back on a day, as rows of the work queue.

    They asked for the call: that is the consent to it.  Tried often enough or later is left out.
    """
    language = session.scalars(select(Clinic.language)).one()
    found: list[WorkRow] = []
    leads = session.scalars(
        select(Lead).where(
            Lead.closed_at.is_(None),
            Lead.patient_id.is_(None),
            Lead.next_step == NextStep.CALL_BACK,
            Lead.next_on <= day,
        )
    )
    for lead in leads:
        attempts = lead_attempts(session, lead.id, since=lead.next_on)
        again = attempts[-1].again_at if attempts else None
        if _is_over(attempts) or len(attempts) >= MOST_ATTEMPTS or (again or now) > now:
            continue
        due = lead.next_on or day
        found.append(
            WorkRow(
                key=f"{ContactReason.CALL_BACK.value}:{lead.id}",
                reason=ContactReason.CALL_BACK,
                subject_id=lead.id,
                patient_id=None,
                name=lead.name or "+" + lead.phone,
                about="",
                phone=lead.phone,
                language=language,
                why=msg("Asked to be called back: {question}", question=lead.question or "—"),
                due_on=due,
                is_overdue=due < day,
                channels=(ContactChannel.CALL,),
                text="",
                attempts=len(attempts),
                again_at=again,
                has_gift=False,
            )
        )
    return found
