"""What is worse in a new version, for whom, and the notice it needs (design/terms.md 15)."""

from datetime import date
from typing import Any

import pytest

from reception.rules.version_fields import Turn
from reception.rules.worsening import changes, differences, notice_needed, worse_changes
from reception.translation import Language, load_translator
from tests.rules.terms_made import changed, starter

TODAY = date(2026, 6, 1)
NAME = {"ru": "Лето", "uk": "Літо", "en": "Summer"}
SUMMER = {
    "code": "summer",
    "name": NAME,
    "first_day": date(2026, 6, 1),
    "last_day": date(2026, 8, 31),
    "multiplier": "2",
    "groups": ["diagnostics", "dentistry"],
    "uses_per_patient": 3,
}
REFERRAL = {"referrer": 400, "newcomer": 200, "minimum_bill": "3000", "within_days": 120}
TIER = {"code": "gold", "name": NAME, "from_spend": "30000", "percent": "10"}

# Table, the field in the better and in the worse version, and where the change is found.
PAIRS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("earning", {"percent": "7"}, {"percent": "6.99"}, "earning.percent"),
    ("earning", {"rounding": "up"}, {"rounding": "half_up"}, "earning.rounding"),
    ("earning", {"rounding": "half_up"}, {"rounding": "down"}, "earning.rounding"),
    ("earning", {"minimum_bill": "0"}, {"minimum_bill": "0.01"}, "earning.minimum_bill"),
    (
        "earning",
        {"excluded_groups": ["insurance"]},
        {"excluded_groups": ["insurance", "dentistry"]},
        "earning.excluded_groups",
    ),
    ("earning", {"hold_days": 0}, {"hold_days": 1}, "earning.hold_days"),
    ("earning", {"retroactive_days": 90}, {"retroactive_days": 0}, "earning.retroactive_days"),
    ("redemption", {"cap_percent": "50"}, {"cap_percent": "49"}, "redemption.cap_percent"),
    ("redemption", {"minimum_points": 1}, {"minimum_points": 2}, "redemption.minimum_points"),
    ("redemption", {"step": 10}, {"step": 15}, "redemption.step"),
    ("redemption", {"step": 10}, {"step": 7}, "redemption.step"),
    (
        "redemption",
        {"excluded_groups": []},
        {"excluded_groups": ["dentistry"]},
        "redemption.excluded_groups",
    ),
    ("expiry", {"months": 24}, {"months": 23}, "expiry.months"),
    ("expiry", {"warn_days": 30}, {"warn_days": 29}, "expiry.warn_days"),
    ("refund", {"shortfall": "write_off"}, {"shortfall": "debt"}, "refund.shortfall"),
    ("refund", {"grace_days": 30}, {"grace_days": 0}, "refund.grace_days"),
    ("bonuses", {"welcome": 300}, {"welcome": 0}, "bonuses.welcome"),
    (
        "bonuses",
        {"birthday": {"points": 200, "usable_days": 60}},
        {"birthday": {"points": 200, "usable_days": 59}},
        "bonuses.birthday.usable_days",
    ),
    (
        "bonuses",
        {"birthday": {"points": 200, "usable_days": 60}},
        {"birthday": {"points": 199, "usable_days": 60}},
        "bonuses.birthday.points",
    ),
    (
        "bonuses",
        {"referral": REFERRAL},
        {"referral": REFERRAL | {"within_days": 119}},
        "bonuses.referral.within_days",
    ),
    (
        "bonuses",
        {"referral": REFERRAL},
        {"referral": REFERRAL | {"minimum_bill": "3000.01"}},
        "bonuses.referral.minimum_bill",
    ),
    ("family", {"max_members": 8}, {"max_members": 7}, "family.max_members"),
    ("version", {"notice_days": 30}, {"notice_days": 29}, "version.notice_days"),
    ("version", {"closing_days": 90}, {"closing_days": 89}, "version.closing_days"),
]


@pytest.mark.parametrize(("table", "better", "worse", "path"), PAIRS)
def test_each_field_is_worse_one_way_and_better_the_other(
    table: str, better: dict[str, Any], worse: dict[str, Any], path: str
) -> None:
    old, new = changed({table: better}), changed({table: worse})
    assert [change.path for change in worse_changes(old, new)] == [path]
    assert [(c.path, c.turn) for c in changes(new, old)] in (
        [(path, Turn.BETTER)],
        [(path, Turn.WORSE)] if path == "redemption.step" else [],
    )


def test_a_step_that_divides_the_old_one_takes_nothing() -> None:
    old, new = changed({"redemption": {"step": 10}}), changed({"redemption": {"step": 5}})
    assert worse_changes(old, new) == []


def test_the_same_terms_change_nothing() -> None:
    assert changes(starter(), starter()) == []


def test_a_gain_elsewhere_does_not_pay_for_a_loss() -> None:
    new = changed({"earning": {"percent": "20"}, "redemption": {"cap_percent": "49"}})
    found = changes(starter(), new)
    assert [(c.path, c.turn) for c in found] == [
        ("earning.percent", Turn.BETTER),
        ("redemption.cap_percent", Turn.WORSE),
    ]
    assert notice_needed(starter(), new, TODAY).days == 30


@pytest.mark.parametrize(
    ("expiry", "drop", "is_worse"),
    [
        ({"mode": "after_earning", "months": 600}, (), True),
        ({"mode": "end_of_year", "months": 600}, (), True),
        ({"mode": "never"}, ("expiry.months",), False),
        ({"days": 731}, ("expiry.months",), False),
        ({"days": 730}, ("expiry.months",), True),
    ],
)
def test_another_mode_is_worse_except_never(
    expiry: dict[str, Any], drop: tuple[str, ...], is_worse: bool
) -> None:
    new = changed({"expiry": expiry}, drop=drop)
    assert bool(worse_changes(starter(), new)) is is_worse


def test_leaving_out_a_bonus_is_worse() -> None:
    new = changed({}, drop=("bonuses",))
    paths = {change.path for change in worse_changes(starter(), new)}
    assert paths == {"bonuses.welcome", "bonuses.birthday.points"}


def test_either_way_of_leaving_is_worse_for_somebody() -> None:
    stays, goes = starter(), changed({"family": {"leaving": "own_lots_go_along"}})
    assert worse_changes(stays, goes)
    assert worse_changes(goes, stays)


def test_an_end_that_was_not_announced_is_worse() -> None:
    new = changed({"version": {"valid_until": date(2026, 12, 31)}})
    assert [c.path for c in worse_changes(starter(), new)] == ["version.valid_until"]
    assert worse_changes(new, starter()) == []


@pytest.mark.parametrize(
    ("old", "new", "worse"),
    [
        ([TIER], [], True),
        ([], [TIER], False),
        ([], [TIER | {"percent": "5"}], True),
        ([TIER], [TIER | {"from_spend": "40000"}], True),
        ([TIER], [TIER | {"from_spend": "20000"}], False),
        ([TIER], [TIER | {"percent": "9.5"}], True),
    ],
)
def test_tiers_are_compared_at_every_spend(old: list[Any], new: list[Any], worse: bool) -> None:
    found = worse_changes(changed({"tiers": old}), changed({"tiers": new}))
    assert bool(found) is worse


def test_a_shorter_window_of_a_tier_is_worse() -> None:
    old = changed({"tiers": [TIER], "earning": {"tier_months": 12}})
    new = changed({"tiers": [TIER], "earning": {"tier_months": 11}})
    assert [c.path for c in worse_changes(old, new)] == ["earning.tier_months"]


@pytest.mark.parametrize(
    ("other", "worse"),
    [
        ({}, False),
        ({"last_day": date(2026, 8, 30)}, True),
        ({"last_day": date(2026, 9, 30)}, False),
        ({"first_day": date(2026, 7, 1)}, True),
        ({"multiplier": "1.5"}, True),
        ({"multiplier": "3"}, False),
        ({"groups": ["diagnostics"]}, True),
        ({"groups": ["diagnostics", "dentistry", "massage"]}, False),
        ({"uses_per_patient": 2}, True),
        ({"uses_per_patient": 4}, False),
        ({"priority": 5}, False),
    ],
)
def test_a_promotion_that_still_runs_is_compared(other: dict[str, Any], worse: bool) -> None:
    old = changed({"promotions": [SUMMER]})
    new = changed({"promotions": [SUMMER | other], "version": {"valid_from": TODAY}})
    assert bool(worse_changes(old, new)) is worse


def test_a_promotion_that_is_over_may_go_and_one_that_runs_may_not() -> None:
    old = changed({"promotions": [SUMMER]})
    after = changed({"version": {"valid_from": date(2026, 9, 1)}})
    during = changed({"version": {"valid_from": date(2026, 8, 31)}})
    assert worse_changes(old, after) == []
    assert [c.path for c in worse_changes(old, during)] == ["promotions"]


def test_a_promotion_that_pushes_another_aside_is_worse() -> None:
    rival = {**SUMMER, "code": "tiny", "multiplier": "1.1", "priority": 9}
    old = changed({"promotions": [SUMMER]})
    assert worse_changes(old, changed({"promotions": [SUMMER, rival]}))
    assert not worse_changes(old, changed({"promotions": [SUMMER, rival | {"priority": 0}]}))


def test_notice_is_that_of_the_version_in_force() -> None:
    old = changed({"version": {"notice_days": 45}})
    worse = changed({"earning": {"percent": "5"}, "version": {"notice_days": 45}})
    notice = notice_needed(old, worse, TODAY)
    assert (notice.days, notice.earliest) == (45, date(2026, 7, 16))
    assert not notice.is_kept(date(2026, 7, 15))
    assert notice.is_kept(date(2026, 7, 16))
    better = changed({"earning": {"percent": "8"}, "version": {"notice_days": 45}})
    assert notice_needed(old, better, TODAY).earliest == date(2026, 6, 2)


def test_a_patient_is_told_in_three_lines_with_the_losses_first() -> None:
    new = changed(
        {
            "earning": {"percent": "8", "hold_days": 3},
            "redemption": {"cap_percent": "30", "step": 10},
            "bonuses": {"welcome": 500},
        }
    )
    english = load_translator(Language.EN)
    lines = [english.text(line) for line in differences(starter(), new)]
    assert lines == [
        "Days until points can be used: 3 instead of 1.",
        "Points pay up to 30% of a visit instead of 50%.",
        "3 more changes are on the new sheet.",
    ]
    assert len(differences(starter(), starter())) == 1


@pytest.mark.parametrize("language", list(Language))
def test_every_change_can_be_said_in_every_language(language: Language) -> None:
    words = load_translator(language)
    for table, better, worse, _path in PAIRS:
        for change in changes(changed({table: better}), changed({table: worse})):
            for message in (change.said, change.whom):
                text = words.text(message)
                assert "{" not in text
                assert language is Language.EN or text != load_translator(Language.EN).text(message)
