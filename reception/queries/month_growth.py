"""Indicators of how the clinic grows and works: spending, service groups, word of mouth, the desk.

Sums of money appear only for the whole clinic, never for a person at the desk.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import cast

from sqlalchemy import Integer, Table, case, distinct, func, select, type_coerce
from sqlalchemy.orm import Session

from reception.models import BillLine, Patient, PointsReferral, PortraitFact, Visit
from reception.queries.month_telling import shown
from reception.queries.month_values import Behind, BehindKind, Indicator, Unit
from reception.queries.visit_book import VisitBook, first_day
from reception.rules.certification import Certified
from reception.rules.indicators import Ratio
from reception.rules.patient_indicators import Pace, mean_groups, pace, spend_growth
from reception.storage.knowledge_facts import certified
from reception.translation import Message, msg
from reception.values.aftercare import PortraitSign
from reception.values.choices import Stage, VisitOrigin, VisitStatus
from reception.values.period import Period, add_months

_VISITS = cast("Table", Visit.__table__)
_PEOPLE = cast("Table", Patient.__table__)
_SLACK = 31  # days of the first year that may lack visits: a clinic closed in summer
_LONGEST_CHECK_IN = timedelta(hours=2)  # a form left open is no check-in
_FIRST_TARGET, _REPEAT_TARGET = 180, 60  # seconds: requirements S3.14


def growth_indicators(
    session: Session, book: VisitBook, new: list[int], active: int
) -> list[Indicator]:
    """Spend growth, service groups, and new patients by word of mouth."""
    return [_spend(session, book), *_groups(session, book), *_referred(session, new, active)]


def _spend(session: Session, book: VisitBook) -> Indicator:
    year, two = add_months(book.as_of, -12), add_months(book.as_of, -24)
    last, before = _paid(session, two, year, book.as_of)
    value, both = spend_growth(last, before)
    began = first_day(book)
    note = msg("no family came in both years") if value is None else None
    if began is None or began > two + timedelta(days=_SLACK):
        value, note = None, msg("visits of two whole years are not known yet")
    return Indicator(
        "spend_growth",
        msg("Paid by the same families, against the year before"),
        Unit.RATIO,
        value,
        None if value is None else sum(last[one] for one in both) // 100,
        None if value is None else sum(before[one] for one in both) // 100,
        note,
        behind=Behind.of(BehindKind.HOUSEHOLD, both),
    )


def _paid(
    session: Session, two: date, year: date, through: date
) -> tuple[dict[int, int], dict[int, int]]:
    """Money paid by household in the year through a day and in the one before, in one pass."""
    paid = type_coerce(_VISITS.c.paid_minor, Integer)
    is_last = _VISITS.c.day > year
    rows = session.connection().execute(
        select(
            _PEOPLE.c.household_id,
            func.sum(case((is_last, 1), else_=0)),
            func.sum(case((is_last, paid), else_=0)),
            func.count(),
            func.sum(paid),
        )
        .join(_PEOPLE, _PEOPLE.c.id == _VISITS.c.patient_id)
        .where(
            _VISITS.c.status == VisitStatus.DONE,
            _VISITS.c.day > two,
            _VISITS.c.day <= through,
        )
        .group_by(_PEOPLE.c.household_id)
    )
    last: dict[int, int] = {}
    before: dict[int, int] = {}
    for household, visits, money, every, whole in rows:
        if visits:
            last[household] = int(money)
        if every > visits:
            before[household] = int(whole) - int(money)
    return last, before


def _groups(session: Session, book: VisitBook) -> list[Indicator]:
    """Mean of distinct service groups a household used, this year and the year before."""
    year, two = add_months(book.as_of, -12), add_months(book.as_of, -24)
    titles = (
        ("service_groups", msg("Groups of services a family uses in a year"), year, book.as_of),
        ("service_groups_before", msg("— the year before"), two, year),
    )
    found = []
    for name, title, after, through in titles:
        rows = session.execute(
            select(Patient.household_id, func.count(distinct(BillLine.service_group_id)))
            .select_from(Visit)
            .join(BillLine, BillLine.visit_id == Visit.id)
            .join(Patient, Patient.id == Visit.patient_id)
            .where(Visit.status == VisitStatus.DONE, Visit.day > after, Visit.day <= through)
            .group_by(Patient.household_id)
        )
        counts = {row[0]: row[1] for row in rows}
        value = mean_groups(counts)
        found.append(
            Indicator(
                name,
                title,
                Unit.SCORE,
                None if value is None else Fraction(round(value * 10), 10),
                sum(counts.values()),
                len(counts),
                msg("no bill names a group of services") if value is None else None,
                behind=Behind.of(BehindKind.HOUSEHOLD, sorted(counts)),
            )
        )
    return found


def _referred(session: Session, new: list[int], active: int) -> list[Indicator]:
    confirmed = set(
        session.scalars(
            select(PointsReferral.newcomer_id).where(PointsReferral.referrer_id.is_not(None))
        )
    ) | set(
        session.scalars(
            select(PortraitFact.patient_id).where(
                PortraitFact.sign == PortraitSign.REFERRAL_CONFIRMED,
                PortraitFact.undone_at.is_(None),
            )
        )
    )
    sent = [person for person in new if person in confirmed]
    per_hundred = Fraction(round(Fraction(len(sent) * 10_000, active)), 100) if active else None
    behind = Behind.of(BehindKind.PATIENT, sent)
    return [
        shown(
            "referral_share",
            msg("New patients whom somebody sent"),
            Ratio(len(sent), len(new)),
            behind=behind,
        ),
        Indicator(
            "referrals_per_hundred",
            msg("Sent, for every hundred active patients"),
            Unit.SCORE,
            per_hundred,
            len(sent),
            active,
            msg("no cases") if per_hundred is None else None,
            behind=behind,
        ),
    ]


def reason_known(session: Session, stages: dict[Stage, list[int]], as_of: date) -> Indicator:
    """Regular and loyal patients of whom it is known why they chose this clinic."""
    known = set(
        session.scalars(
            select(PortraitFact.patient_id).where(
                PortraitFact.sign == PortraitSign.REASON_FOR_CHOOSING,
                PortraitFact.value != "",
                PortraitFact.undone_at.is_(None),
                PortraitFact.day <= as_of,
            )
        )
    )
    regular = [*stages[Stage.REGULAR], *stages[Stage.LOYAL]]
    missing = [person for person in regular if person not in known]
    return shown(
        "reason_known",
        msg("Regular patients of whom it is known why they chose us"),
        Ratio(len(regular) - len(missing), len(regular)),
        target=1,
        behind=Behind.of(BehindKind.PATIENT, regular, missing),
    )


def pace_indicators(
    session: Session, book: VisitBook, period: Period, *, as_of: date
) -> list[Indicator]:
    """Seconds from the record opened to checked in: median and ninth of ten, first and repeat."""
    rows = session.execute(
        select(Visit.id, Visit.patient_id, Visit.day, Visit.opened_at, Visit.arrived_at)
        .where(
            Visit.status == VisitStatus.DONE,
            Visit.origin != VisitOrigin.IMPORTED,
            Visit.day.between(period.first, as_of),
            Visit.opened_at.is_not(None),
            Visit.arrived_at.is_not(None),
        )
        .order_by(Visit.id)
    )
    first: list[tuple[int, float]] = []
    again: list[tuple[int, float]] = []
    for visit, patient, day, opened, arrived in rows:
        if opened is None or arrived is None:
            continue
        took = arrived - opened
        if timedelta(0) <= took <= _LONGEST_CHECK_IN and patient in book.people:
            kind = first if book.first_day(patient) == day else again
            kind.append((visit, took.total_seconds()))
    titles: tuple[tuple[str, Message, Message, list[tuple[int, float]], int], ...] = (
        (
            "first",
            msg("Check-in of a first visit, seconds (half are faster)"),
            msg("— nine of ten are faster than"),
            first,
            _FIRST_TARGET,
        ),
        (
            "repeat",
            msg("Check-in of a repeat visit, seconds (half are faster)"),
            msg("— nine of ten repeat visits are faster than"),
            again,
            _REPEAT_TARGET,
        ),
    )
    found = []
    for name, half, most, cases, target in titles:
        taken: Pace = pace([seconds for _visit, seconds in cases])
        behind = Behind.of(BehindKind.VISIT, [visit for visit, _seconds in cases])
        for measure, title, value in (("median", half, taken.median), ("p90", most, taken.p90)):
            found.append(
                Indicator(
                    f"check_in_{name}_{measure}",
                    title,
                    Unit.SECONDS,
                    None if value is None else round(value),
                    denominator=taken.cases,
                    note=msg("no check-in was timed") if value is None else None,
                    target=target,
                    lower_is_better=True,
                    behind=behind,
                )
            )
    return found


def certification_indicator(session: Session, terms_hash: str | None) -> Indicator:
    """Front-office staff with a valid quiz for the version in force ÷ front-office staff."""
    people: list[Certified] = [] if terms_hash is None else certified(session, terms_hash)
    return shown(
        "staff_certification",
        msg("Staff who passed the quiz on these terms"),
        Ratio(sum(one.has_passed for one in people), len(people)),
        target=1,
        behind=Behind.of(
            BehindKind.STAFF,
            [one.staff_id for one in people],
            [one.staff_id for one in people if not one.has_passed],
        ),
    )
