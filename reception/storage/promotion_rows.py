"""Promotions published by themselves as rows, and the terms with them: what the engine reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import ProgrammeVersion, PublishedPromotion
from reception.rules.lone_promotions import promotion_from_json, with_promotions
from reception.rules.terms import Promotion, Terms
from reception.rules.terms_reading import terms_from_json
from reception.storage.version_rows import published_rows
from reception.values.choices import VersionStatus


def lone_promotions(session: Session) -> list[Promotion]:
    """Every promotion published by itself, those ended early with their real last day."""
    rows = session.execute(
        select(PublishedPromotion.terms, PublishedPromotion.ended_on).order_by(
            PublishedPromotion.id
        )
    )
    return [promotion_from_json(text, ended_on) for text, ended_on in rows]


def terms_with_promotions(session: Session, text: str) -> Terms:
    """A version of the programme with the promotions published beside it."""
    return with_promotions(terms_from_json(text), lone_promotions(session))


def published_terms(
    session: Session, rows: Sequence[ProgrammeVersion] | None = None
) -> list[Terms]:
    """The published versions, each with the promotions that meet its days."""
    promotions = lone_promotions(session)
    found = published_rows(session) if rows is None else rows
    return [with_promotions(terms_from_json(row.terms), promotions) for row in found]


def terms_beside(session: Session, day: date) -> Terms | None:
    """The version a promotion published on `day` stands beside: the one in force, or to come."""
    rows = published_rows(session)
    holding = [row for row in rows if row.valid_from <= day] or list(rows[:1])
    if not holding or (holding[-1].valid_until is not None and holding[-1].valid_until < day):
        return None
    return terms_from_json(holding[-1].terms)


def promotion_codes(session: Session) -> set[str]:
    """Every code a promotion has or had: one is never given twice."""
    codes = set(session.scalars(select(PublishedPromotion.code)))
    for text in session.scalars(
        select(ProgrammeVersion.terms).where(ProgrammeVersion.status == VersionStatus.PUBLISHED)
    ):
        codes |= {each["code"] for each in json.loads(text).get("promotions", ())}
    return codes
