"""A promotion published by itself, after its version: read, hashed, and put beside the terms.

It is dated and hashed as a version is, never changes, and can only be ended early, with the
notice that worse terms need (design/terms.md 3).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from reception.errors import InvalidInput
from reception.rules.terms import Promotion, Terms
from reception.rules.terms_fields import Faults, Table
from reception.rules.terms_reading import canonical_text, read_promotion
from reception.translation import nmsg

PATH = "promotions[0]"  # as in the terms, so that a fault finds its field


@dataclass(frozen=True)
class LonePromotion:
    """A promotion as it is published: its text, and the seal of the text."""

    promotion: Promotion
    written: str

    @property
    def seal(self) -> str:
        """SHA-256 of the canonical JSON in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.written.encode()).hexdigest()


def read_lone_promotion(tree: Mapping[str, Any]) -> LonePromotion:
    """The promotion of a tree (days as text); raises InvalidInput with every fault at its path."""
    faults = Faults()
    promotion = read_promotion(Table(tree, PATH, faults, days_as_text=True))
    if faults.found:
        raise InvalidInput(
            nmsg(
                "The terms have {count} fault.", "The terms have {count} faults.", len(faults.found)
            ),
            faults=faults.found,
        )
    return LonePromotion(promotion, canonical_text(dict(tree)))


@lru_cache(maxsize=64)
def promotion_from_json(text: str, ended_on: date | None = None) -> Promotion:
    """A stored promotion; one that was ended early has the day of its end as its last."""
    promotion = read_lone_promotion(json.loads(text)).promotion
    return promotion if ended_on is None else replace(promotion, last_day=ended_on)


def with_promotions(terms: Terms, promotions: Iterable[Promotion]) -> Terms:
    """A version with those promotions that meet its days; its text and hash stay its own."""
    own = {each.code for each in terms.promotions}
    version = terms.version
    more = tuple(
        each
        for each in promotions
        if each.code not in own
        and each.last_day >= version.valid_from
        and (version.valid_until is None or each.first_day <= version.valid_until)
    )
    return replace(terms, promotions=(*terms.promotions, *more)) if more else terms


def rivals_of(promotion: Promotion, others: Sequence[Promotion]) -> list[Promotion]:
    """Those whose place it would take on some day: families would lose what they were told."""
    return [
        each
        for each in others
        if each.first_day <= promotion.last_day
        and promotion.first_day <= each.last_day
        and not (each.stacks and promotion.stacks)
        and promotion.priority > each.priority
    ]
