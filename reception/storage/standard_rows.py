"""The service standard as it stands: the version in force, who read it, what was observed."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import StandardAcknowledgement, StandardMark, StandardVersion
from reception.paths import resources_directory
from reception.rules.standard import Standard, read_standard


@lru_cache(maxsize=1)
def shipped_standard() -> Standard:
    """The standard as it is shipped."""
    path = resources_directory() / "starter" / "standard.toml"
    return read_standard(path.read_text(encoding="utf-8"))


def newest_standard(session: Session) -> StandardVersion | None:
    """The version in force."""
    return session.scalar(select(StandardVersion).order_by(StandardVersion.number.desc()).limit(1))


def acknowledged_by(session: Session, version_id: int) -> set[int]:
    """The members of staff who read a version."""
    return set(
        session.scalars(
            select(StandardAcknowledgement.staff_id).where(
                StandardAcknowledgement.version_id == version_id
            )
        )
    )


def marks_of(session: Session, version_id: int) -> list[StandardMark]:
    """What was observed by a version."""
    return list(session.scalars(select(StandardMark).where(StandardMark.version_id == version_id)))
