"""Phone numbers: read in any form people write them, kept as +7… or +380… and digits."""

from __future__ import annotations

from dataclasses import dataclass

from reception.values.choices import Country


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
