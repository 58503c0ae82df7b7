"""What has changed, in at most six words of every language."""

from __future__ import annotations

import pytest

from reception.rules.short_changes import MOST_WORDS, change_in_few_words
from reception.translation import Language, load_translator
from tests.rules.terms_made import changed, starter

CHANGES = [
    ({"earning": {"percent": "8"}}, "теперь возвращаем баллами 8 %"),
    ({"redemption": {"cap_percent": "70"}}, "баллами можно оплатить до 70 %"),
    ({"expiry": {"months": 36}}, "баллы живут 36 месяцев"),
    ({"bonuses": {"welcome": 500}}, "за вступление 500 баллов"),
]


@pytest.mark.parametrize(("tables", "said"), CHANGES, ids=[row[1] for row in CHANGES])
@pytest.mark.parametrize("language", Language)
def test_one_change_in_six_words(tables: dict, said: str, language: Language) -> None:
    change = change_in_few_words(starter(), changed(tables))
    assert change is not None
    text = load_translator(language).text(change).replace("\u00a0", " ")
    assert len(text.replace(" %", "%").split()) <= MOST_WORDS
    if language is Language.RU:
        assert text == said


def test_the_same_terms_have_nothing_to_tell() -> None:
    assert change_in_few_words(starter(), starter()) is None


def test_points_that_never_expire_are_said_so() -> None:
    change = change_in_few_words(
        starter(), changed({"expiry": {"mode": "never"}}, drop=("expiry.months",))
    )
    assert change is not None
    assert load_translator(Language.EN).text(change) == "points no longer expire"
