"""An account statement for one reader: her own entries day by day, other adults' by the month.

Whether and when another adult was at the clinic is secret, in a family too (product/law.md R9,
U8): for the reader that adult's entries are one sum a month, without days, kinds or breakdown.
The reader's own children stand as her own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reception.values.choices import EntryKind


@dataclass(frozen=True)
class StatementEntry:
    """An entry of the ledger, signed; `person_id` is whose it is, None where it is nobody's."""

    day: date
    kind: EntryKind
    points: int
    person_id: int | None


@dataclass(frozen=True)
class Line:
    """A line as the reader sees it; without `day` and `kind` it is the sum of a month."""

    month: date
    """The first of the month."""
    points: int
    day: date | None = None
    kind: EntryKind | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class Statement:
    """The lines of a period with the balance before and after; sums agree by construction."""

    opening: int
    lines: tuple[Line, ...]
    closing: int
    has_others: bool


def statement_of(
    entries: Iterable[StatementEntry], *, own: frozenset[int], first: date, last: date
) -> Statement:
    """The statement of a period for a reader whose own persons are `own` (she and her children)."""
    opening = 0
    lines: list[Line] = []
    others: dict[date, int] = {}
    for entry in entries:
        month = entry.day.replace(day=1)
        if entry.day < first:
            opening += entry.points
        elif entry.day > last or not entry.points:
            continue
        elif entry.person_id in own:
            lines.append(Line(month, entry.points, entry.day, entry.kind, entry.person_id))
        else:
            others[month] = others.get(month, 0) + entry.points
    lines += [Line(month, points) for month, points in others.items()]
    lines.sort(key=lambda line: (line.month, line.day is None, line.day or line.month))
    return Statement(
        opening=opening,
        lines=tuple(lines),
        closing=opening + sum(line.points for line in lines),
        has_others=bool(others),
    )
