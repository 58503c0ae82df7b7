"""Stages at the edges of their windows, and in their order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.rules.stages import Portrait, StageFacts, StageWindows, active_on, stage_of
from reception.translation import Language, load_translator
from reception.values.choices import Stage

TODAY = date(2026, 11, 2)
NOW = StageWindows(TODAY)
LOYAL = Portrait(recommends=True, price_not_main=True, friendly=True, reason_for_choosing="doctor")


def days(*ago):
    return tuple(sorted(TODAY - timedelta(days=n) for n in ago))


def stage(*own, family=(), size=1, portrait=None, windows=NOW):
    facts = StageFacts(own, family, size, portrait or Portrait())
    return stage_of(facts, windows).stage


def test_order_of_the_stages():
    assert stage() is Stage.POTENTIAL
    assert stage(date(2026, 11, 3)) is Stage.POTENTIAL
    assert stage(date(2025, 5, 2)) is Stage.LAPSED
    assert stage(date(2025, 5, 3)) is Stage.FIRST_TIME
    assert stage(date(2024, 1, 1), date(2025, 5, 3)) is Stage.REPEAT
    assert stage(date(2024, 1, 1), date(2024, 5, 1), date(2025, 5, 2)) is Stage.LAPSED


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (days(10, 100, 364), Stage.REGULAR),
        ((date(2025, 11, 2), *days(10, 100)), Stage.REPEAT),
        ((date(2025, 11, 3), *days(10, 100)), Stage.REGULAR),
        ((date(2024, 11, 3), date(2025, 11, 2), *days(10, 20)), Stage.REGULAR),
        ((date(2024, 11, 2), date(2025, 11, 2), *days(10, 20)), Stage.REPEAT),
        (days(10, 20), Stage.REPEAT),
    ],
)
def test_regular_at_the_edges_of_the_windows(own, expected):
    assert stage(*own) is expected


def test_a_family_makes_regular_from_two_own_days_on():
    family = days(5, 50, 100, 300)
    assert stage(*days(5, 50), family=family, size=2) is Stage.REGULAR
    assert stage(*days(5), family=family, size=4) is Stage.FIRST_TIME
    assert stage(*days(5, 50), family=family, size=1) is Stage.REPEAT
    assert stage(*days(5, 50), family=family[1:], size=3) is Stage.REPEAT
    assert stage(*days(400, 500), family=family, size=3) is Stage.REGULAR


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, Stage.LOYAL),
        ({"recommends": False, "defends": True}, Stage.REGULAR),
        ({"price_not_main": False, "defends": True}, Stage.REGULAR),
        ({"friendly": False}, Stage.REGULAR),
        ({"friendly": False, "interested": True}, Stage.LOYAL),
        ({"reason_for_choosing": ""}, Stage.REGULAR),
        ({"reason_for_choosing": "no_alternative"}, Stage.REGULAR),
    ],
)
def test_loyal_is_an_attitude(change, expected):
    portrait = {"recommends": True, "price_not_main": True, "friendly": True,
                "reason_for_choosing": "doctor"} | change  # fmt: skip
    assert stage(*days(10, 100, 200), portrait=Portrait(**portrait)) is expected


def test_the_portrait_alone_makes_nobody_loyal():
    assert stage(*days(10, 100), portrait=LOYAL) is Stage.REPEAT


def test_a_leap_day_ends_its_windows_on_the_last_of_february():
    windows = StageWindows(date(2028, 2, 29))
    assert windows.year_ago == date(2027, 2, 28)
    assert stage(date(2027, 3, 1), *(date(2028, 2, n) for n in (1, 2)), windows=windows) is (
        Stage.REGULAR
    )


def test_the_reason_is_said_in_the_readers_language():
    staged = stage_of(StageFacts(days(10, 100, 200, 300, 350)), NOW)
    assert load_translator(Language.RU).text(staged.reason) == "5 дней визитов за 12 месяцев"
    staged = stage_of(StageFacts((date(2025, 3, 7),)), NOW)
    assert load_translator(Language.UK).text(staged.reason) == "немає візитів з 07.03.2025"


def test_active_in_the_last_eighteen_months():
    assert active_on((date(2025, 5, 3),), NOW)
    assert not active_on((date(2025, 5, 2),), NOW)
    assert not active_on((date(2026, 11, 3),), NOW)


@given(st.lists(st.integers(0, 900), unique=True, max_size=12), st.integers(1, 5))
def test_one_more_visit_today_never_lowers_a_stage(ago, size):
    order = [Stage.POTENTIAL, Stage.LAPSED, Stage.FIRST_TIME, Stage.REPEAT, Stage.REGULAR]
    before = stage_of(StageFacts(days(*ago), days(*ago), size), NOW).stage
    more = days(*{0, *ago})
    after = stage_of(StageFacts(more, more, size), NOW).stage
    assert order.index(after) >= order.index(before)
