"""What a family has and why: balance as of a day, statement, and what a bill may use and earn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from reception.models import Patient, PointsDebt, PointsEntry, PointsLot
from reception.rules.earning import Earned
from reception.rules.explaining import explain_steps
from reception.rules.ledger import Line, Step
from reception.rules.lots import later, life, not_unusable
from reception.rules.redemption import Allowed
from reception.rules.visits import new_visit, preview
from reception.storage.points_book import PointsBook
from reception.translation import Message, msg
from reception.values.choices import EntryKind

THIS_BILL = "this bill"


@dataclass(frozen=True)
class Balance:
    """The points of an account on a day: usable less debt, held, owed, and what lapses next."""

    balance: int
    held: int
    debt: int
    next_expiry_day: date | None
    next_expiry_points: int


def account_balance(session: Session, *, account_id: int, day: date) -> Balance:
    """The balance as of `day` (today or later), from the lots with points left."""
    alive = or_(PointsLot.last_day.is_(None), PointsLot.last_day >= day)
    rows = session.execute(
        select(PointsLot.left, PointsLot.usable_from, PointsLot.last_day).where(
            PointsLot.account_id == account_id, PointsLot.left > 0, alive
        )
    ).all()
    usable = sum(left for left, usable_from, _last in rows if usable_from <= day)
    held = sum(left for left, usable_from, _last in rows if usable_from > day)
    days = [last for _left, _from, last in rows if last is not None]
    soonest = min(days, default=None)
    debt = session.scalar(
        select(func.coalesce(func.sum(PointsDebt.open), 0)).where(
            PointsDebt.account_id == account_id
        )
    )
    return Balance(
        balance=usable - (debt or 0),
        held=held,
        debt=debt or 0,
        next_expiry_day=soonest,
        next_expiry_points=sum(left for left, _from, last in rows if last == soonest and last),
    )


@dataclass(frozen=True)
class StatementRow:
    """One entry of a statement, with what is left to say about it."""

    entry_id: int
    kind: EntryKind
    points: int
    effective_on: date
    visit_id: int | None
    earner_id: int | None
    earner: str
    usable_from: date | None
    last_day: date | None
    reason: str


def statement(session: Session, *, account_id: int, limit: int = 200) -> list[StatementRow]:
    """The latest movements of an account, the newest first; used-up lots' closing left out."""
    told = or_(PointsEntry.points != 0, PointsEntry.kind == EntryKind.WRITTEN_OFF)
    return statement_rows(session, where=(PointsEntry.account_id == account_id, told), limit=limit)


def statement_rows(
    session: Session, *, where: Sequence[ColumnElement[bool]], limit: int | None
) -> list[StatementRow]:
    """The entries that match, the newest first, with what a statement says of each."""
    entries = session.scalars(
        select(PointsEntry).where(*where).order_by(PointsEntry.id.desc()).limit(limit)
    ).all()
    lots = {
        lot.id: lot
        for lot in session.scalars(
            select(PointsLot).where(PointsLot.id.in_({entry.lot_id for entry in entries}))
        )
    }
    people = {
        person.id: person.full_name
        for person in session.scalars(
            select(Patient).where(Patient.id.in_({entry.patient_id for entry in entries}))
        )
    }
    return [_statement_row(entry, lots.get(entry.lot_id or 0), people) for entry in entries]


def _statement_row(
    entry: PointsEntry, lot: PointsLot | None, people: Mapping[int, str]
) -> StatementRow:
    gives = lot is not None and entry.points > 0
    return StatementRow(
        entry_id=entry.id,
        kind=entry.kind,
        points=entry.points,
        effective_on=entry.effective_on,
        visit_id=entry.visit_id,
        earner_id=entry.patient_id,
        earner=people.get(entry.patient_id or 0, ""),
        usable_from=lot.usable_from if lot is not None and gives else None,
        last_day=lot.last_day if lot is not None and gives else None,
        reason=entry.reason,
    )


@dataclass(frozen=True)
class BillPreview:
    """What a bill may use and would earn before it is paid; money in minor units.

    `largest` is the most points that may be used and `why` what bounds it; `earns` is computed
    with `redeem` points used.  `account_id` is None for a person who has not joined: then
    `earns` is what she would get, had she joined.  `last_day` is the last day to use what it
    earns, later visits not counted; None where points do not expire.
    """

    account_id: int | None
    bill_minor: int
    balance: int
    held: int
    largest: int
    why: Message | None
    reason: str
    redeem: int
    redeem_minor: int
    money_minor: int
    earns: int
    usable_from: date | None
    steps: tuple[Step, ...]
    explanation: tuple[Message, ...]
    last_day: date | None


def preview_bill(
    session: Session, *, patient_id: int, lines: Sequence[Line], redeem: int, day: date
) -> BillPreview:
    """What `lines` (group code and minor units) may use and would earn on `day`; changes nothing."""
    book = PointsBook(session)
    account = book.account_of(patient_id)
    visit = new_visit(THIS_BILL, patient_id, day, lines)
    allowed, earned = preview(book, account, visit, redeem)
    missing = account is not None and book.read.acceptance_is_missing(int(account.key))
    terms = book.versions.in_force(day)
    value = redeem * book.versions.point_value
    usable_from = last = None
    if terms is not None and earned is not None:
        usable_from = later(day, days=terms.earning.hold_days)
        last = not_unusable(terms.expiry, life(terms.expiry, day), usable_from)
    return BillPreview(
        account_id=None if account is None else int(account.key),
        bill_minor=visit.bill,
        balance=0 if allowed is None else allowed.balance,
        held=0 if allowed is None else allowed.held,
        largest=0 if allowed is None or missing else allowed.points,
        why=_why(allowed, is_paper_missing=missing),
        reason="" if allowed is None else ("not_allowed" if missing else allowed.bound_by),
        redeem=redeem,
        redeem_minor=value,
        money_minor=visit.bill - value,
        earns=0 if earned is None else earned.points,
        usable_from=usable_from,
        steps=() if earned is None else earned.steps,
        explanation=_explanation(earned, book.versions.first.programme.currency),
        last_day=last,
    )


def _why(allowed: Allowed | None, *, is_paper_missing: bool) -> Message | None:
    if is_paper_missing:
        return msg("Points can be used once the application is signed; it is missing.")
    return None if allowed is None else allowed.why


def _explanation(earned: Earned | None, currency: str) -> tuple[Message, ...]:
    return () if earned is None else tuple(explain_steps(earned.steps, currency))
