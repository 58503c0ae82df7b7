"""Who may be with a child at the desk: guardians and trusted persons with their documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Patient
from reception.queries.family_acting import (
    ActingLine,
    acting_for,
    court_lines,
    standing_of,
    twins_of,
)
from reception.queries.who_may_see import guardian_ties
from reception.rules.ages import Standing, is_minor
from reception.rules.family_ties import Authority
from reception.rules.seeing import patient_key
from reception.translation import Message
from reception.values.choices import Relation
from reception.values.family_choices import AuthorityKind, Kinship, RepresentativeKind
from reception.values.family_labels import kinship_label, representative_label
from reception.values.labels import relation_label


@dataclass(frozen=True)
class Companion:
    """Somebody who may be with the child, and by what."""

    person_id: int | None
    name: str
    role: Message
    phone: str
    document_kind: AuthorityKind
    document_number: str
    expires_on: date | None
    authority: Authority | None
    """None for a relative without a document."""
    allowed: bool


@dataclass(frozen=True)
class CompanionCheck:
    """What the desk has to know before a minor is checked in."""

    patient_id: int
    name: str
    standing: Standing
    companions: tuple[Companion, ...]
    twins: tuple[str, ...]
    """First names of who was born the same day in the family."""
    forbidden: tuple[str, ...]
    """Whom a court paper on file names."""

    @property
    def callable_guardians(self) -> tuple[Companion, ...]:
        """Whom to call: who may act and has a phone."""
        return tuple(one for one in self.companions if one.allowed and one.phone)


def companion_check(session: Session, *, patient_id: int, day: date) -> CompanionCheck:
    """Guardians first, then trusted persons, then other adults of the family without a document."""
    person = session.get_one(Patient, patient_id)
    found = _acting(session, person, day)
    known = {one.person_id for one in found if one.person_id is not None}
    presumed = {tie.person for tie in guardian_ties(session, person, day) if tie.holds_on(day)}
    courts = [line for line in court_lines(session, patient_id, day) if line.holds]
    silenced = {line.person_id for line in courts if line.person_id is not None}
    relatives = session.scalars(
        select(Patient)
        .where(
            Patient.household_id == person.household_id,
            Patient.id != patient_id,
            Patient.deceased_on.is_(None),
            Patient.merged_into_id.is_(None),
        )
        .order_by(Patient.id)
    ).all()
    for one in sorted(relatives, key=lambda row: (row.relation is not Relation.HEAD, row.id)):
        if one.id in known or is_minor(one.birth_date, day):
            continue
        parent = patient_key(one.id) in presumed
        found.append(
            Companion(
                one.id,
                one.full_name,
                relation_label(one.relation),
                f"+{one.phones[0].digits}" if one.phones else "",
                AuthorityKind.NONE,
                "",
                None,
                Authority.FORBIDDEN if one.id in silenced else None,
                allowed=parent and one.id not in silenced,
            )
        )
    return CompanionCheck(
        patient_id,
        person.spoken_name,
        standing_of(session, person, day),
        tuple(sorted(found, key=lambda one: not one.allowed)),
        tuple(one.first_name for one in twins_of(session, person)),
        tuple(line.name for line in courts),
    )


def _acting(session: Session, person: Patient, day: date) -> list[Companion]:
    return [
        Companion(
            line.person_id,
            line.name,
            _role(line),
            line.phone,
            line.document_kind,
            line.document_number,
            line.expires_on,
            line.authority,
            line.may_accompany,
        )
        for line in acting_for(session, person, day)
        if line.authority is not Authority.ENDED and line.kind is not RepresentativeKind.PAYER
    ]


def _role(line: ActingLine) -> Message:
    if line.kinship is Kinship.OTHER:
        return representative_label(line.kind)
    return kinship_label(line.kinship)
