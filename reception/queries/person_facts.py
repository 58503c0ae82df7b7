"""What the database knows of one person and her household, read once for panel and prompt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from reception.errors import Refused
from reception.models import (
    Account,
    AccountMember,
    BillLine,
    Patient,
    ProgrammeVersion,
    ServiceGroup,
    Visit,
)
from reception.queries.telling import standing_mentions
from reception.rules.mentions import Listener, MentionRow, ToldStatus, listener, told_status
from reception.rules.stages import NO_PORTRAIT, Portrait, StageFacts
from reception.rules.terms import Terms
from reception.storage.portraits import portraits_on
from reception.storage.promotion_rows import terms_with_promotions
from reception.translation import msg
from reception.values.choices import AccountStatus, Relation, VersionStatus, VisitStatus
from reception.values.ids import PatientId
from reception.values.period import add_months

_HOUSEHOLD: BindParameter[int] = bindparam("household")
_PEOPLE: BindParameter[list[int]] = bindparam("people", expanding=True)

_MEMBERS = select(Patient).where(Patient.household_id == _HOUSEHOLD).order_by(Patient.id)
_VISITS = (
    select(Visit.id, Visit.patient_id, Visit.day, Visit.bill_minor, Visit.paid_minor)
    .where(Visit.patient_id.in_(_PEOPLE), Visit.status == VisitStatus.DONE)
    .order_by(Visit.day, Visit.id)
)
_TODAYS = select(Visit).where(Visit.patient_id.in_(_PEOPLE), Visit.day == bindparam("day"))
_LINES = (
    select(BillLine.visit_id, ServiceGroup.code, BillLine.amount_minor)
    .join(ServiceGroup, ServiceGroup.id == BillLine.service_group_id)
    .where(BillLine.visit_id.in_(bindparam("visits", expanding=True)))
    .order_by(BillLine.id)
)
_MEMBERSHIPS = select(AccountMember).where(
    AccountMember.patient_id.in_(_PEOPLE), AccountMember.left_on.is_(None)
)
_VERSION = (
    select(ProgrammeVersion)
    .where(
        ProgrammeVersion.status == VersionStatus.PUBLISHED,
        ProgrammeVersion.valid_from <= bindparam("day"),
        ProgrammeVersion.valid_until.is_(None) | (ProgrammeVersion.valid_until >= bindparam("day")),
    )
    .order_by(ProgrammeVersion.number.desc())
    .limit(1)
)


@dataclass(frozen=True)
class PastVisit:
    """A done visit: whose, when, and what was due and paid, minor units."""

    visit_id: int
    patient_id: int
    day: date
    bill_minor: int
    paid_minor: int


@dataclass(frozen=True)
class PersonFacts:
    """A person, her household with its visits, mentions, memberships and visits of the day."""

    person: Patient
    members: tuple[Patient, ...]
    visits: tuple[PastVisit, ...]
    todays: tuple[Visit, ...]
    mentions: tuple[Any, ...]
    memberships: dict[int, AccountMember]
    account: Account | None
    day: date
    portraits: Mapping[int, Portrait] = field(default_factory=dict)

    def member(self, patient_id: int | None) -> Patient | None:
        """Somebody of the household; None where it is another's."""
        return next((one for one in self.members if one.id == patient_id), None)

    @property
    def head(self) -> Patient | None:
        """The head of the household."""
        heads = [one for one in self.members if one.relation is Relation.HEAD]
        return heads[0] if heads else None

    def days_of(self, patient_id: int) -> list[date]:
        """The days on which a person had a done visit, each once."""
        return sorted({one.day for one in self.visits if one.patient_id == patient_id})

    def stage_facts(self, patient_id: int) -> StageFacts:
        """What the stage of a member is decided from."""
        family = sorted({one.day for one in self.visits})
        portrait = self.portraits.get(patient_id, NO_PORTRAIT)
        return StageFacts(self.days_of(patient_id), family, len(self.members), portrait)

    def status_of(self, patient_id: int | None) -> ToldStatus:
        """What one adult has heard."""
        return told_status(
            MentionRow(row.day, row.outcome, row.not_now_reason, f"{row.situation}/{row.variant}")
            for row in self.mentions
            if row.listener_id == patient_id
        )

    @property
    def household_told(self) -> bool:
        """Whether any adult of the household was told."""
        return bool(self.mentions)

    @property
    def active_size(self) -> int:
        """Members with a visit in the last 12 months."""
        year_ago = add_months(self.day, -12)
        return len({one.patient_id for one in self.visits if one.day > year_ago})

    def listener_of(self, patient: Patient, accompanied_by_id: int | None) -> PatientId | None:
        """Who hears about the programme on a visit of `patient`."""
        guardian = self.member(accompanied_by_id)
        head = self.head
        return listener(
            _as_listener(patient),
            day=self.day,
            accompanying_guardian=None if guardian is None else _as_listener(guardian),
            head=None if head is None else _as_listener(head),
        )


def _as_listener(person: Patient) -> Listener:
    return Listener(PatientId(person.id), person.birth_date)


def person_facts(session: Session, *, patient_id: int, day: date) -> PersonFacts:
    """Everything known of a person and her household; Refused("unknown") where nobody is."""
    person = session.get(Patient, patient_id)
    if person is None:
        raise Refused(
            msg("Record no. {number} is no longer there.", number=str(patient_id)), code="unknown"
        )
    members = tuple(session.scalars(_MEMBERS, {"household": person.household_id}))
    people = [one.id for one in members]
    rows = session.execute(_VISITS, {"people": people})
    memberships = {one.patient_id: one for one in session.scalars(_MEMBERSHIPS, {"people": people})}
    mentions = standing_mentions().where(_listener_in(people))
    return PersonFacts(
        person=person,
        members=members,
        visits=tuple(PastVisit(*row) for row in rows),
        todays=tuple(session.scalars(_TODAYS, {"people": people, "day": day})),
        mentions=tuple(session.scalars(mentions)),
        memberships=memberships,
        account=_account(session, memberships.get(person.id), person.household_id),
        day=day,
        portraits=portraits_on(session, day, people),
    )


def _listener_in(people: Sequence[int]) -> Any:
    from reception.models import Mention

    return Mention.listener_id.in_(list(people))


def _account(
    session: Session, membership: AccountMember | None, household_id: int
) -> Account | None:
    if membership is not None:
        return session.get(Account, membership.account_id)
    return session.scalars(
        select(Account).where(
            Account.household_id == household_id, Account.status != AccountStatus.CLOSED
        )
    ).first()


def lines_of(session: Session, visit_ids: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    """The bill of each visit: service group and amount in minor units."""
    found: dict[int, list[tuple[str, int]]] = {one: [] for one in visit_ids}
    if visit_ids:
        for visit_id, code, amount in session.execute(_LINES, {"visits": list(visit_ids)}):
            found[visit_id].append((code, amount))
    return found


def terms_on(session: Session, day: date) -> Terms | None:
    """The terms in force on a day."""
    version = session.scalars(_VERSION, {"day": day}).first()
    return None if version is None else terms_with_promotions(session, version.terms)
