"""Tasks: what somebody owes a patient or the clinic, with a day by which it is done."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base
from reception.values.choices import TaskKind, TaskStatus


class Task(Base):
    """One promise: what, for whom, until when, and what became of it."""

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_status_due_on", "status", "due_on"),)
    topic = Topic.TASKS

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TaskKind]
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    mention_id: Mapped[int | None] = mapped_column(ForeignKey("mention.id"), index=True)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id"))
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    due_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[TaskStatus]
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    result: Mapped[str] = mapped_column(Text, default="")
