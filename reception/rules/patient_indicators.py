"""Indicators about patients: moves between stages, spending, service groups, time at the desk.

Formulas and the worked month: product/indicators.md.  None of them is ever shown per employee.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reception.rules.intervals import middle, ninth_of_ten
from reception.values.choices import Stage

LOYAL_CEILING = Fraction(3, 10)  # usually no more than 30 % of clients are loyal (S3.2)
TOO_SOFT = Fraction(35, 100)
_ORDER = (Stage.POTENTIAL, Stage.FIRST_TIME, Stage.REPEAT, Stage.REGULAR, Stage.LOYAL)
_RANK = {stage: rank for rank, stage in enumerate(_ORDER)} | {Stage.LAPSED: -1}

Move = tuple[Stage, Stage]


def stage_moves(
    before: Mapping[int, Stage], now: Mapping[int, Stage]
) -> dict[Move, tuple[int, ...]]:
    """Who moved from which stage to which between two month ends, known on both."""
    found: dict[Move, list[int]] = {}
    for person, stage in now.items():
        was = before.get(person)
        if was is not None and was is not stage:
            found.setdefault((was, stage), []).append(person)
    return {move: tuple(people) for move, people in sorted(found.items(), key=_move_rank)}


def _move_rank(item: tuple[Move, list[int]]) -> tuple[int, int]:
    (was, now), _people = item
    return _RANK[was], _RANK[now]


def is_down(move: Move) -> bool:
    """Whether a move is one of loss."""
    return _RANK[move[1]] < _RANK[move[0]]


def net_loyal(moves: Mapping[Move, int]) -> int:
    """Those who became loyal less those who ceased to be."""
    came = sum(count for (_was, now), count in moves.items() if now is Stage.LOYAL)
    left = sum(count for (was, _now), count in moves.items() if was is Stage.LOYAL)
    return came - left


def loyal_share(stages: Mapping[Stage, int]) -> tuple[Fraction | None, Fraction | None]:
    """Loyal ÷ active, and that ÷ 30 %, the usual ceiling: 15 % is half of it."""
    active = sum(stages.get(stage, 0) for stage in _ORDER[1:])
    if not active:
        return None, None
    share = Fraction(stages.get(Stage.LOYAL, 0), active)
    return share, share / LOYAL_CEILING


def spend_growth(
    last: Mapping[int, int], before: Mapping[int, int]
) -> tuple[Fraction | None, tuple[int, ...]]:
    """Paid by the households active in both years, the last ÷ the one before − 1; and who."""
    both = tuple(sorted(set(last) & set(before)))
    earlier = sum(before[one] for one in both)
    if not earlier:
        return None, both
    return Fraction(sum(last[one] for one in both), earlier) - 1, both


def mean_groups(groups: Mapping[int, int]) -> Fraction | None:
    """The mean number of distinct service groups per household."""
    return Fraction(sum(groups.values()), len(groups)) if groups else None


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds from opening to checked in: the median, the ninth of ten, and how many visits."""

    median: float | None
    p90: float | None
    cases: int


def pace(seconds: Sequence[float]) -> Pace:
    """How long checking in takes."""
    return Pace(middle(seconds), ninth_of_ten(seconds), len(seconds))


def counted_moves(moves: Mapping[Move, Iterable[int]]) -> Counter[Move]:
    """How many made each move."""
    return Counter({move: len(tuple(people)) for move, people in moves.items()})
