"""After the visit: contacts made, surveys, recalls, potential patients, what is known of loyalty."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base
from reception.translation import Language
from reception.values.aftercare import (
    ContactOutcome,
    ContactReason,
    Influence,
    LeadChannel,
    NextStep,
    PortraitSign,
    RecallReason,
    RecallState,
    SurveyState,
    SurveyWay,
)
from reception.values.choices import ContactChannel


class Contact(Base):
    """One attempt to reach somebody: why, how, what came of it; the limit of contacts reads these.

    `subject_id` is the number of the survey, task, recall, suggestion … by `reason`; `again_at`
    when it is tried again.  Taken back by `undone_at`, never deleted.
    """

    __tablename__ = "contact"
    __table_args__ = (
        Index("ix_contact_patient_id_day", "patient_id", "day"),
        Index("ix_contact_reason_subject_id", "reason", "subject_id"),
    )
    topic = Topic.CONTACTS

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))
    reason: Mapped[ContactReason]
    subject_id: Mapped[int | None]
    channel: Mapped[ContactChannel]
    outcome: Mapped[ContactOutcome]
    day: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    again_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Text, default="")
    undone_at: Mapped[datetime | None]


class Survey(Base):
    """A short questionnaire about one visit, or feedback given unprompted (`visit_id` is None).

    `questions` are the codes asked, `answers` what was answered by code; `comment` stands in the
    patient's own words and language and is never overwritten.  No points are ever given for it.
    """

    __tablename__ = "survey"
    __table_args__ = (Index("ix_survey_state_due_on", "state", "due_on"),)
    topic = Topic.FEEDBACK

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), unique=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    respondent_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    due_on: Mapped[date]
    state: Mapped[SurveyState]
    language: Mapped[Language]
    questions: Mapped[list[Any]]
    is_control: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    way: Mapped[SurveyWay | None]
    answers: Mapped[dict[str, Any] | None]
    comment: Mapped[str] = mapped_column(Text, default="")
    comment_language: Mapped[Language | None]
    influence: Mapped[Influence | None]
    answered_on: Mapped[date | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime]


class Recall(Base):
    """A doctor wants to see somebody again: a class of reason and a day, no diagnosis."""

    __tablename__ = "recall"
    __table_args__ = (Index("ix_recall_state_due_on", "state", "due_on"),)
    topic = Topic.TASKS

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    doctor_id: Mapped[int | None] = mapped_column(ForeignKey("doctor.id"))
    reason: Mapped[RecallReason]
    service_group_id: Mapped[int | None] = mapped_column(ForeignKey("service_group.id"))
    due_on: Mapped[date]
    state: Mapped[RecallState]
    booked_visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Lead(Base):
    """A potential patient in at most five fields, with the next step and the way to a first visit."""

    __tablename__ = "lead"
    topic = Topic.TASKS

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[LeadChannel]
    question: Mapped[str] = mapped_column(String(300), default="")
    name: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(20), default="", index=True)
    next_step: Mapped[NextStep]
    next_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(120), default="")
    day: Mapped[date]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    closed_at: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(Text, default="")


class PortraitFact(Base):
    """Something known of a person's loyalty: which sign, its value, on which day, who says so.

    Facts are dated and never overwritten; the newest standing one of a sign counts, and
    "friendly" counts by two different members of staff.
    """

    __tablename__ = "portrait_fact"
    __table_args__ = (Index("ix_portrait_fact_patient_id_sign", "patient_id", "sign"),)
    topic = Topic.FEEDBACK

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    sign: Mapped[PortraitSign]
    value: Mapped[str] = mapped_column(String(120), default="")
    day: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("survey.id"))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    undone_at: Mapped[datetime | None]
