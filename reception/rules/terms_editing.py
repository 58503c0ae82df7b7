"""A tree of terms edited field by field: what was typed becomes what the file would hold.

Nothing is judged here: `reception/rules/terms_reading.py` reads the tree anew after every change
and names each fault by the same path.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from enum import StrEnum
from typing import Any

from reception.rules.days import read_day
from reception.values.choices import ExpiryMode
from reception.values.period import add_months

Tree = dict[str, Any]
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_WHOLE = re.compile(r"[0-9]{1,19}")
_YEARS_AHEAD = 120  # months: a two-digit year may lie ten years ahead
_BIRTHDAY_DAYS = 60
_REFERRAL = {"referrer": 0, "newcomer": 0, "minimum_bill": "0", "within_days": 120}
_LIFE = 24
_DAYS_A_MONTH = 365 / 12


class FieldKind(StrEnum):
    """How the value of a field is written."""

    PERCENT = "percent"
    DECIMAL = "decimal"
    MONEY = "money"
    WHOLE = "whole"
    DAY = "day"
    TEXT = "text"


KINDS: Mapping[str, FieldKind] = {
    "version.valid_from": FieldKind.DAY,
    "version.valid_until": FieldKind.DAY,
    "version.notice_days": FieldKind.WHOLE,
    "version.closing_days": FieldKind.WHOLE,
    "earning.percent": FieldKind.PERCENT,
    "earning.minimum_bill": FieldKind.MONEY,
    "earning.hold_days": FieldKind.WHOLE,
    "earning.retroactive_days": FieldKind.WHOLE,
    "earning.tier_months": FieldKind.WHOLE,
    "redemption.cap_percent": FieldKind.PERCENT,
    "redemption.minimum_points": FieldKind.WHOLE,
    "redemption.step": FieldKind.WHOLE,
    "expiry.warn_days": FieldKind.WHOLE,
    "refund.grace_days": FieldKind.WHOLE,
    "bonuses.welcome": FieldKind.WHOLE,
    "bonuses.birthday.points": FieldKind.WHOLE,
    "bonuses.birthday.usable_days": FieldKind.WHOLE,
    "bonuses.referral.referrer": FieldKind.WHOLE,
    "bonuses.referral.newcomer": FieldKind.WHOLE,
    "bonuses.referral.minimum_bill": FieldKind.MONEY,
    "bonuses.referral.within_days": FieldKind.WHOLE,
    "family.max_members": FieldKind.WHOLE,
}


def typed_value(kind: FieldKind, text: str, today: date) -> Any:
    """What stands in the tree for what was typed; None for nothing.

    What cannot be read stays as it was typed, and reading the terms names it as a fault.
    """
    text = text.strip()
    if not text:
        return None
    if kind is FieldKind.DAY:
        day = read_day(text, add_months(today, _YEARS_AHEAD))
        return day.isoformat() if isinstance(day, date) else text
    if kind is FieldKind.TEXT:
        return text
    plain = _SPACES.sub("", text).removesuffix("%").replace(",", ".")
    if kind is FieldKind.WHOLE:
        return int(plain) if _WHOLE.fullmatch(plain) else text
    return plain


def shown_value(kind: FieldKind, value: Any) -> str:
    """A value of the tree as it stands in a field."""
    if value is None:
        return ""
    if kind is FieldKind.DAY:
        try:
            return f"{date.fromisoformat(str(value)):%d.%m.%Y}"
        except ValueError:
            return str(value)
    if kind in (FieldKind.PERCENT, FieldKind.DECIMAL, FieldKind.MONEY):
        return str(value).replace(".", ",")
    return str(value)


def value_at(tree: Mapping[str, Any], path: str) -> Any:
    """The value at a path; None where it is left out."""
    found: Any = tree
    for key in path.split("."):
        if not isinstance(found, Mapping) or key not in found:
            return None
        found = found[key]
    return found


def with_value(tree: Mapping[str, Any], path: str, value: Any) -> Tree:
    """The tree with another value at a path; None leaves it out.

    A bonus without points is left out whole; one that gets points gets its other fields, too.
    """
    edited: Tree = deepcopy(dict(tree))
    table = edited
    *tables, key = path.split(".")
    for name in tables:
        if name not in table:
            table[name] = _new_table(name)
        table = table[name]
    if value is None:
        table.pop(key, None)
    else:
        table[key] = value
    _without_empty_bonuses(edited)
    return edited


def _new_table(name: str) -> Tree:
    if name == "birthday":
        return {"points": 0, "usable_days": _BIRTHDAY_DAYS}
    return dict(_REFERRAL) if name == "referral" else {}


def _without_empty_bonuses(tree: Tree) -> None:
    bonuses = tree.get("bonuses")
    if not isinstance(bonuses, dict):
        return
    for name, points in (("birthday", ("points",)), ("referral", ("referrer", "newcomer"))):
        bonus = bonuses.get(name)
        if isinstance(bonus, dict) and not any(bonus.get(key) for key in points):
            del bonuses[name]
    if bonuses.get("welcome") == 0:
        del bonuses["welcome"]
    if not bonuses:
        del tree["bonuses"]


def with_mode(tree: Mapping[str, Any], mode: ExpiryMode) -> Tree:
    """Another way of counting the life of points, with a life where it needs one."""
    edited: Tree = deepcopy(dict(tree))
    expiry = edited["expiry"]
    expiry["mode"] = mode.value
    given = "months" in expiry or "days" in expiry
    if mode is ExpiryMode.NEVER:
        expiry.pop("months", None)
        expiry.pop("days", None)
    elif not given and mode in (ExpiryMode.AFTER_EARNING, ExpiryMode.AFTER_LAST_VISIT):
        expiry["months"] = _LIFE
    return edited


def with_life(tree: Mapping[str, Any], amount: Any, *, in_days: bool) -> Tree:
    """Another life of points, in months or in days; None leaves it out."""
    edited: Tree = deepcopy(dict(tree))
    expiry = edited["expiry"]
    expiry.pop("months", None)
    expiry.pop("days", None)
    if amount is not None:
        expiry["days" if in_days else "months"] = amount
    return edited


def life_in_other_unit(amount: int, *, to_days: bool) -> int:
    """About the same life in days or in months, never shorter where months become days."""
    if to_days:
        return -(-amount * 366 // 12)
    return max(1, round(amount / _DAYS_A_MONTH))


def with_group(tree: Mapping[str, Any], table: str, code: str, *, excluded: bool) -> Tree:
    """A group of services taken out of earning or redemption, or let in."""
    edited: Tree = deepcopy(dict(tree))
    groups: list[str] = edited[table]["excluded_groups"]
    if excluded and code not in groups:
        groups.append(code)
    elif not excluded and code in groups:
        groups.remove(code)
    return edited


def with_item(tree: Mapping[str, Any], name: str, index: int | None, item: Tree | None) -> Tree:
    """A promotion or tier added (no `index`), replaced, or taken out (no `item`)."""
    edited: Tree = deepcopy(dict(tree))
    items: list[Tree] = list(edited.get(name, []))
    if index is None:
        if item is not None:
            items.append(item)
    elif item is None:
        del items[index]
    else:
        items[index] = item
    edited.pop(name, None)
    if items:
        edited[name] = items
    return edited


def free_code(prefix: str, items: Sequence[Mapping[str, Any]]) -> str:
    """A code none of the items has, counted up: promotion-2."""
    taken = {item.get("code") for item in items}
    count = len(items) + 1
    while f"{prefix}-{count}" in taken:
        count += 1
    return f"{prefix}-{count}"
