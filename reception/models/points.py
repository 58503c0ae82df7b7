"""The points ledger: lots, entries and draws.  Balances are sums of it and nothing else.

Entries and draws are append-only and chained.  Lots, debts, and what is known of a visit or an
account are derived from them, checked against them, and kept so that no balance needs a rescan.
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

    `own_last_day` counts no visits, `visits_last_day` does; `last_day` is the last usable day
    as it stands, grace and the programme's end counted in, empty where points never expire.
    `left` is granted less every draw; `since` the day from which the lot is on its account.
    """

    __tablename__ = "points_lot"
    __table_args__ = (
        Index("ix_points_lot_account_id_left", "account_id", "left"),
        Index("ix_points_lot_account_id_last_day", "account_id", "last_day"),
    )
    topic = Topic.POINTS
    audited = False

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    earner_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    entry_id: Mapped[int] = mapped_column(default=0)
    kind: Mapped[EntryKind]
    name: Mapped[str] = mapped_column(String(80), default="")
    earned_on: Mapped[date]
    since: Mapped[date]
    usable_from: Mapped[date]
    own_last_day: Mapped[date | None]
    visits_last_day: Mapped[date | None]
    last_day: Mapped[date | None]
    lives_by_visits: Mapped[bool] = mapped_column(default=False)
    granted: Mapped[int]
    left: Mapped[int]
    taken_back: Mapped[int] = mapped_column(default=0)
    lapse_counted: Mapped[int] = mapped_column(default=0)
    grace_from: Mapped[date | None]
    grace_last: Mapped[date | None]
    is_closed: Mapped[bool] = mapped_column(default=False)
    has_parts: Mapped[bool] = mapped_column(default=False)
    arrived: Mapped[int] = mapped_column(default=0)
    moved_to_id: Mapped[int | None] = mapped_column(ForeignKey("points_lot.id"))
    moved_from_id: Mapped[int | None] = mapped_column(ForeignKey("points_lot.id"), index=True)


class PointsEntry(Chained, Base):
    """One movement of points, signed; `breakdown` is the JSON that answers "why this number?"."""

    __tablename__ = "points_entry"
    __table_args__ = (
        Index("ix_points_entry_account_id_effective_on", "account_id", "effective_on"),
        Index("ix_points_entry_effective_on_kind", "effective_on", "kind"),
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
    """Points an entry took from a lot (positive) or gave back to it (negative).

    `gives_back_id` is the draw a negative one undoes; `day` differs from the entry's only where
    a later lot pays the debt the entry left.
    """

    __tablename__ = "points_draw"
    topic = Topic.POINTS
    audited = False

    entry_id: Mapped[int] = mapped_column(ForeignKey("points_entry.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("points_lot.id"), index=True)
    points: Mapped[int]
    day: Mapped[date]
    earner_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("programme_version.id"))
    gives_back_id: Mapped[int | None] = mapped_column(ForeignKey("points_draw.id"), index=True)


class PointsDebt(Base):
    """What an entry took that no lot could cover; the next credit pays it first."""

    __tablename__ = "points_debt"
    topic = Topic.POINTS
    audited = False

    entry_id: Mapped[int] = mapped_column(ForeignKey("points_entry.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    open: Mapped[int]
    day: Mapped[date]


class PointsAccount(Base):
    """Sums of an account that no balance should need a rescan for."""

    __tablename__ = "points_account"
    topic = Topic.POINTS
    audited = False

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    latest: Mapped[date]
    expired: Mapped[int] = mapped_column(default=0)


class PointsVisit(Base):
    """What the programme knows of one visit: how it earned, what was used and came back.

    `lines_left` are the exact amounts of its lines after refunds, `refunds` days and money.
    """

    __tablename__ = "points_visit"
    topic = Topic.POINTS
    audited = False

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("programme_version.id"))
    tier: Mapped[str | None] = mapped_column(String(60))
    percent: Mapped[str | None] = mapped_column(String(10))
    promotions: Mapped[str] = mapped_column(Text, default="[]")
    lines_left: Mapped[str] = mapped_column(Text, default="[]")
    refunds: Mapped[str] = mapped_column(Text, default="[]")
    redeemed: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
    redeemed_entry_id: Mapped[int | None] = mapped_column(ForeignKey("points_entry.id"))
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("points_lot.id"))
    stays: Mapped[int] = mapped_column(default=0)
    written_off: Mapped[int] = mapped_column(default=0)
    pending: Mapped[int] = mapped_column(default=0)
    pending_steps: Mapped[str] = mapped_column(Text, default="[]")
    is_credited: Mapped[bool] = mapped_column(default=False)
    is_cancelled: Mapped[bool] = mapped_column(default=False)


class PointsTransfer(Base):
    """A merge, leave or split of accounts: what it moved, so that other entries can undo it.

    `facts` is JSON: lots, debts, the payments made at once, and who was where before.
    """

    __tablename__ = "points_transfer"
    topic = Topic.ACCOUNTS

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    day: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    points: Mapped[int] = mapped_column(default=0)
    facts: Mapped[str] = mapped_column(Text)
    is_undone: Mapped[bool] = mapped_column(default=False)
    undone_at: Mapped[datetime | None]


class PointsReferral(Base):
    """Who sent a newcomer, and the visit both sides were paid for."""

    __tablename__ = "points_referral"
    topic = Topic.POINTS

    newcomer_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    referrer_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    noted_on: Mapped[date]
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    lots: Mapped[str] = mapped_column(Text, default="[]")
