"""The audit log, and the requests already answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.models.base import Base, Chained


class AuditRow(Chained, Base):
    """One action: who, when, what, on what, and the difference as JSON.  Append-only, chained."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_subject_kind_subject_id", "subject_kind", "subject_id"),)

    recorded_at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    actor_name: Mapped[str] = mapped_column(String(120))
    action: Mapped[str] = mapped_column(String(80), index=True)
    subject_kind: Mapped[str] = mapped_column(String(40), default="")
    subject_id: Mapped[int | None]
    request_id: Mapped[str | None] = mapped_column(String(64))
    difference: Mapped[str] = mapped_column(Text, default="[]")


class Request(Base):
    """A request already carried out: the same id with the same content is not booked twice."""

    __tablename__ = "request"
    audited = False

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    action: Mapped[str] = mapped_column(String(80))
    content_hash: Mapped[str] = mapped_column(String(64))
    subject_id: Mapped[int | None]
    recorded_at: Mapped[datetime]
