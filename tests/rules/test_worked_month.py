"""The worked month of product/indicators.md, second half: every figure of it comes out."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from reception.rules.fairness import (
    SegmentFacts,
    confirmed_mention_rate,
    equal_treatment,
    reward_of,
    segment_label,
    segment_rates,
    segments_of,
)
from reception.rules.honesty import (
    Tick,
    hasty,
    many_strangers,
    monotonous,
    spot_check,
    week_of,
)
from reception.rules.indicators import Ratio, cover_days, reorder_point
from reception.rules.intervals import middle, ninth_of_ten, wilson
from reception.rules.patient_indicators import (
    is_down,
    loyal_share,
    mean_groups,
    net_loyal,
    pace,
    spend_growth,
    stage_moves,
)
from reception.rules.surveys import nps
from reception.translation import Language, load_translator
from reception.values.choices import Stage
from tests.rules.terms_made import starter

START = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def rounded(value: Fraction | None) -> int:
    assert value is not None
    return round(value * 100)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (540, 1000, 54),  # share of family visits
        (78, 130, 60),  # repeat rate
        (30, 120, 25),  # referral share
        (205, 500, 41),  # feedback rate
        (205, 410, 50),
        (82, 205, 40),
        (7, 8, 88),  # staff certification
        (378, 420, 90),  # reminder contact rate
        (189, 210, 90),  # birthday contact rate
        (264, 480, 55),  # reason known
        (760, 1900, 40),
        (96, 120, 80),
        (119, 340, 35),
        (62_000, 113_700, 55),
        (912, 960, 95),
        (26, 26, 100),
        (5, 7, 71),
    ],
)
def test_shares_of_the_worked_month(part: int, whole: int, percent: int) -> None:
    assert rounded(Ratio(part, whole).value) == percent


def test_confirmed_mention_rate() -> None:
    found = confirmed_mention_rate(Ratio(340, 400), yes=51, answers=60)
    assert rounded(found.value) == 72
    assert found.interval is not None
    assert (round(found.interval.low, 2), round(found.interval.high, 2)) == (0.63, 0.78)
    nobody = confirmed_mention_rate(Ratio(340, 400), yes=0, answers=0)
    assert (nobody.value, nobody.interval) == (None, None)


def test_nps() -> None:
    scores = [10] * 131 + [8] * 49 + [3] * 25
    assert round(nps(scores) or 0) == 52


def test_spend_growth_counts_only_who_came_in_both_years() -> None:
    value, both = spend_growth({1: 143, 2: 999}, {1: 130, 3: 50})
    assert (rounded(value), both) == (10, (1,))
    assert spend_growth({1: 5}, {2: 5}) == (None, ())


def test_service_groups() -> None:
    assert mean_groups({number: 2 if number < 9 else 1 for number in range(10)}) == Fraction(19, 10)
    assert mean_groups({}) is None


def test_stage_distribution_and_loyal_share() -> None:
    stages = {
        Stage.FIRST_TIME: 840,
        Stage.REPEAT: 720,
        Stage.REGULAR: 480,
        Stage.LOYAL: 360,
        Stage.LAPSED: 900,
    }
    share, of_ceiling = loyal_share(stages)
    assert (share, of_ceiling) == (Fraction(15, 100), Fraction(1, 2))
    assert loyal_share({}) == (None, None)


def test_stage_moves() -> None:
    moves = {
        (Stage.FIRST_TIME, Stage.REPEAT): 60,
        (Stage.REPEAT, Stage.REGULAR): 34,
        (Stage.REGULAR, Stage.LOYAL): 12,
        (Stage.LOYAL, Stage.REGULAR): 5,
    }
    before: dict[int, Stage] = {}
    now: dict[int, Stage] = {}
    person = 0
    for (was, became), count in moves.items():
        for _each in range(count):
            person += 1
            before[person], now[person] = was, became
    before[999] = now[999] = Stage.LOYAL
    now[1000] = Stage.FIRST_TIME
    found = stage_moves(before, now)
    assert {move: len(people) for move, people in found.items()} == moves
    assert net_loyal({move: len(people) for move, people in found.items()}) == 7
    assert [is_down(move) for move in moves] == [False, False, False, True]
    assert is_down((Stage.REPEAT, Stage.LAPSED))


def test_check_in_time() -> None:
    first = pace([160] * 9 + [250])
    again = pace([58] * 8 + [95, 100])
    assert (first.median, first.p90) == (160, 160)
    assert (again.median, again.p90, again.cases) == (58, 95, 10)
    assert (pace([]).median, middle([]), ninth_of_ten([])) == (None, None, None)


def test_cards_of_the_worked_month() -> None:
    assert round(cover_days(on_hand=180, issued_in_30_days=130) or 0, 1) == Fraction(415, 10)
    assert reorder_point(issued_in_30_days=130, delivery_and_safety_days=20) == 87


def test_equal_treatment() -> None:
    rates = {"age_60": Ratio(39, 50, 30), "age_under_60": Ratio(88, 100, 30)}
    equality = equal_treatment(rates)
    assert rounded(equality.value) == 89
    assert not equality.alarm
    assert (equality.least, equality.most) == ("age_60", "age_under_60")
    assert equal_treatment({**rates, "insured": Ratio(0, 29, 30)}) == equality
    assert equal_treatment({**rates, "insured": Ratio(10, 30, 30)}).alarm
    assert equal_treatment({"age_60": Ratio(30, 30, 30)}).value is None
    assert equal_treatment({"a": Ratio(0, 30, 30), "b": Ratio(0, 30, 30)}).value is None


def test_segments_have_names_in_every_language() -> None:
    visits = [
        SegmentFacts(
            told=True,
            age=60,
            with_child=False,
            language="ru",
            is_insured=False,
            at=time(11, 59),
        ),
        SegmentFacts(
            told=False, age=59, with_child=True, language="uk", is_insured=True, at=time(12)
        ),
        SegmentFacts(
            told=False, age=None, with_child=True, language="en", is_insured=True, at=time(17)
        ),
    ]
    assert segments_of(visits[0]) == [
        "without_child",
        "language_ru",
        "not_insured",
        "age_60",
        "time_morning",
    ]
    rates = segment_rates(visits, guard=1)
    assert rates["with_child"] == Ratio(0, 2, 1)
    for language in Language:
        words = load_translator(language)
        assert len({words.text(segment_label(name)) for name in rates}) == len(rates)


def test_a_reward_is_counted_anew() -> None:
    terms = starter()
    percent = terms.earning.percent
    steps = [{"step": "bill"}, {"step": "base", "percent": str(percent)}]
    due = int(Decimal(100_000) * percent / 100 / terms.programme.point_value)
    assert reward_of(terms, [("consultation", 100_000)], steps, redeemed=0) == due
    wrong = [{"step": "base", "percent": str(percent + 1)}]
    assert reward_of(terms, [("consultation", 100_000)], wrong, redeemed=0) is None
    unknown = [*steps, {"step": "extra", "code": "for-friends"}]
    assert reward_of(terms, [("consultation", 100_000)], unknown, redeemed=0) is None
    tier = [{"step": "tier", "code": "gold", "percent": "50"}]
    assert reward_of(terms, [("consultation", 100_000)], tier, redeemed=0) is None


# --- Honesty ----------------------------------------------------------------------------------


def tick(
    number: int, *, after: float, by: int = 1, answer: str = "later", seconds: int = 20
) -> Tick:
    return Tick(number, by, START + timedelta(seconds=after), answer, seconds)


def test_ticks_faster_than_anybody_can_tell() -> None:
    assert hasty([tick(1, after=0, seconds=4), tick(2, after=600, seconds=5)]) == (1,)
    five = [tick(number, after=number * 20) for number in range(5)]
    assert hasty(five) == ()
    assert hasty([*five, tick(5, after=115)]) == (0, 1, 2, 3, 4, 5)
    assert hasty([*five, tick(5, after=115, by=2)]) == ()
    assert hasty([*five, tick(5, after=500)]) == ()


def test_the_same_answer_thirty_times() -> None:
    run = [tick(number, after=number * 600) for number in range(30)]
    assert monotonous(run) == tuple(range(30))
    assert monotonous(run[:29]) == ()
    assert monotonous([*run[:29], tick(99, after=10**6, answer="joins"), *run[29:]]) == ()
    assert monotonous([*run[:29], tick(99, after=10**6, by=2, answer="joins"), run[29]]) != ()


def test_the_spot_check_is_random_and_the_same_each_time() -> None:
    visits = list(range(100, 200))
    monday = week_of(START.date())
    drawn = spot_check(visits, week=monday)
    assert len(drawn) == 5
    assert spot_check(visits[::-1], week=monday + timedelta(days=3)) == drawn
    assert spot_check(visits, week=monday + timedelta(days=7)) != drawn
    assert spot_check([7, 8], week=monday) == (7, 8)
    assert spot_check([], week=monday) == ()


def test_one_card_for_many_strangers() -> None:
    assert many_strangers([(1, 10), (1, 11), (1, 12), (1, 12), (2, 10)]) == {}
    assert many_strangers([(1, 10), (1, 11), (1, 12), (1, 13)]) == {1: 4}


def test_the_wilson_interval() -> None:
    half = wilson(5, 10)
    assert half is not None
    assert (round(half.low, 3), round(half.high, 3)) == (0.237, 0.763)
    none, every = wilson(0, 10), wilson(10, 10)
    assert none is not None
    assert every is not None
    assert (round(none.low, 9), round(every.high, 9)) == (0, 1)
    assert wilson(0, 0) is None
    assert half.overlaps(none)
    assert not none.overlaps(every)
