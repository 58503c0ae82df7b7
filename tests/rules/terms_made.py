"""Terms made for tests: the starter's, changed in any field."""

from datetime import date
from pathlib import Path
from typing import Any

from reception.rules.starter import starter_terms
from reception.rules.terms import Terms
from reception.rules.terms_reading import parse_toml, read_terms

STARTER = Path(__file__).parents[2] / "resources" / "starter"
FIRST_DAY = date(2026, 1, 1)
BEGAN = date(2025, 9, 1)


def starter(country: str = "ru") -> Terms:
    """The starter terms of a Russian or Ukrainian clinic; the programme began in September."""
    text = (STARTER / f"terms_{country}.toml").read_text(encoding="utf-8")
    return starter_terms(text, valid_from=FIRST_DAY, began=BEGAN)


def changed(tables: dict[str, Any], *, drop: tuple[str, ...] = (), country: str = "ru") -> Terms:
    """The starter terms with fields replaced: {"earning": {"hold_days": 0}, "tiers": […]}.

    `drop` names fields to leave out, as "expiry.months".
    """
    tree = parse_toml((STARTER / f"terms_{country}.toml").read_text(encoding="utf-8"))
    tree["version"]["valid_from"] = FIRST_DAY
    tree["programme"]["began"] = BEGAN
    for table, fields in tables.items():
        if isinstance(fields, dict):
            tree.setdefault(table, {}).update(fields)
        else:
            tree[table] = fields
    for path in drop:
        table, _, key = path.partition(".")
        if key:
            tree[table].pop(key, None)
        else:
            tree.pop(table, None)
    return read_terms(tree)
