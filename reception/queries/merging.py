"""What merging two records would do: the fields to choose about, what moves, what becomes of accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from reception.models import (
    AccountMember,
    Card,
    Consent,
    Mention,
    Paper,
    Patient,
    PatientMerge,
    PatientPhone,
    Task,
    Visit,
)
from reception.queries.points import account_balance
from reception.rules.merging import FAMILY, Take, fields_that_differ, is_empty
from reception.values.choices import CardState, TaskStatus


@dataclass(frozen=True)
class CardHeld:
    """A valid card of one of the two."""

    card_id: int
    number: str
    issued_on: date | None


@dataclass(frozen=True)
class MergeSide:
    """One of the two records: who it is and what it has.

    `family` are the others of its household by name; `points` the balance of its account, None
    where it is on none; `account_people` how many are on that account.
    """

    patient_id: int
    number: str
    name: str
    values: dict[str, Any]
    phones: tuple[str, ...]
    family: tuple[str, ...]
    visits: int
    mentions: int
    papers: int
    consents: int
    tasks: int
    cards: tuple[CardHeld, ...]
    account_id: int | None
    points: int | None
    account_people: int


@dataclass(frozen=True)
class MergePreview:
    """Two records beside each other, and the fields about which somebody chooses."""

    main: MergeSide
    other: MergeSide
    to_choose: tuple[str, ...]

    @property
    def joins_accounts(self) -> bool:
        """Whether two points accounts become one."""
        one, other = self.main.account_id, self.other.account_id
        return one is not None and other is not None and one != other


@dataclass(frozen=True)
class MergeDone:
    """A merge that stands: what was merged, when, and until which day it can be undone."""

    merge_id: int
    name: str
    number: str
    at: datetime
    day: date


def merge_preview(session: Session, *, main_id: int, other_id: int, day: date) -> MergePreview:
    """What merging the second record into the first would do on `day`."""
    main, other = _side(session, main_id, day), _side(session, other_id, day)
    choices = fields_that_differ(main.values, other.values)
    if main.family and other.family and main.family != other.family:
        choices = (*choices, FAMILY)
    return MergePreview(main, other, choices)


def usual_family(main: MergeSide, other: MergeSide) -> Take:
    """The family the merged person belongs to where nobody chose."""
    return Take.OTHER if not main.family and other.family else Take.MAIN


def shown_value(side: MergeSide, field: str) -> Any:
    """A field of a record as it is offered; None where it is empty."""
    value = side.values[field]
    return None if is_empty(value) else value


def merges_of(session: Session, *, patient_id: int) -> tuple[MergeDone, ...]:
    """The merges into a record that stand, the latest first."""
    rows = session.execute(
        select(PatientMerge, Patient)
        .join(Patient, Patient.id == PatientMerge.merged_id)
        .where(PatientMerge.main_id == patient_id, PatientMerge.undone_at.is_(None))
        .order_by(PatientMerge.id.desc())
    )
    return tuple(
        MergeDone(row.id, shell.full_name, shell.external_id or "", row.recorded_at, row.day)
        for row, shell in rows
    )


def _side(session: Session, patient_id: int, day: date) -> MergeSide:
    person = session.get_one(Patient, patient_id)
    values = {column.key: getattr(person, column.key) for column in Patient.__table__.columns}
    account = session.scalar(
        select(AccountMember.account_id).where(
            AccountMember.patient_id == patient_id, AccountMember.left_on.is_(None)
        )
    )
    people = select(func.count()).where(
        AccountMember.account_id == account, AccountMember.left_on.is_(None)
    )
    return MergeSide(
        patient_id=patient_id,
        number=person.external_id or "",
        name=person.full_name,
        values=values,
        phones=tuple(
            session.scalars(
                select(PatientPhone.digits)
                .where(PatientPhone.patient_id == patient_id)
                .order_by(PatientPhone.position)
            )
        ),
        family=_family(session, person),
        visits=_count(session, Visit, patient_id),
        mentions=_mentions(session, patient_id),
        papers=_count(session, Paper, patient_id),
        consents=_count(session, Consent, patient_id),
        tasks=_count(session, Task, patient_id, Task.status == TaskStatus.OPEN),
        cards=_cards(session, patient_id),
        account_id=account,
        points=None
        if account is None
        else account_balance(session, account_id=account, day=day).balance,
        account_people=0 if account is None else session.scalar(people) or 0,
    )


def _family(session: Session, person: Patient) -> tuple[str, ...]:
    others = session.scalars(
        select(Patient)
        .where(
            Patient.household_id == person.household_id,
            Patient.id != person.id,
            Patient.merged_into_id.is_(None),
        )
        .order_by(Patient.id)
    )
    return tuple(other.full_name for other in others)


def _cards(session: Session, patient_id: int) -> tuple[CardHeld, ...]:
    rows = session.scalars(
        select(Card)
        .where(Card.holder_id == patient_id, Card.state == CardState.ACTIVE)
        .order_by(Card.issued_at, Card.id)
    )
    return tuple(CardHeld(card.id, card.number, card.issued_on) for card in rows)


def _mentions(session: Session, patient_id: int) -> int:
    later = aliased(Mention)
    taken_back = select(later.id).where(later.reverses_id == Mention.id).exists()
    return (
        session.scalar(
            select(func.count(Mention.id)).where(
                Mention.listener_id == patient_id, Mention.reverses_id.is_(None), ~taken_back
            )
        )
        or 0
    )


def _count(session: Session, kind: Any, patient_id: int, *conditions: Any) -> int:
    return (
        session.scalar(
            select(func.count(kind.id)).where(kind.patient_id == patient_id, *conditions)
        )
        or 0
    )
