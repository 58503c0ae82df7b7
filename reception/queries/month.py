"""The report of a month or any range of days, by effective day as known now.

Every figure is computed by `rules/indicators.py` from sets read here, and carries the list
behind it; screen, PDF, XLSX, CSV and JSON take the same report (product/indicators.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.errors import InvalidInput
from reception.models import Clinic, Visit
from reception.queries.month_corrections import corrections_of
from reception.queries.month_minus import minus_events, report_remarks
from reception.queries.month_programme import (
    card_indicators,
    flow_of,
    joinable_days,
    joining_indicators,
    points_indicators,
    stock,
)
from reception.queries.month_telling import (
    latency_indicators,
    mention_count,
    never_told_indicator,
    shown,
    staff_rates,
    telling_indicators,
)
from reception.queries.month_values import (
    BeganFrom,
    Behind,
    BehindKind,
    ClinicFacts,
    Indicator,
    MonthReport,
    Unit,
    UntoldFamily,
)
from reception.queries.month_visits import month_visits
from reception.queries.never_told import adult_rows, heard_by, untold_families
from reception.queries.programme import override_remarks
from reception.queries.visit_book import VisitBook, read_visit_book
from reception.rules.indicators import JudgedVisit, Ratio, judge, mention_rate
from reception.rules.stages import StageFacts, StageWindows, stage_of
from reception.storage.finders import programme_began
from reception.translation import msg
from reception.values.choices import Stage, VisitOrigin, VisitStatus
from reception.values.period import Period, add_months

_REPEAT_DAYS = 180


def checked_period(period: Period, *, today: date) -> Period:
    """The period itself; raises InvalidInput where it has not begun yet."""
    if period.first > today:
        raise InvalidInput(
            msg("{day} is still to come. Allowed: a period that has begun.", day=period.first),
            field="month",
        )
    return period


def month_report(
    session: Session, *, period: Period, today: date, book: VisitBook | None = None
) -> MonthReport:
    """Every indicator of a period; raises InvalidInput for one that has not begun.

    `book` is the clinic's visits through the last day, where they are read already.
    """
    checked_period(period, today=today)
    as_of = min(period.last, today)
    book = book or read_visit_book(session, as_of=as_of)
    began, began_from = _began(session)
    judged = judge(month_visits(session, book, first=period.first, last=as_of))
    told_from = began or as_of + timedelta(days=1)
    heard = heard_by(session, as_of=as_of)
    families = untold_families(session, book, heard, began=told_from)
    mentions = mention_count(session, period)
    held = stock(session, period, as_of=as_of)
    flow = flow_of(session, period)
    stages = _stages(book)
    indicators = [
        *telling_indicators(judged),
        never_told_indicator(adult_rows(book, heard)),
        _families_indicator(families),
        *latency_indicators(session, book, period, began=told_from),
        *joining_indicators(session, period, mentions=mentions),
        *card_indicators(session, period, held),
        joinable_days(session, period, as_of=as_of),
        *_visit_indicators(book, judged, period),
        *points_indicators(session, period, flow, as_of=as_of),
        *_stage_indicators(stages),
    ]
    return MonthReport(
        _clinic(session),
        period,
        as_of,
        began,
        began_from,
        tuple(indicators),
        staff_rates(session, judged),
        families,
        tuple(flow.by_kind.items()),
        flow.opening,
        flow.closing,
        tuple((stage, len(people)) for stage, people in stages.items()),
        minus_events(session, judged, families, held.days_without, period, as_of),
        report_remarks(period, as_of, began, began_from, judged)
        + override_remarks(session, period=period),
        corrections_of(session, period),
    )


def mention_trend(
    session: Session,
    *,
    period: Period,
    today: date,
    months: int = 12,
    book: VisitBook | None = None,
) -> list[tuple[date, Fraction | None]]:
    """The mention rate of each of the last months up to `period`, the oldest first."""
    as_of = min(period.last, today)
    book = book or read_visit_book(session, as_of=as_of)
    start = add_months(period.first.replace(day=1), 1 - months)
    judged = judge(month_visits(session, book, first=start, last=as_of))
    by_month: dict[date, list[JudgedVisit]] = {
        add_months(start, step): [] for step in range(months)
    }
    for row in judged:
        by_month[row.visit.facts.day.replace(day=1)].append(row)
    return [(month, mention_rate(rows).value) for month, rows in by_month.items()]


@dataclass(frozen=True)
class MonthView:
    """What the screen shows of a month: itself, the one before, and the mention rate by month."""

    report: MonthReport
    previous: MonthReport
    trend: tuple[tuple[date, Fraction | None], ...]


def month_view(session: Session, *, month: date, today: date) -> MonthView:
    """The month of a day with the one before and half a year of trend."""
    period = Period.month_of(month)
    before = Period.month_of(add_months(period.first, -1))
    checked_period(period, today=today)
    book = read_visit_book(session, as_of=min(period.last, today))
    return MonthView(
        month_report(session, period=period, today=today, book=book),
        month_report(session, period=before, today=today),
        tuple(mention_trend(session, period=period, today=today, months=6, book=book)),
    )


def _clinic(session: Session) -> ClinicFacts:
    row = session.execute(select(Clinic.name, Clinic.currency, Clinic.time_zone)).one()
    return ClinicFacts(*row)


def _began(session: Session) -> tuple[date | None, BeganFrom | None]:
    began = programme_began(session)
    if began is None:
        return None, None
    if session.scalar(select(Clinic.programme_since)) is not None:
        return began, BeganFrom.NAMED
    imported = session.scalar(
        select(func.min(Visit.day)).where(
            Visit.origin == VisitOrigin.IMPORTED, Visit.status == VisitStatus.DONE
        )
    )
    return began, BeganFrom.HISTORY if imported == began else BeganFrom.VERSION


def _families_indicator(families: Sequence[UntoldFamily]) -> Indicator:
    return Indicator(
        "never_told_families",
        msg("Families never told"),
        Unit.COUNT,
        len(families),
        len(families),
        target=0,
        lower_is_better=True,
        behind=Behind.of(BehindKind.HOUSEHOLD, (row.household_id for row in families)),
    )


def _visit_indicators(
    book: VisitBook, judged: Sequence[JudgedVisit], period: Period
) -> list[Indicator]:
    """Visits, new patients, family visits, and who came back within half a year."""
    visits = [row.visit for row in judged]
    new = sorted({visit.patient for visit in visits if visit.first_visit})
    year_ago = add_months(book.as_of, -12)
    families = {
        household
        for household, people in book.households.items()
        if sum(book.seen_since(person, year_ago) for person in people) > 1
    }
    family_visits = [visit.visit for visit in visits if visit.household in families]
    first = add_months(period.first, -6)
    then = Period(first, min(Period.month_of(first).last, add_months(period.last, -6)))
    newcomers = list(book.first_timers(then.first, then.last))
    back = [
        person
        for person, day in newcomers
        if any(day < later <= day + timedelta(days=_REPEAT_DAYS) for later in book.days[person])
    ]
    return [
        Indicator(
            "visits",
            msg("Visits"),
            Unit.COUNT,
            len(visits),
            len(visits),
            behind=Behind.of(BehindKind.VISIT, (visit.visit for visit in visits)),
        ),
        Indicator(
            "new_patients",
            msg("New patients"),
            Unit.COUNT,
            len(new),
            len(new),
            behind=Behind.of(BehindKind.PATIENT, new),
        ),
        shown(
            "share_of_family_visits",
            msg("Visits of families"),
            Ratio(len(family_visits), len(visits)),
            behind=Behind.of(BehindKind.VISIT, family_visits),
        ),
        shown(
            "repeat_rate",
            msg("Came again within 180 days"),
            Ratio(len(back), len(newcomers)),
            behind=Behind.of(
                BehindKind.PATIENT,
                (person for person, _day in newcomers),
                (person for person, _day in newcomers if person not in set(back)),
            ),
        ),
    ]


def _stages(book: VisitBook) -> dict[Stage, list[int]]:
    """Persons by stage on the last day of the book; lapsed ones and leads too."""
    windows = StageWindows(book.as_of)
    stages: dict[Stage, list[int]] = {stage: [] for stage in Stage}
    for household, people in book.households.items():
        own = {person: list(dict.fromkeys(book.days.get(person, ()))) for person in people}
        comes_again = len(people) > 1 and any(len(days) > 1 for days in own.values())
        family = list(dict.fromkeys(book.household_days(household))) if comes_again else []
        for person, days in own.items():
            if book.people[person].deceased is None:
                stage = stage_of(StageFacts(days, family, len(people)), windows).stage
                stages[stage].append(person)
    return stages


def _stage_indicators(stages: dict[Stage, list[int]]) -> list[Indicator]:
    active = [Stage.FIRST_TIME, Stage.REPEAT, Stage.REGULAR, Stage.LOYAL]
    whole = sum(len(stages[stage]) for stage in active)
    titles = {
        Stage.FIRST_TIME: msg("First-time patients, of the active ones"),
        Stage.REPEAT: msg("Repeat patients, of the active ones"),
        Stage.REGULAR: msg("Regular patients, of the active ones"),
        Stage.LOYAL: msg("Loyal patients, of the active ones"),
    }
    return [
        shown(
            f"stage_distribution_{stage.value}",
            titles[stage],
            Ratio(len(stages[stage]), whole),
            behind=Behind.of(BehindKind.PATIENT, stages[stage]),
        )
        for stage in active
    ]
