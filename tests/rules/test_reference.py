"""The figures of product/content.md 4.1, to the last one, by the engine."""

from fractions import Fraction

import pytest

from reception.rules.reference import Reference, play, year_example
from reception.values.choices import Country
from tests.rules.terms_made import changed, starter

RU, UA = Reference.of_country(Country.RU), Reference.of_country(Country.UA)


def tenth(value: Fraction) -> float:
    return float(round(value, 1))


@pytest.mark.parametrize(
    ("country", "people", "paid", "earned", "birthdays", "ordinary", "percent", "in_visits"),
    [
        ("ru", 4, 3_600_000, 2520, 800, 3320, 9.2, 1.11),
        ("ru", 1, 900_000, 630, 200, 830, 9.2, 0.28),
        ("uk", 4, 1_200_000, 840, 280, 1120, 9.3, 1.12),
        ("uk", 1, 300_000, 210, 70, 280, 9.3, 0.28),
    ],
)
def test_an_ordinary_year(
    country: str,
    people: int,
    paid: int,
    earned: int,
    birthdays: int,
    ordinary: int,
    percent: float,
    in_visits: float,
) -> None:
    year = year_example(starter(country), RU if country == "ru" else UA, people=people)
    assert (year.paid, year.earned, year.birthdays) == (paid, earned, birthdays)
    assert year.ordinary == ordinary
    assert tenth(year.percent(year.ordinary)) == percent
    assert float(round(year.in_visits(year.ordinary), 2)) == in_visits


@pytest.mark.parametrize(
    ("country", "people", "first", "percent", "after_three"),
    [
        ("ru", 4, 3620, 10.1, 930),
        ("ru", 1, 1130, 12.6, 930),
        ("uk", 4, 1220, 10.2, 310),
        ("uk", 1, 380, 12.7, 310),
    ],
)
def test_the_first_year(
    country: str, people: int, first: int, percent: float, after_three: int
) -> None:
    year = year_example(starter(country), RU if country == "ru" else UA, people=people)
    assert year.first == first
    assert tenth(year.percent(year.first)) == percent
    assert year.after_three == after_three
    assert year.after_three_percent == 31


@pytest.mark.parametrize("country", ["ru", "uk"])
def test_six_visits_until_a_half_price_visit(country: str) -> None:
    reference = RU if country == "ru" else UA
    family = year_example(starter(country), reference, people=4)
    single = year_example(starter(country), reference, people=1)
    assert family.visits_until_half == family.months_until_half == 6
    assert single.visits_until_half == 6
    assert single.months_until_half == 24


def test_without_extras_it_takes_eight_visits_and_nine_per_cent_brings_six_back() -> None:
    bare = changed({}, drop=("bonuses",), country="uk")
    year = year_example(bare, UA, people=4)
    assert tenth(year.percent(year.ordinary)) == 7.0
    assert year.visits_until_half == year.months_until_half == 8
    richer = changed({"earning": {"percent": "9"}}, drop=("bonuses",), country="uk")
    assert year_example(richer, UA, people=4).visits_until_half == 6


def test_the_sham_gives_ninety_points_a_year_and_all_of_them_lapse() -> None:
    sham = changed(
        {
            "earning": {"percent": "1"},
            "redemption": {"minimum_points": 500},
            "expiry": {"mode": "after_earning", "months": 6},
        },
        drop=("bonuses",),
    )
    assert year_example(sham, RU, people=1).ordinary == 90
    life = play(sham, RU, people=1, saves=False)
    assert life.used == 0
    assert max(step.balance for step in life.steps) < 500
    assert life.lapsed == life.granted - life.steps[-1].earned


def test_a_family_comes_as_often_as_its_members_together() -> None:
    life = play(starter(), RU, people=4, saves=False, years=1)
    assert len(life.steps) == 12
    assert len(play(starter(), RU, people=1, saves=False, years=1).steps) == 3
