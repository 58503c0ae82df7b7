"""Indicators of the price before the service: how often told, how often the bill surprised.

A visit counts where it was paid at this desk and something was to pay (product/indicators.md).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import BillLine, Visit
from reception.queries.month_telling import shown
from reception.queries.month_values import Behind, BehindKind, Indicator
from reception.rules.indicators import Ratio
from reception.rules.price_list import beyond_told
from reception.translation import msg
from reception.values.choices import VisitOrigin, VisitStatus
from reception.values.period import Period


class _Paid(NamedTuple):
    id: int
    bill: int
    told: int | None
    insured: int
    agreed: int

    @property
    def surprised(self) -> bool:
        """Whether the bill was not what was told, agreed additions left out."""
        if self.told is None:
            return False
        return beyond_told(self.bill, self.agreed, self.told, self.insured) != 0


def price_indicators(session: Session, period: Period, *, as_of: date) -> list[Indicator]:
    """The price told rate and the price surprise rate of a period."""
    paid = _paid(session, period.first, as_of)
    told = [one for one in paid if one.told is not None]
    untold = [one.id for one in paid if one.told is None]
    surprised = [one.id for one in told if one.surprised]
    return [
        shown(
            "price_told_rate",
            msg("Price told before the service"),
            Ratio(len(told), len(paid)),
            behind=Behind.of(BehindKind.VISIT, (one.id for one in paid), untold),
        ),
        shown(
            "price_surprise_rate",
            msg("Bill other than the price told, not agreed"),
            Ratio(len(surprised), len(told)),
            lower_is_better=True,
            behind=Behind.of(BehindKind.VISIT, (one.id for one in told), surprised),
        ),
    ]


def _paid(session: Session, first: date, last: date) -> list[_Paid]:
    agreed = (
        select(BillLine.visit_id, func.sum(BillLine.amount_minor).label("agreed"))
        .where(BillLine.was_added.is_(True), BillLine.was_agreed.is_(True))
        .group_by(BillLine.visit_id)
        .subquery()
    )
    rows = session.execute(
        select(
            Visit.id,
            Visit.bill_minor,
            Visit.price_told_minor,
            Visit.insured_percent,
            func.coalesce(agreed.c.agreed, 0),
        )
        .outerjoin(agreed, agreed.c.visit_id == Visit.id)
        .where(
            Visit.day.between(first, last),
            Visit.status == VisitStatus.DONE,
            Visit.paid_at.is_not(None),
            Visit.bill_minor > 0,
            Visit.origin != VisitOrigin.IMPORTED,
        )
        .order_by(Visit.day, Visit.id)
    )
    return [_Paid(*row) for row in rows]
