"""Promotions: which apply together, and what they add (design/terms.md 3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from reception.rules.ledger import Exact, Step
from reception.rules.terms import Promotion

EarningLine = tuple[str, Exact, Exact]


@dataclass(frozen=True)
class Extra:
    """What promotions add to the base, exact, and the codes of those that applied."""

    points: Fraction = Fraction(0)
    codes: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


def open_promotions(
    promotions: Sequence[Promotion], day: date, uses: Callable[[str], int]
) -> list[Promotion]:
    """The promotions of a day that a patient may still use."""
    return [
        each
        for each in promotions
        if each.applies_on(day)
        and (each.uses_per_patient is None or uses(each.code) < each.uses_per_patient)
    ]


def apply_promotions(
    lines: Sequence[EarningLine],
    percent: Fraction,
    point_value: int,
    promotions: Sequence[Promotion],
    *,
    fixed: bool = False,
) -> Extra:
    """What promotions add to lines that earn (group, amount, basis in minor units).

    `percent` is the base or tier rate as a part of the whole.

    Exclusive ones and the set of all that stack compete as wholes: the highest priority, then
    the larger benefit, then the earlier code.  With `fixed` all of them apply.
    """
    if not promotions:
        return Extra()
    per_point = Fraction(1, point_value)
    if fixed:
        return _together(lines, percent, per_point, promotions)
    useful = [
        each for each in promotions if _together(lines, percent, per_point, [each]).points > 0
    ]
    stacking = [each for each in useful if each.stacks]
    wholes = [[each] for each in useful if not each.stacks]
    if stacking:
        wholes.append(stacking)
    best = Extra()
    rank: tuple[int, Fraction] | None = None
    for whole in sorted(wholes, key=lambda each: min(one.code for one in each)):
        extra = _together(lines, percent, per_point, whole)
        this = (max(each.priority for each in whole), extra.points)
        if rank is None or this > rank:
            best, rank = extra, this
    return best


def _together(
    lines: Sequence[EarningLine],
    percent: Fraction,
    per_point: Fraction,
    promotions: Sequence[Promotion],
) -> Extra:
    """Multipliers multiply where they meet on a line; extra percents and fixed extras add."""
    total = Fraction(0)
    steps: list[Step] = []
    factors = [Fraction(1)] * len(lines)
    ordered = sorted(promotions, key=lambda each: (_kind(each), each.code))
    for promotion in ordered:
        touched = [
            index
            for index, (group, _amount, _basis) in enumerate(lines)
            if promotion.groups is None or group in promotion.groups
        ]
        added = Fraction(0)
        step: Step = {"step": "extra", "code": promotion.code}
        if promotion.multiplier is not None:
            step["step"] = "promotion"
            factor = Fraction(promotion.multiplier)
            for index in touched:
                added += lines[index][2] * percent * per_point * factors[index] * (factor - 1)
                factors[index] *= factor
        elif promotion.extra_percent is not None:
            step["percent"] = f"{promotion.extra_percent:f}"
            basis = sum(lines[index][2] for index in touched)
            added = basis * Fraction(promotion.extra_percent) / 100 * per_point
        elif any(lines[index][1] > 0 for index in touched):
            added = Fraction(promotion.extra_points or 0)
        total += added
        step["points"] = _shown(added)
        steps.append(step)
    return Extra(total, tuple(each.code for each in ordered), tuple(steps))


def _kind(promotion: Promotion) -> int:
    """Multipliers before extra percents before fixed extras."""
    if promotion.multiplier is not None:
        return 0
    return 1 if promotion.extra_percent is not None else 2


def _shown(points: Fraction) -> int | str:
    if points.denominator == 1:
        return int(points)
    shown = Decimal(points.numerator) / Decimal(points.denominator)
    return f"{shown.quantize(Decimal('0.0001'), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")
