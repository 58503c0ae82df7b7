"""Promotions that ended between booking and coming: when one may be honoured, and with how much.

Honouring is a correction with that reason; the engine itself never stretches a promotion
(design/terms.md 3, product/situations.md 40).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from reception.rules.earning import Rate, earn
from reception.rules.ledger import Book, VisitRecord, by_group
from reception.rules.promotions import open_promotions
from reception.rules.terms import Promotion, Terms
from reception.translation import Translator, msg

SPOKEN_OF_DAYS = 14
"""For so many days after its end a promotion is still asked about at the desk."""


@dataclass(frozen=True)
class Ended:
    """A promotion that was over on the day of a visit; `inside` where it was booked in time."""

    promotion: Promotion
    inside: bool


def ended_promotions(book: Book, visit_day: date, booked_on: date | None) -> list[Ended]:
    """What had ended before the visit: booked inside first, else what ended lately."""
    found: dict[str, Ended] = {}
    for terms in _versions(book, visit_day, booked_on):
        for promotion in terms.promotions:
            if promotion.last_day >= visit_day or promotion.code in found:
                continue
            inside = booked_on is not None and promotion.applies_on(booked_on)
            lately = (visit_day - promotion.last_day).days <= SPOKEN_OF_DAYS
            if inside or lately:
                found[promotion.code] = Ended(promotion, inside)
    return sorted(found.values(), key=lambda one: (not one.inside, one.promotion.code))


def _versions(book: Book, visit_day: date, booked_on: date | None) -> Iterator[Terms]:
    for day in (visit_day, booked_on):
        terms = None if day is None else book.versions.in_force(day)
        if terms is not None:
            yield terms


def honoured_points(book: Book, visit: VisitRecord, promotion: Promotion) -> int:
    """What the visit would have earned more, had the promotion still run on its day."""
    terms = book.versions.in_force(visit.day)
    if terms is None or visit.account is None:
        return 0
    percent = visit.percent if visit.percent is not None else terms.earning.percent
    rate = Rate(percent, visit.tier)
    lines = by_group(visit.lines, visit.left)
    redeemed = visit.redeemed - visit.returned
    had = [one for one in terms.promotions if one.code in visit.promotions]
    before = earn(terms, lines, redeemed=redeemed, rate=rate, promotions=had, fixed=True)
    still = open_promotions(terms.promotions, visit.day, lambda _code: 0)
    after = earn(terms, lines, redeemed=redeemed, rate=rate, promotions=[*still, promotion])
    return max(0, after.points - before.points)


def booked_on(created: datetime, visit_day: date) -> date | None:
    """The day a visit was booked, by the local time it was entered; None for a walk-in."""
    return created.date() if created.date() < visit_day else None


def honoured_reason(
    translator: Translator, promotion: Promotion, visit_id: int, booked: date
) -> str:
    """The reason of the correction, in the clinic's language; it tells one from another, too."""
    return translator.text(
        msg(
            "Promotion “{name}” honoured: visit {number}, booked on {day}",
            name=promotion.name,
            number=visit_id,
            day=booked,
        )
    )
