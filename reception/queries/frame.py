"""What the frame of the window and its sign-in need: the clinic by name, and who works here."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Clinic, Staff
from reception.translation import Language
from reception.values.choices import Country, Job, Role
from reception.values.ids import StaffId


@dataclass(frozen=True)
class FrameFacts:
    """The clinic as the frame shows it."""

    name: str
    country: Country
    currency: str
    time_zone: str
    language: Language
    is_demonstration: bool


@dataclass(frozen=True)
class StaffRow:
    """A member of staff, without anything secret."""

    id: StaffId
    login: str
    name: str
    role: Role
    job: Job
    has_pin: bool
    has_password: bool
    is_active: bool


def frame_facts(session: Session) -> FrameFacts | None:
    """The clinic; None before the first start is done."""
    row = session.scalar(select(Clinic))
    if row is None:
        return None
    return FrameFacts(
        row.name, row.country, row.currency, row.time_zone, row.language, row.is_demonstration
    )


def staff_rows(session: Session, *, all_staff: bool = False) -> list[StaffRow]:
    """Members of staff by name; those who left only with `all_staff`."""
    wanted = select(Staff).order_by(Staff.name)
    if not all_staff:
        wanted = wanted.where(Staff.is_active)
    return [
        StaffRow(
            StaffId(row.id),
            row.login,
            row.name,
            row.role,
            row.job,
            bool(row.pin_hash),
            bool(row.password_hash),
            row.is_active,
        )
        for row in session.scalars(wanted)
    ]
