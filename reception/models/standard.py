"""The service standard: versions with a review date, who acknowledged them, what was observed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base


class StandardVersion(Base):
    """The items of each stage of a visit, from a day; `items` is [{code, stage, ru, uk, en}]."""

    __tablename__ = "standard_version"
    topic = Topic.KNOWLEDGE

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    valid_from: Mapped[date]
    review_on: Mapped[date]
    items: Mapped[list[Any]]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class StandardAcknowledgement(Base):
    """Somebody read a version of the standard and says so."""

    __tablename__ = "standard_acknowledgement"
    __table_args__ = (UniqueConstraint("version_id", "staff_id"),)
    topic = Topic.KNOWLEDGE

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("standard_version.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]


class StandardMark(Base):
    """Whether an item was done at a visit, or on a day where it belongs to no visit."""

    __tablename__ = "standard_mark"
    __table_args__ = (
        Index("ix_standard_mark_visit_id", "visit_id"),
        Index("ix_standard_mark_day", "day"),
    )
    topic = Topic.KNOWLEDGE

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("standard_version.id"))
    item: Mapped[str] = mapped_column(String(40))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    day: Mapped[date]
    is_done: Mapped[bool]
    marked_at: Mapped[datetime]
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
