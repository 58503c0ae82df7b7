"""What patients said and what became of it: complaints, conversations, suggestions, themes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base
from reception.translation import Language
from reception.values.aftercare import (
    CommentKind,
    ComplaintState,
    ConversationConsent,
    Echo,
    Influence,
    SuggestionState,
)


class Complaint(Base):
    """Something went wrong for a patient: in her words, with an owner and a day."""

    __tablename__ = "complaint"
    __table_args__ = (Index("ix_complaint_state_due_on", "state", "due_on"),)
    topic = Topic.FEEDBACK

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("survey.id"))
    words: Mapped[str] = mapped_column(Text)
    language: Mapped[Language]
    influence: Mapped[Influence | None]
    state: Mapped[ComplaintState]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    due_on: Mapped[date]
    opened_on: Mapped[date]
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    resolved_on: Mapped[date | None]
    resolution: Mapped[str] = mapped_column(Text, default="")
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Conversation(Base):
    """A personal conversation after a complaint was put right; `steps` holds each step's answer."""

    __tablename__ = "conversation"
    topic = Topic.FEEDBACK

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    consent: Mapped[ConversationConsent]
    later_on: Mapped[date | None]
    planned_minutes: Mapped[int] = mapped_column(default=10)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    steps: Mapped[dict[str, Any] | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime]


class Suggestion(Base):
    """What a patient would change, and what became of it; who raised it is told when it is done."""

    __tablename__ = "suggestion"
    topic = Topic.FEEDBACK

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("survey.id"))
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversation.id"))
    words: Mapped[str] = mapped_column(Text)
    short: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[Language]
    state: Mapped[SuggestionState]
    reason: Mapped[str] = mapped_column(Text, default="")
    raised_on: Mapped[date]
    decided_on: Mapped[date | None]
    done_on: Mapped[date | None]
    told_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class SuggestionEcho(Base):
    """Whether another patient's suggestion would have helped this one."""

    __tablename__ = "suggestion_echo"
    __table_args__ = (UniqueConstraint("suggestion_id", "patient_id"),)
    topic = Topic.FEEDBACK

    id: Mapped[int] = mapped_column(primary_key=True)
    suggestion_id: Mapped[int] = mapped_column(ForeignKey("suggestion.id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    echo: Mapped[Echo]
    day: Mapped[date]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class ThemeSet(Base):
    """A version of the themes; comments coded under an older one keep it."""

    __tablename__ = "theme_set"
    topic = Topic.FEEDBACK

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Theme(Base):
    """One theme of a set: its names in three languages and the words that lead to it."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("set_id", "code"),)
    topic = Topic.FEEDBACK

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("theme_set.id"))
    code: Mapped[str] = mapped_column(String(40))
    names: Mapped[dict[str, Any]]
    hints: Mapped[list[Any]]


class CommentTheme(Base):
    """A person's decision that a comment is about a theme; `is_second` is the blind second coding."""

    __tablename__ = "comment_theme"
    __table_args__ = (
        UniqueConstraint("kind", "comment_id", "theme_id", "is_second"),
        Index("ix_comment_theme_theme_id", "theme_id"),
    )
    topic = Topic.FEEDBACK

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[CommentKind]
    comment_id: Mapped[int]
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"))
    is_second: Mapped[bool] = mapped_column(default=False)
    coded_at: Mapped[datetime]
    coded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class ThemeGuess(Base):
    """What the supervisor thought at a month's start that patients would say; up to three themes."""

    __tablename__ = "theme_guess"
    topic = Topic.FEEDBACK

    month: Mapped[date] = mapped_column(primary_key=True)
    themes: Mapped[list[Any]]
    guessed_at: Mapped[datetime]
    guessed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
