"""The eight checks of S0.14: green, or red with what is wrong and where it is put right."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from reception.bootstrap import starter_file
from reception.errors import Refused
from reception.rules.certification import Knows
from reception.rules.prompts import PromptBook, load
from reception.rules.publishing import checks, may_publish, refuse_early_end
from reception.rules.publishing_facts import REQUISITES, Check, PublishingFacts
from reception.rules.reference import Reference
from reception.rules.terms import Terms
from reception.rules.wording import ClinicFacts
from reception.translation import Language, Message, load_translator
from reception.values.choices import Channel, Country, Light
from tests.rules.terms_made import changed, starter

TODAY = date(2026, 6, 1)
START = date(2026, 7, 1)
ENGLISH = load_translator(Language.EN)


@cache
def phrases() -> PromptBook:
    return load(starter_file("prompts.toml"))


def second(tables: dict[str, Any] | None = None, **version: Any) -> Terms:
    """Version 2 from the first of July, with fields replaced."""
    tables = dict(tables or {})
    tables["version"] = {"number": 2, "valid_from": START, **version}
    return changed(tables)


def facts(draft: Terms, **other: Any) -> PublishingFacts:
    given: dict[str, Any] = {
        "today": TODAY,
        "draft": draft,
        "published": (starter(),),
        "requisites": dict.fromkeys(REQUISITES, "given"),
        "sheet": ClinicFacts(contact="Анна, +7 495 123-45-67", day=START),
        "phrases": phrases(),
        "reference": Reference.of_country(Country.RU),
        "price_groups": ("consultation",),
    }
    return PublishingFacts(**given | other)


def check(code: str, draft: Terms, **other: Any) -> Check:
    return next(each for each in checks(facts(draft, **other)) if each.code == code)


def said(messages: tuple[Message, ...]) -> str:
    return " ".join(ENGLISH.text(message) for message in messages)


def test_good_terms_may_be_published_and_what_cannot_be_checked_is_grey() -> None:
    found = checks(facts(second()))
    assert may_publish(found)
    assert {each.code: each.light for each in found if each.light is not Light.GREEN} == {
        "certified": Light.GREY
    }
    assert "Nobody of the front office is entered" in ENGLISH.text(found[4].said)


@pytest.mark.parametrize(
    ("passed", "light", "words"),
    [
        ((False, False), Light.RED, "Nobody has passed"),
        ((True, False), Light.GREY, "1 of 2. The others learn until it begins."),
        ((True, True), Light.GREEN, "2 of 2"),
    ],
)
def test_the_staff_are_certified_by_the_quiz(
    passed: tuple[bool, ...], light: Light, words: str
) -> None:
    staff = tuple(Knows(f"N{place}", has) for place, has in enumerate(passed))
    found = check("certified", second(), staff=staff)
    assert found.light is light
    assert words in ENGLISH.text(found.said)
    assert len(found.details) == passed.count(False)
    assert found.link == "knowledge:quiz"


def test_a_name_that_makes_a_sentence_too_long_is_not_plain() -> None:
    name = dict.fromkeys(("ru", "uk", "en"), "очень длинное название акции " * 6)
    promotion = {
        "code": "long",
        "name": name,
        "first_day": START,
        "last_day": date(2026, 7, 31),
        "multiplier": "2",
    }
    found = check("worded", second({"promotions": [promotion]}))
    assert (found.light, found.link) == (Light.RED, "draft:terms")
    assert "T14 (ru): a sentence of" in said(found.details)


def test_a_group_the_clinic_does_not_have_is_named() -> None:
    terms = second({"earning": {"excluded_groups": ["medicine"]}})
    assert "“medicine”" in said(check("worded", terms).details)
    own = check("worded", terms, own_groups=frozenset({"medicine"}))
    assert own.light is Light.GREEN


@pytest.mark.parametrize(
    ("version", "word"),
    [
        ({"number": 1}, "each number once"),
        ({"valid_from": date(2026, 1, 1)}, "neither overlap nor leave a gap"),
        ({"valid_from": TODAY}, "after the day it is published"),
    ],
)
def test_versions_follow_each_other(version: dict[str, Any], word: str) -> None:
    found = check("constant", second(**version))
    assert found.light is Light.RED
    assert word in said(found.details)


def test_a_gap_after_a_version_with_an_end_is_a_fault() -> None:
    ended = changed({"version": {"valid_until": date(2026, 6, 20)}})
    found = check("constant", second(), published=(ended,))
    assert "2026-06-21" in said(found.details)
    follows = check("constant", second(valid_from=date(2026, 6, 21)), published=(ended,))
    assert follows.light is Light.GREEN


def test_another_programme_and_an_ended_one_are_faults() -> None:
    other = check("constant", second({"programme": {"code": "other"}}))
    assert "another programme" in said(other.details)
    ended = check("constant", second(), ended_on=date(2026, 6, 30))
    assert "ended" in said(ended.details)


def test_worse_terms_keep_the_notice_of_the_version_in_force() -> None:
    worse = {"earning": {"percent": "6.5"}}
    assert check("constant", second(worse)).light is Light.GREEN
    late = check("constant", second(worse, valid_from=date(2026, 6, 30)))
    assert late.light is Light.RED
    assert "30 days of notice" in said(late.details)
    assert check("constant", second(valid_from=date(2026, 6, 2))).light is Light.GREEN


def test_each_empty_requisite_is_named_with_a_way_to_the_settings() -> None:
    found = check("legal", second(), requisites={"name": "Clinic"})
    assert (found.light, found.link) == (Light.RED, "settings:clinic")
    assert len(found.details) == len(REQUISITES) - 1


def test_a_silent_place_is_found() -> None:
    book = phrases()
    by_phone = frozenset({Channel.PHONE})
    quiet = replace(
        book, phrases=tuple(replace(phrase, channels=by_phone) for phrase in book.phrases)
    )
    found = check("announced", second(), phrases=quiet)
    assert found.light is Light.RED
    assert len(found.details) == 4


def test_only_the_last_check_yields_to_the_owner_s_word() -> None:
    sham = second({"earning": {"percent": "1"}, "redemption": {"minimum_points": 2000}})
    red = check("meaningful", sham)
    assert red.light is Light.RED
    assert "M1" in said(red.details)
    assert "can never be used" in said(red.details)
    signed = check("meaningful", sham, override_reason="so it shall be")
    assert signed.light is Light.GREEN
    assert "so it shall be" in ENGLISH.text(signed.said)
    both = checks(facts(sham, requisites={}, override_reason="so it shall be"))
    assert not may_publish(both)


def test_an_offer_in_russia_stands_for_thirty_days_and_elsewhere_as_it_says() -> None:
    short = second(valid_until=date(2026, 7, 30))
    assert check("legal", short).link == "draft:version"
    assert check("legal", second(valid_until=date(2026, 7, 31))).light is Light.GREEN
    with pytest.raises(Refused) as refusal:
        refuse_early_end(second(), date(2026, 7, 30))
    assert refusal.value.code == "offer_stands"
    refuse_early_end(second(), date(2026, 7, 31))
    refuse_early_end(changed({}, country="uk"), date(2026, 1, 2))


@pytest.mark.parametrize("language", [Language.RU, Language.UK])
def test_every_check_is_said_in_every_language(language: Language) -> None:
    words = load_translator(language)
    for each in checks(facts(second({"earning": {"percent": "1"}}), requisites={})):
        for message in (each.title, each.said, *each.details):
            assert words.text(message) != ENGLISH.text(message)
