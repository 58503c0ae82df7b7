"""What an earlier program knew of a person: loyalty card, balance of points, visits it counted.

All of it is a detail: what cannot be read lets the row in and keeps its text in the comment.
"""

from __future__ import annotations

from datetime import date

from reception.rules import import_reasons as reasons
from reception.rules.days import read_day
from reception.rules.import_report import shortened
from reception.rules.import_row import RowCheck
from reception.translation import Message, msg
from reception.values.card_number import readings
from reception.values.choices import CheckRule
from reception.values.sheet import Formula, cell_text

MOST_POINTS = 10_000_000
MOST_VISITS = 10_000


def card_of(row: RowCheck, rule: CheckRule) -> str:
    """The digits of a loyalty card, by the check rule the clinic names."""
    text = row.raw.text("card_number")
    if not text:
        return ""
    found = readings(text, rule)
    if not found or isinstance(row.raw.cells.get("card_number"), Formula):
        row.warn("card_number", not_a_card(text))
        return ""
    return found[0]


def not_a_card(text: str) -> Message:
    """For a number that the check rule of the clinic's cards does not allow."""
    return msg(
        "“{value}” is not a card number by the check rule in the settings of cards.",
        value=shortened(text),
    )


def points_of(row: RowCheck, today: date) -> tuple[int | None, date | None]:
    """An opening balance and its last usable day; no balance where either cannot be."""
    points = _whole(row, "points", MOST_POINTS)
    if not points:
        return None, None
    if not row.raw.text("points_until"):
        return points, None
    until = read_day(row.raw.cells["points_until"], today)
    if not isinstance(until, date):
        row.warn("points_until", reasons.not_a_date(row.raw.text("points_until")))
        return points, None
    if until < today:
        row.warn("points", msg("The points could be used through {day} only.", day=until))
        return None, None
    return points, until


def visits_count_of(row: RowCheck) -> int | None:
    """How many visits an earlier program counted."""
    return _whole(row, "visits_count", MOST_VISITS)


def last_visit_of(row: RowCheck, today: date) -> date | None:
    """The last visit an earlier program knew."""
    text = row.raw.text("last_visit")
    if not text:
        return None
    day = read_day(row.raw.cells["last_visit"], today)
    if isinstance(day, date) and day <= today:
        return day
    row.warn("last_visit", reasons.not_a_date(text))
    return None


def _whole(row: RowCheck, name: str, most: int) -> int | None:
    cell = row.raw.cells.get(name, "")
    text = "".join(cell_text(cell).replace("\N{MINUS SIGN}", "-").split())
    if not text:
        return None
    plain = text[:-3] if text.endswith((",00", ".00")) else text
    if isinstance(cell, Formula) or not (plain.isascii() and plain.isdigit() and len(plain) < 12):
        row.warn(name, msg("“{value}” is not a whole number.", value=shortened(text)))
        return None
    if int(plain) > most:
        row.warn(name, msg("The number {value} is too large.", value=shortened(text)))
        return None
    return int(plain)
