"""Every promotion, by itself or part of a version: its days, its state, and what it gave."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.errors import InvalidInput
from reception.models import PointsEntry, PointsVisit, PublishedPromotion, ServiceGroup
from reception.rules.lone_promotions import promotion_from_json, read_lone_promotion
from reception.rules.promotion_checks import earliest_end, promotion_checks
from reception.rules.publishing_facts import Check
from reception.rules.service_names import STANDARD_GROUPS, group_name
from reception.rules.terms import HASH_SHOWN, Promotion
from reception.rules.terms_reading import terms_from_json
from reception.rules.wording import rules_sheet_sentences
from reception.storage.promotion_rows import promotion_codes, terms_beside
from reception.storage.publishing_facts import publishing_facts
from reception.storage.version_rows import published_rows
from reception.translation import Language
from reception.values.choices import EntryKind
from reception.values.localized_text import LocalizedText

_EARNING = (EntryKind.EARNED, EntryKind.RETROACTIVE)


@dataclass(frozen=True)
class PromotionPreview:
    """How a promotion would be printed on the sheet, and its eight checks."""

    sentence: str
    checks: tuple[Check, ...]


class PromotionState(StrEnum):
    """Where a promotion stands on a day."""

    COMING = "coming"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True)
class PromotionRow:
    """A promotion on a day; `number` is its version's, None where it was published by itself.

    `id` is its row where it stands by itself; `published_last` is the last day it was published
    with, where it was ended early.  `points` is what it added, `visits` to how many.
    """

    id: int | None
    number: int | None
    promotion: Promotion
    state: PromotionState
    short_hash: str
    published_last: date | None
    end_reason: str
    points: int
    visits: int


def promotion_rows(session: Session, *, day: date) -> list[PromotionRow]:
    """Those that run, then those that come, then those that are over, the latest first."""
    given = _given(session)
    found: dict[str, PromotionRow] = {}
    for version in published_rows(session):
        for promotion in terms_from_json(version.terms).promotions:
            found[promotion.code] = _row(promotion, day, given, number=version.number)
    for row in session.scalars(select(PublishedPromotion).order_by(PublishedPromotion.id)):
        found[row.code] = _row(
            promotion_from_json(row.terms, row.ended_on), day, given, published=row
        )
    order = (PromotionState.RUNNING, PromotionState.COMING, PromotionState.ENDED)
    return sorted(
        found.values(),
        key=lambda row: (order.index(row.state), -row.promotion.last_day.toordinal()),
    )


def _row(
    promotion: Promotion,
    day: date,
    given: dict[str, tuple[Decimal, int]],
    *,
    number: int | None = None,
    published: PublishedPromotion | None = None,
) -> PromotionRow:
    points, visits = given.get(promotion.code, (Decimal(0), 0))
    early = published is not None and published.ended_on is not None
    return PromotionRow(
        id=None if published is None else published.id,
        number=number,
        promotion=promotion,
        state=promotion_state(promotion, day),
        short_hash="" if published is None else published.terms_hash[:HASH_SHOWN],
        published_last=published.last_day if early and published is not None else None,
        end_reason="" if published is None else published.end_reason,
        points=int(points),
        visits=visits,
    )


def promotion_state(promotion: Promotion, day: date) -> PromotionState:
    """Both ends count: on its last day it still runs."""
    if day < promotion.first_day:
        return PromotionState.COMING
    return PromotionState.RUNNING if promotion.applies_on(day) else PromotionState.ENDED


def _given(session: Session) -> dict[str, tuple[Decimal, int]]:
    """Points each promotion added to visits that were not cancelled, and to how many."""
    found: dict[str, tuple[Decimal, int]] = {}
    texts = session.scalars(
        select(PointsEntry.breakdown)
        .outerjoin(PointsVisit, PointsVisit.visit_id == PointsEntry.visit_id)
        .where(
            func.coalesce(PointsVisit.is_cancelled, False).is_(False),
            PointsEntry.kind.in_(_EARNING),
            PointsEntry.reverses_id.is_(None),
            PointsEntry.breakdown.contains('"code"'),
        )
    )
    for text in texts:
        for step in json.loads(text):
            if step.get("step") in ("promotion", "extra") and "points" in step:
                code = str(step.get("code", ""))
                points, visits = found.get(code, (Decimal(0), 0))
                found[code] = (points + Decimal(str(step["points"])), visits + 1)
    return found


def promotion_preview(
    session: Session, *, day: date, tree: Mapping[str, Any], language: Language
) -> PromotionPreview | None:
    """A promotion tried out before it is published; None while it is not complete yet."""
    terms = terms_beside(session, day)
    try:
        promotion = read_lone_promotion(tree).promotion
    except InvalidInput:
        return None
    if terms is None:
        return None
    facts = publishing_facts(session, draft=terms, today=day)
    alone = replace(facts.draft, promotions=(promotion,))
    told = rules_sheet_sentences(alone, facts.sheet, language)
    return PromotionPreview(
        sentence=" ".join(each.text for each in told if each.code == "T14"),
        checks=tuple(promotion_checks(facts, promotion, promotion_codes(session))),
    )


def free_promotion_code(session: Session) -> str:
    """A code no promotion has, or had."""
    taken = promotion_codes(session)
    count = len(taken) + 1
    while f"promotion-{count}" in taken:
        count += 1
    return f"promotion-{count}"


def promotion_ends(session: Session, *, day: date, promotion_id: int) -> date | None:
    """The first day a promotion may be ended on early; None where it ends by itself before."""
    row = session.get_one(PublishedPromotion, promotion_id)
    terms = terms_beside(session, day)
    if terms is None:
        return None
    promotion = promotion_from_json(row.terms, row.ended_on)
    return earliest_end(day, terms.version.notice_days, promotion)


def clinic_groups(session: Session, *, language: Language) -> list[tuple[str, str]]:
    """Code and name of every group of services, for choosing those a promotion is for."""
    rows = session.scalars(select(ServiceGroup).order_by(ServiceGroup.id)).all()
    own = {row.code: LocalizedText(row.name, row.name, row.name) for row in rows}
    names = {code: name for code, name in own.items() if code not in STANDARD_GROUPS}
    return [(row.code, group_name(row.code, language, names)) for row in rows]
