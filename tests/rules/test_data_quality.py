"""A record is as full as its weights say; who gives no data is never asked again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reception.rules.data_quality import WEIGHTS, Detail, RecordFacts, quality
from reception.rules.medical_words import medical_word
from reception.translation import Language
from reception.values.choices import Country

FULL = RecordFacts(
    country=Country.RU,
    language=Language.RU,
    has_phone=True,
    has_birth_date=True,
    has_first_name=True,
    has_patronymic=True,
    needs_no_patronymic=False,
    has_form_of_address=False,
    has_source=True,
    is_minor=False,
    has_guardian=False,
    is_member=True,
    has_signed_consent=True,
)


def test_a_full_record_scores_a_hundred() -> None:
    assert quality(FULL).score == 100
    assert quality(FULL).ask == ()


def test_the_heaviest_is_asked_first_and_three_at_most() -> None:
    bare = replace(
        FULL,
        has_phone=False,
        has_birth_date=False,
        has_patronymic=False,
        has_source=False,
        has_signed_consent=False,
    )
    found = quality(bare)
    assert found.ask == (Detail.PHONE, Detail.BIRTH_DATE, Detail.CONSENT)
    assert found.score == 100 * 15 // (25 + 20 + 15 + 5 + 15 + 5)


def test_a_child_needs_a_representative_and_no_phone() -> None:
    child = replace(FULL, is_minor=True, has_phone=False, is_member=False)
    assert quality(child).missing == (Detail.GUARDIAN,)
    assert quality(replace(child, has_guardian=True)).score == 100


def test_the_ukrainian_form_of_address_counts_and_no_patronymic_is_no_gap() -> None:
    ukrainian = replace(FULL, country=Country.UA, language=Language.UK)
    assert quality(ukrainian).missing == (Detail.FORM_OF_ADDRESS,)
    without = replace(FULL, has_patronymic=False, needs_no_patronymic=True)
    assert quality(without).score == 100


def test_who_gives_no_data_is_never_asked() -> None:
    found = quality(replace(FULL, has_phone=False, refuses_data=True))
    assert found.missing == (Detail.PHONE,)
    assert found.ask == ()


def test_every_detail_says_why() -> None:
    assert set(WEIGHTS) == set(Detail)
    assert all(one.why.id and one.ask.id and one.points > 0 for one in WEIGHTS.values())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("у неё аллергия на молоко", "аллергия"),
        ("алергія на молоко", "алергія"),
        ("has Diabetes", "Diabetes"),
        ("Рак", "Рак"),
        ("любит чай с лимоном, ракета на столе", None),
        ("чорна спідниця, тиха музика", None),
        ("likes healthy food and silence", None),
        ("дочь родом из Томска", None),
    ],
)
def test_medical_words_are_seen_and_others_are_not(text: str, word: str | None) -> None:
    assert medical_word(text) == word
