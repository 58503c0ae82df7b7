"""The report of a month or any range of days, by effective day as known now.

Every figure is computed by `rules/indicators.py` from sets read here, and carries the list
behind it; screen, PDF, XLSX, CSV and JSON take the same report (product/indicators.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.errors import InvalidInput
from reception.models import Clinic, ProgrammeVersion, Visit
from reception.progress import Progress
from reception.queries.month_contacts import contact_indicators
from reception.queries.month_corrections import corrections_of
from reception.queries.month_feedback import confirmed_rows, feedback_indicators
from reception.queries.month_growth import (
    certification_indicator,
    growth_indicators,
    pace_indicators,
    reason_known,
)
from reception.queries.month_honesty import (
    odd_rows,
    own_card_rows,
    phrase_outcome_rows,
    spot_check_rows,
)
from reception.queries.month_minus import minus_events, report_remarks
from reception.queries.month_patients import (
    loyalty_indicators,
    move_rows,
    stage_indicators,
    stages_of,
    visit_indicators,
)
from reception.queries.month_prices import price_indicators
from reception.queries.month_programme import (
    card_indicators,
    flow_of,
    joinable_days,
    joining_indicators,
    points_indicators,
    stock,
)
from reception.queries.month_segments import reward_rows, segments
from reception.queries.month_telling import (
    latency_indicators,
    mention_count,
    never_told_indicator,
    staff_rates,
    telling_indicators,
)
from reception.queries.month_values import (
    BeganFrom,
    Behind,
    BehindKind,
    ClinicFacts,
    Further,
    Indicator,
    MonthReport,
    Unit,
    UntoldFamily,
)
from reception.queries.month_visits import month_visits
from reception.queries.never_told import adult_rows, heard_by, untold_families
from reception.queries.programme import override_remarks
from reception.queries.visit_book import VisitBook, first_day, read_visit_book
from reception.rules.indicators import JudgedVisit, judge, mention_rate
from reception.rules.report_period import period_before
from reception.storage.finders import programme_began
from reception.storage.portraits import portraits_on
from reception.translation import msg
from reception.values.choices import Stage, VersionStatus, VisitOrigin, VisitStatus
from reception.values.period import Period, add_months

_STEPS = 4


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
    came = judge(month_visits(session, book, first=period.first, last=as_of))
    told_from = began or as_of + timedelta(days=1)
    judged = _since(came, told_from)
    heard = heard_by(session, as_of=as_of)
    families = untold_families(session, book, heard, began=told_from)
    mentions = mention_count(session, period)
    held = stock(session, period, as_of=as_of)
    flow = flow_of(session, period)
    stages = stages_of(book, portraits_on(session, book.as_of))
    earlier = period.first - timedelta(days=1)
    before = stages_of(book, portraits_on(session, earlier), earlier)
    visits = visit_indicators(book, came, period)
    equality, segment_rows = segments(session, book, judged, ZoneInfo(_clinic(session).time_zone))
    rewards, deviations = reward_rows(session, period)
    indicators = [
        *telling_indicators(judged),
        equality,
        never_told_indicator(adult_rows(book, heard)),
        _families_indicator(families),
        *latency_indicators(session, book, period, began=told_from),
        *joining_indicators(session, period, mentions=mentions),
        *card_indicators(session, period, held),
        joinable_days(session, period, as_of=as_of),
        *visits,
        *price_indicators(session, period, as_of=as_of),
        *points_indicators(session, period, flow, as_of=as_of),
        rewards,
        *stage_indicators(stages),
        *loyalty_indicators(stages, before),
        *growth_indicators(session, book, _new(visits), _active(stages)),
        reason_known(session, stages, as_of),
        *feedback_indicators(session, book, judged, period, as_of=as_of),
        *contact_indicators(session, book, period, as_of=as_of),
        *pace_indicators(session, book, period, as_of=as_of),
        certification_indicator(session, _terms_hash(session, as_of)),
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
        report_remarks(period, as_of, began, began_from, came, first_day(book))
        + override_remarks(session, period=period),
        corrections_of(session, period),
        Further(
            segments=segment_rows,
            moves=move_rows(book, before, stages, since=earlier),
            phrases=phrase_outcome_rows(session, period),
            confirmed=confirmed_rows(session, period),
            odd=odd_rows(session, period),
            spot_checks=spot_check_rows(session, judged, as_of),
            rewards=deviations,
            own_cards=own_card_rows(session, period),
        ),
    )


def _new(indicators: Sequence[Indicator]) -> list[int]:
    """Who came for the first time in the period."""
    behind = next(one.behind for one in indicators if one.name == "new_patients")
    return [] if behind is None else list(behind.ids)


def _active(stages: dict[Stage, list[int]]) -> int:
    """Persons with a visit within 18 months."""
    outside = (Stage.POTENTIAL, Stage.LAPSED)
    return sum(len(people) for stage, people in stages.items() if stage not in outside)


def _terms_hash(session: Session, day: date) -> str | None:
    return session.scalars(
        select(ProgrammeVersion.terms_hash)
        .where(
            ProgrammeVersion.status == VersionStatus.PUBLISHED, ProgrammeVersion.valid_from <= day
        )
        .order_by(ProgrammeVersion.number.desc())
    ).first()


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
    began = programme_began(session) or as_of + timedelta(days=1)
    judged = _since(judge(month_visits(session, book, first=start, last=as_of)), began)
    by_month: dict[date, list[JudgedVisit]] = {
        add_months(start, step): [] for step in range(months)
    }
    for row in judged:
        by_month[row.visit.facts.day.replace(day=1)].append(row)
    return [(month, mention_rate(rows).value) for month, rows in by_month.items()]


def _since(judged: Sequence[JudgedVisit], began: date) -> list[JudgedVisit]:
    """The visits since the programme began: before it there was nothing to tell."""
    return [row for row in judged if row.visit.facts.day >= began]


@dataclass(frozen=True)
class MonthView:
    """What the screen shows of a month: itself, the one before, and the mention rate by month."""

    report: MonthReport
    previous: MonthReport
    trend: tuple[tuple[date, Fraction | None], ...]


def month_view(
    session: Session, *, period: Period, today: date, progress: Progress | None = None
) -> MonthView:
    """A period with the one before it and a year of trend."""
    progress = progress or Progress()
    checked_period(period, today=today)
    progress.report(0, _STEPS, msg("Reading the visits"))
    book = read_visit_book(session, as_of=min(period.last, today))
    progress.report(1, _STEPS, msg("Counting the period"))
    report = month_report(session, period=period, today=today, book=book)
    progress.report(2, _STEPS, msg("Counting the period before"))
    before = month_report(session, period=period_before(period), today=today)
    progress.report(3, _STEPS, msg("Counting the year"))
    trend = mention_trend(session, period=period, today=today, book=book)
    return MonthView(report, before, tuple(trend))


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
