"""Contacts as they stand: attempts at one thing, and contacts of our own accord to one person."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Contact, Survey
from reception.rules.outreach import OWN_ACCORD
from reception.values.aftercare import ContactReason


def attempts_of(
    session: Session, reason: ContactReason, subject_id: int | None, patient_id: int
) -> list[Contact]:
    """The standing attempts at one thing, the first first."""
    return list(
        session.scalars(
            select(Contact)
            .where(
                Contact.reason == reason,
                Contact.subject_id == subject_id,
                Contact.patient_id == patient_id,
                Contact.undone_at.is_(None),
            )
            .order_by(Contact.id)
        )
    )


def own_accord_days(
    session: Session, patient_id: int, *, but: tuple[ContactReason, int | None] | None = None
) -> list[date]:
    """The days on which a person was contacted of our own accord; `but` names one left out."""
    rows = session.execute(
        select(Contact.day, Contact.reason, Contact.subject_id).where(
            Contact.patient_id == patient_id,
            Contact.reason.in_(OWN_ACCORD),
            Contact.undone_at.is_(None),
        )
    )
    return [row.day for row in rows if (row.reason, row.subject_id) != but]


def survey_of_visit(session: Session, visit_id: int) -> Survey | None:
    """The survey that was begun about a visit."""
    return session.scalar(select(Survey).where(Survey.visit_id == visit_id))


def lead_attempts(session: Session, lead_id: int, *, since: date | None = None) -> list[Contact]:
    """The standing attempts to call a potential patient back, the first first; `since` a day."""
    wanted = select(Contact).where(
        Contact.reason == ContactReason.CALL_BACK,
        Contact.subject_id == lead_id,
        Contact.patient_id.is_(None),
        Contact.undone_at.is_(None),
    )
    if since is not None:
        wanted = wanted.where(Contact.day >= since)
    return list(session.scalars(wanted.order_by(Contact.id)))
