"""A person's family: members with their times, who acts for her, court papers, the account."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Account, AccountMember, Clinic, HouseholdTime, Patient
from reception.queries.family_acting import (
    ActingLine,
    CourtLine,
    acting_for,
    alerts_of,
    court_lines,
    needs_own_consent,
    person_of,
    standing_of,
)
from reception.queries.points import account_balance
from reception.queries.who_may_see import account_of
from reception.rules.ages import Standing, is_minor
from reception.translation import Message
from reception.values.choices import AccountStatus, Relation
from reception.values.period import age_on


@dataclass(frozen=True)
class FamilyMember:
    """Somebody who belongs (or, with `until`, belonged) to the household."""

    patient_id: int
    name: str
    age: int | None
    is_adult: bool
    relation: Relation
    since: date | None
    until: date | None
    is_on_account: bool
    is_holder: bool
    is_deceased: bool


@dataclass(frozen=True)
class FamilyAccount:
    """The points account of the person, else the open one of her household."""

    account_id: int
    holder_id: int
    holder_name: str
    is_member: bool
    balance: int
    held: int
    debt: int
    is_blocked: bool
    frozen_until: date | None
    members: tuple[FamilyMember, ...]


@dataclass(frozen=True)
class FamilySheet:
    """Everything the Family part of the record shows."""

    patient_id: int
    name: str
    household_id: int
    standing: Standing
    is_deceased: bool
    deceased_on: date | None
    deceased_source: str
    paused_until: date | None
    members: tuple[FamilyMember, ...]
    former: tuple[FamilyMember, ...]
    acting: tuple[ActingLine, ...]
    courts: tuple[CourtLine, ...]
    account: FamilyAccount | None
    needs_own_consent: bool
    alerts: tuple[Message, ...]


def family_sheet(session: Session, *, patient_id: int, day: date) -> FamilySheet:
    """A person's family; Refused("unknown") where there is no such person."""
    person = person_of(session, patient_id)
    members = _members(session, person, day)
    acting = acting_for(session, person, day)
    courts = court_lines(session, patient_id, day)
    return FamilySheet(
        patient_id=patient_id,
        name=person.full_name,
        household_id=person.household_id,
        standing=standing_of(session, person, day),
        is_deceased=person.deceased_on is not None,
        deceased_on=person.deceased_on,
        deceased_source=person.deceased_source,
        paused_until=person.contact_paused_until,
        members=members,
        former=_former(session, person, day),
        acting=acting,
        courts=courts,
        account=_account(session, person, day),
        needs_own_consent=needs_own_consent(session, person, day),
        alerts=alerts_of(session, person, acting, courts, day),
    )


def _members(session: Session, person: Patient, day: date) -> tuple[FamilyMember, ...]:
    rows = session.scalars(
        select(Patient)
        .where(Patient.household_id == person.household_id, Patient.merged_into_id.is_(None))
        .order_by(Patient.id)
    ).all()
    lines = [_member(session, one, day, relation=one.relation, until=None) for one in rows]
    return tuple(sorted(lines, key=lambda one: (one.relation is not Relation.HEAD, one.patient_id)))


def _former(session: Session, person: Patient, day: date) -> tuple[FamilyMember, ...]:
    rows = session.scalars(
        select(HouseholdTime)
        .where(HouseholdTime.household_id == person.household_id)
        .order_by(HouseholdTime.until.desc(), HouseholdTime.id.desc())
    )
    return tuple(
        _member(
            session,
            person_of(session, row.patient_id),
            day,
            relation=row.relation,
            since=row.since,
            until=row.until,
        )
        for row in rows
    )


def _member(
    session: Session,
    one: Patient,
    day: date,
    *,
    relation: Relation,
    since: date | None = None,
    until: date | None = None,
) -> FamilyMember:
    account = account_of(session, one.id)
    if until is None:
        zone = ZoneInfo(session.scalars(select(Clinic.time_zone)).one())
        since = one.household_since or one.created_at.astimezone(zone).date()
    return FamilyMember(
        patient_id=one.id,
        name=one.full_name,
        age=None if one.birth_date is None else age_on(one.birth_date, day),
        is_adult=not is_minor(one.birth_date, day),
        relation=relation,
        since=since,
        until=until,
        is_on_account=account is not None,
        is_holder=account is not None and account.holder_id == one.id,
        is_deceased=one.deceased_on is not None,
    )


def _account(session: Session, person: Patient, day: date) -> FamilyAccount | None:
    account = account_of(session, person.id)
    is_member = account is not None
    if account is None:
        account = session.scalars(
            select(Account).where(
                Account.household_id == person.household_id,
                Account.status != AccountStatus.CLOSED,
            )
        ).first()
    if account is None:
        return None
    points = account_balance(session, account_id=account.id, day=day)
    rows = session.scalars(
        select(AccountMember)
        .where(AccountMember.account_id == account.id, AccountMember.left_on.is_(None))
        .order_by(AccountMember.id)
    ).all()
    members = []
    for row in rows:
        one = person_of(session, row.patient_id)
        line = _member(session, one, day, relation=one.relation)
        members.append(replace(line, since=row.joined_on))
    return FamilyAccount(
        account_id=account.id,
        holder_id=account.holder_id,
        holder_name=person_of(session, account.holder_id).full_name,
        is_member=is_member,
        balance=points.balance,
        held=points.held,
        debt=points.debt,
        is_blocked=account.status is AccountStatus.BLOCKED,
        frozen_until=account.frozen_until,
        members=tuple(members),
    )
