"""Papers: what was printed, frozen, so that a reprint is identical to the first print."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base
from reception.translation import Language
from reception.values.choices import PaperKind, PaperState


class Paper(Base):
    """A paper with its number, its frozen payload (JSON) and language, and what became of it."""

    __tablename__ = "paper"
    topic = Topic.PAPERS

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[PaperKind]
    language: Mapped[Language]
    payload: Mapped[str] = mapped_column(Text)
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("programme_version.id"))
    state: Mapped[PaperState]
    day: Mapped[date]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    printed_at: Mapped[datetime | None]
    handed_at: Mapped[datetime | None]
    signed_on: Mapped[date | None]
    kept_in: Mapped[str] = mapped_column(String(200), default="")
