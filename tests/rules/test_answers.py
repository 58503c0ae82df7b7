"""Answers at the desk: found by a word in three languages, and never other than the sheet's."""

from datetime import date

import pytest

from reception.rules.answers import answers, found_topics
from reception.rules.terms_reading import read_terms_toml
from reception.rules.wording import ClinicFacts, rules_sheet_sentences
from reception.storage.answer_topics import answer_topics
from reception.translation import Language
from tests.rules.points_made import terms_text

FACTS = ClinicFacts(contact="Анна Орлова, +7 383 200-10-21", day=date(2026, 11, 2))


def first(typed: str) -> str:
    found = found_topics(answer_topics(), typed)
    return found[0].key if found else ""


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("сгорят", "life"),
        ("сгорают ли баллы", "life"),
        ("когда згорять", "life"),
        ("потеряла карту", "lost"),
        ("нет карт", "lost"),
        ("страховая", "exceptions"),
        ("страхова компанія", "exceptions"),
        ("муж видит", "privacy"),
        ("прошлые визиты", "past"),
        ("сколько стоит", "card"),
        ("birthday", "birthday"),
        ("день рождения", "birthday"),
        ("refund", "refund"),
        ("ребёнок", "family"),
        ("ребенка вписать", "family"),
        ("cujhzn", "life"),
        ("акції", "promotions"),
        ("оплатить баллами", "spending"),
    ],
)
def test_a_word_finds_its_question(typed: str, key: str) -> None:
    assert first(typed) == key


def test_nothing_is_found_for_what_nobody_wrote_down() -> None:
    assert found_topics(answer_topics(), "парковка") == []
    assert len(found_topics(answer_topics(), " ")) == len(answer_topics())


@pytest.mark.parametrize("language", list(Language))
def test_every_answer_is_a_sentence_of_the_sheet(language: Language) -> None:
    terms = read_terms_toml(terms_text())
    sheet = {one.text for one in rules_sheet_sentences(terms, FACTS, language)}
    told = answers(answer_topics(), terms, FACTS, language)
    assert len(told) >= 13
    assert {one.text for one in told} <= sheet


def test_every_paragraph_of_the_sheet_answers_a_question() -> None:
    said = {code for topic in answer_topics() for code in topic.says}
    assert said == {f"T{number}" for number in range(1, 16)}
    for topic in answer_topics():
        for language in Language:
            assert first(topic.titles[language]) != ""
