"""Who works here, for signing in, switching at the desk and the settings."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Staff
from reception.values.choices import Job, Role
from reception.values.ids import StaffId


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
