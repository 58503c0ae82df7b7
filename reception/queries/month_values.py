"""What a monthly report consists of: indicators with the list behind each, and its lists.

Formulas: product/indicators.md.  Ratios are exact fractions 0–1, money is in minor units.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from reception.translation import Message
from reception.values.choices import EntryKind, Stage
from reception.values.period import Period
from reception.values.table import TableCell


class Unit(StrEnum):
    """How the value of an indicator reads."""

    COUNT = "count"
    RATIO = "ratio"
    DAYS = "days"
    POINTS = "points"
    MONEY = "money"
    SECONDS = "seconds"
    SCORE = "score"


class BehindKind(StrEnum):
    """What the numbers behind a figure are numbers of."""

    VISIT = "visit"
    PATIENT = "patient"
    HOUSEHOLD = "household"
    MENTION = "mention"
    CARD = "card"
    TASK = "task"
    ENTRY = "entry"
    STOCK = "stock"
    STAFF = "staff"


@dataclass(frozen=True)
class Behind:
    """The list behind a figure: rows of one kind; `missed` are those that count against it."""

    kind: BehindKind
    ids: tuple[int, ...] = ()
    missed: tuple[int, ...] = ()

    @classmethod
    def of(cls, kind: BehindKind, ids: Iterable[int], missed: Iterable[int] = ()) -> Behind:
        """From any numbers."""
        return cls(kind, tuple(ids), tuple(missed))


@dataclass(frozen=True)
class Indicator:
    """One figure of the month.

    `value` is None where it is hidden or cannot be told; `note` then says why.  `target` is
    what the clinic aims at; with `lower_is_better` a smaller value is the better one.
    """

    name: str
    title: Message
    unit: Unit
    value: Fraction | int | None
    numerator: int | None = None
    denominator: int | None = None
    note: Message | None = None
    target: Fraction | int | None = None
    lower_is_better: bool = False
    behind: Behind | None = None


@dataclass(frozen=True)
class StaffRate:
    """How often an employee told on eligible visits; the rate is None below the guard."""

    staff_id: int
    login: str
    name: str
    eligible: tuple[int, ...]
    told: int
    rate: Fraction | None


@dataclass(frozen=True)
class UntoldFamily:
    """A household whose adults were never told: how many visits, since which day, whom to tell."""

    household_id: int
    head_id: int
    head: str
    visits_untold: int
    since: date
    last_visit: date
    next_visit: date | None
    phone: str


@dataclass(frozen=True)
class MinusEvent:
    """Something that went wrong: what, about whom, by when it is to be mended."""

    what: Message
    count: int
    due: date | None = None
    behind: Behind | None = None


@dataclass(frozen=True)
class Correction:
    """Points corrected by hand: added, or taken below zero, with the reason and the author."""

    entry_id: int
    day: date
    points: int
    reason: str
    by: str


@dataclass(frozen=True)
class ListedRow:
    """One row of a further table of the report, with the list behind it.

    Cells stand in the order of the columns of their table (`queries/month_further.py`).
    """

    cells: tuple[TableCell, ...]
    behind: Behind | None = None


@dataclass(frozen=True)
class Further:
    """The further tables of the report: who is told, how patients move, what looks odd."""

    segments: tuple[ListedRow, ...] = ()
    moves: tuple[ListedRow, ...] = ()
    phrases: tuple[ListedRow, ...] = ()
    confirmed: tuple[ListedRow, ...] = ()
    odd: tuple[ListedRow, ...] = ()
    spot_checks: tuple[ListedRow, ...] = ()
    rewards: tuple[ListedRow, ...] = ()
    own_cards: tuple[ListedRow, ...] = ()


@dataclass(frozen=True)
class ClinicFacts:
    """The clinic the report is about."""

    name: str
    currency: str
    time_zone: str


class BeganFrom(StrEnum):
    """Where the start of the programme was taken from (design/files.md)."""

    NAMED = "named"
    HISTORY = "history"
    VERSION = "version"


@dataclass(frozen=True)
class MonthReport:
    """A month, or any range of days, as known now.

    `as_of` is the last day of it that has been lived through; `began` the start of the
    programme, None before a first version.
    """

    clinic: ClinicFacts
    period: Period
    as_of: date
    began: date | None
    began_from: BeganFrom | None
    indicators: tuple[Indicator, ...]
    staff: tuple[StaffRate, ...]
    never_told: tuple[UntoldFamily, ...]
    points_flow: tuple[tuple[EntryKind, int], ...]
    points_opening: int
    points_closing: int
    stages: tuple[tuple[Stage, int], ...]
    minus: tuple[MinusEvent, ...] = ()
    remarks: tuple[Message, ...] = field(default=())
    corrections: tuple[Correction, ...] = ()
    further: Further = field(default=Further())

    def indicator(self, name: str) -> Indicator:
        """An indicator by its name; raises KeyError."""
        for one in self.indicators:
            if one.name == name:
                return one
        raise KeyError(name)

    @property
    def is_whole(self) -> bool:
        """Whether the period is over."""
        return self.as_of == self.period.last
