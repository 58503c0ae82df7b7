"""Families: joining, blocking, merging, leaving, splitting and undoing (rule 11)."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.points_made import ANNA, BARE, do, last, lot, replayed, terms_text, visit

BORIS = do("join", "2026-01-01", member="boris")
VERA = do("join", "2026-01-01", member="vera", account="B")
ALONG = terms_text(bonuses="", hold=0, leaving="own_lots_go_along")


def test_one_person_is_on_one_account() -> None:
    answers = replayed(
        [
            ANNA,
            VERA,
            do("join", "2026-01-02", member="anna"),
            do("join", "2026-01-02", member="vera"),
            do("join", "2026-01-02", member="boris"),
            do("join", "2026-01-02", member="gleb"),
        ],
        terms_text(bonuses="", max_members=2),
    )
    assert [answer["reason"] for answer in answers[2:]] == [
        "already_member",
        "in_other_account",
        None,
        "account_full",
    ]


def test_one_pool_with_the_earner_on_every_lot() -> None:
    answers = replayed(
        [
            ANNA,
            BORIS,
            visit("a", "2026-02-01", "1000", member="anna"),
            visit("b", "2026-02-02", "1000", member="boris", redeem=70),
        ],
        BARE,
    )
    assert answers[3]["balance"] == 65
    assert [entry["member"] for entry in answers[3]["entries"]] == ["boris", "boris"]
    assert answers[2]["entries"][0]["member"] == "anna"


def test_a_merge_moves_all_lots_and_the_debt() -> None:
    answers = replayed(
        [
            ANNA,
            VERA,
            lot("a", "2026-01-02", 100),
            do("debit", "2026-01-03", ref="d", points=30, forced=True, account="B"),
            do("merge", "2026-01-05", account="A", into="B"),
            do("check", "2026-01-05", account="B"),
            visit("v", "2026-01-06", account="A"),
            visit("w", "2026-01-06", account="B", member="anna"),
        ],
        BARE,
    )
    assert answers[4]["moved"] == 100
    assert [(e["kind"], e["points"]) for e in answers[4]["entries"]] == [
        ("moved_out", -100),
        ("moved_in", 100),
    ]
    assert (answers[4]["balance"], answers[5]["balance"], answers[5]["debt"]) == (0, 70, 0)
    assert answers[7]["moved"] == 70


def test_a_moved_lot_keeps_its_last_day_and_refunds_follow_it() -> None:
    answers = replayed(
        [
            ANNA,
            VERA,
            visit("v", "2026-01-10", "1000"),
            do("merge", "2026-01-12", account="A", into="B"),
            do("check", "2026-01-12", account="B"),
            do("cancel", "2026-01-13", visit="v"),
            do("check", "2026-01-13", account="B"),
        ],
        terms_text(bonuses="", hold=0, mode="after_earning", life=2),
    )
    assert (answers[4]["balance"], answers[4]["usable_through"]) == (70, "2026-03-10")
    assert (answers[5]["moved"], answers[6]["balance"]) == (70, 0)


def test_redeemed_points_of_a_merged_account_come_back_to_the_heir() -> None:
    answers = replayed(
        [
            ANNA,
            VERA,
            lot("L", "2026-01-01", 50),
            visit("v", "2026-01-10", "100", redeem=50),
            do("merge", "2026-01-12", account="A", into="B"),
            do("cancel", "2026-01-13", visit="v"),
            do("check", "2026-01-13", account="B"),
        ],
        BARE,
    )
    assert answers[6]["balance"] == 50


def test_leaving_takes_along_what_is_left_of_own_lots() -> None:
    events = [
        ANNA,
        BORIS,
        visit("a", "2026-01-10", "1000", member="anna"),
        visit("b", "2026-01-10", "2000", member="boris"),
        do("leave", "2026-01-12", member="boris", to="C"),
        do("check", "2026-01-12", account="C"),
    ]
    answers = replayed(events, ALONG)
    assert (answers[4]["moved"], answers[4]["balance"], answers[5]["balance"]) == (140, 70, 140)
    stays = replayed(events, BARE)
    assert (stays[4]["moved"], stays[4]["balance"], stays[5]["balance"]) == (0, 210, 0)


def test_the_last_member_cannot_leave_and_the_next_to_have_joined_holds() -> None:
    answers = replayed(
        [
            ANNA,
            BORIS,
            do("leave", "2026-01-12", member="anna"),
            visit("v", "2026-01-13"),
            do("leave", "2026-01-14", member="boris"),
            do("leave", "2026-01-14", member="anna"),
        ],
        BARE,
    )
    assert answers[3]["entries"][0]["member"] == "boris"
    assert [answer["reason"] for answer in answers[4:]] == ["not_allowed", "unknown_member"]


def test_a_debt_needs_somebody_who_takes_it() -> None:
    start = [ANNA, BORIS, do("debit", "2026-01-02", ref="d", points=30, forced=True)]
    leave = do("leave", "2026-01-03", member="boris", to="C")
    assert last([*start, leave], BARE)["reason"] == "debt_unassigned"
    takes = replayed(
        [*start, {**leave, "debt_to": "boris"}, do("check", "2026-01-03", account="C")], BARE
    )
    assert (takes[3]["debt"], takes[4]["debt"]) == (0, 30)
    stays = replayed(
        [*start, {**leave, "debt_to": "anna"}, do("check", "2026-01-03", account="C")], BARE
    )
    assert (stays[3]["debt"], stays[4]["debt"]) == (30, 0)


def test_a_split_keeps_the_sum() -> None:
    answers = replayed(
        [
            ANNA,
            BORIS,
            lot("x", "2026-01-01", 40, through="2026-06-30"),
            lot("y", "2026-01-01", 60),
            do("split", "2026-01-03", shares={"anna": 30, "boris": 70}),
            do("check", "2026-01-03", account="boris"),
        ],
        BARE,
    )
    assert answers[4]["accepted"]
    assert (answers[4]["balance"], answers[5]["balance"]) == (30, 70)
    assert answers[4]["lots"] == {"x": 30, "y": 0}
    assert answers[5]["lots"] == {"x": 10, "y": 60}
    too_much = last(
        [ANNA, BORIS, lot("x", "2026-01-01", 40), do("split", "2026-01-03", shares={"boris": 41})],
        BARE,
    )
    assert too_much["reason"] == "not_enough_points"


MOVES: list[dict[str, Any]] = [
    do("merge", "2026-02-01", account="A", into="B"),
    do("leave", "2026-02-01", member="boris", to="C"),
    do("leave", "2026-02-01", member="boris", to="B"),
    do("split", "2026-02-01", shares={"boris": 25}),
]


@settings(max_examples=60)
@given(
    move=st.sampled_from(MOVES),
    anna=st.integers(0, 60),
    boris=st.integers(0, 60),
    vera=st.integers(0, 60),
    owed_a=st.sampled_from([0, 0, 90, 200]),
    owed_b=st.sampled_from([0, 0, 90]),
    debt_to=st.sampled_from(["anna", "boris"]),
)
def test_undoing_restores_the_state(
    *,
    move: dict[str, Any],
    anna: int,
    boris: int,
    vera: int,
    owed_a: int,
    owed_b: int,
    debt_to: str,
) -> None:
    start = [
        ANNA,
        BORIS,
        VERA,
        visit("a", "2026-01-02", f"{anna * 10}", member="anna"),
        visit("b", "2026-01-02", f"{boris * 10}", member="boris"),
        visit("v", "2026-01-02", f"{vera * 10}", account="B"),
        do("debit", "2026-01-03", ref="x", points=owed_a, forced=True),
        do("debit", "2026-01-03", ref="y", points=owed_b, forced=True, account="B"),
    ]
    checks = [do("check", "2026-02-01", account=key) for key in ("A", "B")]
    if move["do"] != "merge" and owed_a:
        move = {**move, "debt_to": debt_to}
    line = len(start) + len(checks) + 1
    answers = replayed(
        [
            *start,
            *checks,
            move,
            do("undo", "2026-02-01", line=line),
            *checks,
            do("undo", "2026-02-01", line=line),
        ],
        ALONG,
    )
    before, after = answers[len(start) : len(start) + 2], answers[-3:-1]
    if not answers[line - 1]["accepted"]:
        return
    assert answers[line]["accepted"], answers[line]
    for was, now in zip(before, after, strict=True):
        for name in ("balance", "held", "debt"):
            assert was[name] == now[name], (name, json.dumps(answers[line - 1 :], indent=1))
        left = {name: points for name, points in now["lots"].items() if points}
        assert left == {name: points for name, points in was["lots"].items() if points}
    assert answers[-1]["reason"] == "already_reversed"


def test_undoing_is_refused_once_something_moved_was_used() -> None:
    start = [ANNA, VERA, lot("a", "2026-01-02", 100), do("merge", "2026-01-05", into="B")]
    used = do("debit", "2026-01-06", ref="d", points=1, account="B")
    taken = do("take_back", "2026-01-06", lot="a", points=1, account="B")
    for event in (used, taken):
        answers = replayed([*start, event, do("undo", "2026-01-07", line=4)], BARE)
        assert answers[4]["accepted"]
        assert answers[5]["reason"] == "spent_in_between"
    lapsed = replayed([*start, do("undo", "2030-01-07", line=4)], BARE)
    assert lapsed[4]["reason"] == "spent_in_between"
    assert last([*start, do("undo", "2026-01-07", line=2)], BARE)["reason"] == "not_allowed"


def test_a_blocked_account_redeems_nothing_and_earns_on_unblocking() -> None:
    answers = replayed(
        [
            ANNA,
            lot("L", "2026-01-01", 100),
            do("block", "2026-01-05", reason="lost"),
            visit("v", "2026-01-06", "1000", redeem=10),
            visit("w", "2026-01-07", "1000"),
            do("refund", "2026-01-08", visit="w", amount="500"),
            do("unblock", "2026-01-20", reason="found"),
            do("check", "2026-01-20"),
            do("block", "2026-01-21", reason=" "),
        ],
        terms_text(bonuses="", hold=1),
    )
    assert (answers[3]["reason"], answers[3]["redeemable"]) == ("blocked", 0)
    assert (answers[4]["accepted"], answers[4]["moved"], answers[4]["balance"]) == (True, 0, 100)
    assert (answers[6]["moved"], answers[7]["balance"]) == (35, 135)
    assert answers[6]["entries"][0]["effective"] == "2026-01-07"
    assert answers[8]["reason"] == "reason_missing"
