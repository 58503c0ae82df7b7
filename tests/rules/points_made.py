"""Terms for tests of points: the starter's, with what a test wants otherwise."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from reception.cli.replay import answer_all
from reception.rules.terms_reading import read_terms_toml
from reception.rules.versions import Versions

TEXT = """
[programme]
code = "family-card"
name = {{ ru = "Семейная карта", uk = "Сімейна картка", en = "Family Card" }}
country = "RU"
currency = "RUB"
time_zone = "Europe/Moscow"
point_value = "{point_value}"
began = 2025-09-01

[version]
number = {number}
valid_from = {valid_from}
{valid_until}
notice_days = 30
closing_days = {closing_days}

[earning]
percent = "{percent}"
rounding = "{rounding}"
minimum_bill = "{minimum_bill}"
excluded_groups = ["insurance", "medicines", "outside-laboratory"]
hold_days = {hold}
retroactive_days = {retroactive_days}

[redemption]
cap_percent = "{cap}"
minimum_points = {minimum_points}
step = {step}
excluded_groups = ["insurance", "medicines", "outside-laboratory"]

[expiry]
mode = "{mode}"
{life}
warn_days = 30

[refund]
shortfall = "{shortfall}"
grace_days = {grace}

[bonuses]
{bonuses}

[family]
max_members = {max_members}
leaving = "{leaving}"

{more}
"""

BONUSES = """welcome = 300
birthday = { points = 200, usable_days = 60 }
referral = { referrer = 400, newcomer = 200, minimum_bill = "3000", within_days = 120 }"""


def terms_text(**other: object) -> str:
    """The TOML of terms; `other` replaces single values (see the names in TEXT)."""
    values: dict[str, object] = {
        "point_value": "1.00",
        "number": 1,
        "valid_from": "2026-01-01",
        "valid_until": "",
        "closing_days": 90,
        "percent": "7",
        "rounding": "down",
        "minimum_bill": "0",
        "hold": 1,
        "retroactive_days": 90,
        "cap": "50",
        "minimum_points": 1,
        "step": 1,
        "mode": "after_last_visit",
        "life": 24,
        "shortfall": "write_off",
        "grace": 30,
        "bonuses": BONUSES,
        "max_members": 8,
        "leaving": "stays",
        "more": "",
        **other,
    }
    life = values["life"]
    values["life"] = "" if values["mode"] == "never" else f"months = {life}"
    if isinstance(life, str):
        values["life"] = life
    return TEXT.format(**values)


def replayed(events: Sequence[Mapping[str, Any]], *texts: str) -> list[dict[str, Any]]:
    """The answers to events under terms (the starter's where none are given)."""
    return answers_under(
        Versions([read_terms_toml(text) for text in texts or (terms_text(),)]), events
    )


def answers_under(versions: Versions, events: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The answers to events under versions that are read already."""
    out = io.StringIO()
    zone = ZoneInfo(versions.first.programme.time_zone)
    answer_all((json.dumps(event) for event in events), versions, zone, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def last(events: Sequence[Mapping[str, Any]], *texts: str) -> dict[str, Any]:
    """The last answer."""
    return replayed(events, *texts)[-1]


def visit(name: str, on: str, amount: str = "1000", **more: Any) -> dict[str, Any]:
    """A visit of one consultation."""
    group = more.pop("group", "consultation")
    lines = [{"group": group, "amount": amount}]
    return {"do": "visit", "visit": name, "on": on, "lines": lines, **more}


def lot(name: str, on: str, points: int, **more: Any) -> dict[str, Any]:
    """A bare lot."""
    return {"do": "credit", "lot": name, "on": on, "points": points, **more}


def do(what: str, on: str, **more: Any) -> dict[str, Any]:
    """Any other event."""
    return {"do": what, "on": on, **more}


ANNA = {"do": "join", "on": "2026-01-01", "member": "anna"}
BARE = terms_text(bonuses="", hold=0)
