"""A real month played under a draft, with every figure worked by hand."""

from datetime import date
from typing import Any

from reception.rules.month_trial import MonthResult, try_month
from reception.rules.terms import Terms
from reception.values.period import Period
from tests.rules.terms_made import BEGAN, changed, starter

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def visit(name: str, on: str, amount: str, redeem: int = 0) -> dict[str, Any]:
    event: dict[str, Any] = {
        "do": "visit",
        "on": on,
        "visit": name,
        "account": "1",
        "member": "11",
        "lines": [{"group": "consultation", "amount": amount}],
    }
    return event | ({"redeem": redeem} if redeem else {})


HISTORY = [
    {"do": "join", "on": "2026-02-02", "account": "1", "member": "11", "holder": True},
    visit("1", "2026-02-10", "5000.00"),
    visit("2", "2026-03-03", "1000.00", redeem=500),
    visit("3", "2026-03-10", "2000.00"),
    {"do": "refund", "on": "2026-03-12", "visit": "3", "refund": "1", "amount": "1000.00"},
    {"do": "birthday", "on": "2026-03-20", "account": "1", "member": "11"},
    {"do": "adjust", "on": "2026-03-21", "account": "1", "points": 5, "reason": "x", "by": "s"},
    visit("4", "2026-03-25", "700.00"),
    {"do": "cancel", "on": "2026-03-25", "visit": "4"},
    visit("5", "2026-04-01", "9000.00"),
]


def second(tables: dict[str, Any] | None = None) -> Terms:
    """A draft of version 2."""
    return changed({**(tables or {}), "version": {"number": 2}})


def trial(draft: Terms) -> tuple[MonthResult, MonthResult]:
    found = try_month([starter()], draft, HISTORY, MARCH, began=BEGAN)
    return found.was, found.would_be


def test_the_same_terms_make_the_same_month() -> None:
    was, would_be = trial(second())
    # 500 × 7 % = 35, 2 000 × 7 % = 140, birthday 200, 700 × 7 % = 49; what refunds take is not given
    assert was == MonthResult(given=424, used=500, used_minor=50_000, families=1)
    assert would_be == was


def test_a_higher_rate_counts_from_the_month_on_only() -> None:
    _was, would_be = trial(second({"earning": {"percent": "10"}}))
    assert would_be.given == 50 + 200 + 200 + 70
    assert would_be.used == 500


def test_points_are_used_as_far_as_the_draft_allows() -> None:
    _was, would_be = trial(second({"redemption": {"cap_percent": "20", "step": 150}}))
    assert would_be.used == 150
    assert would_be.given == 59 + 140 + 200 + 49
    _was, none = trial(second({"redemption": {"minimum_points": 501}}))
    assert none.used == 0


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []

    def report(done: int, total: int) -> None:
        told.append((done, total))

    try_month([starter()], second(), HISTORY, MARCH, began=BEGAN, report=report)
    assert told == [(0, 18), (9, 18)]
