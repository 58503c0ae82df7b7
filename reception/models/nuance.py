"""Questions that had no answer at the desk, and the answers the clinic then gave: its nuances."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base
from reception.translation import Language


class Nuance(Base):
    """A question as it was asked and, once somebody knows, its answer in three languages.

    `answer` is {"ru", "uk", "en"} or empty while the answer is owed; `version_id` the terms it
    was answered under (product/requirements.md S0.9, S0.23).
    """

    __tablename__ = "nuance"
    topic = Topic.KNOWLEDGE

    id: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(Text)
    language: Mapped[Language]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    answer: Mapped[dict[str, Any] | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("programme_version.id"))
    dropped_at: Mapped[datetime | None]
