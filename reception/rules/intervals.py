"""How sure a share is, and the middle of a set: plain statistics the reports use.

A share of few cases is shown with its Wilson interval, which stays sensible near 0 and 1 and
with small numbers (requirements S1.30, product/indicators.md, Guards).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import median

Z_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both 0 to 1."""

    low: float
    high: float

    def overlaps(self, other: Interval) -> bool:
        """Whether the two may be the same share: then neither is called better."""
        return self.low <= other.high and other.low <= self.high


def wilson(part: int, whole: int, z: float = Z_95) -> Interval | None:
    """The Wilson score interval of part ÷ whole at 95 %; None without cases."""
    if whole <= 0:
        return None
    share = part / whole
    square = z * z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = z / (1 + square / whole) * sqrt(share * (1 - share) / whole + square / (4 * whole**2))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def middle(values: Sequence[float]) -> float | None:
    """The median; None of nothing."""
    return float(median(values)) if values else None


def ninth_of_ten(values: Sequence[float]) -> float | None:
    """The 90th percentile by the nearest rank: nine of ten are no larger; None of nothing."""
    if not values:
        return None
    return float(sorted(values)[ceil(len(values) * 9 / 10) - 1])
