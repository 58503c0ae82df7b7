"""The terms of the programme as values: the only source of every figure about it.

`reception/rules/terms_reading.py` makes them from TOML or JSON and lists every fault; the
engine computes with them, papers and prompts are worded from them (design/terms.md).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from reception.values.choices import Country, ExpiryMode, Leaving, Rounding, Shortfall
from reception.values.localized_text import LocalizedText

HASH_SHOWN = 8


@dataclass(frozen=True)
class Programme:
    """What every version of one programme has in common.

    `point_value` is the money, in minor units, that one point is worth when redeemed; `began`
    is None where the programme started with its first version.
    """

    code: str
    name: LocalizedText
    country: Country
    currency: str
    time_zone: str
    point_value: int
    began: date | None = None


@dataclass(frozen=True)
class VersionTerms:
    """When a version holds (local days, both included) and how its end is announced."""

    number: int
    valid_from: date
    valid_until: date | None
    notice_days: int
    closing_days: int


@dataclass(frozen=True)
class Earning:
    """How a visit earns; `minimum_bill` in minor units, `percent` in per cent."""

    percent: Decimal
    rounding: Rounding
    minimum_bill: int
    excluded_groups: tuple[str, ...]
    hold_days: int
    retroactive_days: int
    tier_months: int


@dataclass(frozen=True)
class Redemption:
    """How points pay a part of a visit; `cap_percent` of the redeemable bill."""

    cap_percent: Decimal
    minimum_points: int
    step: int
    excluded_groups: tuple[str, ...]


@dataclass(frozen=True)
class Expiry:
    """How long points live: `months` or `days`, neither with `never`."""

    mode: ExpiryMode
    months: int | None
    days: int | None
    warn_days: int


@dataclass(frozen=True)
class RefundTerms:
    """What becomes of points when money is paid back."""

    shortfall: Shortfall
    grace_days: int


@dataclass(frozen=True)
class BirthdayBonus:
    """Points on a member's birthday and the days they can be used."""

    points: int
    usable_days: int


@dataclass(frozen=True)
class ReferralBonus:
    """Points for both sides of a referral; `minimum_bill` in minor units of money paid."""

    referrer: int
    newcomer: int
    minimum_bill: int
    within_days: int


@dataclass(frozen=True)
class Bonuses:
    """Bonuses beside the earning of visits; what is left out is 0 or None."""

    welcome: int = 0
    birthday: BirthdayBonus | None = None
    referral: ReferralBonus | None = None


@dataclass(frozen=True)
class FamilyTerms:
    """How large a family is (the holder included) and what a leaver takes along."""

    max_members: int
    leaving: Leaving


@dataclass(frozen=True)
class Tier:
    """A rate that rules from a spend on; `from_spend` in minor units."""

    code: str
    name: LocalizedText
    from_spend: int
    percent: Decimal


@dataclass(frozen=True)
class Promotion:
    """A dated benefit: exactly one of multiplier, extra_percent and extra_points is set.

    `groups` None means all that earn, `uses_per_patient` None means no limit.
    """

    code: str
    name: LocalizedText
    first_day: date
    last_day: date
    groups: tuple[str, ...] | None = None
    multiplier: Decimal | None = None
    extra_percent: Decimal | None = None
    extra_points: int | None = None
    priority: int = 0
    stacks: bool = False
    uses_per_patient: int | None = None

    def applies_on(self, day: date) -> bool:
        """Whether `day` is one of its days; both ends count."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class Terms:
    """One version of one programme.

    `written` is the canonical JSON of the tree it was read from: what is stored and hashed.
    """

    programme: Programme
    version: VersionTerms
    earning: Earning
    redemption: Redemption
    expiry: Expiry
    refund: RefundTerms
    bonuses: Bonuses
    family: FamilyTerms
    tiers: tuple[Tier, ...] = ()
    promotions: tuple[Promotion, ...] = ()
    written: str = field(default="", repr=False, compare=False)


def canonical_json(terms: Terms) -> str:
    """The tree of the terms as JSON: sorted keys, no spaces (design/terms.md 15)."""
    return terms.written


def terms_hash(terms: Terms) -> str:
    """SHA-256 of the canonical JSON in UTF-8, in hexadecimal."""
    return hashlib.sha256(terms.written.encode()).hexdigest()


def short_hash(terms: Terms) -> str:
    """The first eight characters of the hash: they stand on every sheet."""
    return terms_hash(terms)[:HASH_SHOWN]
