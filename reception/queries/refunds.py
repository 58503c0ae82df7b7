"""What may be given back of a person's paid visits, and what a refund would do, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from reception.errors import Refused
from reception.models import ServiceGroup, Visit
from reception.rules import refund_explaining as words
from reception.rules.ledger import Line, VisitRecord, When, debt_of
from reception.rules.lots import standing
from reception.rules.referral import check_referral
from reception.rules.refund import Refunded, cancel_visit, refund_amount, refund_lines
from reception.storage.points_trial import TrialBook
from reception.translation import Message
from reception.values.choices import EntryKind, VisitStatus
from reception.values.money import floor_fraction


@dataclass(frozen=True)
class RefundableLine:
    """The lines of a bill in one service group: its code, the clinic's word, what is left."""

    group: str
    name: str
    amount_minor: int
    left_minor: int


@dataclass(frozen=True)
class RefundableVisit:
    """A paid visit; `left_minor` is the most that can be given back of its bill."""

    visit_id: int
    day: date
    bill_minor: int
    left_minor: int
    points_used: int
    lines: tuple[RefundableLine, ...]


def refundable_visits(
    session: Session, *, patient_id: int, limit: int = 30
) -> tuple[RefundableVisit, ...]:
    """The paid visits of a person of which something is left, the latest first."""
    book = TrialBook(session)
    names = {row.code: row.name for row in session.scalars(select(ServiceGroup))}
    numbers = session.scalars(
        select(Visit.id)
        .where(
            Visit.patient_id == patient_id,
            Visit.status == VisitStatus.DONE,
            or_(Visit.paid_at.is_not(None), Visit.paid_minor > 0),
            Visit.day >= book.versions.began,
        )
        .order_by(Visit.day.desc(), Visit.id.desc())
        .limit(limit)
    )
    found = []
    for number in numbers:
        visit = book.visit(number)
        if not visit.cancelled and sum(visit.left) > 0:
            found.append(_refundable(visit, names))
    return tuple(found)


def _refundable(visit: VisitRecord, names: dict[str, str]) -> RefundableVisit:
    amounts: dict[str, int] = {}
    left: dict[str, Fraction] = {}
    for line, rest in zip(visit.lines, visit.left, strict=True):
        amounts[line.group] = amounts.get(line.group, 0) + line.amount
        left[line.group] = left.get(line.group, Fraction(0)) + rest
    return RefundableVisit(
        visit_id=visit.number,
        day=visit.day,
        bill_minor=visit.bill,
        left_minor=floor_fraction(Fraction(sum(visit.left))),
        points_used=visit.redeemed - visit.returned,
        lines=tuple(
            RefundableLine(group, names.get(group, group), amount, floor_fraction(left[group]))
            for group, amount in amounts.items()
        ),
    )


@dataclass(frozen=True)
class RefundPreview:
    """What a refund would do; money in minor units, points of the visit's account.

    `refusal` says why it cannot be, with the largest allowed, and everything else is then 0.
    `balance` is what the account would have today, None for a person who has not joined.
    """

    amount_minor: int = 0
    money_minor: int = 0
    given_back: int = 0
    taken_back: int = 0
    written_off: int = 0
    debt: int = 0
    referral_taken: int = 0
    lapses: int = 0
    balance: int | None = None
    why_money: tuple[Message, ...] = ()
    why_returned: tuple[Message, ...] = ()
    why_taken: tuple[Message, ...] = ()
    why_short: tuple[Message, ...] = ()
    refusal: Message | None = None
    code: str = ""


def preview_refund(
    session: Session,
    *,
    visit_id: int,
    amount_minor: int = 0,
    lines: Sequence[Line] = (),
    cancel: bool = False,
    day: date,
) -> RefundPreview:
    """What giving back this amount, these lines, or all of a visit would do on `day`."""
    book = TrialBook(session)
    visit = book.visit(visit_id)
    when = When(max(day, visit.day), day)
    owed, before = debt_of(book, visit), visit.stays
    asked = floor_fraction(Fraction(sum(visit.left))) if cancel else amount_minor
    if lines and not cancel:
        asked = sum(line.amount for line in lines)
    try:
        result = _tried(book, visit, asked, () if cancel else lines, when, cancel=cancel)
    except Refused as refusal:
        return RefundPreview(refusal=refusal.message, code=refusal.code)
    debt = max(0, debt_of(book, visit) - owed)
    check_referral(book, visit, when)
    facts = words.RefundFacts(
        amount=asked,
        money=floor_fraction(result.money),
        given_back=result.given_back,
        earned_before=before,
        taken=result.taken,
        written_off=result.written_off,
        debt=debt,
    )
    return _preview(book, visit, facts, when)


def _tried(
    book: TrialBook,
    visit: VisitRecord,
    amount: int,
    lines: Sequence[Line],
    when: When,
    *,
    cancel: bool,
) -> Refunded:
    if cancel:
        return cancel_visit(book, visit, when)
    if lines:
        return refund_lines(book, visit, lines, when)
    return refund_amount(book, visit, amount, when)


def _preview(
    book: TrialBook, visit: VisitRecord, facts: words.RefundFacts, when: When
) -> RefundPreview:
    if visit.version is None:
        terms = book.versions.nearest(visit.day)
    else:
        terms = book.versions.numbered(visit.version)
    taken = [entry for entry in book.appended if entry.kind is EntryKind.TAKEN_BACK]
    referral = [
        entry
        for entry in taken
        if entry.lot is not None and book.lot(entry.lot).kind is EntryKind.REFERRAL
    ]
    lapsed = [entry for entry in book.appended if entry.kind is EntryKind.EXPIRED]
    short = facts.written_off or facts.debt
    balance = None
    if visit.account is not None:
        balance = standing(book, book.account(visit.account), when.day)[0]
    return RefundPreview(
        amount_minor=facts.amount,
        money_minor=facts.money,
        given_back=facts.given_back,
        taken_back=facts.taken,
        written_off=facts.written_off,
        debt=facts.debt,
        referral_taken=-sum(entry.points for entry in referral),
        lapses=-sum(entry.points for entry in lapsed),
        balance=balance,
        why_money=tuple(words.why_money(facts, terms)),
        why_returned=tuple(words.why_returned(visit, terms)),
        why_taken=tuple(words.why_taken(facts, visit, terms)),
        why_short=tuple(words.why_short(terms)) if short else (),
    )
