"""Who acts for a person by which document, what a court forbade, and what to know at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.errors import Refused
from reception.models import Consent, CourtRestriction, Patient, Representative
from reception.queries.family_settings import age_limits
from reception.rules.ages import Standing, comes_of_age_on, is_minor, standing
from reception.rules.family_ties import Acting, Authority, authority, may_accompany, read_scope
from reception.translation import Message, msg
from reception.values.choices import ConsentPurpose, ConsentState
from reception.values.family_choices import (
    AuthorityKind,
    Kinship,
    RepresentativeKind,
    TrustScope,
)


@dataclass(frozen=True)
class ActingLine:
    """Somebody who acts for the person; `representative_id` is None for the plain guardian."""

    representative_id: int | None
    person_id: int | None
    name: str
    phone: str
    kind: RepresentativeKind
    kinship: Kinship
    document_kind: AuthorityKind
    document_number: str
    issued_on: date | None
    expires_on: date | None
    scope: frozenset[TrustScope]
    since: date | None
    until: date | None
    authority: Authority
    may_accompany: bool


@dataclass(frozen=True)
class CourtLine:
    """A court paper on file."""

    restriction_id: int
    person_id: int | None
    name: str
    document: str
    document_day: date | None
    note: str
    holds: bool


def family_alerts(session: Session, *, patient_id: int, day: date) -> tuple[Message, ...]:
    """What everybody at the desk has to know of a person's ties before anything is done."""
    person = person_of(session, patient_id)
    acting = acting_for(session, person, day)
    return alerts_of(session, person, acting, court_lines(session, patient_id, day), day)


def standing_of(session: Session, person: Patient, day: date) -> Standing:
    """What the person may decide by the age limits of the clinic."""
    return standing(person.birth_date, day, age_limits(session))


def acting_for(session: Session, person: Patient, day: date) -> tuple[ActingLine, ...]:
    """Who acts and acted for a person; the guardian of the card index comes first."""
    rows = session.scalars(
        select(Representative)
        .where(Representative.patient_id == person.id)
        .order_by(Representative.id)
    ).all()
    forbidden = _forbidden(session, person.id, day)
    lines = [_acting_line(session, row, forbidden, day) for row in rows]
    recorded = {line.person_id for line in lines if line.kind is RepresentativeKind.GUARDIAN}
    if person.guardian_id is not None and person.guardian_id not in recorded:
        lines.insert(0, _plain_guardian(session, person.guardian_id, forbidden))
    return tuple(sorted(lines, key=lambda line: line.authority is Authority.ENDED))


def court_lines(session: Session, patient_id: int, day: date) -> tuple[CourtLine, ...]:
    """The court papers about a person, those that hold first."""
    rows = session.scalars(
        select(CourtRestriction)
        .where(CourtRestriction.patient_id == patient_id)
        .order_by(CourtRestriction.id)
    )
    lines = [
        CourtLine(
            row.id,
            row.person_id,
            row.name if row.person_id is None else person_of(session, row.person_id).full_name,
            row.document,
            row.document_day,
            row.note,
            row.until is None or row.until >= day,
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda line: not line.holds))


def needs_own_consent(session: Session, person: Patient, day: date) -> bool:
    """Whether somebody who came of age is still in the programme by a parent's signature."""
    if person.birth_date is None or is_minor(person.birth_date, day):
        return False
    rows = session.scalars(
        select(Consent).where(
            Consent.patient_id == person.id,
            Consent.purpose == ConsentPurpose.DATA,
            Consent.state != ConsentState.WITHDRAWN,
        )
    ).all()
    by_parent = [row for row in rows if row.signed_by_id not in (None, person.id)]
    own = [row for row in rows if row.signed_by_id == person.id and row.signed_on is not None]
    return bool(by_parent) and not own


def alerts_of(
    session: Session,
    person: Patient,
    acting: tuple[ActingLine, ...],
    courts: tuple[CourtLine, ...],
    day: date,
) -> tuple[Message, ...]:
    """The alerts, from ties that were read before."""
    found: list[Message] = []
    if person.deceased_on is not None:
        found.append(
            msg("Deceased on {day}: nothing is done in their name.", day=person.deceased_on)
        )
    twins = twins_of(session, person)
    if twins:
        found.append(
            msg(
                "Twins: this is {name}; the other is {twins}. Ask which one is here.",
                name=person.first_name,
                twins=", ".join(one.first_name for one in twins),
            )
        )
    found += [
        msg(
            "Court paper on file: {name} is told nothing and takes nobody along ({document}).",
            name=court.name,
            document=court.document,
        )
        for court in courts
        if court.holds
    ]
    found += [
        msg("The document of {name} lapsed on {day}.", name=line.name, day=line.expires_on)
        for line in acting
        if line.authority is Authority.EXPIRED
    ]
    if person.birth_date is not None and needs_own_consent(session, person, day):
        found.append(
            msg(
                "Came of age on {day}: ask for the own consent to data processing.",
                day=comes_of_age_on(person.birth_date),
            )
        )
    if person.contact_paused_until is not None and person.contact_paused_until >= day:
        found.append(
            msg(
                "A death in the family: no greetings through {day}.",
                day=person.contact_paused_until,
            )
        )
    return tuple(found)


def _forbidden(session: Session, patient_id: int, day: date) -> frozenset[object]:
    lines = court_lines(session, patient_id, day)
    return frozenset(
        line.name.casefold() if line.person_id is None else line.person_id
        for line in lines
        if line.holds
    )


def _acting_line(
    session: Session, row: Representative, forbidden: frozenset[object], day: date
) -> ActingLine:
    person = None if row.person_id is None else person_of(session, row.person_id)
    scope = read_scope(row.scope)
    who: object = row.name.casefold() if row.person_id is None else row.person_id
    acting = Acting(
        row.kind, row.since, row.until, row.expires_on, scope, restricted=who in forbidden
    )
    return ActingLine(
        representative_id=row.id,
        person_id=row.person_id,
        name=row.name if person is None else person.full_name,
        phone=f"+{row.phone}" if row.phone else _first_phone(person),
        kind=row.kind,
        kinship=row.kinship,
        document_kind=row.document_kind,
        document_number=row.document_number,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        scope=scope,
        since=row.since,
        until=row.until,
        authority=authority(acting, day),
        may_accompany=may_accompany(acting, day),
    )


def _plain_guardian(session: Session, person_id: int, forbidden: frozenset[object]) -> ActingLine:
    person = person_of(session, person_id)
    silenced = person_id in forbidden
    return ActingLine(
        representative_id=None,
        person_id=person_id,
        name=person.full_name,
        phone=_first_phone(person),
        kind=RepresentativeKind.GUARDIAN,
        kinship=Kinship.OTHER,
        document_kind=AuthorityKind.NONE,
        document_number="",
        issued_on=None,
        expires_on=None,
        scope=frozenset(),
        since=None,
        until=None,
        authority=Authority.FORBIDDEN if silenced else Authority.HOLDS,
        may_accompany=not silenced,
    )


def _first_phone(person: Patient | None) -> str:
    return "" if person is None or not person.phones else f"+{person.phones[0].digits}"


def person_of(session: Session, patient_id: int) -> Patient:
    """A patient; Refused("unknown") where there is none."""
    person = session.get(Patient, patient_id)
    if person is None:
        raise Refused(
            msg("Record no. {number} is no longer there.", number=str(patient_id)), code="unknown"
        )
    return person


def twins_of(session: Session, person: Patient) -> tuple[Patient, ...]:
    """Who of the household was born on the same day."""
    if person.birth_date is None:
        return ()
    rows = session.scalars(
        select(Patient)
        .where(
            Patient.household_id == person.household_id,
            Patient.birth_date == person.birth_date,
            Patient.id != person.id,
            Patient.merged_into_id.is_(None),
            Patient.deceased_on.is_(None),
        )
        .order_by(Patient.id)
    )
    return tuple(rows)


def payers_of(session: Session, *, patient_id: int, day: date) -> tuple[ActingLine, ...]:
    """Who pays for a person, where somebody was recorded and it has not ended."""
    acting = acting_for(session, person_of(session, patient_id), day)
    return tuple(
        one
        for one in acting
        if one.kind is RepresentativeKind.PAYER and one.authority is not Authority.ENDED
    )


def household_of(session: Session, *, patient_id: int) -> int:
    """The household a person is in now."""
    return person_of(session, patient_id).household_id
