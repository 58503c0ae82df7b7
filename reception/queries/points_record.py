"""The points of a person's account as the record and the command line show them.

Who joined sees her own entries and those of the children she represents in full; what other
adults earned is one sum until somebody at the desk looks, and that look is logged (product/law.md,
the matrix of a family account).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session

from reception.errors import Refused
from reception.models import Account, AccountMember, Card, Patient, PointsEntry
from reception.queries.points import StatementRow, statement_rows
from reception.rules.standing import LotStands, account_on
from reception.storage.points_book import PointsBook
from reception.storage.who_may_see import seen_persons
from reception.translation import msg
from reception.values.choices import AccountStatus, EntryKind

STATEMENT_ROWS = 12


@dataclass(frozen=True)
class LotRow:
    """A lot with points left; `burns_next` where it has the soonest last usable day."""

    name: str
    kind: EntryKind
    left: int
    earned_on: date
    usable_from: date
    last_day: date | None
    earner_id: int | None
    is_held: bool
    burns_next: bool


@dataclass(frozen=True)
class PointsRecord:
    """The account of a person on a day, and the statement a person may see.

    `others` counts the entries of other adults that are not listed, `others_points` their sum.
    """

    account_id: int
    holder_id: int
    holder_name: str
    is_holder: bool
    is_blocked: bool
    day: date
    balance: int
    held: int
    debt: int
    burns_on: date | None
    burning: int
    lots: tuple[LotRow, ...]
    rows: tuple[StatementRow, ...]
    has_more: bool
    others: int
    others_points: int


def account_of_person(session: Session, *, patient_id: int) -> int | None:
    """The account a person is on now."""
    return session.scalar(
        select(AccountMember.account_id).where(
            AccountMember.patient_id == patient_id, AccountMember.left_on.is_(None)
        )
    )


def points_record(
    session: Session,
    *,
    patient_id: int,
    day: date,
    with_others: bool = False,
    limit: int | None = STATEMENT_ROWS,
) -> PointsRecord | None:
    """The points of the account a person is on, as of `day`; None for who has not joined.

    The statement holds what is effective through that day, the newest first.
    """
    account_id = account_of_person(session, patient_id=patient_id)
    if account_id is None:
        return None
    book = PointsBook(session)
    row = session.get_one(Account, account_id)
    stands = account_on(book, book.account(account_id), day)
    own = _own_people(session, account_id, patient_id, day)
    mine = or_(PointsEntry.patient_id.in_(own), PointsEntry.patient_id.is_(None))
    shown = _told(account_id, day)
    rows = statement_rows(
        session,
        where=shown if with_others else (*shown, mine),
        limit=None if limit is None else limit + 1,
    )
    others, points = session.execute(
        select(func.count(), func.coalesce(func.sum(PointsEntry.points), 0)).where(
            *shown, false() if with_others else ~mine
        )
    ).one()
    burns = stands.burns_next
    holder = session.get(Patient, row.holder_id)
    cut = rows if limit is None else rows[:limit]
    return PointsRecord(
        account_id=account_id,
        holder_id=row.holder_id,
        holder_name="" if holder is None else holder.full_name,
        is_holder=row.holder_id == patient_id,
        is_blocked=row.status is AccountStatus.BLOCKED,
        day=day,
        balance=stands.balance,
        held=stands.held,
        debt=stands.debt,
        burns_on=None if burns is None else burns[0],
        burning=0 if burns is None else burns[1],
        lots=tuple(_lot_row(one, burns) for one in stands.lots),
        rows=tuple(cut),
        has_more=len(rows) > len(cut),
        others=others,
        others_points=int(points),
    )


def _told(account_id: int, day: date) -> tuple[ColumnElement[bool], ...]:
    """The entries a statement tells: the closing of a used-up lot is none."""
    return (
        PointsEntry.account_id == account_id,
        PointsEntry.effective_on <= day,
        or_(PointsEntry.points != 0, PointsEntry.kind == EntryKind.WRITTEN_OFF),
    )


def _own_people(session: Session, account_id: int, patient_id: int, day: date) -> list[int]:
    """The person, and the children on the account whose days she may see."""
    people = session.scalars(
        select(AccountMember.patient_id).where(AccountMember.account_id == account_id)
    )
    return sorted(seen_persons(session, viewer_id=patient_id, person_ids=people, day=day))


def _lot_row(one: LotStands, burns: tuple[date, int] | None) -> LotRow:
    lot = one.lot
    return LotRow(
        name=lot.name,
        kind=lot.kind,
        left=one.left,
        earned_on=lot.earned_on,
        usable_from=lot.usable_from,
        last_day=one.last_day,
        earner_id=None if lot.member is None else int(lot.member),
        is_held=one.is_held,
        burns_next=burns is not None and one.last_day == burns[0],
    )


def person_named(session: Session, *, who: str) -> int:
    """The person of a card number, or of a number as the lists have it.

    Raises Refused("unknown") where there is none, or the card is not active.
    """
    digits = who.replace(" ", "").replace("-", "")
    holder = session.scalar(select(Card.holder_id).where(Card.number == digits))
    if holder is not None:
        return holder
    found = session.scalar(select(Patient.id).where(Patient.external_id == who))
    if found is None and digits.isascii() and digits.isdigit() and len(digits) < 10:
        found = session.scalar(select(Patient.id).where(Patient.id == int(digits)))
    if found is None:
        raise Refused(
            msg(
                "Nobody is known by “{who}”. Allowed: a card number, or a patient's number of"
                " the lists.",
                who=who,
            ),
            code="unknown",
        )
    return found


def without_names(record: PointsRecord) -> PointsRecord:
    """The record as a command prints it: numbers instead of names."""
    rows = tuple(replace(row, earner="") for row in record.rows)
    return replace(record, holder_name="", rows=rows)
