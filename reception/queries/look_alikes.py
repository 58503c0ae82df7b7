"""Namesakes born the same day: told at every check-in, with what tells them apart (situation 5).

Twins of a family are told by `queries.family_acting`; neither is a duplicate.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Card, Patient, PatientPhone
from reception.rules.names import fold
from reception.translation import Message, msg
from reception.values.card_number import group
from reception.values.choices import CardState


def namesake_alerts(session: Session, *, patient_id: int) -> tuple[Message, ...]:
    """What to compare before the wrong one is checked in; nothing for nearly everybody."""
    person = session.get(Patient, patient_id)
    if person is None or person.birth_date is None:
        return ()
    same_day = session.scalars(
        select(Patient)
        .where(
            Patient.birth_date == person.birth_date,
            Patient.id != patient_id,
            Patient.merged_into_id.is_(None),
        )
        .order_by(Patient.id)
    )
    return tuple(
        msg(
            "Another {name}, {day}: {how}",
            name=one.full_name,
            day=person.birth_date,
            how=_how_to_tell(session, one),
        )
        for one in same_day
        if _is_namesake(person, one)
    )


def _is_namesake(person: Patient, other: Patient) -> bool:
    """By the same surname and first name."""
    return (fold(person.last_name), fold(person.first_name)) == (
        fold(other.last_name),
        fold(other.first_name),
    )


def _how_to_tell(session: Session, other: Patient) -> str:
    """Phone, street and card of the other, with the middle left out: the screen faces a counter."""
    phone = session.scalar(
        select(PatientPhone.digits)
        .where(PatientPhone.patient_id == other.id)
        .order_by(PatientPhone.position)
        .limit(1)
    )
    card = session.scalar(
        select(Card.number)
        .where(Card.holder_id == other.id, Card.state == CardState.ACTIVE)
        .order_by(Card.id.desc())
        .limit(1)
    )
    parts = (
        f"☎ …{phone[-4:-2]}-{phone[-2:]}" if phone else "",
        other.address.split(",")[0].strip(),
        f"№ {other.external_id}" if other.external_id else "",
        f"…{group(card)[-4:]}" if card else "",
    )
    return " · ".join(part for part in parts if part) or "–"
