"""The phrases that ship: short, naming the card, true to the notation; and bad files refused."""

import re
from pathlib import Path

import pytest

from reception.errors import InvalidInput
from reception.rules.figures import PROMPT_WORDS
from reception.rules.plain_language import longest_words, must_name_card, names_card, phrase_faults
from reception.rules.prompts import PhraseKind, Said, Situation, load
from reception.translation import Language
from tests.rules.terms_made import STARTER, starter

TEXT = (STARTER / "prompts.toml").read_text(encoding="utf-8")
BOOK = load(TEXT)
PHRASES = [pytest.param(phrase, id=phrase.code) for phrase in BOOK.phrases]


def all_texts():
    yield from (phrase.text for phrase in BOOK.phrases)
    yield from (fact.text for fact in BOOK.facts.values())
    for objection in BOOK.objections:
        yield objection.said
        yield from (answer.text for answer in objection.answers)


def test_every_situation_has_its_variants():
    for situation in Situation:
        numbers = [phrase.variant for phrase in BOOK.of(situation)]
        assert len(numbers) >= 2
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_passes_the_plain_language_check(phrase):
    assert phrase_faults(phrase, starter().programme.name) == []


@pytest.mark.parametrize("language", Language)
def test_answers_to_objections_are_short_too(language):
    for objection in BOOK.objections:
        for answer in objection.answers:
            assert longest_words(answer.text, language) <= PROMPT_WORDS, objection.code


@pytest.mark.parametrize("phrase", PHRASES)
def test_inviting_phrases_name_the_card_and_holders_hear_of_points(phrase):
    names = {Language.RU: "Семейная карта", Language.UK: "Сімейна картка",
             Language.EN: "Family Card"}  # fmt: skip
    for language, name in names.items():
        if must_name_card(phrase):
            assert names_card(phrase.text.in_language(language), name)
    if phrase.kind is not PhraseKind.HOLDER:
        assert "free" in phrase.must
    if phrase.kind is PhraseKind.TELLS and phrase.said is Said.FIRST:
        assert "name" in phrase.must


def test_nothing_is_gendered_or_pressing():
    gendered = re.compile(
        r"\b(рад|рада|хотел|хотела|забыл|забыла|сказал|сказала|готов|готова|радий|радий|хотів"
        r"|хотіла|забув|забула|сказав|сказала|готовий|уверен|уверена|записан|записана)\b",
        re.IGNORECASE,
    )
    pressing = re.compile(
        r"\b(только|всего|успейте|срочно|лише|тільки|поспішайте|hurry)\b", re.IGNORECASE
    )
    for text in (phrase.text for phrase in BOOK.phrases):
        for language in Language:
            assert not gendered.search(text.in_language(language)), text
            assert not pressing.search(text.in_language(language)), text


def test_ukrainian_has_its_own_apostrophe_and_no_russian_letters():
    for text in all_texts():
        assert not re.search(r"['’`ыэъё]", text.uk, re.IGNORECASE), text.uk
        assert not re.search(r"[іїєґ]", text.ru, re.IGNORECASE), text.ru
        assert not re.search(r"[а-яёіїєґ]", re.sub(r"\{[^}]*\}", "", text.en), re.IGNORECASE)


def test_no_figure_is_typed():
    for text in all_texts():
        for language in Language:
            assert not re.search(r"\d", text.in_language(language)), text


def test_the_words_of_the_founding_apology():
    ru = next(p.text.ru for p in BOOK.of(Situation.NEVER_TOLD) if p.variant == 1)
    assert ru.startswith("Простите, мы должны были рассказать об этом раньше.")


def test_the_file_stands_where_a_clinic_takes_it_from():
    assert Path(STARTER / "prompts.toml").is_file()


@pytest.mark.parametrize(
    ("old", "new", "fragment"),
    [
        ('situation = "P1"', 'situation = "P99"', "P99"),
        ('kind = "opens"', 'kind = "shouts"', "shouts"),
        ("{percent_words|процент|процента|процентов}", "{percent_words|процент|процента}",
         "percent_words"),
        ('must = ["name", "free"]', 'must = ["gold"]', "gold"),
        ("variant = 2", "variant = 0", "0"),
        ('ru = "Сегодня семейный', 'xx = "Сегодня семейный', "None"),
    ],
)  # fmt: skip
def test_a_fault_is_named(old, new, fragment):
    with pytest.raises(InvalidInput) as refused:
        load(TEXT.replace(old, new, 1))
    assert any(fragment in str(fault.fields.values()) for fault in refused.value.faults)


def test_a_variant_given_twice_is_refused():
    with pytest.raises(InvalidInput) as refused:
        load(TEXT.replace("variant = 2", "variant = 1", 1))
    assert [fault.fields["where"] for fault in refused.value.faults] == ["P1/1"]


def test_what_is_not_toml_is_refused():
    with pytest.raises(InvalidInput, match="cannot be read"):
        load("[[phrases")
