"""Every letter of every catalogue can be drawn, on paper and on the screen."""

from __future__ import annotations

import pytest
from babel.messages.pofile import read_po

from reception.documents.fonts import (
    BOLD,
    FALLBACK,
    FALLBACK_BOLD,
    REGULAR,
    check_letters,
    covered,
    marked,
    missing_characters,
)
from reception.errors import InvalidInput
from reception.paths import resources_directory, translations_directory
from reception.translation import Language

NEEDED = (
    "АБВГҐДЕЄЁЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÀÉÖŞŁžß«»„“”‘’—–…№₴₽€ʼ0123456789%+=/()[]{}@#&*§°×·•"
    "\u202f\u00a0\u2011\u0301✓→←↑↓□☐☑−①②③≥≤½"
)


def catalogue_texts(language: Language) -> list[str]:
    path = translations_directory() / language.value / "LC_MESSAGES" / "reception.po"
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    texts: list[str] = []
    for message in catalogue:
        given = message.string
        texts += [given] if isinstance(given, str) else list(given or ())
    return texts[1:]  # the first is the header


def test_every_character_of_every_catalogue_can_be_printed(language: Language) -> None:
    assert missing_characters("".join(catalogue_texts(language))) == []


def test_every_needed_sign_is_there_in_both_weights() -> None:
    assert missing_characters(NEEDED) == []
    assert covered(REGULAR) == covered(BOLD)
    assert covered(FALLBACK) == covered(FALLBACK_BOLD)


def test_starter_content_can_be_printed() -> None:
    texts = [p.read_text("utf-8") for p in (resources_directory() / "starter").glob("**/*.toml")]
    assert texts
    assert missing_characters("".join(texts)) == []


def test_a_sign_the_main_font_lacks_comes_from_the_other() -> None:
    assert marked("a ✓ <b>") == f'a <font name="{FALLBACK}">✓</font> &lt;b&gt;'


def test_decomposed_letters_are_composed() -> None:
    assert check_letters("и\u0306") == "й"


@pytest.mark.parametrize("name", ["漢字", "Анна\x07", "😀", "א"])
def test_a_letter_no_font_has_is_refused_with_its_code(name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_letters(name)
    assert refused.value.code == "unprintable"
    assert "U+" in str(refused.value.message.fields["signs"])
