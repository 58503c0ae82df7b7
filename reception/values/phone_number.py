"""Phone numbers: read in any form people write them, kept as +7… or +380… and digits."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reception.values.choices import Country

_FORMATTING = str.maketrans("", "", " ()-\u00a0")
_RUSSIAN = re.compile(r"(?:\+?7|8)?(9[0-9]{9})")
_UKRAINIAN = re.compile(r"(?:\+?380|0)([3-9][0-9]{8})")


@dataclass(frozen=True)
class PhoneNumber:
    """A valid number in E.164 form, for example +79161234567."""

    e164: str

    @property
    def digits(self) -> str:
        """The digits without the plus."""
        return self.e164[1:]

    def __str__(self) -> str:
        import phonenumbers

        parsed = phonenumbers.parse(self.e164)
        form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return str(phonenumbers.format_number(parsed, form))


def read_phone(text: str, country: Country) -> PhoneNumber | None:
    """The number written in `text`, or None where it is none that can exist.

    Numbers without a country code are read as the clinic's country writes them.
    """
    usual = _usual(text, country)
    if usual is not None:
        return PhoneNumber(usual)
    import phonenumbers

    region = {Country.RU: "RU", Country.UA: "UA"}.get(country)
    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    possible = phonenumbers.is_possible_number_with_reason(parsed)
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE:  # a local part alone is not enough
        return None
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return PhoneNumber(str(e164))


def _usual(text: str, country: Country) -> str | None:
    """The number where it is written in one of the country's usual forms: nearly all are.

    The library reads every form there is, but takes a hundred times longer; a test shows that
    the two agree.
    """
    plain = text.translate(_FORMATTING)
    if country is Country.RU and (match := _RUSSIAN.fullmatch(plain)):
        return f"+7{match[1]}"
    if country is Country.UA and (match := _UKRAINIAN.fullmatch(plain)):
        return f"+380{match[1]}"
    return None
