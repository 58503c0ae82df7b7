"""The versions of a price and the lines of an estimate, as services look them up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from reception.models import BillLine, EstimateLine, PriceItem
from reception.rules.names import fold


def price_versions(session: Session, code: str) -> Sequence[PriceItem]:
    """Every version of a service's price, the oldest first."""
    rows = session.scalars(
        select(PriceItem).where(PriceItem.code == code).order_by(PriceItem.valid_from)
    )
    return rows.all()


def code_in_use(session: Session, code: str) -> str | None:
    """The code as the price list writes it, however it is typed; None where it is free."""
    codes = session.scalars(select(PriceItem.code).distinct())
    return next((one for one in codes if fold(one) == fold(code)), None)


def price_on(session: Session, item_id: int, day: date) -> PriceItem | None:
    """A version of a price, if it stands on that day."""
    return session.scalar(
        select(PriceItem).where(
            PriceItem.id == item_id,
            PriceItem.valid_from <= day,
            or_(PriceItem.valid_until.is_(None), PriceItem.valid_until >= day),
        )
    )


def uses_of_price(session: Session, item_id: int) -> int:
    """How many lines of estimates and bills were made of a version."""
    told = select(func.count()).where(EstimateLine.price_item_id == item_id)
    billed = select(func.count()).where(BillLine.price_item_id == item_id)
    return (session.scalar(told) or 0) + (session.scalar(billed) or 0)


def estimate_lines(session: Session, visit_id: int) -> Sequence[EstimateLine]:
    """The lines of a visit's estimate in the order they were told."""
    rows = session.scalars(
        select(EstimateLine).where(EstimateLine.visit_id == visit_id).order_by(EstimateLine.id)
    )
    return rows.all()
