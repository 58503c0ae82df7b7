"""Phones in every form people write them; the quick way and the library agree."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.values.choices import Country
from reception.values.phone_number import read_phone

MASKS = {
    Country.RU: (
        "+7({0}){1}-{2}",
        "+7 {0} {1}{2}",
        "8({0}){1}-{2}",
        "8 {0} {1} {2}",
        "7{0}{1}{2}",
        "{0}{1}{2}",
    ),
    Country.UA: ("+380 ({0}) {1}-{2}", "380{0}{1}{2}", "0{0}{1}{2}", "0{0} {1} {2}"),
}
FORMS = [(country, mask) for country, masks in MASKS.items() for mask in masks]
REGIONS = {Country.RU: "RU", Country.UA: "UA"}


@given(st.sampled_from(FORMS), st.from_regex(r"[0-9]{10}", fullmatch=True))
def test_the_quick_way_agrees_with_the_library(form: tuple[Country, str], digits: str) -> None:
    country, mask = form
    code = digits[:3] if country is Country.RU else digits[:2]
    text = mask.format(code, digits[3:6], digits[6:])
    parsed = phonenumbers.parse(text, REGIONS[country])
    possible = phonenumbers.is_possible_number_with_reason(parsed)
    number = read_phone(text, country)
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE:
        assert number is None
    else:
        form_e164 = phonenumbers.PhoneNumberFormat.E164
        assert number is not None
        assert number.e164 == phonenumbers.format_number(parsed, form_e164)


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("8 (916) 123-45-67", Country.RU, "+79161234567"),
        ("9161234567", Country.RU, "+79161234567"),
        ("8 495 123-45-67", Country.RU, "+74951234567"),
        ("+380 50 123 45 67", Country.RU, "+380501234567"),
        ("050 123 45 67", Country.UA, "+380501234567"),
        ("380671999063", Country.UA, "+380671999063"),
        ("+49 30 901820", Country.UA, "+4930901820"),
        ("8916123", Country.RU, None),
        ("спросить у мамы", Country.RU, None),
        ("", Country.RU, None),
    ],
)
def test_forms(text: str, country: Country, e164: str | None) -> None:
    number = read_phone(text, country)
    assert (number.e164 if number else None) == e164
