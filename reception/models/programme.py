"""Programme versions and promotions: structured terms, frozen and hashed when published."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base
from reception.values.choices import VersionStatus


class ProgrammeVersion(Base):
    """One version of the terms.  `terms` is the canonical JSON, `terms_hash` its SHA-256."""

    __tablename__ = "programme_version"
    topic = Topic.PROGRAMME

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    status: Mapped[VersionStatus]
    terms: Mapped[str] = mapped_column(Text)
    terms_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    override_reason: Mapped[str] = mapped_column(Text, default="")


class PublishedPromotion(Base):
    """A promotion published by itself, after its version (design/terms.md 3).

    `terms` is its canonical JSON, `terms_hash` its SHA-256; neither ever changes.  `ended_on` is
    its last day where it was ended early, with notice.
    """

    __tablename__ = "promotion"
    topic = Topic.PROGRAMME

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    terms: Mapped[str] = mapped_column(Text)
    terms_hash: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    ended_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    end_reason: Mapped[str] = mapped_column(Text, default="")
