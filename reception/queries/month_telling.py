"""Indicators of telling: how often, to whom for the first time, how late, and how honestly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import Mention, Staff
from reception.queries.month_values import Behind, BehindKind, Indicator, StaffRate, Unit
from reception.queries.telling import standing_mentions
from reception.queries.visit_book import VisitBook
from reception.rules.indicators import (
    AdultRow,
    FirstMention,
    JudgedVisit,
    Ratio,
    first_mention_latency,
    mention_rate,
    mention_rate_by_employee,
    never_told,
    told_at_first_visit,
)
from reception.translation import Message, msg
from reception.values.ids import StaffId
from reception.values.period import Period

_FULL = Fraction(1)


def shown(name: str, title: Message, ratio: Ratio, **more: object) -> Indicator:
    """A ratio as an indicator, its note told where it is hidden."""
    return Indicator(
        name,
        title,
        Unit.RATIO,
        ratio.value,
        ratio.numerator,
        ratio.denominator,
        ratio.note,
        **more,  # type: ignore[arg-type]
    )


def telling_indicators(judged: Sequence[JudgedVisit]) -> list[Indicator]:
    """Eligible visits, the mention rate, and who was told at the first visit."""
    eligible = [row for row in judged if row.eligible]
    missed = [row.visit.visit for row in eligible if not row.visit.mentioned]
    visits = [row.visit for row in judged]
    first_visits = [visit for visit in visits if visit.first_visit]
    return [
        Indicator(
            "eligible_visit",
            msg("Visits on which to tell"),
            Unit.COUNT,
            len(eligible),
            len(eligible),
            len(judged),
            behind=Behind.of(BehindKind.VISIT, (row.visit.visit for row in eligible)),
        ),
        shown(
            "mention_rate",
            msg("Told, of the visits on which to tell"),
            mention_rate(judged),
            target=_FULL,
            behind=Behind.of(BehindKind.VISIT, (row.visit.visit for row in eligible), missed),
        ),
        shown(
            "told_at_first_visit",
            msg("Told at the first visit"),
            told_at_first_visit(visits),
            target=_FULL,
            behind=Behind.of(
                BehindKind.VISIT,
                (visit.visit for visit in first_visits),
                (visit.visit for visit in first_visits if not visit.mentioned),
            ),
        ),
    ]


def staff_rates(session: Session, judged: Sequence[JudgedVisit]) -> tuple[StaffRate, ...]:
    """The mention rate of everybody who checked patients in or out, by name."""
    rates = mention_rate_by_employee(judged)
    visits: defaultdict[int, list[int]] = defaultdict(list)
    for row in judged:
        if row.eligible:
            for member in row.visit.staff:
                visits[member].append(row.visit.visit)
    names = session.execute(
        select(Staff.id, Staff.login, Staff.name).order_by(Staff.name, Staff.id)
    )
    return tuple(
        StaffRate(
            member,
            login,
            name,
            tuple(visits[member]),
            rates[StaffId(member)].numerator,
            rates[StaffId(member)].value,
        )
        for member, login, name in names
        if member in rates
    )


def never_told_indicator(adults: Sequence[AdultRow]) -> Indicator:
    """Active adults outside the programme whom nobody told."""
    untold = [row.patient for row in adults if not row.is_member and not row.is_told]
    return shown(
        "never_told_list",
        msg("Adults never told"),
        never_told(adults),
        target=Fraction(0),
        lower_is_better=True,
        behind=Behind.of(BehindKind.PATIENT, untold),
    )


def latency_indicators(
    session: Session, book: VisitBook, period: Period, *, began: date
) -> list[Indicator]:
    """Days until the first mention, of those who heard of the programme in the period."""
    rows = session.execute(
        standing_mentions()
        .with_only_columns(Mention.listener_id, func.min(Mention.day))
        .where(Mention.day >= began)
        .group_by(Mention.listener_id)
        .having(func.min(Mention.day).between(period.first, period.last))
    ).all()
    found: list[FirstMention] = []
    people: list[int] = []
    for person, told_on in rows:
        first = book.first_day(person) if person in book.people else None
        if first is not None:
            found.append(FirstMention(first, told_on))
            people.append(person)
    latency = first_mention_latency(found, began=began)
    titles = (
        ("first_mention_latency", msg("Days until the first mention"), latency.every),
        (
            "first_mention_latency_old",
            msg("— of those who came before the programme"),
            latency.old,
        ),
        ("first_mention_latency_new", msg("— of those who came later"), latency.new),
    )
    return [
        Indicator(
            name,
            title,
            Unit.DAYS,
            None if value is None else Fraction(value),
            denominator=len(people),
            note=msg("nobody was told for the first time") if value is None else None,
            target=0,
            lower_is_better=True,
            behind=Behind.of(BehindKind.PATIENT, people),
        )
        for name, title, value in titles
    ]


def mention_count(session: Session, period: Period) -> tuple[int, ...]:
    """The mentions of the period that tell and stand."""
    return tuple(
        session.scalars(
            standing_mentions()
            .with_only_columns(Mention.id)
            .where(Mention.day.between(period.first, period.last))
            .order_by(Mention.id)
        )
    )
