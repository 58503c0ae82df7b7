"""The catalogues are complete, agree with the code and are written in the right letters."""

import pytest
from babel.messages.catalog import Message

from reception.translation import Language
from tests.architecture import catalogues


@pytest.mark.parametrize("language", Language)
def test_every_text_of_the_code_is_translated_well(language: Language) -> None:
    assert catalogues.faults(language) == []


def test_the_template_is_what_the_code_says() -> None:
    assert catalogues.stale() == []


def test_russian_and_ukrainian_have_three_plural_forms() -> None:
    for language in (Language.RU, Language.UK):
        catalogue = catalogues.read(catalogues.catalogue_path(language), language)
        assert catalogue.num_plurals == 3


@pytest.mark.parametrize(
    ("language", "english", "form", "fault"),
    [
        (Language.RU, "card", "кaрта", "Latin and Cyrillic"),  # a Latin a
        (Language.RU, "with a card", "c картой", "looks Cyrillic"),  # a Latin c
        (Language.RU, "card", "картка є", "another language"),
        (Language.UK, "we", "мы", "another language"),
        (Language.UK, "family", "сім'я", "apostrophe"),
        (Language.UK, "{a} of {b}", "{a} з усіх", "fields"),
        (Language.UK, "family", " ", "not translated"),
    ],
)
def test_a_bad_translation_is_found(
    language: Language, english: str, form: str, fault: str
) -> None:
    faults = list(catalogues._faults_of(language, english, Message(english, form)))
    assert any(fault in found for found in faults)


@pytest.mark.parametrize(
    ("language", "english", "form"),
    [
        (Language.RU, "{count} rows of CSV", "{count} строк CSV"),
        (Language.UK, "family {name}", "сімʼя {name}"),
        (Language.UK, "Русский", "Русский"),  # a language is named in itself
    ],
)
def test_a_good_translation_passes(language: Language, english: str, form: str) -> None:
    assert list(catalogues._faults_of(language, english, Message(english, form))) == []
