"""What became of a visit besides its stamps: moved, taken back, given to the right person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base, Chained
from reception.values.day_choices import TraceKind


class VisitTrace(Chained, Base):
    """One row in the history of a visit and of the person it was of; append-only.

    Visit and persons are plain numbers: undoing an import removes the visits it brought, while
    the rows that told of them stay.
    """

    __tablename__ = "visit_trace"
    topic = Topic.VISITS

    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[TraceKind]
    visit_id: Mapped[int] = mapped_column(index=True)
    patient_id: Mapped[int] = mapped_column(index=True)
    other_patient_id: Mapped[int | None]
    was: Mapped[str] = mapped_column(String(200), default="")
    became: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
