"""What the desk says of points before anybody asks: what burns soon, a promotion that ended.

Shown at check-in (product/situations.md 40 and 42); nothing is said of an account to who is not
on it, nor to who brings a child.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Clinic, Visit
from reception.queries.account_glance import AccountGlance
from reception.rules.honouring import (
    Ended,
    booked_on,
    ended_promotions,
    honoured_points,
    honoured_reason,
)
from reception.storage.corrections import has_correction
from reception.storage.points_book import PointsBook
from reception.translation import load_translator
from reception.values.localized_text import LocalizedText


@dataclass(frozen=True)
class Burning:
    """Points whose last usable day is near; `cap_percent` of a bill may be paid with points."""

    points: int
    last_day: date
    cap_percent: Decimal


@dataclass(frozen=True)
class EndedNotice:
    """A promotion that was over before the visit.

    `booked_on` is set where the visit was booked in its days; `points` is then what honouring it
    would add, known once the visit is paid.
    """

    code: str
    name: LocalizedText
    last_day: date
    booked_on: date | None = None
    is_paid: bool = False
    is_honoured: bool = False
    points: int = 0


@dataclass(frozen=True)
class PointsNotices:
    """What there is to say of points; nothing of it where a field is None."""

    burning: Burning | None = None
    ended: EndedNotice | None = None


def points_notices(
    session: Session,
    *,
    account: AccountGlance | None,
    is_member: bool,
    visit_id: int | None,
    day: date,
) -> PointsNotices:
    """The notices for somebody at the desk with this account and this visit."""
    if account is None or not is_member or account.is_blocked:
        return PointsNotices()
    book = PointsBook(session)
    return PointsNotices(
        burning=_burning(book, account, day),
        ended=None if visit_id is None else _ended(session, book, visit_id),
    )


def _burning(book: PointsBook, account: AccountGlance, day: date) -> Burning | None:
    terms = book.versions.nearest(day)
    last = account.lapses_on
    if last is None or last > day + timedelta(days=terms.expiry.warn_days):
        return None
    return Burning(account.lapsing, last, terms.redemption.cap_percent)


def _ended(session: Session, book: PointsBook, visit_id: int) -> EndedNotice | None:
    visit = session.get_one(Visit, visit_id)
    clinic = session.scalars(select(Clinic)).one()
    created = visit.created_at.astimezone(ZoneInfo(clinic.time_zone))
    booked = booked_on(created, visit.day)
    found = ended_promotions(book, visit.day, booked)
    if not found:
        return None
    return _notice(session, book, clinic, visit, found[0], booked)


def _notice(
    session: Session,
    book: PointsBook,
    clinic: Clinic,
    visit: Visit,
    ended: Ended,
    booked: date | None,
) -> EndedNotice:
    promotion = ended.promotion
    if not ended.inside or booked is None:
        return EndedNotice(promotion.code, promotion.name, promotion.last_day)
    paid = visit.paid_at is not None
    record = book.visit(visit.id) if paid else None
    honoured = False
    if record is not None and record.account is not None:
        reason = honoured_reason(load_translator(clinic.language), promotion, visit.id, booked)
        honoured = has_correction(session, account_id=int(record.account), reason=reason)
    return EndedNotice(
        promotion.code,
        promotion.name,
        promotion.last_day,
        booked_on=booked,
        is_paid=paid,
        is_honoured=honoured,
        points=0 if record is None else honoured_points(book, record, promotion),
    )
