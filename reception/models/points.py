"""The points ledger: lots, entries and draws.  Balances are sums of it and nothing else.

Entries and draws are append-only and chained; `PointsLot.left` and `Account` sums are derived,
checked and can be rebuilt.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base, Chained
from reception.values.choices import EntryKind


class PointsLot(Base):
    """The points of one credit with their earner, version and days (design/terms.md, Words).

    `last_day` is set for lots with days of their own; where it is empty the lot lives by the
    last visit.  `left` is a cached sum of entries and draws.
    """

    __tablename__ = "points_lot"
    __table_args__ = (Index("ix_points_lot_account_id_left", "account_id", "left"),)
    topic = Topic.POINTS

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    earner_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    kind: Mapped[EntryKind]
    name: Mapped[str] = mapped_column(String(80), default="")
    earned_on: Mapped[date]
    usable_from: Mapped[date]
    last_day: Mapped[date | None]
    lives_by_visits: Mapped[bool] = mapped_column(default=False)
    granted: Mapped[int]
    left: Mapped[int]
    grace_used: Mapped[bool] = mapped_column(default=False)
    moved_from_id: Mapped[int | None] = mapped_column(ForeignKey("points_lot.id"))


class PointsEntry(Chained, Base):
    """One movement of points, signed; `breakdown` is the JSON that answers "why this number?"."""

    __tablename__ = "points_entry"
    __table_args__ = (
        Index("ix_points_entry_account_id_effective_on", "account_id", "effective_on"),
    )
    topic = Topic.POINTS

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[EntryKind]
    points: Mapped[int]
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("points_lot.id"), index=True)
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("programme_version.id"))
    effective_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("points_entry.id"), index=True)
    shortfall: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(Text, default="")
    breakdown: Mapped[str] = mapped_column(Text, default="[]")
    request_id: Mapped[str | None] = mapped_column(String(64))


class PointsDraw(Chained, Base):
    """Points an entry took from a lot (positive) or gave back to it (negative)."""

    __tablename__ = "points_draw"
    topic = Topic.POINTS

    entry_id: Mapped[int] = mapped_column(ForeignKey("points_entry.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("points_lot.id"), index=True)
    points: Mapped[int]
    earner_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("programme_version.id"))
