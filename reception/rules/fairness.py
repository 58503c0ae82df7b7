"""Whether everybody is told and rewarded alike, and whether patients confirm what staff ticked.

Equal treatment compares segments of patients, never people at the desk (S0.20, S0.28).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from reception.rules.earning import Amounts, Rate, earn
from reception.rules.indicators import Ratio
from reception.rules.intervals import Interval, wilson
from reception.rules.terms import Promotion, Terms
from reception.translation import Message, msg

SEGMENT_GUARD = 30
EQUAL_ALARM = Fraction(4, 5)
OLD_AGE = 60
_AFTERNOON, _EVENING = time(12), time(17)


# --- Confirmed by patients --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The mention rate as patients confirm it: the product, and the answers it comes from."""

    value: Fraction | None
    answers: Ratio
    interval: Interval | None


def confirmed_mention_rate(rate: Ratio, *, yes: int, answers: int, guard: int = 1) -> Confirmed:
    """Mention rate × ("yes, explained" ÷ control answers of mentioned patients).

    The interval is that of the answers times the rate: 85 % × 51 ÷ 60 = 72 %.
    """
    said = Ratio(yes, answers, guard)
    spread = wilson(yes, answers)
    if rate.value is None or said.value is None or spread is None:
        return Confirmed(None, said, None)
    share = float(rate.value)
    return Confirmed(
        rate.value * said.value, said, Interval(spread.low * share, spread.high * share)
    )


# --- Equal treatment --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """What puts an eligible visit into segments; `at` is the local time of arrival."""

    told: bool
    age: int | None
    with_child: bool
    language: str
    is_insured: bool
    at: time | None


def segments_of(facts: SegmentFacts) -> list[str]:
    """The names of the segments a visit belongs to (product/indicators.md, Equal treatment)."""
    found = [
        "with_child" if facts.with_child else "without_child",
        f"language_{facts.language}",
        "insured" if facts.is_insured else "not_insured",
    ]
    if facts.age is not None:
        found.append("age_60" if facts.age >= OLD_AGE else "age_under_60")
    if facts.at is not None:
        hour = (
            "morning"
            if facts.at < _AFTERNOON
            else "afternoon"
            if facts.at < _EVENING
            else "evening"
        )
        found.append(f"time_{hour}")
    return found


def segment_rates(visits: Iterable[SegmentFacts], guard: int = SEGMENT_GUARD) -> dict[str, Ratio]:
    """The mention rate of each segment; shown from `guard` eligible visits on."""
    told: dict[str, int] = {}
    due: dict[str, int] = {}
    for visit in visits:
        for name in segments_of(visit):
            due[name] = due.get(name, 0) + 1
            told[name] = told.get(name, 0) + visit.told
    return {name: Ratio(told[name], due[name], guard) for name in sorted(due)}


@dataclass(frozen=True, slots=True)
class Equality:
    """The least told segment against the most told one; an alarm below 0.80."""

    value: Fraction | None
    least: str = ""
    most: str = ""

    @property
    def alarm(self) -> bool:
        """Somebody is told clearly less often than others."""
        return self.value is not None and self.value < EQUAL_ALARM


def equal_treatment(rates: Mapping[str, Ratio]) -> Equality:
    """Min ÷ max of the mention rate over the segments with enough visits: 78 % ÷ 88 % = 0.89."""
    known = [(rate.value, name) for name, rate in rates.items() if rate.value is not None]
    if len(known) < 2:
        return Equality(None)
    (low, least), (high, most) = min(known), max(known)
    return Equality(low / high if high else None, least, most)


def segment_label(name: str) -> Message:
    """The segment in words."""
    return _SEGMENTS[name]


_SEGMENTS = {
    "age_60": msg("60 years and older"),
    "age_under_60": msg("Younger than 60"),
    "with_child": msg("Came with a child"),
    "without_child": msg("Came without a child"),
    "language_ru": msg("Speaks Russian"),
    "language_uk": msg("Speaks Ukrainian"),
    "language_en": msg("Speaks English"),
    "insured": msg("Insurance pays a part"),
    "not_insured": msg("Pays everything"),
    "time_morning": msg("Came in the morning"),
    "time_afternoon": msg("Came in the afternoon"),
    "time_evening": msg("Came in the evening"),
}


# --- Reward equality --------------------------------------------------------------------------


def reward_of(
    terms: Terms, lines: Amounts, steps: Sequence[Mapping[str, Any]], *, redeemed: int
) -> int | None:
    """The points a bill must earn by its own version, tier and promotions, counted anew.

    `steps` are those stored with the entry: they name the tier and the promotions.  None where
    the version knows no such tier or promotion, which is a deviation by itself.
    """
    rate = Rate(terms.earning.percent)
    codes: list[str] = []
    for step in steps:
        if step["step"] == "tier":
            tier = next((one for one in terms.tiers if one.code == step["code"]), None)
            if tier is None:
                return None
            rate = Rate(tier.percent, tier.code)
        elif step["step"] == "base" and Decimal(str(step["percent"])) != terms.earning.percent:
            return None
        elif step["step"] in ("promotion", "extra"):
            codes.append(str(step["code"]))
    known: dict[str, Promotion] = {one.code: one for one in terms.promotions}
    if any(code not in known for code in codes):
        return None
    used = [known[code] for code in codes]
    return earn(terms, lines, redeemed=redeemed, rate=rate, promotions=used, fixed=True).points
