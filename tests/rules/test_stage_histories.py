"""Worked histories of patients: visits, family, facts; the stage on 2 November 2026, by hand.

Each line says who it is in a few words, her visit days, the days of the rest of the family, the
facts of the portrait and the interest, and the stage that product/indicators.md gives her.
"""

from datetime import date

import pytest

from reception.rules.portrait import Fact, Interest, portrait_of
from reception.rules.stages import StageFacts, StageWindows, stage_of
from reception.values.aftercare import PortraitSign as Sign
from reception.values.choices import Stage

DAY = date(2026, 11, 2)
FULL = Interest(groups=2, answered=True, agreed=True)
NOTHING = Interest()

# Visit days.
NONE: tuple[str, ...] = ()
ONE = ("2026-10-20",)
ONE_OLD = ("2025-05-03",)
ONE_LAPSED = ("2025-05-02",)
TWO = ("2026-03-01", "2026-10-20")
THREE = ("2026-01-10", "2026-05-10", "2026-10-20")
THREE_OLD = ("2024-01-10", "2024-05-10", "2024-10-20")
THREE_SPREAD = ("2025-11-02", "2026-05-10", "2026-10-20")
THREE_EDGE = ("2025-11-03", "2026-05-10", "2026-10-20")
TWO_AND_TWO = ("2024-12-01", "2025-06-01", "2026-02-01", "2026-09-01")
TWO_AND_ONE = ("2024-12-01", "2025-06-01", "2026-09-01")
ONE_AND_TWO = ("2025-06-01", "2026-02-01", "2026-09-01")
TEN_LAST_YEAR = tuple(f"2025-{month:02}-15" for month in range(1, 11))
MONTHLY = tuple(f"2026-{month:02}-15" for month in range(1, 11))
BACK_AGAIN = ("2023-01-10", "2023-05-10", "2026-10-20")
FUTURE = ("2026-11-03", "2026-11-10")
SAME_DAY = ("2026-10-20",)

# Families: the days of others.
CHILD_FOUR = ("2026-02-02", "2026-04-02", "2026-06-02", "2026-08-02")
CHILD_TWO = ("2026-02-02", "2026-04-02")
CHILD_OLD = ("2024-02-02", "2024-04-02", "2024-06-02")

# Facts: sign, day, value, who says so.
REFERRED = (Sign.REFERRAL_CONFIRMED, "2026-06-01", "", 1)
REVIEW = (Sign.REVIEW, "2026-06-01", "", 1)
FRIENDLY_1 = (Sign.FRIENDLY, "2026-06-01", "", 1)
FRIENDLY_1B = (Sign.FRIENDLY, "2026-07-01", "", 1)
FRIENDLY_2 = (Sign.FRIENDLY, "2026-08-01", "", 2)
DEFENDS = (Sign.DEFENDS, "2026-06-01", "", 3)
FOLLOWS = (Sign.FOLLOWS_US, "2026-06-01", "", 1)
PACKAGE = (Sign.PACKAGE, "2026-06-01", "", 1)
RESULT = (Sign.MATTERS_MOST, "2026-06-01", "result", None)
PRICE_LATER = (Sign.MATTERS_MOST, "2026-09-01", "price", None)
PRICE_FIRST = (Sign.MATTERS_MOST, "2025-09-01", "price", None)
DOCTOR = (Sign.REASON_FOR_CHOOSING, "2026-06-01", "doctor", None)
NOWHERE = (Sign.REASON_FOR_CHOOSING, "2026-06-01", "no_alternative", None)
NOWHERE_LATER = (Sign.REASON_FOR_CHOOSING, "2026-09-01", "no_alternative", None)
NEAR_LATER = (Sign.REASON_FOR_CHOOSING, "2026-09-01", "location", None)
TOMORROW = (Sign.REFERRAL_CONFIRMED, "2026-11-03", "", 1)
INCIDENT = (Sign.INCIDENT, "2026-06-01", "", 1)

CORE = (REFERRED, RESULT, DOCTOR)
LOYAL = (*CORE, FRIENDLY_1, FRIENDLY_2)

HISTORIES = [
    ("a lead", NONE, NONE, (), NOTHING, Stage.POTENTIAL),
    ("booked for tomorrow only", FUTURE, NONE, (), NOTHING, Stage.POTENTIAL),
    ("a lead whose family comes", NONE, CHILD_FOUR, (), NOTHING, Stage.POTENTIAL),
    ("a lead who praises us", NONE, NONE, LOYAL, FULL, Stage.POTENTIAL),
    ("first visit two weeks ago", ONE, NONE, (), NOTHING, Stage.FIRST_TIME),
    ("one visit 18 months ago, a day short", ONE_OLD, NONE, (), NOTHING, Stage.FIRST_TIME),
    ("one visit 18 months ago to the day", ONE_LAPSED, NONE, (), NOTHING, Stage.LAPSED),
    ("one visit and all signs", ONE, NONE, LOYAL, FULL, Stage.FIRST_TIME),
    ("one visit in a family of many", ONE, CHILD_FOUR, (), NOTHING, Stage.FIRST_TIME),
    ("two visits of one day", SAME_DAY, NONE, (), NOTHING, Stage.FIRST_TIME),
    ("two visits this year", TWO, NONE, (), NOTHING, Stage.REPEAT),
    ("two visits and all signs", TWO, NONE, LOYAL, FULL, Stage.REPEAT),
    ("three visits long ago", THREE_OLD, NONE, (), NOTHING, Stage.LAPSED),
    ("three visits long ago and all signs", THREE_OLD, NONE, LOYAL, FULL, Stage.LAPSED),
    ("three, the first a year ago to the day", THREE_SPREAD, NONE, (), NOTHING, Stage.REPEAT),
    ("three, the first a day later", THREE_EDGE, NONE, (), NOTHING, Stage.REGULAR),
    ("three visits this year", THREE, NONE, (), NOTHING, Stage.REGULAR),
    ("two in each of two years", TWO_AND_TWO, NONE, (), NOTHING, Stage.REGULAR),
    ("two, then one", TWO_AND_ONE, NONE, (), NOTHING, Stage.REPEAT),
    ("one, then two", ONE_AND_TWO, NONE, (), NOTHING, Stage.REPEAT),
    ("ten last year, none in this one", TEN_LAST_YEAR, NONE, (), NOTHING, Stage.REPEAT),
    ("every month", MONTHLY, NONE, (), NOTHING, Stage.REGULAR),
    ("back after three years", BACK_AGAIN, NONE, (), NOTHING, Stage.REPEAT),
    ("two own days, the child four more", TWO, CHILD_FOUR, (), NOTHING, Stage.REGULAR),
    ("two own days, the child two more", TWO, CHILD_TWO, (), NOTHING, Stage.REGULAR),
    ("two own days, the child long ago", TWO, CHILD_OLD, (), NOTHING, Stage.REPEAT),
    ("regular by the family and all signs", TWO, CHILD_FOUR, LOYAL, NOTHING, Stage.LOYAL),
    ("four signs of six", THREE, NONE, LOYAL, NOTHING, Stage.LOYAL),
    ("all six signs", THREE, NONE, (*LOYAL, DEFENDS), FULL, Stage.LOYAL),
    ("a review instead of a referral", THREE, NONE, (REVIEW, *LOYAL[1:]), NOTHING, Stage.LOYAL),
    ("three signs only", THREE, NONE, CORE, NOTHING, Stage.REGULAR),
    ("friendly to one of us", THREE, NONE, (*CORE, FRIENDLY_1), NOTHING, Stage.REGULAR),
    (
        "friendly twice to the same",
        THREE,
        NONE,
        (*CORE, FRIENDLY_1, FRIENDLY_1B),
        NOTHING,
        Stage.REGULAR,
    ),
    ("interested instead of friendly", THREE, NONE, CORE, FULL, Stage.LOYAL),
    ("one group only", THREE, NONE, CORE, Interest(1, True, True), Stage.REGULAR),
    (
        "one group, but follows us",
        THREE,
        NONE,
        (*CORE, FOLLOWS),
        Interest(1, True, True),
        Stage.LOYAL,
    ),
    ("a package for groups", THREE, NONE, (*CORE, PACKAGE), Interest(1, True, True), Stage.LOYAL),
    ("answered nothing", THREE, NONE, CORE, Interest(5, False, True), Stage.REGULAR),
    ("no consent, no following", THREE, NONE, CORE, Interest(5, True, False), Stage.REGULAR),
    ("stands up for us", THREE, NONE, (*CORE, DEFENDS), NOTHING, Stage.LOYAL),
    ("five signs without recommending", THREE, NONE, (*LOYAL[1:], DEFENDS), FULL, Stage.REGULAR),
    ("price became the main thing", THREE, NONE, (*LOYAL, PRICE_LATER), NOTHING, Stage.REGULAR),
    ("price was the main thing once", THREE, NONE, (PRICE_FIRST, *LOYAL), NOTHING, Stage.LOYAL),
    (
        "never asked what matters",
        THREE,
        NONE,
        (REFERRED, DOCTOR, FRIENDLY_1, FRIENDLY_2, DEFENDS),
        FULL,
        Stage.REGULAR,
    ),
    (
        "reason unknown",
        THREE,
        NONE,
        (REFERRED, RESULT, FRIENDLY_1, FRIENDLY_2),
        FULL,
        Stage.REGULAR,
    ),
    (
        "nowhere else to go",
        THREE,
        NONE,
        (REFERRED, RESULT, NOWHERE, FRIENDLY_1, FRIENDLY_2),
        FULL,
        Stage.REGULAR,
    ),
    ("now nowhere else to go", THREE, NONE, (*LOYAL, NOWHERE_LATER), FULL, Stage.REGULAR),
    ("now close by", THREE, NONE, (*LOYAL, NEAR_LATER), NOTHING, Stage.LOYAL),
    (
        "recommends from tomorrow on",
        THREE,
        NONE,
        (*LOYAL[1:], TOMORROW),
        FULL,
        Stage.REGULAR,
    ),
    ("loyal with an incident", THREE, NONE, (*LOYAL, INCIDENT), NOTHING, Stage.LOYAL),
]


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_there_are_at_least_forty() -> None:
    assert len(HISTORIES) >= 40
    assert len({name for name, *_rest in HISTORIES}) == len(HISTORIES)


@pytest.mark.parametrize(
    ("own", "family", "facts", "interest", "expected"),
    [history[1:] for history in HISTORIES],
    ids=[history[0] for history in HISTORIES],
)
def test_the_stage_is_what_the_rules_give(own, family, facts, interest, expected) -> None:
    known = sorted((Fact(sign, day(on), value, by) for sign, on, value, by in facts), key=_day)
    mine = tuple(day(one) for one in own)
    together = tuple(sorted({*mine, *(day(one) for one in family)}))
    staged = stage_of(
        StageFacts(mine, together, 1 + bool(family), portrait_of(known, interest, DAY)),
        StageWindows(DAY),
    )
    assert staged.stage is expected


def _day(fact: Fact) -> date:
    return fact.day
