"""What a bill earns and may use: rules 1, 2, 3, 5 and 16 by worked examples."""

from typing import Any

import pytest

from tests.rules.points_made import ANNA, BARE, do, last, lot, replayed, terms_text, visit

NAME = '{ ru = "А", uk = "А", en = "A" }'


def promotion(code: str, **more: Any) -> str:
    """The TOML of one promotion, all of 2026 if no days are given."""
    fields = {"first_day": "2026-01-01", "last_day": "2026-12-31", **more}
    lines = [f"{key} = {_toml(value)}" for key, value in fields.items()]
    return "\n".join(["[[promotions]]", f'code = "{code}"', f"name = {NAME}", *lines, ""])


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(f'"{each}"' for each in value) + "]"
    if isinstance(value, str) and not value.startswith("2026-"):
        return f'"{value}"'
    return str(value)


def with_promotions(*promotions: str, **other: object) -> str:
    return terms_text(bonuses="", hold=0, more="\n".join(promotions), **other)


# --- rule 2: order, basis, one rounding


@pytest.mark.parametrize(
    ("amount", "rounding", "points"),
    [
        ("1800.50", "down", 126),
        ("1800.50", "half_up", 126),
        ("1800.50", "up", 127),
        ("1807.15", "half_up", 127),
        ("0.01", "up", 1),
        ("100.00", "up", 7),
    ],
)
def test_points_are_rounded_once(amount: str, rounding: str, points: int) -> None:
    answer = last([ANNA, visit("v", "2026-02-01", amount)], terms_text(rounding=rounding))
    assert answer["moved"] == points


def test_lines_are_added_before_rounding() -> None:
    lines = [{"group": "consultation", "amount": "10.00"}] * 10
    answer = last([ANNA, {**visit("v", "2026-02-01"), "lines": lines}])
    assert answer["moved"] == 7


def test_redeemed_value_is_spread_over_the_redeemable_lines() -> None:
    text = BARE.replace(
        'excluded_groups = ["insurance", "medicines", "outside-laboratory"]\n\n[expiry]',
        "excluded_groups = []\n\n[expiry]",
    )
    lines = [
        {"group": "consultation", "amount": "600"},
        {"group": "medicines", "amount": "300"},
    ]
    answer = last(
        [
            ANNA,
            lot("L", "2026-01-01", 500),
            {**visit("v", "2026-02-01", redeem=300), "lines": lines},
        ],
        text,
    )
    # 300 points are 200 on the consultation and 100 on the medicines: 400 × 7 % = 28.
    assert answer["moved"] == 28
    assert [step["step"] for step in answer["breakdown"]] == [
        "bill",
        "redeemed",
        "basis",
        "base",
        "rounding",
    ]
    assert answer["breakdown"][2]["amount"] == "400.00"


def test_a_bill_of_nothing_or_below_the_minimum_earns_nothing() -> None:
    text = terms_text(minimum_bill="500")
    answers = replayed(
        [
            ANNA,
            visit("a", "2026-02-01", "499.99"),
            visit("b", "2026-02-01", "500"),
            visit("c", "2026-02-01", "0"),
            visit("d", "2026-02-01", "-600"),
        ],
        text,
    )
    assert [answer["moved"] for answer in answers[1:]] == [0, 35, 0, 0]
    assert all(answer["accepted"] for answer in answers)


def test_a_point_may_be_worth_more_than_one_unit() -> None:
    text = terms_text(point_value="2.50", bonuses="", hold=0)
    answers = replayed(
        [ANNA, visit("a", "2026-02-01", "1000"), visit("b", "2026-02-01", "100", redeem=20)], text
    )
    assert answers[1]["moved"] == 28
    assert answers[2]["breakdown"][1]["amount"] == "50.00"
    assert answers[2]["moved"] == 1


# --- rule 3: promotions


def test_the_highest_priority_wins_then_the_benefit_then_the_code() -> None:
    bill = [ANNA, visit("v", "2026-02-01")]
    low = promotion("b", multiplier="3")
    high = promotion("c", multiplier="2", priority=1)
    assert last(bill, with_promotions(low, high))["moved"] == 140
    same = promotion("a", extra_points=100)
    answer = last(bill, with_promotions(low, same))
    assert answer["moved"] == 210
    equal = promotion("a", multiplier="3")
    answer = last(bill, with_promotions(low, equal))
    assert [step["code"] for step in answer["breakdown"] if step["step"] == "promotion"] == ["a"]


def test_those_that_stack_apply_together() -> None:
    text = with_promotions(
        promotion("a", multiplier="2", stacks=True),
        promotion("b", multiplier="1.5", stacks=True),
        promotion("c", extra_percent="3", stacks=True),
        promotion("d", extra_points=11, stacks=True),
        promotion("e", extra_percent="9"),
    )
    # 1000: 7 % × 2 × 1.5 = 210, + 3 % = 30, + 11 = 251; alone e would make 70 + 90 = 160.
    assert last([ANNA, visit("v", "2026-02-01")], text)["moved"] == 251


def test_a_promotion_works_on_its_groups_and_where_the_base_earns() -> None:
    text = with_promotions(
        promotion("a", multiplier="2", groups=["diagnostics", "medicines"], stacks=True),
        promotion("b", extra_points=50, groups=["medicines"], stacks=True),
    )
    lines = [
        {"group": "consultation", "amount": "1000"},
        {"group": "diagnostics", "amount": "500"},
        {"group": "medicines", "amount": "9000"},
    ]
    assert last([ANNA, {**visit("v", "2026-02-01"), "lines": lines}], text)["moved"] == 140


def test_a_promotion_holds_on_its_first_and_last_day() -> None:
    text = with_promotions(
        promotion("a", multiplier="2", first_day="2026-02-02", last_day="2026-02-03")
    )
    answers = replayed([ANNA, *(visit(f"v{d}", f"2026-02-0{d}") for d in (1, 2, 3, 4))], text)
    assert [answer["moved"] for answer in answers[1:]] == [70, 140, 140, 70]


def test_a_cancelled_visit_frees_the_use_it_took() -> None:
    text = with_promotions(promotion("a", multiplier="2", uses_per_patient=1))
    answers = replayed(
        [
            ANNA,
            visit("a", "2026-02-01"),
            visit("b", "2026-02-02"),
            do("cancel", "2026-02-03", visit="a"),
            visit("c", "2026-02-04"),
        ],
        text,
    )
    assert [answers[i]["moved"] for i in (1, 2, 4)] == [140, 70, 140]


# --- rule 5: redemption


def test_the_cap_is_rounded_down_to_minor_units_then_points_then_step() -> None:
    text = terms_text(bonuses="", hold=0, cap="33.33", step=10)
    events = [ANNA, lot("L", "2026-01-01", 5000), visit("v", "2026-02-01", "1000.10", redeem=330)]
    answer = last(events, text)
    assert (answer["accepted"], answer["redeemable"]) == (True, 330)


@pytest.mark.parametrize(
    ("redeem", "reason"),
    [(600, "above_cap"), (9, "below_minimum"), (15, "not_a_step"), (500, None)],
)
def test_a_redemption_outside_the_rules_is_refused_whole(redeem: int, reason: str | None) -> None:
    text = terms_text(bonuses="", minimum_points=10, step=10)
    answer = last(
        [ANNA, lot("L", "2026-01-01", 5000), visit("v", "2026-02-01", redeem=redeem)], text
    )
    assert answer["reason"] == reason
    assert answer["redeemable"] == 500
    assert answer["balance"] == (5000 if reason else 4500)


def test_held_points_are_named_as_such() -> None:
    events = [ANNA, visit("a", "2026-02-01", "3000"), visit("b", "2026-02-01", redeem=310)]
    answer = last(events)
    assert (answer["reason"], answer["redeemable"], answer["held"]) == ("held", 300, 210)


def test_the_largest_allowed_is_nothing_where_it_is_below_the_minimum() -> None:
    text = terms_text(minimum_points=301)
    answer = last([ANNA, visit("v", "2026-02-01", "5000", redeem=300)], text)
    assert (answer["reason"], answer["redeemable"]) == ("below_minimum", 0)


def test_a_bill_of_excluded_groups_takes_no_points() -> None:
    answer = last([ANNA, visit("v", "2026-02-01", group="medicines", redeem=1)])
    assert (answer["reason"], answer["redeemable"]) == ("not_redeemable", 0)


# --- rule 1: late entries


def test_a_late_visit_uses_the_balance_of_its_day() -> None:
    events = [
        ANNA,
        lot("L", "2026-01-05", 100, through="2026-02-06"),
        do("expire", "2026-02-09"),
        visit("v", "2026-02-06", "1000", redeem=350, recorded_on="2026-02-09"),
        do("check", "2026-02-09"),
    ]
    answers = replayed(events, terms_text(hold=0))
    assert answers[2]["moved"] == 100
    late = answers[3]
    assert (late["accepted"], late["redeemable"], late["moved"]) == (True, 400, 45)
    assert [entry["kind"] for entry in late["entries"]] == ["expired", "redeemed", "earned"]
    assert late["entries"][0]["effective"] == "2026-02-07"
    assert late["lots"] == {"welcome 2026-01-01": 50, "L": 0, "v": 45}
    assert answers[4]["expired"] == 0


def test_a_late_visit_never_draws_what_was_drawn_since() -> None:
    events = [
        lot("L", "2026-01-05", 100),
        do("debit", "2026-02-08", ref="d", points=70),
        do("debit", "2026-02-06", ref="e", points=40, recorded_on="2026-02-09"),
        do("debit", "2026-02-06", ref="f", points=30, recorded_on="2026-02-09"),
    ]
    answers = replayed(events, BARE)
    assert [answer["accepted"] for answer in answers] == [True, True, False, True]
    assert answers[3]["lots"] == {"L": 0}


def test_the_visit_day_picks_the_version() -> None:
    first = terms_text(hold=0, bonuses="")
    second = terms_text(
        number=2, valid_from="2026-03-01", percent="10", hold=0, bonuses="", cap="20"
    )
    answers = replayed(
        [
            ANNA,
            visit("a", "2026-02-28"),
            visit("b", "2026-03-01"),
            visit("c", "2026-02-28", recorded_on="2026-03-02"),
            visit("d", "2026-03-02", "100", redeem=21),
        ],
        second,
        first,
    )
    assert [answer["moved"] for answer in answers[1:4]] == [70, 100, 70]
    assert [answer["version"] for answer in answers[1:]] == [1, 2, 1, 2]
    assert (answers[4]["reason"], answers[4]["redeemable"]) == ("above_cap", 20)


# --- rule 16: tiers

TIERS = f"""
[[tiers]]
code = "silver"
name = {NAME}
from_spend = "1000"
percent = "8"
[[tiers]]
code = "gold"
name = {NAME}
from_spend = "3000"
percent = "10"
"""


def tiers(months: int = 12) -> str:
    text = terms_text(bonuses="", hold=0, more=TIERS)
    return text.replace("retroactive_days = 90", f"retroactive_days = 90\ntier_months = {months}")


def test_the_spend_of_the_window_before_the_visit_rules() -> None:
    answers = replayed(
        [
            ANNA,
            visit("a", "2026-02-01", "1000"),
            visit("b", "2026-02-01", "100"),
            visit("c", "2026-02-02", "2000"),
            visit("d", "2026-02-03", "100"),
            visit("e", "2026-03-01", "100"),
            visit("f", "2026-03-02", "100"),
        ],
        tiers(1),
    )
    assert [answer["tier"] for answer in answers[1:]] == [
        None,
        None,
        "silver",
        "gold",
        "gold",
        "silver",
    ]
    assert answers[4]["moved"] == 10


def test_a_refund_lowers_the_spend_from_its_day_on() -> None:
    answers = replayed(
        [
            ANNA,
            visit("a", "2026-02-01", "3000"),
            visit("b", "2026-02-05", "1000"),
            do("refund", "2026-02-10", visit="a", amount="2500"),
            visit("c", "2026-02-09", "1000", recorded_on="2026-02-12"),
            visit("d", "2026-02-12", "1000"),
        ],
        tiers(),
    )
    assert [answers[i]["tier"] for i in (2, 4, 5)] == ["gold", "gold", "silver"]
