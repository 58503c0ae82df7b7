"""The family account: its members and their recorded acceptance of the terms."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base
from reception.values.choices import AcceptanceState, AccountStatus


class Account(Base):
    """The points account of one household.

    `frozen_until`: its only member has died; through that day the family may ask for the points.
    """

    __tablename__ = "account"
    topic = Topic.ACCOUNTS

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    status: Mapped[AccountStatus]
    opened_on: Mapped[date]
    opened_at: Mapped[datetime]
    blocked_reason: Mapped[str] = mapped_column(Text, default="")
    blocked_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    heir_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    frozen_until: Mapped[date | None]
    import_run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id"))


class AccountMember(Base):
    """A person's time on an account; one person is on one account at a time."""

    __tablename__ = "account_member"
    __table_args__ = (Index("ix_account_member_patient_id_left_on", "patient_id", "left_on"),)
    topic = Topic.ACCOUNTS

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    joined_on: Mapped[date]
    joined_at: Mapped[datetime]
    left_on: Mapped[date | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class AccountBlock(Base):
    """A time an account was blocked; `lifted_at` is empty while it is."""

    __tablename__ = "account_block"
    topic = Topic.ACCOUNTS

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    blocked_on: Mapped[date]
    blocked_at: Mapped[datetime]
    lifted_on: Mapped[date | None]
    lifted_at: Mapped[datetime | None]


class Acceptance(Base):
    """That a person accepted a version: when, by which paper, before whom."""

    __tablename__ = "acceptance"
    topic = Topic.ACCOUNTS

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("programme_version.id"))
    terms_hash: Mapped[str] = mapped_column(String(64), default="")
    day: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    state: Mapped[AcceptanceState]
    signed_on: Mapped[date | None]
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
