"""The sheet in words: the starter's word for word, and every mode's figures read back."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.rules.figures import too_long, words_in
from reception.rules.patterns import pattern_faults
from reception.rules.sheet_texts import SHEET_TEXTS
from reception.rules.terms import Terms
from reception.rules.wording import (
    ClinicFacts,
    rules_sheet_sentences,
    service_table,
    short_line,
)
from reception.translation import Language
from reception.values.localized_text import LocalizedText
from tests.rules.terms_made import changed, starter

GOLDEN = Path(__file__).parents[1] / "golden" / "rules_sheet.toml"
FACTS = ClinicFacts("Ольга Петрова, +7 495 123-45-67", date(2026, 11, 2))
COUNTRY = {Language.RU: "ru", Language.UK: "uk", Language.EN: "ru"}
LATIN_NAME = {"ru": "Весна", "uk": "Весна", "en": "Spring"}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def sheet(terms: Terms, language: Language = Language.RU) -> dict[str, str]:
    return {s.code: plain(s.text) for s in rules_sheet_sentences(terms, FACTS, language)}


def figures_in(text: str) -> list[str]:
    """Every figure of a text as digits with a decimal point, grouping taken off."""
    text = re.sub(r"(?<=\d)[ ,\u00a0\u202f](?=\d{3}(?!\d))", "", plain(text))
    return [found.replace(",", ".") for found in re.findall(r"\d+(?:[.,]\d+)?", text)]


@pytest.mark.parametrize("language", Language)
def test_starter_terms_word_for_word(language):
    golden = tomllib.loads(GOLDEN.read_text(encoding="utf-8"))
    expected = {code: texts[language.value] for code, texts in golden.items()}
    terms = starter(COUNTRY[language])
    assert plain(short_line(terms, language)) == expected.pop("short")
    debt = expected.pop("T10_debt")
    assert sheet(terms, language) == expected
    owing = changed({"refund": {"shortfall": "debt"}}, country=COUNTRY[language])
    assert sheet(owing, language)["T10"] == debt


@pytest.mark.parametrize("language", Language)
def test_figures_and_their_nouns_do_not_part(language):
    for sentence in rules_sheet_sentences(starter(), FACTS, language):
        assert not re.search(
            r"\d (?:балл|день|дн|месяц|бал|місяц|points|days|months|%)", sentence.text
        )


@pytest.mark.parametrize("language", Language)
def test_patterns_keep_the_notation(language):
    for key, text in SHEET_TEXTS.items():
        assert pattern_faults(text.in_language(language), language) == [], key


MODES = [
    ({"expiry": {"mode": "after_last_visit", "months": 21}}, (), "T6", ["21", "30"]),
    ({"expiry": {"mode": "after_earning", "months": 12}}, (), "T6", ["12", "30"]),
    ({"expiry": {"mode": "after_earning", "days": 365}}, ("expiry.months",), "T6", ["365", "30"]),
    ({"expiry": {"mode": "end_of_month", "months": 6}}, (), "T6", ["6", "30"]),
    ({"expiry": {"mode": "end_of_month", "warn_days": 0}}, ("expiry.months",), "T6", []),
    ({"expiry": {"mode": "end_of_year"}}, ("expiry.months",), "T6", ["30"]),
    ({"expiry": {"mode": "end_of_year", "days": 40}}, ("expiry.months",), "T6", ["40", "30"]),
    ({"expiry": {"mode": "never"}}, ("expiry.months",), "T6", []),
    ({"earning": {"hold_days": 0}}, (), "T4", ["50"]),
    ({"earning": {"hold_days": 14}}, (), "T4", ["50", "14"]),
    ({"redemption": {"minimum_points": 100, "step": 50}}, (), "T4", ["50", "100", "50"]),
    ({"redemption": {"cap_percent": "33.33"}}, (), "T4", ["33.33"]),
    ({"redemption": {"cap_percent": "0"}}, (), "T4", []),
    ({"earning": {"percent": "7.5"}}, (), "T2", ["7.5", "1", "1"]),
    ({"earning": {"percent": "0"}}, (), "T2", ["1", "1"]),
    ({"earning": {"minimum_bill": "1500.50"}}, (), "T2", ["7", "1500.50", "1", "1"]),
    ({"programme": {"point_value": "0.10"}}, (), "T2", ["7", "1", "0.10"]),
    ({"earning": {"retroactive_days": 0}}, (), "T8", []),
    ({"bonuses": {"birthday": {"points": 1, "usable_days": 0}}}, (), "T9", ["1"]),
    ({"version": {"notice_days": 0}}, (), "T12", ["90"]),
    ({"version": {"closing_days": 0}}, (), "T12", ["30"]),
    ({"family": {"max_members": 1}}, (), "T3", []),
    ({"family": {"max_members": 5, "leaving": "own_lots_go_along"}}, (), "T3", ["5"]),
]


@pytest.mark.parametrize(("tables", "drop", "code", "figures"), MODES)
@pytest.mark.parametrize("language", Language)
def test_every_mode_has_its_sentence(tables, drop, code, figures, language):
    said = sheet(changed(tables, drop=drop), language)
    assert figures_in(said[code]) == figures
    assert said[code] != sheet(starter(), language)[code]
    assert too_long(said[code]) == []


def test_bonuses_left_out_are_not_mentioned():
    said = sheet(changed({}, drop=("bonuses",)))
    assert "T7" not in said
    assert "T9" not in said
    assert list(said)[-1] == "T15"


def test_referral_with_and_without_a_minimum():
    referral = {"referrer": 400, "newcomer": 201, "minimum_bill": "3000", "within_days": 121}
    said = sheet(changed({"bonuses": {"referral": referral}}, drop=("bonuses.birthday",)))["T9"]
    assert figures_in(said) == ["400", "201", "3000", "121"]
    assert "201 балл." in said
    assert "в течение 121 дня" in said
    referral["minimum_bill"] = "0"
    said = sheet(changed({"bonuses": {"referral": referral}}), Language.UK)["T9"]
    assert figures_in(said) == ["200", "60", "400", "201", "121"]


def test_tiers_stand_in_their_order_with_the_window():
    tiers = [
        {"code": "gold", "name": {"ru": "Золото", "uk": "Золото", "en": "Gold"},
         "from_spend": "120000", "percent": "12"},
        {"code": "silver", "name": {"ru": "Серебро", "uk": "Срібло", "en": "Silver"},
         "from_spend": "60000", "percent": "9.5"},
    ]  # fmt: skip
    terms = changed({"tiers": tiers, "earning": {"tier_months": 12}})
    for language in Language:
        said = sheet(terms, language)["T2"]
        numbers = figures_in(said)
        assert numbers[0] == "7"
        assert sorted(numbers[1:4]) == sorted(["9.5", "12", "60000"])
        assert sorted(numbers[4:7]) == sorted(["12", "12", "120000"])
        assert too_long(said) == []
    assert plain(short_line(terms, Language.RU)).count("от 7 % оплаты") == 1


@pytest.mark.parametrize(
    ("earning", "spending", "fragments"),
    [
        ([], [], ["за все услуги без исключений"]),
        (["medicines"], [], ["не начисляем в таких случаях: лекарства.", "Списываем во всех"]),
        ([], ["dentistry"], ["не списываем в таких случаях: стоматология.", "Начисляем во всех"]),
        (["medicines", "spa"], ["medicines"],
         ["не начисляем в таких случаях: лекарства, спа.", "не списываем в таких случаях: лек"]),
        (["insurance", "medicines"], ["medicines", "insurance"], ["не начисляем и не списываем"]),
    ],
)  # fmt: skip
def test_exclusions_may_differ_for_earning_and_redeeming(earning, spending, fragments):
    terms = changed(
        {"earning": {"excluded_groups": earning}, "redemption": {"excluded_groups": spending}}
    )
    facts = ClinicFacts("", FACTS.day, group_names={"spa": LocalizedText("спа", "спа", "spa")})
    said = next(s.text for s in rules_sheet_sentences(terms, facts, Language.RU) if s.code == "T5")
    assert all(fragment in said for fragment in fragments)
    rows = service_table(terms, ["medicines", "spa", "dentistry"], Language.RU, facts.group_names)
    assert [(r.earns, r.spends) for r in rows] == [
        (code not in earning, code not in spending) for code in ("medicines", "spa", "dentistry")
    ]


def promotion(code, **more):
    first, last = date(2026, 11, 1), date(2026, 12, 15)
    return {"code": code, "name": LATIN_NAME, "first_day": first, "last_day": last} | more


def test_promotions_are_dated_and_say_whether_they_combine():
    double = promotion("a", multiplier="2", groups=["dentistry"], uses_per_patient=3)
    extra = promotion("b", extra_points=51, stacks=True)
    percent = promotion("c", extra_percent="2.5", stacks=True)
    said = sheet(changed({"promotions": [double]}))["T14"]
    assert "Между собой они не складываются." in said
    assert (
        "«Весна», с 1 ноября по 15 декабря включительно: баллы умножаем на 2, на услуги:"
        " стоматология, не больше 3 визитов на пациента." in said
    )
    said = sheet(changed({"promotions": [extra, percent]}), Language.UK)["T14"]
    assert "Між собою вони поєднуються." in said
    assert "ще 51 бал за візит" in said
    assert "ще 2,5% балами" in said
    said = sheet(changed({"promotions": [double, extra]}), Language.EN)["T14"]
    assert "Only these combine with each other: “Spring”." in said
    assert "“Spring”, 1 November to 15 December inclusive: 51 more points a visit." in said


def test_a_promotion_that_ended_is_not_on_the_sheet():
    ended = promotion("a", multiplier="2") | {"last_day": date(2026, 11, 1)}
    assert "Весна" not in sheet(changed({"promotions": [ended]}))["T14"]


@given(
    drawn=st.fixed_dictionaries(
        {
            "percent": st.decimals(min_value=Decimal("0.01"), max_value=100, places=2),
            "cap": st.integers(min_value=1, max_value=100),
            "hold": st.integers(min_value=2, max_value=60),
            "retro": st.integers(min_value=1, max_value=4000),
            "months": st.integers(min_value=6, max_value=120),
            "warn": st.integers(min_value=1, max_value=365),
            "welcome": st.integers(min_value=1, max_value=99_999),
            "birthday": st.integers(min_value=1, max_value=5000),
            "usable": st.integers(min_value=1, max_value=400),
            "members": st.integers(min_value=2, max_value=30),
            "notice": st.integers(min_value=1, max_value=365),
            "closing": st.integers(min_value=1, max_value=2000),
        }
    ),
    language=st.sampled_from(Language),
)
def test_the_sheet_read_back_gives_the_terms(drawn, language):
    birthday = {"points": drawn["birthday"], "usable_days": drawn["usable"]}
    earning = {"hold_days": drawn["hold"], "retroactive_days": drawn["retro"]}
    terms = changed(
        {
            "earning": earning | {"percent": str(drawn["percent"])},
            "redemption": {"cap_percent": str(drawn["cap"])},
            "expiry": {"months": drawn["months"], "warn_days": drawn["warn"]},
            "bonuses": {"welcome": drawn["welcome"], "birthday": birthday},
            "family": {"max_members": drawn["members"]},
            "version": {"notice_days": drawn["notice"], "closing_days": drawn["closing"]},
        }
    )
    read = {code: figures_in(text) for code, text in sheet(terms, language).items()}
    assert Decimal(read["T2"][0]) == drawn["percent"]
    assert read["T3"] == [str(drawn["members"])]
    assert read["T4"] == [str(drawn["cap"]), str(drawn["hold"])]
    assert read["T6"] == [str(drawn["months"]), str(drawn["warn"])]
    assert read["T7"] == [str(drawn["welcome"])]
    assert read["T8"] == [str(drawn["retro"])]
    assert read["T9"] == [str(drawn["birthday"]), str(drawn["usable"])]
    assert read["T12"] == [str(drawn["notice"]), str(drawn["closing"])]
    short = figures_in(short_line(terms, language))
    assert (Decimal(short[0]), short[1]) == (drawn["percent"], str(drawn["cap"]))


def test_words_are_counted_as_they_are_spoken():
    assert words_in("Карта — бесплатная: 7 % оплаты.") == 4
    assert words_in("девʼяносто\u00a0днів, 12 березня") == 4
    assert too_long("Раз два. " + "слово " * 21) == [("слово " * 21).strip()]
