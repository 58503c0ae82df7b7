"""The gates M1 to M7 and the warnings of a sham (product/content.md 4.2)."""

from fractions import Fraction
from typing import Any

import pytest

from reception.rules.gates import Gate, gates, sham_warnings, try_terms
from reception.rules.reference import Reference
from reception.rules.terms import Terms
from reception.translation import Language, load_translator
from reception.values.choices import Light
from tests.rules.terms_made import changed, starter

PRICES = ["consultation"] * 9 + ["medicines"]
ENGLISH = load_translator(Language.EN)


def by_code(terms: Terms, prices: list[str] | None = None) -> dict[str, Gate]:
    reference = Reference.of_country(terms.programme.country)
    found = gates(try_terms(terms, reference), PRICES if prices is None else prices)
    return {gate.code: gate for gate in found}


def warnings(terms: Terms) -> list[str]:
    reference = Reference.of_country(terms.programme.country)
    return [ENGLISH.text(each) for each in sham_warnings(try_terms(terms, reference))]


@pytest.mark.parametrize("country", ["ru", "uk"])
def test_the_starter_terms_pass_every_gate_without_a_warning(country: str) -> None:
    terms = starter(country)
    assert {gate.light for gate in by_code(terms).values()} == {Light.GREEN}
    assert list(by_code(terms)) == ["M1", "M2", "M3", "M4", "M5", "M6", "M7"]
    assert warnings(terms) == []


def test_without_welcome_and_birthday_only_the_half_price_visit_comes_too_late() -> None:
    found = by_code(changed({}, drop=("bonuses",), country="uk"))
    assert [code for code, gate in found.items() if gate.light is Light.RED] == ["M3"]
    assert ENGLISH.text(found["M3"].found) == "after 8 visits, in months: 8"
    assert ENGLISH.text(found["M3"].needed) == "within 6 months"
    nine = by_code(changed({"earning": {"percent": "9"}}, drop=("bonuses",), country="uk"))
    assert {gate.light for gate in nine.values()} == {Light.GREEN}


def test_the_sham_is_red_by_how_much() -> None:
    sham = changed(
        {
            "earning": {"percent": "1"},
            "redemption": {"minimum_points": 500},
            "expiry": {"mode": "after_earning", "months": 6},
        },
        drop=("bonuses",),
    )
    found = by_code(sham)
    red = [code for code, gate in found.items() if gate.light is Light.RED]
    assert red == ["M1", "M2", "M3", "M4", "M7"]
    assert ENGLISH.text(found["M1"].found) == "single 0%, family 0%"
    assert ENGLISH.text(found["M7"].found) == "single 100%, family 100%"
    assert warnings(sham) == [
        "A patient alone never gathers the 500 points needed: they lapse before."
    ]


def test_the_price_list_decides_m5_and_without_one_it_is_grey() -> None:
    assert by_code(starter(), [])["M5"].light is Light.GREY
    assert by_code(starter(), ["consultation"] * 4 + ["medicines"])["M5"].light is Light.GREEN
    few = by_code(starter(), ["consultation"] * 79 + ["medicines"] * 21)["M5"]
    assert few.light is Light.RED
    assert ENGLISH.text(few.found) == "79%"


@pytest.mark.parametrize(
    ("other", "red"),
    [
        ({"earning": {"minimum_bill": "3000"}}, {"M6"}),
        ({"expiry": {"months": 11}}, {"M4"}),
        ({"expiry": {"months": 12}}, set()),
        ({"redemption": {"cap_percent": "49"}}, {"M3"}),
        ({"redemption": {"cap_percent": "0"}}, {"M1", "M3", "M5", "M7"}),
    ],
)
def test_each_gate_closes_for_its_own_reason(other: dict[str, Any], red: set[str]) -> None:
    found = by_code(changed(other))
    assert {code for code, gate in found.items() if gate.light is Light.RED} >= red


def test_a_year_of_days_and_no_life_at_all_pass_m4() -> None:
    year = changed({"expiry": {"days": 365}}, drop=("expiry.months",))
    never = changed({"expiry": {"mode": "never"}}, drop=("expiry.months",))
    ends = changed({"expiry": {"mode": "end_of_year"}}, drop=("expiry.months",))
    assert by_code(year)["M4"].light is Light.GREEN
    assert by_code(never)["M4"].light is Light.GREEN
    assert by_code(ends)["M4"].light is Light.RED


def test_what_looks_better_than_it_is_is_told() -> None:
    name = {"ru": "Золото", "uk": "Золото", "en": "Gold"}
    gold = {"code": "gold", "name": name, "from_spend": "50000", "percent": "10"}
    assert warnings(changed({"tiers": [gold]})) == ["Nobody reaches the tier “Gold”."]
    assert warnings(changed({"tiers": [gold | {"from_spend": "20000"}]})) == []
    capped = warnings(changed({"redemption": {"minimum_points": 1501}}))
    assert len(capped) == 1
    assert capped[0].startswith("On an average bill at most 1,500 points can be used")
    short = warnings(changed({"expiry": {"mode": "after_earning", "months": 3}}))
    assert short[-1].startswith("Points can lapse after 89 days")


def test_a_clinic_s_own_figures_replace_the_assumed_ones() -> None:
    rare = Reference(bill=150_000, interval=Fraction(9), size=2)
    found = {gate.code: gate for gate in gates(try_terms(starter(), rare), PRICES)}
    assert found["M3"].light is Light.RED
    assert found["M4"].light is Light.GREEN
    assert found["M2"].light is Light.GREEN


@pytest.mark.parametrize("language", [Language.RU, Language.UK])
def test_gates_and_warnings_are_said_in_every_language(language: Language) -> None:
    words = load_translator(language)
    terms = changed({"redemption": {"minimum_points": 1501}, "earning": {"minimum_bill": "10"}})
    for gate in by_code(terms, []).values():
        for message in (gate.title, gate.needed):
            assert words.text(message) != ENGLISH.text(message)
    for message in sham_warnings(try_terms(terms, Reference(300_000))):
        assert words.text(message) != ENGLISH.text(message)


@pytest.mark.parametrize(
    "other",
    [
        {
            "tiers": [
                {
                    "code": "g",
                    "name": {"ru": "а", "uk": "б", "en": "c"},
                    "from_spend": "0",
                    "percent": "9",
                }
            ],
            "earning": {"tier_months": 2**62},
        },
        {"bonuses": {"welcome": 2**62, "birthday": {"points": 2**62, "usable_days": 2**62}}},
        {"redemption": {"step": 2**62, "minimum_points": 2**62}},
        {"programme": {"point_value": "92233720368547758.07"}},
        {"expiry": {"months": 2**62}, "version": {"closing_days": 2**62, "notice_days": 2**62}},
    ],
)
def test_absurd_terms_are_tried_out_like_any_others(other: dict[str, Any]) -> None:
    terms = changed(other)
    trial = try_terms(terms, Reference(300_000))
    for message in [gate.found for gate in gates(trial, PRICES)] + sham_warnings(trial):
        assert ENGLISH.text(message)
