"""Refunds, cancellations and bare reversals: rules 7 and 8 by worked examples and properties."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.points_made import ANNA, BARE, do, last, lot, replayed, terms_text, visit

DEBT = terms_text(bonuses="", hold=0, shortfall="debt")


def refund(name: str, on: str, amount: str, **more: Any) -> dict[str, Any]:
    return do("refund", on, visit=name, amount=amount, **more)


def test_points_that_come_back_are_rounded_up_and_the_rest_is_money() -> None:
    answers = replayed(
        [
            ANNA,
            lot("L", "2026-01-01", 100),
            visit("v", "2026-02-01", "300", redeem=100),
            refund("v", "2026-02-02", "100"),
            refund("v", "2026-02-03", "100"),
            refund("v", "2026-02-04", "100"),
        ],
        BARE,
    )
    # Of 200 paid 14 points; ⌈100 / 3⌉ = 34, ⌈200 / 3⌉ = 67, all 100 are back.
    assert [answer["lots"]["L"] for answer in answers[2:]] == [0, 34, 67, 100]
    assert [answer["lots"]["v"] for answer in answers[2:]] == [14, 9, 4, 0]


def test_refunds_add_up_and_never_exceed_the_bill() -> None:
    answers = replayed(
        [
            ANNA,
            visit("v", "2026-02-01", "100"),
            refund("v", "2026-02-02", "60"),
            refund("v", "2026-02-02", "40.01"),
            refund("v", "2026-02-02", "40"),
            do("cancel", "2026-02-03", visit="v"),
            refund("v", "2026-02-03", "1"),
        ],
        BARE,
    )
    assert [answer["reason"] for answer in answers[2:]] == [
        None,
        "above_bill",
        None,
        None,
        "already_cancelled",
    ]


def test_an_amount_is_spread_over_the_lines_and_lines_are_taken_as_named() -> None:
    lines = [
        {"group": "consultation", "amount": "100"},
        {"group": "medicines", "amount": "300"},
    ]
    bill = {**visit("v", "2026-02-01"), "lines": lines}
    by_amount = last([ANNA, bill, refund("v", "2026-02-02", "200")], BARE)
    assert by_amount["moved"] == 4  # 7 earned, 50 stay: 3
    named = [{"group": "medicines", "amount": "300"}]
    by_line = last([ANNA, bill, do("refund", "2026-02-02", visit="v", lines=named)], BARE)
    assert by_line["moved"] == 0
    too_much = [{"group": "consultation", "amount": "100.01"}]
    refused = last([ANNA, bill, do("refund", "2026-02-02", visit="v", lines=too_much)], BARE)
    assert refused["reason"] == "above_bill"


def test_earned_points_are_taken_from_their_own_lot_also_while_held() -> None:
    answer = last(
        [
            ANNA,
            lot("L", "2026-01-01", 100),
            visit("v", "2026-02-01", "1000"),
            do("cancel", "2026-02-01", visit="v"),
        ],
        terms_text(bonuses=""),
    )
    assert answer["lots"] == {"L": 100, "v": 0}


SPENT = [
    ANNA,
    visit("v", "2026-02-01", "1000"),
    do("debit", "2026-02-02", ref="d", points=50),
]


def test_what_no_lot_covers_is_written_off() -> None:
    answer = last([*SPENT, do("cancel", "2026-02-03", visit="v")], BARE)
    assert (answer["moved"], answer["balance"], answer["debt"]) == (20, 0, 0)
    assert [(entry["kind"], entry["points"]) for entry in answer["entries"]] == [
        ("taken_back", -20),
        ("written_off", 0),
    ]


def test_what_no_lot_covers_becomes_debt_and_the_next_credit_pays_it() -> None:
    answers = replayed(
        [
            *SPENT,
            do("cancel", "2026-02-03", visit="v"),
            lot("L", "2026-02-04", 80, usable_from="2026-03-01"),
            do("check", "2026-03-01"),
        ],
        DEBT,
    )
    assert (answers[3]["moved"], answers[3]["balance"], answers[3]["debt"]) == (70, -50, 50)
    assert (answers[4]["balance"], answers[4]["held"], answers[4]["debt"]) == (0, 30, 0)
    assert answers[5]["balance"] == 30


def test_what_comes_back_later_covers_what_was_written_off() -> None:
    lines = [
        {"group": "consultation", "amount": "1000"},
        {"group": "diagnostics", "amount": "1000"},
    ]
    text = BARE.replace(
        'excluded_groups = ["insurance", "medicines", "outside-laboratory"]\n\n[expiry]',
        'excluded_groups = ["consultation"]\n\n[expiry]',
    )
    start = [
        ANNA,
        lot("L", "2026-01-01", 500),
        {**visit("v", "2026-02-01", redeem=500), "lines": lines},
        do("debit", "2026-02-02", ref="d", points=105),
    ]
    first = [{"group": "consultation", "amount": "1000"}]
    second = [{"group": "diagnostics", "amount": "1000"}]
    answers = replayed(
        [
            *start,
            do("refund", "2026-02-03", visit="v", lines=first),
            do("refund", "2026-02-04", visit="v", lines=second),
        ],
        text,
    )
    assert answers[2]["moved"] == 105
    assert (answers[4]["moved"], answers[4]["balance"]) == (0, 0)
    assert (answers[5]["moved"], answers[5]["balance"]) == (105, 395)
    whole = last([*start, do("cancel", "2026-02-04", visit="v")], text)
    assert whole["balance"] == 395


def test_what_lapsed_unused_is_not_taken_again() -> None:
    text = terms_text(bonuses="", hold=0, mode="after_earning", life=1)
    answers = replayed(
        [
            ANNA,
            visit("v", "2026-02-01", "1000"),
            do("debit", "2026-02-02", ref="d", points=40),
            lot("L", "2026-03-05", 100),
            do("refund", "2026-03-05", visit="v", amount="400"),
            do("refund", "2026-03-05", visit="v", amount="600"),
        ],
        text,
    )
    # 70 earned, 40 used, 30 lapsed: the first 28 to take have lapsed, of the other 42 two have.
    assert [answer["moved"] for answer in answers[4:]] == [0, 40]
    assert answers[5]["lots"]["L"] == 60


GRACE = terms_text(bonuses="", hold=0, mode="after_earning", life=1, grace=10)


def test_points_that_come_back_to_a_lapsed_lot_live_on_once() -> None:
    events = [
        ANNA,
        lot("L", "2026-01-01", 100, through="2026-01-31"),
        visit("v", "2026-01-10", "100", redeem=30),
        visit("w", "2026-01-11", "100", redeem=30),
        do("cancel", "2026-02-05", visit="v"),
        do("expire", "2026-02-15"),
        do("expire", "2026-02-16"),
        do("cancel", "2026-02-17", visit="w"),
    ]
    answers = replayed(events, GRACE)
    back = answers[4]
    assert [(entry["kind"], entry["points"]) for entry in back["entries"][:2]] == [
        ("expired", -40),
        ("given_back", 30),
    ]
    assert back["entries"][0]["effective"] == "2026-02-01"
    assert (back["lots"]["L"], back["usable_through"]) == (30, "2026-02-15")
    assert [answers[i]["lots"]["L"] for i in (5, 6)] == [30, 0]
    again = answers[7]
    assert [(entry["kind"], entry["points"]) for entry in again["entries"][:2]] == [
        ("given_back", 30),
        ("expired", -30),
    ]


def test_without_grace_they_lapse_at_once() -> None:
    answer = last(
        [
            lot("L", "2026-01-01", 100, through="2026-01-31"),
            do("debit", "2026-01-05", ref="d", points=60),
            do("give_back", "2026-02-05", ref="d", points=20, grace_days=0),
        ],
        BARE,
    )
    assert (answer["moved"], answer["expired"], answer["balance"]) == (20, 20, 0)
    assert answer["lots"] == {"L": 40}


def test_the_last_drawn_comes_back_first() -> None:
    answers = replayed(
        [
            lot("A", "2026-01-01", 10, through="2026-03-01"),
            lot("B", "2026-01-01", 10, through="2026-04-01"),
            do("debit", "2026-01-05", ref="d", points=15),
            do("give_back", "2026-01-06", ref="d", points=8),
            do("give_back", "2026-01-06", ref="d", points=99),
            do("give_back", "2026-01-06", ref="d"),
        ],
        BARE,
    )
    assert answers[3]["lots"] == {"A": 3, "B": 10}
    assert answers[4]["moved"] == 7
    assert answers[5]["reason"] == "already_reversed"


def test_taking_back_more_than_was_given_takes_the_rest() -> None:
    answers = replayed(
        [
            lot("A", "2026-01-01", 10),
            do("take_back", "2026-01-02", lot="A", points=4),
            do("take_back", "2026-01-02", lot="A", points=40),
            do("take_back", "2026-01-02", lot="A"),
            do("take_back", "2026-01-02", lot="B"),
        ],
        BARE,
    )
    assert [answer["moved"] for answer in answers[1:3]] == [4, 6]
    assert [answer["reason"] for answer in answers[3:]] == ["already_reversed", "unknown_lot"]


def test_a_cancelled_visit_no_longer_prolongs_but_nothing_lapses_the_same_day() -> None:
    text = terms_text(bonuses="", hold=0, life=1)
    answers = replayed(
        [
            ANNA,
            lot("L", "2026-01-01", 100),
            visit("v", "2026-01-20", "100"),
            do("cancel", "2026-02-10", visit="v"),
            do("check", "2026-02-10"),
            do("check", "2026-02-11"),
        ],
        text,
    )
    assert [answer["balance"] for answer in answers[3:]] == [100, 100, 0]


def test_a_refund_on_the_versions_own_rate_and_promotion() -> None:
    first = terms_text(bonuses="", hold=0)
    second = terms_text(bonuses="", hold=0, number=2, valid_from="2026-03-01", percent="1")
    answers = replayed(
        [ANNA, visit("v", "2026-02-28"), refund("v", "2026-03-05", "500")], first, second
    )
    assert (answers[2]["moved"], answers[2]["version"]) == (35, 1)


amounts = st.integers(1, 90_000)
bills = st.lists(
    st.tuples(st.sampled_from(["consultation", "diagnostics", "medicines"]), amounts),
    min_size=1,
    max_size=4,
)


@settings(max_examples=80)
@given(
    bill=bills,
    parts=st.lists(st.integers(1, 99), max_size=4),
    spent=st.integers(0, 120),
    redeem=st.integers(0, 90),
    hold=st.sampled_from([0, 1]),
    shortfall=st.sampled_from(["write_off", "debt"]),
    rounding=st.sampled_from(["down", "half_up", "up"]),
    life=st.sampled_from([1, 24]),
    grace=st.sampled_from([0, 30]),
    gap=st.sampled_from(["02", "28"]),
)
def test_partial_refunds_end_like_a_full_one(
    *,
    bill: list[tuple[str, int]],
    parts: list[int],
    spent: int,
    redeem: int,
    hold: int,
    shortfall: str,
    rounding: str,
    life: int,
    grace: int,
    gap: str,
) -> None:
    text = terms_text(
        bonuses="",
        hold=hold,
        shortfall=shortfall,
        rounding=rounding,
        life=life,
        grace=grace,
        mode="after_earning",
    )
    lines = [{"group": group, "amount": f"{amount / 100:.2f}"} for group, amount in bill]
    start = [
        ANNA,
        lot("L", "2026-01-01", 100, through="2026-02-20"),
        lot("M", "2026-01-01", 20),
        {**visit("v", "2026-02-01", redeem=redeem), "lines": lines},
        do("debit", "2026-02-02", ref="d", points=spent, at_most=True),
    ]
    day = f"2026-02-{gap}"
    left = sum(amount for _group, amount in bill)
    refunds = []
    for part in parts:
        amount = left * part // 100
        left -= amount
        refunds.append(do("refund", day, visit="v", amount=f"{amount / 100:.2f}"))
    refunds.append(do("refund", day, visit="v", amount=f"{left / 100:.2f}"))
    whole = sum(amount for _group, amount in bill)
    once = last([*start, do("refund", day, visit="v", amount=f"{whole / 100:.2f}")], text)
    often = last([*start, *refunds], text)
    assert often["accepted"] == once["accepted"]
    assert often["balance"] + often["held"] == once["balance"] + once["held"]
    assert often["debt"] == once["debt"]
