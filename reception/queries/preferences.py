"""What a person prefers, for her record and for the desk."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from reception.models import Patient
from reception.translation import Language
from reception.values.choices import Background


@dataclass(frozen=True)
class Preferences:
    """Preferences and privacy; nothing about health."""

    patient_id: int
    is_erased: bool
    drink: str
    background: Background | None
    language: Language
    prefers_silence: bool
    no_surname: bool
    do_not_mention: bool
    refuses_data: bool
    hard_of_hearing: bool
    written_prompt: bool
    poor_sight: bool
    large_print: bool
    comment: str


def preferences_of(session: Session, *, patient_id: int) -> Preferences:
    """The preferences of a person; raises LookupError where she is not there."""
    row = session.get_one(Patient, patient_id)
    names = [name for name in Preferences.__dataclass_fields__ if name in Patient.__table__.c]
    return Preferences(
        patient_id=row.id,
        is_erased=row.erased_on is not None,
        **{name: getattr(row, name) for name in names},
    )
