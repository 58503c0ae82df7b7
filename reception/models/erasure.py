"""Erasing a person's data: the wish with its clock, and what was redacted in sealed rows.

A redaction is itself append-only and sealed.  It holds the words that stand in the redacted row
now; a trigger lets a sealed row change to exactly these words and to nothing else.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base, Chained
from reception.values.choices import ConsentWay, ErasureState


class Erasure(Base):
    """Somebody's wish to have her data erased: until when it is owed, and what was done.

    `log` is the JSON of what was erased where, without what stood there; `keys` the SHA-256 of
    the person's keys in the clinic's lists, so that an import does not bring her back.
    """

    __tablename__ = "erasure"
    topic = Topic.CONSENTS

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    state: Mapped[ErasureState]
    asked_on: Mapped[date]
    asked_way: Mapped[ConsentWay]
    due_on: Mapped[date]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    log: Mapped[str] = mapped_column(Text, default="[]")
    keys: Mapped[str] = mapped_column(Text, default="[]")


class Redaction(Chained, Base):
    """That words of a sealed row were erased, and what stands there since."""

    __tablename__ = "redaction"
    __table_args__ = (Index("ix_redaction_table_name_row_id", "table_name", "row_id"),)
    topic = Topic.CONSENTS
    audited = False

    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    column_name: Mapped[str] = mapped_column(String(40))
    content: Mapped[str] = mapped_column(Text)
    erasure_id: Mapped[int]
    recorded_at: Mapped[datetime]
