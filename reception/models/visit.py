"""Visits: one record with one status and a stamp for each, its bill lines and refunds."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reception.changes import Topic
from reception.models.base import Base, Minor
from reception.values.choices import NotNowReason, VisitOrigin, VisitStatus


class Visit(Base):
    """A visit from booking to payment.  Money in minor units; `day` and `planned_time` local.

    `bill_minor` is what is due before points, `paid_minor` what was paid in money.
    """

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_day_status", "day", "status", "patient_id"),
        Index("ix_visit_patient_id_day", "patient_id", "day"),
    )
    topic = Topic.VISITS

    id: Mapped[int] = mapped_column(primary_key=True)
    external_id: Mapped[str | None] = mapped_column(String(80), unique=True)
    import_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    import_run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id"), index=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    accompanied_by_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    accompanied_by_other: Mapped[str] = mapped_column(String(120), default="")
    day: Mapped[date]
    planned_time: Mapped[time | None]
    status: Mapped[VisitStatus]
    origin: Mapped[VisitOrigin]
    doctor_id: Mapped[int | None] = mapped_column(ForeignKey("doctor.id"), index=True)
    room: Mapped[str] = mapped_column(String(40), default="")
    opened_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    greeted_at: Mapped[datetime | None]
    in_room_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    no_show_at: Mapped[datetime | None]
    checked_in_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    checked_out_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    price_told_minor: Mapped[int | None] = mapped_column(Minor)
    price_told_at: Mapped[datetime | None]
    price_told_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    bill_minor: Mapped[int] = mapped_column(Minor, default=0)
    paid_minor: Mapped[int] = mapped_column(Minor, default=0)
    points_redeemed: Mapped[int] = mapped_column(default=0)
    paid_at: Mapped[datetime | None]
    insured_percent: Mapped[int] = mapped_column(default=0)
    is_emergency: Mapped[bool] = mapped_column(default=False)
    refused_data: Mapped[bool] = mapped_column(default=False)
    is_queue_mode: Mapped[bool] = mapped_column(default=False)
    not_now_reason: Mapped[NotNowReason | None]
    undo_reason: Mapped[str] = mapped_column(Text, default="")
    room_ready_at: Mapped[datetime | None]
    doctor_told_at: Mapped[datetime | None]
    """When the doctor was told that she is late, early or here without an appointment."""
    needs_second: Mapped[bool] = mapped_column(default=False)
    """Checked in by herself or a relative: to be confirmed by a second person's PIN."""
    seconded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    seconded_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    lines: Mapped[list[BillLine]] = relationship(
        order_by="BillLine.id", cascade="all, delete-orphan"
    )


class BillLine(Base):
    """One service on the bill, in its group; reductions of the price list are already in it."""

    __tablename__ = "bill_line"
    topic = Topic.VISITS

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    service_group_id: Mapped[int] = mapped_column(ForeignKey("service_group.id"), index=True)
    price_item_id: Mapped[int | None] = mapped_column(ForeignKey("price_item.id"))
    service: Mapped[str] = mapped_column(String(200), default="")
    amount_minor: Mapped[int] = mapped_column(Minor)
    was_added: Mapped[bool] = mapped_column(default=False)
    was_agreed: Mapped[bool] = mapped_column(default=False)


class VisitRefund(Base):
    """Bill value given back for a visit, wholly or in part."""

    __tablename__ = "visit_refund"
    topic = Topic.VISITS

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    day: Mapped[date]
    amount_minor: Mapped[int] = mapped_column(Minor)
    money_minor: Mapped[int] = mapped_column(Minor, default=0)
    reason: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Draft(Base):
    """A form somebody began: saved field by field, resumed after a change of shift or a crash."""

    __tablename__ = "draft"
    topic = Topic.VISITS
    audited = False

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), index=True)
    subject: Mapped[str] = mapped_column(String(80), index=True)
    fields: Mapped[str] = mapped_column(Text, default="{}")
    started_at: Mapped[datetime]
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    authors: Mapped[str] = mapped_column(Text, default="{}")
    """JSON: who filled each field in, and when."""
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
