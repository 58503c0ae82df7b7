"""Complaints with owner and day, and a conversation as it is held: steps, facts, what to offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.errors import Refused
from reception.models import Clinic, Complaint, Conversation, Patient, Staff, Visit
from reception.rules.conversation import ConversationScript
from reception.rules.patterns import Figure, fill
from reception.storage.feedback_rows import conversation_of, offered_suggestions
from reception.storage.survey_book import conversation_script
from reception.translation import Language, Message, msg
from reception.values.aftercare import ComplaintState, ConversationConsent, Influence
from reception.values.money import Money


@dataclass(frozen=True)
class ComplaintRow:
    """A complaint as it stands in the list; `talk` is the state of its conversation."""

    complaint_id: int
    patient_id: int
    name: str
    words: str
    state: ComplaintState
    influence: Influence | None
    owner_id: int | None
    owner: str
    due_on: date
    opened_on: date
    is_overdue: bool
    resolution: str
    resolved_on: date | None
    talk: ConversationConsent | None
    talk_over: bool
    later_on: date | None


def complaints(session: Session, *, day: date, open_only: bool = False) -> list[ComplaintRow]:
    """Open ones by their day, then the newest closed ones (a year of them at most)."""
    wanted = (
        select(Complaint, Patient, Staff.name)
        .join(Patient, Patient.id == Complaint.patient_id)
        .outerjoin(Staff, Staff.id == Complaint.owner_id)
        .order_by(Complaint.due_on, Complaint.id)
    )
    if open_only:
        wanted = wanted.where(Complaint.state == ComplaintState.OPEN)
    talks = {
        one.complaint_id: one
        for one in session.scalars(select(Conversation).order_by(Conversation.id))
    }
    rows = [
        _row(complaint, patient, owner or "", talks.get(complaint.id), day)
        for complaint, patient, owner in session.execute(wanted)
        if complaint.state is ComplaintState.OPEN or (day - complaint.opened_on).days <= 366
    ]
    first = [one for one in rows if one.state is ComplaintState.OPEN]
    rest = [one for one in rows if one.state is not ComplaintState.OPEN]
    rest.sort(key=lambda one: (one.resolved_on or one.opened_on, one.complaint_id), reverse=True)
    return first + rest


def _row(
    complaint: Complaint, patient: Patient, owner: str, talk: Conversation | None, day: date
) -> ComplaintRow:
    is_open = complaint.state is ComplaintState.OPEN
    return ComplaintRow(
        complaint_id=complaint.id,
        patient_id=patient.id,
        name=patient.full_name,
        words=complaint.words,
        state=complaint.state,
        influence=complaint.influence,
        owner_id=complaint.owner_id,
        owner=owner,
        due_on=complaint.due_on,
        opened_on=complaint.opened_on,
        is_overdue=is_open and complaint.due_on < day,
        resolution=complaint.resolution,
        resolved_on=complaint.resolved_on,
        talk=None if talk is None else talk.consent,
        talk_over=talk is not None and talk.ended_at is not None,
        later_on=None if talk is None else talk.later_on,
    )


@dataclass(frozen=True)
class Offered:
    """Another patient's suggestion in its short wording."""

    suggestion_id: int
    short: str


@dataclass(frozen=True)
class ConversationSheet:
    """Everything the form and the paper show; `said(code)` is a step in the patient's language."""

    conversation_id: int
    complaint_id: int
    name: str
    language: Language
    words: str
    resolution: str
    consent: ConversationConsent
    minutes: int
    started_at: datetime | None
    answers: Mapping[str, str]
    facts: tuple[Message, ...]
    offered: tuple[Offered, ...]
    script: ConversationScript

    def said(self, code: str, *, suggestion: str = "…") -> str:
        """What is said at a step, in the patient's language."""
        figures: dict[str, Figure] = {
            "minutes": self.minutes,
            "resolution": self.resolution.rstrip(" .") or "…",
            "suggestion": suggestion.rstrip(" .") or "…",
        }
        pattern = self.script.step(code).text.in_language(self.language)
        return fill(pattern, figures, self.language).replace("….", "…")


def conversation_sheet(session: Session, *, conversation_id: int) -> ConversationSheet:
    """A conversation; raises Refused where it is no longer there."""
    row = session.get(Conversation, conversation_id)
    complaint = None if row is None else session.get(Complaint, row.complaint_id)
    person = None if row is None else session.get(Patient, row.patient_id)
    if row is None or complaint is None or person is None:
        raise Refused(msg("This conversation is no longer there."), code="unknown")
    return ConversationSheet(
        conversation_id=row.id,
        complaint_id=complaint.id,
        name=person.full_name,
        language=person.language,
        words=complaint.words,
        resolution=complaint.resolution,
        consent=row.consent,
        minutes=row.planned_minutes,
        started_at=row.started_at,
        answers={code: str(value) for code, value in (row.steps or {}).items()},
        facts=tuple(_facts(session, complaint)),
        offered=tuple(
            Offered(one.id, one.short) for one in offered_suggestions(session, row.patient_id)
        ),
        script=conversation_script(),
    )


def conversation_facts(session: Session, *, complaint_id: int) -> tuple[Message, ...]:
    """What is known of the process behind a complaint (S2.22)."""
    complaint = session.get(Complaint, complaint_id)
    return () if complaint is None else tuple(_facts(session, complaint))


def _facts(session: Session, complaint: Complaint) -> list[Message]:
    found = [msg("Heard on {day}.", day=complaint.opened_on)]
    visit = None if complaint.visit_id is None else session.get(Visit, complaint.visit_id)
    if visit is not None:
        found += _visit_facts(session, visit)
    if complaint.resolved_on is not None:
        found.append(msg("Put right on {day}.", day=complaint.resolved_on))
    clinic = session.scalars(select(Clinic)).one()
    if clinic.complaints_name:
        found.append(
            msg(
                "Questions about it are answered by {name}, {phone}.",
                name=clinic.complaints_name,
                phone=clinic.complaints_phone,
            )
        )
    return found


def _visit_facts(session: Session, visit: Visit) -> list[Message]:
    found = [msg("The visit was on {day}.", day=visit.day)]
    if visit.arrived_at is not None and visit.in_room_at is not None:
        waited = max(0, round((visit.in_room_at - visit.arrived_at).total_seconds() / 60))
        found.append(msg("Waited {minutes} min; our norm is {norm} min.", minutes=waited, norm=10))
    currency = session.scalars(select(Clinic)).one().currency
    if visit.price_told_minor is not None:
        found.append(
            msg(
                "Price told before: {told}; bill: {bill}.",
                told=Money(visit.price_told_minor, currency),
                bill=Money(visit.bill_minor, currency),
            )
        )
    return found


def last_conversation(session: Session, *, complaint_id: int) -> int | None:
    """The number of the conversation of a complaint."""
    row = conversation_of(session, complaint_id)
    return None if row is None else row.id
