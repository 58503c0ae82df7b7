"""Members of staff, their rights, and what signs them in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base
from reception.values.choices import Job, Role


class Staff(Base):
    """A member of staff.  Hashes are argon2id; the database key is wrapped outside, in keys.json."""

    __tablename__ = "staff"
    topic = Topic.STAFF

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role]
    job: Mapped[Job]
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    pin_hash: Mapped[str] = mapped_column(String(200), default="")
    failed_attempts: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    patient_id: Mapped[int | None]
    created_at: Mapped[datetime]
