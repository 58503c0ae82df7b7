"""The stage of a person's loyalty and the reason for it, by product/indicators.md.

Tested in the order potential, lapsed, first-time, loyal, regular, repeat; a stage is never set
by points or money.  Fast enough to place every person of a clinic at a month's end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from reception.translation import Message, msg, nmsg
from reception.values.choices import Stage
from reception.values.period import add_months

LAPSED_MONTHS = 18
REGULAR_DAYS = 3
REGULAR_DAYS_A_YEAR = 2
REGULAR_HOUSEHOLD_DAYS = 4
LOYAL_SIGNS = 4
NO_ALTERNATIVE = "no_alternative"


@dataclass(frozen=True, slots=True)
class Portrait:
    """The signs of a loyal patient that are known, beside regular visits (S3.3 to S3.8).

    `reason_for_choosing` is the code of why this clinic was chosen, empty where unknown.
    """

    recommends: bool = False
    friendly: bool = False
    interested: bool = False
    price_not_main: bool = False
    defends: bool = False
    reason_for_choosing: str = ""

    def signs(self, *, regular: bool) -> int:
        """How many of the six signs are there."""
        return (
            regular
            + self.recommends
            + self.friendly
            + self.interested
            + self.price_not_main
            + self.defends
        )


NO_PORTRAIT = Portrait()


@dataclass(frozen=True, slots=True)
class StageFacts:
    """What a stage is decided from.

    `own_days`: days with a done visit of the person, ascending, each once; `household_days`: the
    same over all persons of the household; both through the day asked about or later.
    """

    own_days: Sequence[date]
    household_days: Sequence[date] = ()
    household_size: int = 1
    portrait: Portrait = NO_PORTRAIT


@dataclass(frozen=True, slots=True)
class Staged:
    """A stage and why."""

    stage: Stage
    reason: Message


@dataclass(frozen=True, slots=True)
class StageWindows:
    """The days that bound the windows ending on `today`; made once for many persons.

    A window of N months holds the days after the same day N months earlier, through today.
    """

    today: date
    year_ago: date = field(init=False)
    two_years_ago: date = field(init=False)
    lapsed_before: date = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "year_ago", add_months(self.today, -12))
        object.__setattr__(self, "two_years_ago", add_months(self.today, -24))
        object.__setattr__(self, "lapsed_before", add_months(self.today, -LAPSED_MONTHS))


def stage_of(facts: StageFacts, windows: StageWindows) -> Staged:
    """The stage on the day of `windows`; visits after it do not count."""
    days, today = facts.own_days, windows.today
    known = bisect_right(days, today)
    if known == 0:
        return Staged(Stage.POTENTIAL, msg("no visit yet"))
    last = days[known - 1]
    if last <= windows.lapsed_before:
        return Staged(Stage.LAPSED, msg("no visit since {day}", day=last))
    if known == 1:
        return Staged(Stage.FIRST_TIME, msg("one visit, on {day}", day=last))
    regular = _regular_because(facts, windows, known)
    if regular is not None:
        signs = facts.portrait.signs(regular=True)
        if _attitude_is_loyal(facts.portrait, signs):
            reason = nmsg(
                "{count} of 6 signs of the portrait", "{count} of 6 signs of the portrait", signs
            )
            return Staged(Stage.LOYAL, reason)
        return Staged(Stage.REGULAR, regular)
    return Staged(Stage.REPEAT, nmsg("{count} visit day", "{count} visit days", known))


def active_on(own_days: Sequence[date], windows: StageWindows) -> bool:
    """Whether a visit falls in the last 18 months (*active_18*)."""
    known = bisect_right(own_days, windows.today)
    return known > 0 and own_days[known - 1] > windows.lapsed_before


def _attitude_is_loyal(portrait: Portrait, signs: int) -> bool:
    return (
        signs >= LOYAL_SIGNS
        and portrait.recommends
        and portrait.price_not_main
        and portrait.reason_for_choosing not in ("", NO_ALTERNATIVE)
    )


def _regular_because(facts: StageFacts, windows: StageWindows, known: int) -> Message | None:
    days = facts.own_days
    before_year = bisect_right(days, windows.year_ago)
    this_year = known - before_year
    if this_year >= REGULAR_DAYS:
        return nmsg("{count} visit day in 12 months", "{count} visit days in 12 months", this_year)
    year_before = before_year - bisect_right(days, windows.two_years_ago)
    if this_year >= REGULAR_DAYS_A_YEAR and year_before >= REGULAR_DAYS_A_YEAR:
        return msg("at least two visit days in each of two years")
    if facts.household_size < 2:
        return None
    family = facts.household_days
    family_year = bisect_right(family, windows.today) - bisect_right(family, windows.year_ago)
    if family_year >= REGULAR_HOUSEHOLD_DAYS:
        return nmsg(
            "the family came on {count} day in 12 months",
            "the family came on {count} days in 12 months",
            family_year,
        )
    return None
