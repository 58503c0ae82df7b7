"""What the staff know: results of the quiz about the terms, and trainings that were held."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base, Chained
from reception.translation import Language


class QuizResult(Chained, Base):
    """One quiz taken to its end: by whom, on which text of the terms, and each answer.

    It certifies knowledge of the terms with that hash: a draft keeps its results when it is
    published, and loses them when it is changed.  `answers` is JSON: question, chosen option,
    whether it was right; `seed` draws the same order again.  Append-only: it is evidence.
    """

    __tablename__ = "quiz_result"
    topic = Topic.KNOWLEDGE

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    terms_hash: Mapped[str] = mapped_column(String(64), index=True)
    version_number: Mapped[int]
    taken_on: Mapped[date]
    recorded_at: Mapped[datetime]
    language: Mapped[Language]
    seed: Mapped[int]
    right: Mapped[int]
    asked: Mapped[int]
    is_passed: Mapped[bool]
    answers: Mapped[str] = mapped_column(Text)


class Training(Base):
    """A training that was held: when, about what, who was there, and when the next is due."""

    __tablename__ = "training"
    topic = Topic.KNOWLEDGE

    id: Mapped[int] = mapped_column(primary_key=True)
    held_on: Mapped[date]
    topic_name: Mapped[str] = mapped_column(String(200))
    attendees: Mapped[list[Any]]
    next_due: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
