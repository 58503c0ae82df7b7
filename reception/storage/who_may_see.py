"""Who may see what, asked of the database: the facts behind `rules.seeing`.

Services (papers) and queries (screens) ask it alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.errors import Refused
from reception.models import (
    Account,
    AccountMember,
    Consent,
    CourtRestriction,
    Patient,
    Representative,
)
from reception.rules.ages import AgeRule, Standing, is_minor, standing
from reception.rules.seeing import (
    Answer,
    Subject,
    Tie,
    Viewer,
    ViewerKind,
    What,
    contact_key,
    may_see,
    patient_key,
)
from reception.storage.family_settings import age_limits
from reception.translation import msg
from reception.values.choices import AccountStatus, ConsentPurpose, ConsentState, Relation
from reception.values.family_choices import RepresentativeKind


@dataclass(frozen=True)
class Asked:
    """What somebody who asks about a person may be told, each with its reason."""

    viewer: Viewer
    balance: Answer
    earners: Answer
    visits: Answer
    members: Answer


def asked_about(session: Session, *, viewer_id: int, subject_id: int, day: date) -> Asked:
    """Everything a patient who asks may be told about another one."""
    viewer = viewer_of(session, viewer_id=viewer_id, subject_id=subject_id, day=day)
    return _asked(viewer, subject_of(session, patient_id=subject_id, day=day), day)


def _asked(viewer: Viewer, subject: Subject, day: date) -> Asked:
    return Asked(
        viewer,
        balance=may_see(viewer, subject, What.BALANCE, day),
        earners=may_see(viewer, subject, What.EARNERS, day),
        visits=may_see(viewer, subject, What.VISITS, day),
        members=may_see(viewer, subject, What.MEMBERS, day),
    )


def asked_by_contact(
    session: Session, *, representative_id: int, subject_id: int, day: date
) -> Asked:
    """As `asked_about`, for a representative who is no patient."""
    row = session.get(Representative, representative_id)
    holds = row is not None and (row.until is None or row.until >= day)
    kind = ViewerKind.STRANGER
    if row is not None and holds and row.patient_id == subject_id:
        kind = _CONTACT_KINDS.get(row.kind, ViewerKind.STRANGER)
    viewer = Viewer(kind, contact_key(representative_id))
    return _asked(viewer, subject_of(session, patient_id=subject_id, day=day), day)


_CONTACT_KINDS = {
    RepresentativeKind.GUARDIAN: ViewerKind.GUARDIAN,
    RepresentativeKind.TRUSTED: ViewerKind.COMPANION,
}


def staff_viewer(*, is_supervisor: bool) -> Viewer:
    """Somebody of the staff."""
    return Viewer(ViewerKind.SUPERVISOR if is_supervisor else ViewerKind.ADMINISTRATOR)


def viewer_of(session: Session, *, viewer_id: int, subject_id: int, day: date) -> Viewer:
    """As what a patient asks about another one: by the account of the other, then by the ties."""
    viewer = _person(session, viewer_id)
    key = patient_key(viewer_id)
    if is_minor(viewer.birth_date, day):
        return Viewer(ViewerKind.STRANGER, key)
    mine, theirs = account_of(session, viewer_id), account_of(session, subject_id)
    if mine is not None and theirs is not None and mine.id == theirs.id:
        holds = mine.holder_id == viewer_id
        return Viewer(ViewerKind.HOLDER if holds else ViewerKind.MEMBER, key)
    guardians = guardian_ties(session, _person(session, subject_id), day)
    if any(tie.person == key and tie.holds_on(day) for tie in guardians):
        return Viewer(ViewerKind.GUARDIAN, key)
    trusted = session.scalar(
        select(Representative.id).where(
            Representative.patient_id == subject_id,
            Representative.person_id == viewer_id,
            Representative.kind == RepresentativeKind.TRUSTED,
            Representative.until.is_(None),
        )
    )
    return Viewer(ViewerKind.STRANGER if trusted is None else ViewerKind.COMPANION, key)


def account_of(session: Session, patient_id: int) -> Account | None:
    """The account a person is on that is not closed."""
    return session.scalars(
        select(Account)
        .join(AccountMember, AccountMember.account_id == Account.id)
        .where(
            AccountMember.patient_id == patient_id,
            AccountMember.left_on.is_(None),
            Account.status != AccountStatus.CLOSED,
        )
    ).first()


def subject_of(
    session: Session, *, patient_id: int, day: date, limits: AgeRule | None = None
) -> Subject:
    """A person with everybody who stands in a relation to her that the matrix knows."""
    person = _person(session, patient_id)
    limits = limits or age_limits(session)
    decides = standing(person.birth_date, day, limits) is not Standing.REPRESENTED
    return Subject(
        patient_key(patient_id),
        is_minor=is_minor(person.birth_date, day),
        guardians=guardian_ties(session, person, day),
        disclosed_to=_disclosures(session, patient_id),
        restricted=_restricted(session, patient_id),
        decides_herself=decides,
    )


def guardian_ties(session: Session, person: Patient, day: date) -> tuple[Tie, ...]:
    """Who acts for a minor by law: as recorded, else who entered her, the head and the spouse."""
    rows = session.scalars(
        select(Representative).where(
            Representative.patient_id == person.id,
            Representative.kind == RepresentativeKind.GUARDIAN,
        )
    ).all()
    ties = [
        Tie(
            contact_key(row.id) if row.person_id is None else patient_key(row.person_id),
            None,
            row.until,
        )
        for row in rows
    ]
    if person.guardian_id is not None:
        ties.append(Tie(patient_key(person.guardian_id)))
    if ties or not is_minor(person.birth_date, day):
        return tuple(ties)
    entered_by = session.scalars(
        select(AccountMember.entered_by_id).where(
            AccountMember.patient_id == person.id,
            AccountMember.left_on.is_(None),
            AccountMember.entered_by_id.is_not(None),
        )
    )
    presumed = {one for one in entered_by if one is not None}
    if person.relation is Relation.CHILD:
        presumed |= _parents(session, person, day)
    return tuple(Tie(patient_key(one)) for one in sorted(presumed))


def _parents(session: Session, person: Patient, day: date) -> set[int]:
    parents = session.scalars(
        select(Patient).where(
            Patient.household_id == person.household_id,
            Patient.relation.in_((Relation.HEAD, Relation.SPOUSE)),
            Patient.deceased_on.is_(None),
        )
    )
    return {one.id for one in parents if not is_minor(one.birth_date, day)}


def _disclosures(session: Session, patient_id: int) -> tuple[Tie, ...]:
    rows = session.scalars(
        select(Consent).where(
            Consent.patient_id == patient_id,
            Consent.purpose == ConsentPurpose.DISCLOSURE,
            Consent.state == ConsentState.GIVEN,
            Consent.toward_id.is_not(None),
        )
    )
    return tuple(
        Tie(patient_key(row.toward_id), row.signed_on or row.given_on)
        for row in rows
        if row.toward_id is not None
    )


def _restricted(session: Session, patient_id: int) -> tuple[Tie, ...]:
    rows = session.scalars(
        select(CourtRestriction).where(
            CourtRestriction.patient_id == patient_id, CourtRestriction.person_id.is_not(None)
        )
    )
    return tuple(
        Tie(patient_key(row.person_id), row.since, row.until)
        for row in rows
        if row.person_id is not None
    )


def _person(session: Session, patient_id: int) -> Patient:
    person = session.get(Patient, patient_id)
    if person is None:
        raise Refused(
            msg("Record no. {number} is no longer there.", number=str(patient_id)), code="unknown"
        )
    return person


def seen_persons(
    session: Session, *, viewer_id: int, person_ids: Iterable[int], day: date
) -> frozenset[int]:
    """Whose days and points a person may see: her own, and of whom the matrix allows it."""
    found = {viewer_id}
    others = (one for one in person_ids if one != viewer_id)
    minors = [one for one in others if is_minor(_person(session, one).birth_date, day)]
    limits = age_limits(session) if minors else None  # once: of adults nobody sees anything
    for person_id in minors:
        viewer = viewer_of(session, viewer_id=viewer_id, subject_id=person_id, day=day)
        subject = subject_of(session, patient_id=person_id, day=day, limits=limits)
        if may_see(viewer, subject, What.VISITS, day).allowed:
            found.add(person_id)
    return frozenset(found)
