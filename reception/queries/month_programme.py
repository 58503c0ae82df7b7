"""Indicators of the programme: joined, cards, points and what they may cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from reception.models import (
    AccountMember,
    Card,
    CardStock,
    PointsEntry,
    ProgrammeVersion,
    Setting,
)
from reception.queries.month_values import Behind, BehindKind, Indicator, Unit
from reception.rules.indicators import (
    PointsFlow,
    Ratio,
    cover_days,
    enrolment_conversion,
    points_flow,
)
from reception.rules.terms_reading import terms_from_json
from reception.storage.calendar import working_days
from reception.translation import msg
from reception.values.choices import CardForm, EntryKind, StockMove, VersionStatus
from reception.values.period import Period

EXPECTED_REDEMPTION = "report.expected_redemption_percent"
DEFAULT_REDEMPTION = 70
_ISSUE_DAYS = 30
GRANTED = (
    EntryKind.EARNED,
    EntryKind.WELCOME,
    EntryKind.BIRTHDAY,
    EntryKind.REFERRAL,
    EntryKind.RETROACTIVE,
)


def joining_indicators(
    session: Session, period: Period, *, mentions: Sequence[int]
) -> list[Indicator]:
    """Who joined, and of how many talks it came; only for the clinic, never for an employee."""
    rows = session.execute(
        select(AccountMember.patient_id, AccountMember.entered_by_id)
        .where(
            AccountMember.joined_on.between(period.first, period.last),
            or_(AccountMember.left_on.is_(None), AccountMember.left_on != AccountMember.joined_on),
        )
        .order_by(AccountMember.id)
    ).all()
    adults = [patient for patient, entered_by in rows if entered_by is None]
    children = [patient for patient, entered_by in rows if entered_by is not None]
    ratio = enrolment_conversion(joined=len(adults), mentions=len(mentions))
    return [
        Indicator(
            "joined",
            msg("Joined the programme"),
            Unit.COUNT,
            len(adults),
            len(adults),
            behind=Behind.of(BehindKind.PATIENT, adults),
        ),
        Indicator(
            "children_entered",
            msg("Children entered"),
            Unit.COUNT,
            len(children),
            len(children),
            behind=Behind.of(BehindKind.PATIENT, children),
        ),
        Indicator(
            "enrolment_conversion",
            msg("Joined, of those told"),
            Unit.RATIO,
            ratio.value,
            ratio.numerator,
            ratio.denominator,
            ratio.note,
            behind=Behind.of(BehindKind.MENTION, mentions),
        ),
    ]


@dataclass(frozen=True)
class Stock:
    """The plastic at the end of a period, and the days on which there was none."""

    on_hand: int
    issued_in_30_days: int
    days_without: tuple[date, ...]
    is_kept: bool


def stock(session: Session, period: Period, *, as_of: date) -> Stock:
    """Plastic as of a day; days before the first delivery are not counted as stock-outs."""
    moves = session.execute(
        select(CardStock.day, CardStock.change)
        .where(CardStock.day <= as_of)
        .order_by(CardStock.day, CardStock.id)
    ).all()
    on_hand, empty_since = 0, None
    without: set[date] = set()
    for day, change in moves:
        if empty_since is not None:
            without.update(_days(empty_since, day))
        on_hand += change
        empty_since = day if on_hand <= 0 else None
    if empty_since is not None:
        without.update(_days(empty_since, as_of))
    since = as_of - timedelta(days=_ISSUE_DAYS)
    issued = session.scalar(
        select(func.count()).where(
            CardStock.move == StockMove.ISSUED, CardStock.day > since, CardStock.day <= as_of
        )
    )
    inside = tuple(sorted(day for day in without if day in period))
    return Stock(max(0, on_hand), issued or 0, inside, bool(moves))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def card_indicators(session: Session, period: Period, held: Stock) -> list[Indicator]:
    """Cards issued by kind, plastic on hand, how long it lasts, and days without any."""
    rows = session.execute(
        select(Card.id, Card.form)
        .where(Card.issued_on.between(period.first, period.last), Card.account_id.is_not(None))
        .order_by(Card.id)
    ).all()
    by_form = {
        form: [card for card, each in rows if each is form]
        for form in (CardForm.PLASTIC, CardForm.PAPER)
    }
    titles = {
        CardForm.PLASTIC: msg("Cards issued, plastic"),
        CardForm.PAPER: msg("Cards issued, still on paper"),
    }
    issued = [
        Indicator(
            f"cards_issued_{form.value}",
            titles[form],
            Unit.COUNT,
            len(cards),
            len(cards),
            behind=Behind.of(BehindKind.CARD, cards),
        )
        for form, cards in by_form.items()
    ]
    return [*issued, *_stock_indicators(held)]


def joinable_days(session: Session, period: Period, *, as_of: date) -> Indicator:
    """Working days on which a card of any kind could be issued: a paper one always can be."""
    versions = session.execute(
        select(ProgrammeVersion.valid_from, ProgrammeVersion.valid_until).where(
            ProgrammeVersion.status == VersionStatus.PUBLISHED
        )
    ).all()
    working = list(working_days(session).between(period.first, as_of))
    open_days = [
        day
        for day in working
        if any(first <= day and (last is None or day <= last) for first, last in versions)
    ]
    ratio = Ratio(len(open_days), len(working))
    return Indicator(
        "joinable_days",
        msg("Days on which one could join"),
        Unit.RATIO,
        ratio.value,
        ratio.numerator,
        ratio.denominator,
        ratio.note,
        target=1,
    )


def _stock_indicators(held: Stock) -> list[Indicator]:
    cover = cover_days(on_hand=held.on_hand, issued_in_30_days=held.issued_in_30_days)
    unknown = None if held.is_kept else msg("no plastic cards were entered yet")
    used = msg("no plastic card was issued in 30 days") if cover is None else None
    return [
        Indicator(
            "cards_on_hand",
            msg("Plastic cards on hand"),
            Unit.COUNT,
            held.on_hand if held.is_kept else None,
            note=unknown,
            behind=Behind.of(BehindKind.STOCK, ()),
        ),
        Indicator(
            "card_stock_cover",
            msg("Plastic lasts, days"),
            Unit.DAYS,
            cover if held.is_kept else None,
            held.on_hand,
            held.issued_in_30_days,
            unknown or used,
            behind=Behind.of(BehindKind.STOCK, ()),
        ),
        Indicator(
            "stock_out_days",
            msg("Days without plastic"),
            Unit.COUNT,
            len(held.days_without) if held.is_kept else None,
            note=unknown,
            target=0,
            lower_is_better=True,
            behind=Behind.of(BehindKind.STOCK, ()),
        ),
    ]


def flow_of(session: Session, period: Period) -> PointsFlow:
    """Points through the period by effective day, every kind of entry by itself."""
    opening = session.scalar(
        select(func.sum(PointsEntry.points)).where(PointsEntry.effective_on < period.first)
    )
    rows = session.execute(
        select(PointsEntry.kind, func.sum(PointsEntry.points))
        .where(PointsEntry.effective_on.between(period.first, period.last))
        .group_by(PointsEntry.kind)
    )
    return points_flow(opening or 0, ((kind, points) for kind, points in rows))


def points_indicators(
    session: Session, period: Period, flow: PointsFlow, *, as_of: date
) -> list[Indicator]:
    """Opening, closing, how much was redeemed, and the liability gross and expected."""
    granted = sum(flow.by_kind[kind] for kind in GRANTED)
    redeemed = -flow.by_kind[EntryKind.REDEEMED]
    ratio = Ratio(redeemed, granted)
    value = _point_value(session, as_of)
    percent = _expected_percent(session)
    gross = None if value is None else flow.closing * value
    expected = None if gross is None else Fraction(gross * percent, 100)
    unknown = None if value is not None else msg("no programme is in force")
    entries = Behind.of(
        BehindKind.ENTRY,
        session.scalars(
            select(PointsEntry.id)
            .where(PointsEntry.effective_on.between(period.first, period.last))
            .order_by(PointsEntry.id)
        ),
    )
    return [
        Indicator(
            "points_flow_opening",
            msg("Points at the beginning"),
            Unit.POINTS,
            flow.opening,
            behind=entries,
        ),
        Indicator(
            "points_flow_closing",
            msg("Points at the end"),
            Unit.POINTS,
            flow.closing,
            behind=entries,
        ),
        Indicator(
            "redemption_rate",
            msg("Points used, of those given"),
            Unit.RATIO,
            ratio.value,
            redeemed,
            granted,
            ratio.note,
            behind=entries,
        ),
        Indicator(
            "liability_gross",
            msg("Liability, all points"),
            Unit.MONEY,
            gross,
            note=unknown,
            behind=entries,
        ),
        Indicator(
            "liability_expected",
            msg("Liability, {percent} % expected to be used", percent=percent),
            Unit.MONEY,
            None if expected is None else round(expected),
            note=unknown,
            behind=entries,
        ),
    ]


def _point_value(session: Session, day: date) -> int | None:
    """Minor units one point is worth by the version in force."""
    written = session.scalars(
        select(ProgrammeVersion.terms)
        .where(ProgrammeVersion.status == VersionStatus.PUBLISHED)
        .where(ProgrammeVersion.valid_from <= day)
        .order_by(ProgrammeVersion.number.desc())
    ).first()
    return None if written is None else terms_from_json(written).programme.point_value


def _expected_percent(session: Session) -> int:
    row = session.get(Setting, EXPECTED_REDEMPTION)
    return DEFAULT_REDEMPTION if row is None else int(row.value["value"])
