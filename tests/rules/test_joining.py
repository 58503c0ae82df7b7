"""Joining, past visits, welcome points and referrals: rules 13 and 14 by worked examples."""

from tests.rules.points_made import ANNA, do, last, replayed, terms_text, visit


def test_welcome_points_are_given_once_an_account() -> None:
    answers = replayed(
        [
            ANNA,
            do("join", "2026-01-02", member="boris"),
            do("leave", "2026-01-03", member="boris"),
            do("join", "2026-01-04", member="boris", account="B"),
            do("join", "2026-01-05", member="vera", account="C"),
        ]
    )
    assert [answer["moved"] for answer in answers] == [300, 0, 0, 0, 300]
    assert answers[0]["held"] == 0


def test_paid_visits_before_joining_count_from_the_beginning_of_the_programme() -> None:
    def before(name: str, on: str, **more: object) -> dict[str, object]:
        return visit(name, on, "1000", member="anna", **more)

    answers = replayed(
        [
            before("too early", "2025-08-31"),
            before("old", "2025-11-30"),
            before("a", "2025-12-01"),
            before("gone", "2026-02-01"),
            before("b", "2026-02-15"),
            before("today", "2026-03-01"),
            do("cancel", "2026-02-20", visit="gone"),
            do("join", "2026-03-01", member="anna"),
            before("after", "2026-03-01"),
        ],
        terms_text(bonuses=""),
    )
    assert answers[0]["reason"] == "outside_programme"
    joined = answers[7]
    assert joined["moved"] == 210
    assert joined["lots"] == {"a": 70, "b": 70, "today": 70}
    assert {entry["effective"] for entry in joined["entries"]} == {"2026-03-01"}
    assert (joined["balance"], joined["held"]) == (0, 210)
    assert answers[8]["moved"] == 70


def test_a_visit_is_credited_once_ever() -> None:
    answers = replayed(
        [
            visit("a", "2026-01-02", member="anna"),
            ANNA | {"on": "2026-01-03"},
            do("join", "2026-01-03", member="boris"),
            do("leave", "2026-01-04", member="anna"),
            do("join", "2026-01-05", member="anna", account="B"),
        ],
        terms_text(bonuses=""),
    )
    assert [answers[i]["moved"] for i in (1, 4)] == [70, 0]


def test_a_past_visit_is_credited_by_the_version_of_its_day_and_typed_late_too() -> None:
    first = terms_text(bonuses="", percent="5")
    second = terms_text(bonuses="", number=2, valid_from="2026-02-01", percent="10")
    answers = replayed(
        [
            visit("a", "2025-12-15", member="anna"),
            visit("b", "2026-01-15", member="anna"),
            visit("c", "2026-02-15", member="anna"),
            do("join", "2026-02-20", member="anna"),
            visit("d", "2026-01-16", member="anna", recorded_on="2026-02-21"),
        ],
        first,
        second,
    )
    assert answers[3]["lots"] == {"a": 50, "b": 50, "c": 100}
    assert (answers[4]["moved"], answers[4]["entries"][0]["effective"]) == (50, "2026-02-20")


REFER = do("refer", "2026-02-01", newcomer="vera")
VERA = do("join", "2026-02-10", member="vera", account="B")


def test_a_referral_pays_both_sides_after_a_worthy_visit() -> None:
    answers = replayed(
        [
            ANNA,
            REFER,
            VERA,
            visit("small", "2026-02-11", "2999.99", account="B"),
            visit("v", "2026-02-12", "3000", account="B"),
            visit("w", "2026-02-13", "3000", account="B"),
            do("check", "2026-02-13"),
        ]
    )
    assert [entry["kind"] for entry in answers[4]["entries"]] == ["earned", "referral", "referral"]
    assert (answers[4]["moved"], answers[4]["held"]) == (210, 610 - 200)
    assert [entry["kind"] for entry in answers[5]["entries"]] == ["earned"]
    assert answers[6]["balance"] == 700


def test_the_money_part_counts_and_the_last_day_is_included() -> None:
    events = [ANNA, REFER, VERA]
    paid = visit("v", "2026-06-01", "3000", account="B")
    assert len(last([*events, paid])["entries"]) == 3
    assert len(last([*events, {**paid, "on": "2026-06-02"}])["entries"]) == 1
    part = {**paid, "redeem": 1}
    assert len(last([*events, part])["entries"]) == 2


def test_a_refund_below_the_minimum_takes_both_bonuses_back() -> None:
    answers = replayed(
        [
            ANNA,
            REFER,
            VERA,
            visit("v", "2026-02-12", "3100", account="B"),
            do("refund", "2026-02-13", visit="v", amount="100"),
            do("check", "2026-02-14"),
            do("refund", "2026-02-14", visit="v", amount="1", account="B"),
            do("check", "2026-02-14"),
            do("check", "2026-02-14", account="B"),
        ]
    )
    assert [answers[i]["balance"] for i in (5, 7)] == [700, 300]
    assert answers[8]["balance"] == 300 + 209


def test_what_a_referral_may_not_be() -> None:
    known = visit("x", "2026-01-20", member="vera")
    member = do("join", "2026-01-20", member="boris")
    cases = {
        "self": [do("refer", "2026-02-01", newcomer="anna")],
        "within": [member, do("refer", "2026-02-01", newcomer="boris")],
        "known": [known, REFER],
        "twice": [REFER, do("refer", "2026-02-02", newcomer="vera")],
        "back": [REFER, VERA, do("refer", "2026-02-11", newcomer="anna", account="B")],
    }
    for name, events in cases.items():
        assert last([ANNA, *events])["reason"] == "referral_not_allowed", name
    without = terms_text(bonuses="welcome = 300")
    assert last([ANNA, REFER], without)["reason"] == "referral_not_allowed"
