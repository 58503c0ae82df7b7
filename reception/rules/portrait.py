"""The six signs of a loyal patient, from dated facts (S3.3 to S3.8; product/indicators.md).

Only attitude and visits count, never points or money.  Of facts of one sign the newest through
the day asked about counts; "friendly" is said by two different members of staff; whoever is
interested shows at least three of four: services of two groups or a package, an answered
survey, consent to advertising, following us (docs/decisions/0026).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from reception.rules.stages import Portrait
from reception.values.aftercare import PortraitSign
from reception.values.period import add_months

FRIENDLY_VOICES = 2
INTEREST_SIGNS = 3
INTEREST_GROUPS = 2
INTEREST_MONTHS = 24
PRICE = "price"
AT_RISK_FACTOR = 1.5
AT_RISK_VISITS = 3
INCIDENT_MONTHS = 12
INCIDENT_ALERT = 2
ONE_DOCTOR_VISITS = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """A standing fact of a person: `by_id` is who says so, None where a survey does."""

    sign: PortraitSign
    day: date
    value: str = ""
    by_id: int | None = None


@dataclass(frozen=True, slots=True)
class Interest:
    """What is known of a person's interest on a day, besides what staff record.

    `groups`: distinct service groups within 24 months; `answered`: a survey within 24 months;
    `agreed`: a standing consent to advertising.
    """

    groups: int = 0
    answered: bool = False
    agreed: bool = False


NO_INTEREST = Interest()


def portrait_of(facts: Iterable[Fact], interest: Interest, day: date) -> Portrait:
    """The portrait on a day; what was said later does not count."""
    known = [one for one in facts if one.day <= day]
    return Portrait(
        recommends=_has(known, PortraitSign.REFERRAL_CONFIRMED, PortraitSign.REVIEW),
        friendly=len(voices(known)) >= FRIENDLY_VOICES,
        interested=interest_signs(known, interest) >= INTEREST_SIGNS,
        price_not_main=newest(known, PortraitSign.MATTERS_MOST) not in ("", PRICE),
        defends=_has(known, PortraitSign.DEFENDS),
        reason_for_choosing=newest(known, PortraitSign.REASON_FOR_CHOOSING),
    )


def newest(facts: Iterable[Fact], sign: PortraitSign) -> str:
    """The value of the newest fact of a sign; of one day the one recorded last; "" for none."""
    found = ""
    since = date.min
    for one in facts:
        if one.sign is sign and one.day >= since:
            found, since = one.value, one.day
    return found


def voices(facts: Iterable[Fact]) -> frozenset[int]:
    """The members of staff who found somebody friendly."""
    return frozenset(
        one.by_id for one in facts if one.sign is PortraitSign.FRIENDLY and one.by_id is not None
    )


def interest_signs(facts: Sequence[Fact], interest: Interest) -> int:
    """How many of the four signs of interest are there."""
    chain = interest.groups >= INTEREST_GROUPS or _has(facts, PortraitSign.PACKAGE)
    follows = _has(facts, PortraitSign.FOLLOWS_US)
    return chain + interest.answered + interest.agreed + follows


def interest_begins(day: date) -> date:
    """The day after which services and surveys count as interest."""
    return add_months(day, -INTEREST_MONTHS)


def _has(facts: Iterable[Fact], *signs: PortraitSign) -> bool:
    return any(one.sign in signs for one in facts)


# --- What to watch -----------------------------------------------------------------------------


def is_at_risk(own_days: Sequence[date], day: date) -> bool:
    """Whether somebody stays away more than 1.5 times her own usual interval (S3.21).

    The interval is the median of those between visit days; at least three days must be known.
    """
    known = [one for one in own_days if one <= day]
    if len(known) < AT_RISK_VISITS:
        return False
    gaps = [(later - before).days for before, later in pairwise(known)]
    return (day - known[-1]) > timedelta(days=AT_RISK_FACTOR * median(gaps))


def incidents(facts: Iterable[Fact], day: date) -> int:
    """How many incidents fell in the last twelve months (S3.25)."""
    since = add_months(day, -INCIDENT_MONTHS)
    return sum(one.sign is PortraitSign.INCIDENT and since < one.day <= day for one in facts)


def one_doctor_only(doctors: Iterable[int | None]) -> int | None:
    """The doctor of every visit where at least three are known and all are of one."""
    known = [one for one in doctors if one is not None]
    if len(known) < ONE_DOCTOR_VISITS or len(set(known)) != 1:
        return None
    return known[0]
