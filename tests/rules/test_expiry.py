"""Days, lives and the drawing order: rules 4 and 6 by worked examples."""

import pytest

from tests.rules.points_made import ANNA, BARE, do, last, lot, replayed, terms_text, visit


@pytest.mark.parametrize(
    ("mode", "life", "day", "through"),
    [
        ("after_earning", "months = 1", "2026-01-31", "2026-02-28"),
        ("after_earning", "days = 30", "2026-01-31", "2026-03-02"),
        ("after_earning", "months = 12", "2028-02-29", "2029-02-28"),
        ("end_of_month", "", "2026-01-15", "2026-01-31"),
        ("end_of_month", "months = 1", "2026-01-31", "2026-02-28"),
        ("end_of_year", "days = 10", "2026-12-25", "2027-12-31"),
        ("end_of_year", "", "2026-12-25", "2026-12-31"),
        ("never", "", "2026-12-25", None),
        ("after_last_visit", "months = 2", "2026-12-31", "2027-02-28"),
    ],
)
def test_the_last_usable_day(mode: str, life: str, day: str, through: str | None) -> None:
    text = terms_text(bonuses="", hold=0, mode=mode, life=life)
    answer = last([ANNA, visit("v", day)], text)
    assert answer["usable_through"] == through


def test_no_lot_lapses_unusable() -> None:
    month = terms_text(bonuses="", hold=1, mode="end_of_month", life="")
    assert last([ANNA, visit("v", "2026-01-31")], month)["usable_through"] == "2026-02-28"
    year = terms_text(bonuses="", hold=1, mode="end_of_year", life="")
    assert last([ANNA, visit("v", "2026-12-31")], year)["usable_through"] == "2027-12-31"


def test_usable_through_the_last_day_and_gone_on_the_next() -> None:
    answers = replayed(
        [
            lot("L", "2026-01-01", 10, through="2026-01-31"),
            do("check", "2026-01-31"),
            do("check", "2026-02-01"),
            do("expire", "2026-01-31"),
            do("expire", "2026-03-01"),
            do("expire", "2026-03-02"),
        ],
        BARE,
    )
    assert [answer["balance"] for answer in answers] == [10, 10, 0, 10, 0, 0]
    assert answers[2]["lots"] == {"L": 10}
    assert [answer["moved"] for answer in answers[3:]] == [0, 10, 0]
    entry = answers[4]["entries"][0]
    assert (entry["effective"], entry["recorded"]) == ("2026-02-01", "2026-03-01")


def test_held_points_become_usable_after_the_days_of_hold() -> None:
    answers = replayed(
        [ANNA, visit("v", "2026-02-01"), do("check", "2026-02-03"), do("check", "2026-02-04")],
        terms_text(bonuses="", hold=3),
    )
    assert [(a["balance"], a["held"]) for a in answers[1:]] == [(0, 70), (0, 70), (70, 0)]


def test_the_soonest_to_lapse_is_drawn_first_then_the_earlier_then_the_first_entry() -> None:
    answers = replayed(
        [
            lot("never", "2026-01-01", 10),
            lot("late", "2026-01-02", 10, through="2026-06-30"),
            lot("second", "2026-01-03", 10, through="2026-05-31"),
            lot("first", "2026-01-02", 10, through="2026-05-31"),
            lot("third", "2026-01-03", 10, through="2026-05-31"),
            *(do("debit", "2026-01-10", ref=f"d{n}", points=10) for n in range(5)),
        ],
        terms_text(bonuses="", hold=0, mode="never", life=""),
    )
    left = [answer["lots"] for answer in answers[5:]]
    emptied = [
        next(k for k, v in lots.items() if v == 0 and before[k])
        for before, lots in zip([answers[4]["lots"], *left], left, strict=False)
    ]
    assert emptied == ["first", "second", "third", "late", "never"]


def test_draws_are_not_recomputed_when_an_earlier_credit_is_typed_in() -> None:
    answers = replayed(
        [
            lot("A", "2026-01-05", 10),
            do("debit", "2026-01-10", ref="d", points=10),
            lot("B", "2026-01-02", 10, recorded_on="2026-01-11"),
        ],
        BARE,
    )
    assert answers[2]["lots"] == {"A": 0, "B": 10}


LIFE = terms_text(bonuses="", hold=0, life=2)


def test_every_visit_of_a_member_keeps_the_points_alive() -> None:
    answers = replayed(
        [
            ANNA,
            do("join", "2026-01-01", member="boris"),
            lot("L", "2026-01-01", 10),
            visit("v", "2026-03-01", "0", member="boris"),
            do("check", "2026-05-01"),
            do("check", "2026-05-02"),
        ],
        LIFE,
    )
    assert [answers[i]["balance"] for i in (4, 5)] == [10, 0]


def test_a_lapsed_lot_does_not_revive() -> None:
    answers = replayed([ANNA, lot("L", "2026-01-01", 10), visit("v", "2026-03-02", "0")], LIFE)
    assert answers[2]["balance"] == 0


def test_a_visit_typed_later_keeps_alive_what_had_lapsed_in_between() -> None:
    answers = replayed(
        [
            ANNA,
            lot("L", "2026-01-01", 10),
            do("expire", "2026-03-05"),
            visit("v", "2026-02-27", "0", recorded_on="2026-03-06"),
            do("check", "2026-04-27"),
            do("check", "2026-04-28"),
        ],
        LIFE,
    )
    assert answers[2]["moved"] == 10
    assert [(e["kind"], e["points"], e["effective"]) for e in answers[3]["entries"]] == [
        ("expired", 10, "2026-03-02")
    ]
    assert [answer["balance"] for answer in answers[3:]] == [10, 10, 0]
    assert answers[3]["expired"] == 0


def test_a_visit_typed_late_bridges_to_a_later_one() -> None:
    answers = replayed(
        [
            ANNA,
            lot("L", "2026-01-01", 10),
            visit("w", "2026-04-01", "0"),
            visit("v", "2026-02-15", "0", recorded_on="2026-04-02"),
        ],
        LIFE,
    )
    assert answers[2]["balance"] == 0
    assert (answers[3]["balance"], answers[3]["usable_through"]) == (10, "2026-06-01")


def test_birthday_points_have_their_own_days() -> None:
    answers = replayed(
        [
            ANNA,
            do("birthday", "2026-02-28", member="anna"),
            visit("v", "2026-03-01", "0"),
            do("birthday", "2026-12-31", member="anna"),
            do("birthday", "2027-02-28", member="anna"),
        ],
        terms_text(hold=0),
    )
    assert answers[1]["usable_through"] == "2026-04-29"
    assert [answer["reason"] for answer in answers[3:]] == ["not_allowed", None]


def test_a_used_up_lot_is_closed_with_zero_once() -> None:
    answers = replayed(
        [
            lot("L", "2026-01-01", 10, through="2026-01-31"),
            do("debit", "2026-01-10", ref="d", points=10),
            do("expire", "2026-02-01"),
            do("expire", "2026-02-02"),
        ],
        BARE,
    )
    assert [(e["kind"], e["points"]) for e in answers[2]["entries"]] == [("expired", 0)]
    assert answers[3]["entries"] == []


def test_old_days_are_read_by_effective_day() -> None:
    events = [
        lot("L", "2026-01-01", 10, through="2026-01-31"),
        do("debit", "2026-01-10", ref="d", points=4),
        lot("M", "2026-01-20", 5),
        do("expire", "2026-02-05"),
    ]
    days = ["2026-01-01", "2026-01-09", "2026-01-10", "2026-01-25", "2026-01-31", "2026-02-01"]
    answers = replayed([*events, *(do("check", "2026-02-05", as_of=day) for day in days)], BARE)
    assert [answer["balance"] for answer in answers[4:]] == [10, 10, 6, 11, 11, 5]


def test_after_the_end_everything_alive_is_usable_through_the_closing_days() -> None:
    text = terms_text(hold=1, closing_days=30, grace=0)
    answers = replayed(
        [
            ANNA,
            lot("L", "2026-01-01", 10, through="2026-02-05"),
            lot("M", "2026-01-01", 10, through="2026-01-31"),
            visit("v", "2026-02-01", "1000"),
            do("close", "2026-02-01"),
            visit("w", "2026-02-10", "1000", redeem=100),
            do("join", "2026-02-10", member="boris"),
            lot("N", "2026-02-10", 10),
            do("check", "2026-03-03"),
            do("check", "2026-03-04"),
            do("expire", "2026-03-04"),
        ],
        text,
    )
    assert answers[4]["usable_through"] == "2026-03-03"
    assert (answers[5]["accepted"], answers[5]["moved"]) == (True, 0)
    assert [answers[i]["reason"] for i in (6, 7)] == ["outside_programme"] * 2
    assert [answers[i]["balance"] for i in (8, 9)] == [300 + 10 + 70 - 100, 0]
    assert answers[10]["moved"] == 290
