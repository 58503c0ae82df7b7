"""A price list by day: which version of a price stands, where none does, where two do at once.

Pure; also whose part of a sum is paid by an insurance and whose by the patient.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

WHOLE = 100
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """The days (inclusive) on which a version of a price stands; `last` None has no end."""

    item_id: int
    first: date
    last: date | None

    def stands_on(self, day: date) -> bool:
        """Whether the version counts on that day."""
        return self.first <= day and (self.last is None or day <= self.last)


class FlawKind(StrEnum):
    """What is wrong between two versions."""

    GAP = "gap"
    OVERLAP = "overlap"


@dataclass(frozen=True)
class Flaw:
    """Days (inclusive) on which no price stands, or two do."""

    kind: FlawKind
    first: date
    last: date


def flaws(spans: Sequence[Span]) -> tuple[Flaw, ...]:
    """Gaps and overlaps of the versions of one service, in the order of days."""
    found = []
    for one, after in pairwise(sorted(spans, key=lambda span: span.first)):
        before = after.first - ONE_DAY
        if one.last is None or one.last >= after.first:
            last = before if one.last is None else one.last
            found.append(Flaw(FlawKind.OVERLAP, after.first, max(last, after.first)))
        elif one.last < before:
            found.append(Flaw(FlawKind.GAP, one.last + ONE_DAY, before))
    return tuple(found)


def standing(spans: Sequence[Span], day: date) -> Span | None:
    """The version that counts on a day: of two, the one that began later."""
    valid = [span for span in spans if span.stands_on(day)]
    return max(valid, key=lambda span: span.first, default=None)


def mended(spans: Sequence[Span]) -> dict[int, date]:
    """The last day of each version that leaves neither gap nor overlap, where it must change."""
    changed = {}
    for one, after in pairwise(sorted(spans, key=lambda span: span.first)):
        last = after.first - ONE_DAY
        if one.last != last:
            changed[one.item_id] = last
    return changed


def own_sum(amount_minor: int, insured_percent: int) -> int:
    """The patient's part of a sum of which an insurance pays `insured_percent`, half up."""
    return (amount_minor * (WHOLE - insured_percent) * 2 + WHOLE) // (2 * WHOLE)


def own_parts(amounts: Sequence[int], insured_percent: int) -> list[int]:
    """The patient's part of each line (minor units); together they are her part of the sum.

    What rounding leaves goes to the lines with the largest remainders.
    """
    share = WHOLE - insured_percent
    parts = [amount * share // WHOLE for amount in amounts]
    rest = own_sum(sum(amounts), insured_percent) - sum(parts)
    order = sorted(range(len(amounts)), key=lambda n: (-(amounts[n] * share % WHOLE), n))
    for place in order[:rest]:
        parts[place] += 1
    return parts


def beyond_told(bill_minor: int, agreed_minor: int, told_minor: int, insured_percent: int) -> int:
    """By how much a bill exceeds what was told, agreed additions left out (minor units).

    Under an insurance the patient's part of what was told counts; `bill_minor` and
    `agreed_minor` are her part already.  One minor unit of rounding is no difference.
    """
    difference = bill_minor - agreed_minor - own_sum(told_minor, insured_percent)
    return 0 if insured_percent and abs(difference) <= 1 else difference
