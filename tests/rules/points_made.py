"""Terms for tests of points: the starter's, with what a test wants otherwise."""

from __future__ import annotations

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
