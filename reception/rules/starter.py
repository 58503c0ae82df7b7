"""The terms a new clinic begins with: the starter text of its country, dated at setup."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

from reception.rules.terms import Terms
from reception.rules.terms_reading import parse_toml, read_terms
from reception.values.choices import Country

STARTER_FILES = {
    Country.RU: "terms_ru.toml",
    Country.UA: "terms_uk.toml",
    Country.OTHER: "terms_uk.toml",
}


def starter_terms(
    text: str,
    *,
    valid_from: date,
    began: date | None = None,
    country: Country | None = None,
    currency: str | None = None,
    time_zone: str | None = None,
) -> Terms:
    """The terms of a starter file's `text`, valid from a day.

    `began` is the day the programme started for patients; country, currency and time zone may
    be the clinic's own.  Raises InvalidInput where they are not possible.
    """
    tree = deepcopy(parse_toml(text))
    tree["version"]["valid_from"] = valid_from
    programme = tree["programme"]
    if began is not None:
        programme["began"] = began
    if country is not None:
        programme["country"] = country.value
    if currency is not None:
        programme["currency"] = currency
    if time_zone is not None:
        programme["time_zone"] = time_zone
    return read_terms(tree)
