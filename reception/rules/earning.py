"""What a bill earns, and why: bill → basis → rate → promotions → one rounding at the very end.

Everything is exact until that rounding (design/terms.md 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache

from reception.rules.ledger import Exact, Step, plain, spread
from reception.rules.promotions import apply_promotions
from reception.rules.terms import Promotion, Terms
from reception.values.choices import Rounding
from reception.values.money import write_minor

_NOTHING = Fraction(0)
Amounts = Sequence[tuple[str, Exact]]


@dataclass(frozen=True)
class Rate:
    """The percentage a visit earns by, and the tier it comes from, if any."""

    percent: Decimal
    tier: str | None = None


@dataclass(frozen=True)
class Earned:
    """The points of a bill; `promotions` are the codes that added to them."""

    points: int
    promotions: tuple[str, ...]
    steps: tuple[Step, ...]


def redeemable_part(terms: Terms, lines: Amounts) -> Exact:
    """The sum of the lines in groups that redemption does not exclude, in minor units."""
    excluded = terms.redemption.excluded_groups
    return sum(amount for group, amount in lines if group not in excluded)


def earn(
    terms: Terms,
    lines: Amounts,
    *,
    redeemed: int,
    rate: Rate,
    promotions: Sequence[Promotion] = (),
    fixed: bool = False,
) -> Earned:
    """What `lines` (group and amount in minor units) earn with `redeemed` points used on them.

    `promotions` are those the patient may still use; with `fixed` they are applied as they
    stand, without choosing among them again (what remains of a refunded visit).
    """
    bill = sum(amount for _group, amount in lines)
    value = redeemed * terms.programme.point_value
    shares = _shares(terms, lines, value)
    bases = [
        amount - share if group not in terms.earning.excluded_groups else 0
        for (group, amount), share in zip(lines, shares, strict=True)
    ]
    basis = max(0, sum(bases))
    steps: list[Step] = [
        {"step": "bill", "amount": write_exact(bill)},
        {"step": "redeemed", "amount": write_exact(value), "points": redeemed},
        {
            "step": "basis",
            "amount": write_exact(basis),
            "lines": [
                {"group": group, "amount": write_exact(amount), "basis": write_exact(each)}
                for (group, amount), each in zip(lines, bases, strict=True)
            ],
        },
    ]
    if bill <= 0 or bill < terms.earning.minimum_bill:
        steps.append({"step": "rounding", "code": terms.earning.rounding.value, "points": 0})
        return Earned(0, (), tuple(steps))
    percent = exact_percent(rate.percent)
    exact = Fraction(basis * percent.numerator, percent.denominator * terms.programme.point_value)
    steps.append(
        plain(
            {
                "step": "base" if rate.tier is None else "tier",
                "code": rate.tier,
                "percent": write_decimal(rate.percent),
                "points": write_points(exact),
            }
        )
    )
    codes: tuple[str, ...] = ()
    if promotions:
        earning_lines = [
            (group, amount, base)
            for (group, amount), base in zip(lines, bases, strict=True)
            if group not in terms.earning.excluded_groups
        ]
        extra = apply_promotions(
            earning_lines, percent, terms.programme.point_value, promotions, fixed=fixed
        )
        steps.extend(extra.steps)
        exact, codes = exact + extra.points, extra.codes
    points = round_points(exact if exact > 0 else _NOTHING, terms.earning.rounding)
    steps.append({"step": "rounding", "code": terms.earning.rounding.value, "points": points})
    return Earned(points, codes, tuple(steps))


@cache
def exact_percent(percent: Decimal) -> Fraction:
    """A percentage as the exact part of a whole: 7 → 7/100."""
    return Fraction(percent) / 100


def _shares(terms: Terms, lines: Amounts, value: int) -> list[Exact]:
    """The value redeemed, spread over the redeemable lines by amount."""
    excluded = terms.redemption.excluded_groups
    left = [amount if group not in excluded else 0 for group, amount in lines]
    return spread(value, left)


def round_points(points: Fraction, rounding: Rounding) -> int:
    """Whole points, once, at the very end."""
    whole, rest = divmod(points.numerator, points.denominator)
    if rounding is Rounding.UP and rest:
        return whole + 1
    if rounding is Rounding.HALF_UP and 2 * rest >= points.denominator:
        return whole + 1
    return whole


def write_exact(minor: Exact) -> str:
    """An exact amount in minor units as a decimal string, shown rounded."""
    if isinstance(minor, int):
        return write_minor(minor)
    return write_minor(round_points(minor, Rounding.HALF_UP))


def write_decimal(value: Decimal) -> str:
    """A percentage or multiplier without needless zeros: 7, 7.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_points(points: Fraction) -> int | str:
    """Points before rounding: a whole number, or a decimal string of at most four decimals."""
    if points.denominator == 1:
        return int(points)
    shown = Decimal(points.numerator) / Decimal(points.denominator)
    return write_decimal(shown.quantize(Decimal("0.0001"), ROUND_HALF_UP))
