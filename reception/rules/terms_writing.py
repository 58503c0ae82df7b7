"""Terms as a TOML file again, so that a version can be copied, changed and tried out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_DAYS = frozenset({"began", "valid_from", "valid_until", "first_day", "last_day"})
_LISTS = ("tiers", "promotions")
_ORDER = (
    "programme",
    "version",
    "earning",
    "redemption",
    "expiry",
    "refund",
    "bonuses",
    "family",
)


def write_terms(tree: Mapping[str, Any]) -> str:
    """The TOML of a tree as it is stored; reading it gives the same terms and the same hash."""
    blocks = [_table(f"[{name}]", tree[name]) for name in _ORDER if name in tree]
    blocks += [_table(f"[[{name}]]", item) for name in _LISTS for item in tree.get(name, [])]
    return "\n".join(blocks)


def _table(head: str, table: Mapping[str, Any]) -> str:
    return "\n".join([head, *(f"{key} = {_value(key, value)}" for key, value in table.items()), ""])


def _value(key: str, value: Any) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{name} = {_value(name, each)}" for name, each in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list):
        return f"[{', '.join(_value(key, each) for each in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) or key in _DAYS:
        return str(value)
    return json.dumps(value, ensure_ascii=False)
