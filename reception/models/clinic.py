"""The clinic itself: requisites, settings, service groups, prices, doctors."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base, Minor
from reception.translation import Language
from reception.values.choices import Country


class Clinic(Base):
    """The one clinic of this database; what its papers must name (product/law.md F4–F6)."""

    __tablename__ = "clinic"
    topic = Topic.CLINIC

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    legal_name: Mapped[str] = mapped_column(String(200), default="")
    country: Mapped[Country]
    currency: Mapped[str] = mapped_column(String(3))
    time_zone: Mapped[str] = mapped_column(String(64))
    language: Mapped[Language]
    registration_numbers: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    licence_number: Mapped[str] = mapped_column(String(120), default="")
    licence_date: Mapped[date | None]
    approval_number: Mapped[str] = mapped_column(String(60), default="")
    approval_date: Mapped[date | None]
    signatory: Mapped[str] = mapped_column(String(200), default="")
    complaints_name: Mapped[str] = mapped_column(String(200), default="")
    complaints_phone: Mapped[str] = mapped_column(String(60), default="")
    complaints_days: Mapped[int] = mapped_column(default=10)
    programme_since: Mapped[date | None]
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Setting(Base):
    """One value the clinic decides (pauses, windows, stock limits), and who last changed it."""

    __tablename__ = "setting"
    topic = Topic.SETTINGS

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class ServiceGroup(Base):
    """A group of services; the terms say by its code what earns and what can be paid by points."""

    __tablename__ = "service_group"
    topic = Topic.PRICES

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))


class PriceItem(Base):
    """A line of the price list, valid from a day; the latest valid one counts."""

    __tablename__ = "price_item"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)
    topic = Topic.PRICES

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    patient_name: Mapped[str] = mapped_column(String(200), default="")
    service_group_id: Mapped[int] = mapped_column(ForeignKey("service_group.id"))
    price_minor: Mapped[int] = mapped_column(Minor)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    import_run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id"), index=True)


class Doctor(Base):
    """A doctor, by the name the clinic's lists use."""

    __tablename__ = "doctor"
    topic = Topic.VISITS

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
