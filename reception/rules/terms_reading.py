"""Makes terms from TOML, JSON or a tree, and lists every fault with its path.

A term that names a person, a member of staff or somebody's discretion cannot be written:
unknown fields are refused (design/terms.md, Terms).
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from reception.errors import InvalidInput, toml_reason
from reception.rules.terms import (
    BirthdayBonus,
    Bonuses,
    Earning,
    Expiry,
    FamilyTerms,
    Programme,
    Promotion,
    Redemption,
    ReferralBonus,
    RefundTerms,
    Terms,
    Tier,
    VersionTerms,
)
from reception.rules.terms_checks import (
    check_currency,
    check_hold,
    check_life,
    check_once,
    check_period,
    check_time_zone,
)
from reception.rules.terms_fields import Faults, Table
from reception.translation import msg, nmsg
from reception.values.choices import Country, ExpiryMode, Leaving, Rounding, Shortfall

DEFAULT_TIER_MONTHS = 12
_ANY_DAY = date(2000, 1, 1)


def read_terms(tree: Mapping[str, Any], *, days_as_text: bool = False) -> Terms:
    """The terms of a tree (TOML, or JSON with `days_as_text`).

    Raises InvalidInput whose `faults` name every fault: the path of the field, what was
    found, what is allowed.
    """
    faults = Faults()
    root = Table(tree, "", faults, days_as_text=days_as_text)
    terms = Terms(
        programme=_programme(root.table("programme")),
        version=_version(root.table("version")),
        earning=_earning(root.table("earning")),
        redemption=_redemption(root.table("redemption")),
        expiry=_expiry(root.table("expiry")),
        refund=_refund(root.table("refund")),
        bonuses=_bonuses(root),
        family=_family(root.table("family")),
        tiers=_tiers(root),
        promotions=_promotions(root),
        written=canonical_text(tree),
    )
    root.end()
    check_hold(terms, faults)
    if faults.found:
        raise InvalidInput(
            nmsg(
                "The terms have {count} fault.", "The terms have {count} faults.", len(faults.found)
            ),
            faults=faults.found,
        )
    return terms


def read_terms_toml(text: str) -> Terms:
    """The terms of a TOML text; raises InvalidInput as `read_terms` does, or for the syntax."""
    return read_terms(parse_toml(text))


def parse_toml(text: str) -> dict[str, Any]:
    """The tree of a TOML text; raises InvalidInput where it is not TOML or names a field twice."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        fault = msg(
            "the file: found {found}; allowed: TOML in which every field stands once.",
            found=toml_reason(error),
        )
        raise InvalidInput(fault, faults=[fault]) from error


@lru_cache(maxsize=64)
def terms_from_json(text: str) -> Terms:
    """The terms of a canonical JSON text, as stored in the database."""
    try:
        tree = json.loads(text)
    except ValueError as error:
        fault = msg("the text: found {found}; allowed: the JSON of terms.", found=str(error)[:200])
        raise InvalidInput(fault, faults=[fault]) from error
    return read_terms(tree, days_as_text=True)


def canonical_text(tree: Any) -> str:
    """A tree as canonical JSON: sorted keys, no spaces, days as 2026-01-31."""
    return json.dumps(
        tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )


def _plain(value: Any) -> str:
    """What JSON has no word for: days, and whatever else a faulty TOML file holds."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _programme(table: Table) -> Programme:
    programme = Programme(
        code=table.text("code"),
        name=table.name("name"),
        country=table.choice("country", Country),
        currency=check_currency(table),
        time_zone=check_time_zone(table),
        point_value=table.money("point_value", least=1),
        began=table.day("began") if "began" in table else None,
    )
    table.skip("began")
    table.end()
    return programme


def _version(table: Table) -> VersionTerms:
    version = VersionTerms(
        number=table.whole("number", least=1),
        valid_from=table.day("valid_from") or _ANY_DAY,
        valid_until=table.day("valid_until") if "valid_until" in table else None,
        notice_days=table.whole("notice_days"),
        closing_days=table.whole("closing_days"),
    )
    table.skip("valid_until")
    table.end()
    check_period(table, version.valid_from, version.valid_until, "valid_from", "valid_until")
    return version


def _earning(table: Table) -> Earning:
    earning = Earning(
        percent=table.percent("percent"),
        rounding=table.choice("rounding", Rounding),
        minimum_bill=table.money("minimum_bill"),
        excluded_groups=table.words("excluded_groups"),
        hold_days=table.whole("hold_days"),
        retroactive_days=table.whole("retroactive_days"),
        tier_months=table.whole("tier_months", least=1, default=DEFAULT_TIER_MONTHS),
    )
    table.end()
    return earning


def _redemption(table: Table) -> Redemption:
    redemption = Redemption(
        cap_percent=table.percent("cap_percent"),
        minimum_points=table.whole("minimum_points"),
        step=table.whole("step", least=1),
        excluded_groups=table.words("excluded_groups"),
    )
    table.end()
    return redemption


def _expiry(table: Table) -> Expiry:
    mode = table.choice("mode", ExpiryMode)
    months = table.whole("months") if "months" in table else None
    days = table.whole("days") if "days" in table else None
    expiry = Expiry(mode, months, days, table.whole("warn_days"))
    table.skip("months")
    table.skip("days")
    table.end()
    check_life(table, mode)
    return expiry


def _refund(table: Table) -> RefundTerms:
    refund = RefundTerms(table.choice("shortfall", Shortfall), table.whole("grace_days"))
    table.end()
    return refund


def _bonuses(root: Table) -> Bonuses:
    if "bonuses" not in root:
        root.skip("bonuses")
        return Bonuses()
    table = root.table("bonuses")
    birthday = referral = None
    if "birthday" in table:
        inner = table.table("birthday")
        birthday = BirthdayBonus(inner.whole("points"), inner.whole("usable_days"))
        inner.end()
    if "referral" in table:
        inner = table.table("referral")
        referral = ReferralBonus(
            referrer=inner.whole("referrer"),
            newcomer=inner.whole("newcomer"),
            minimum_bill=inner.money("minimum_bill"),
            within_days=inner.whole("within_days"),
        )
        inner.end()
    bonuses = Bonuses(table.whole("welcome", default=0), birthday, referral)
    table.skip("birthday")
    table.skip("referral")
    table.end()
    return bonuses


def _family(table: Table) -> FamilyTerms:
    family = FamilyTerms(table.whole("max_members", least=1), table.choice("leaving", Leaving))
    table.end()
    return family


def _tiers(root: Table) -> tuple[Tier, ...]:
    tiers: list[Tier] = []
    for table in root.tables("tiers"):
        tier = Tier(
            code=table.text("code"),
            name=table.name("name"),
            from_spend=table.money("from_spend"),
            percent=table.percent("percent"),
        )
        table.end()
        check_once(table, "code", [other.code for other in tiers], tier.code)
        check_once(table, "from_spend", [other.from_spend for other in tiers], tier.from_spend)
        tiers.append(tier)
    return tuple(tiers)


def _promotions(root: Table) -> tuple[Promotion, ...]:
    promotions: list[Promotion] = []
    for table in root.tables("promotions"):
        promotion = read_promotion(table)
        check_once(table, "code", [other.code for other in promotions], promotion.code)
        promotions.append(promotion)
    return tuple(promotions)


def read_promotion(table: Table) -> Promotion:
    """One promotion; its faults go to the list of the table."""
    kinds = [key for key in ("multiplier", "extra_percent", "extra_points") if key in table]
    if len(kinds) != 1:
        table.fault(
            kinds[1] if kinds else "multiplier",
            msg("exactly one of multiplier, extra_percent, extra_points"),
        )
    promotion = Promotion(
        code=table.text("code"),
        name=table.name("name"),
        first_day=table.day("first_day") or _ANY_DAY,
        last_day=table.day("last_day") or date.max,
        groups=table.words("groups") if "groups" in table else None,
        multiplier=table.multiplier("multiplier") if "multiplier" in table else None,
        extra_percent=table.percent("extra_percent") if "extra_percent" in table else None,
        extra_points=table.whole("extra_points") if "extra_points" in table else None,
        priority=table.integer("priority", 0),
        stacks=table.flag("stacks", default=False),
        uses_per_patient=(
            table.whole("uses_per_patient", least=1) if "uses_per_patient" in table else None
        ),
    )
    for key in ("groups", "multiplier", "extra_percent", "extra_points", "uses_per_patient"):
        table.skip(key)
    table.end()
    if promotion.groups == ():
        table.fault("groups", msg("at least one group, or left out for all that earn"))
    check_period(table, promotion.first_day, promotion.last_day, "first_day", "last_day")
    return promotion
