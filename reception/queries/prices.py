"""The price list on a day, what of it fits a typed word, and the estimate of a visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import EstimateLine, PriceItem, ServiceGroup, Staff, Visit
from reception.rules.names import fold
from reception.rules.price_list import Flaw, FlawKind, Span, flaws, standing
from reception.translation import Message, msg

MOST_OFFERED = 6


@dataclass(frozen=True)
class PriceVersion:
    """A price (minor units) and its days, inclusive; `valid_until` None has no end."""

    item_id: int
    price_minor: int
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class PriceRow:
    """A service on the list: its words, what it costs on the day asked, and what is wrong.

    `now` is None where no price stands on that day: ended, still to come, or a gap.
    """

    code: str
    name: str
    patient_name: str
    group: str
    group_name: str
    now: PriceVersion | None
    coming: PriceVersion | None
    has_ended: bool
    flaws: tuple[Flaw, ...]
    versions: tuple[PriceVersion, ...]

    @property
    def told_name(self) -> str:
        """How a patient hears it."""
        return self.patient_name or self.name


@dataclass(frozen=True)
class PriceList:
    """The list as it was searched; `flawed` counts services with gaps or overlaps in all of it."""

    day: date
    rows: tuple[PriceRow, ...]
    services: int
    flawed: int


def price_list(session: Session, *, day: date, text: str = "") -> PriceList:
    """The services with their prices on a day, by group; ended ones last.

    `text` is searched in code, both names and the group, every word of it.
    """
    found = _rows(session, day)
    words = fold(text).split()
    shown = [row for row in found if all(word in _searched(row) for word in words)]
    flawed = sum(bool(row.flaws) for row in found)
    return PriceList(day, tuple(shown), len(found), flawed)


def matching_services(session: Session, *, day: date, text: str) -> list[PriceRow]:
    """Services with a price on a day whose code begins with `text`, or whose names hold it.

    At most six, those whose code is `text` or begins with it first.
    """
    words = fold(text).split()
    if not words:
        return []
    code = fold(text)
    hits = [
        row
        for row in _rows(session, day)
        if row.now is not None and all(word in _searched(row) for word in words)
    ]
    hits.sort(key=lambda row: (fold(row.code) != code, not fold(row.code).startswith(code)))
    return hits[:MOST_OFFERED]


def standing_services(session: Session, *, day: date) -> dict[int, PriceRow]:
    """The services with a price on a day, by the version that counts."""
    return {row.now.item_id: row for row in _rows(session, day) if row.now is not None}


def flaw_words(flaw: Flaw) -> Message:
    """A gap or an overlap in words."""
    if flaw.kind is FlawKind.GAP:
        if flaw.first == flaw.last:
            return msg("No price on {day}.", day=flaw.first)
        return msg("No price from {first} to {last}.", first=flaw.first, last=flaw.last)
    return msg("Two prices stand at once from {day}; the later one counts.", day=flaw.first)


def _searched(row: PriceRow) -> str:
    return fold(f"{row.code} {row.name} {row.patient_name} {row.group_name}")


def _rows(session: Session, day: date) -> list[PriceRow]:
    rows = session.execute(
        select(PriceItem, ServiceGroup)
        .join(ServiceGroup, ServiceGroup.id == PriceItem.service_group_id)
        .order_by(PriceItem.valid_from)
    )
    by_code: defaultdict[str, list[tuple[PriceItem, ServiceGroup]]] = defaultdict(list)
    for item, group in rows:
        by_code[item.code].append((item, group))
    found = [_row(code, versions, day) for code, versions in by_code.items()]
    return sorted(
        found, key=lambda row: (row.has_ended, fold(row.group_name), fold(row.name), row.code)
    )


def _row(code: str, versions: Sequence[tuple[PriceItem, ServiceGroup]], day: date) -> PriceRow:
    spans = [Span(item.id, item.valid_from, item.valid_until) for item, _group in versions]
    chosen = standing(spans, day)
    of = {item.id: _version(item) for item, _group in versions}
    coming = next((of[span.item_id] for span in spans if span.first > day), None)
    named, group = versions[-1]
    if chosen is not None:
        named, group = next(pair for pair in versions if pair[0].id == chosen.item_id)
    last = spans[-1].last
    return PriceRow(
        code=code,
        name=named.name,
        patient_name=named.patient_name,
        group=group.code,
        group_name=group.name,
        now=None if chosen is None else of[chosen.item_id],
        coming=coming,
        has_ended=chosen is None and last is not None and last < day,
        flaws=flaws(spans),
        versions=tuple(of.values()),
    )


def _version(item: PriceItem) -> PriceVersion:
    return PriceVersion(item.id, item.price_minor, item.valid_from, item.valid_until)


@dataclass(frozen=True)
class ToldLine:
    """A line of the estimate; money in minor units."""

    line_id: int
    price_item_id: int | None
    code: str
    service: str
    group: str
    group_name: str
    amount_minor: int
    was_added: bool
    was_agreed: bool


@dataclass(frozen=True)
class Estimate:
    """What was told before the service, by whom and when (UTC), and what came later."""

    visit_id: int
    told_minor: int | None
    told_at: datetime | None
    told_by: str
    lines: tuple[ToldLine, ...]

    @property
    def total_minor(self) -> int:
        """What was told with what was added since."""
        added = sum(line.amount_minor for line in self.lines if line.was_added)
        return (self.told_minor or 0) + added


def estimate_of(session: Session, *, visit_id: int) -> Estimate:
    """The estimate of a visit; without lines where one sum was told, or nothing yet."""
    visit = session.get_one(Visit, visit_id)
    rows = session.execute(
        select(EstimateLine, ServiceGroup, PriceItem.code)
        .join(ServiceGroup, ServiceGroup.id == EstimateLine.service_group_id)
        .outerjoin(PriceItem, PriceItem.id == EstimateLine.price_item_id)
        .where(EstimateLine.visit_id == visit_id)
        .order_by(EstimateLine.id)
    )
    name = session.scalar(select(Staff.name).where(Staff.id == visit.price_told_by_id))
    return Estimate(
        visit_id=visit_id,
        told_minor=visit.price_told_minor,
        told_at=visit.price_told_at,
        told_by=name or "",
        lines=tuple(
            ToldLine(
                line.id,
                line.price_item_id,
                code or "",
                line.service,
                group.code,
                group.name,
                line.amount_minor,
                line.was_added,
                line.was_agreed,
            )
            for line, group, code in rows
        ),
    )
