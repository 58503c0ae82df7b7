"""Who may decide for herself at which age, by country (product/law.md R10, U9, situation 2).

A clinic may set its own limits; where nothing is known of a country, a minor is represented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reception.values.choices import Country
from reception.values.period import age_on, birthday_in

ADULT_AGE = 18
OWN_CONSENT_FROM = {Country.RU: 15, Country.UA: 14, Country.OTHER: ADULT_AGE}


class Standing(StrEnum):
    """What a person may decide at a clinic."""

    REPRESENTED = "represented"
    """A legal representative, or who holds her document, has to be there."""
    OWN_CONSENT = "own_consent"
    """Consents to care herself; a paid contract needs a parent; no card, no talk of it."""
    ADULT = "adult"


@dataclass(frozen=True)
class AgeRule:
    """Full years from which a person consents to care herself, and is of age."""

    own_consent_from: int = ADULT_AGE
    adult_from: int = ADULT_AGE


def age_rule(country: Country, own_consent_from: int | None = None) -> AgeRule:
    """The rule of a country, or with the limit the clinic has set."""
    return AgeRule(OWN_CONSENT_FROM[country] if own_consent_from is None else own_consent_from)


def standing(born: date | None, day: date, rule: AgeRule) -> Standing:
    """What a person may decide on `day`; who has no birth date on record is taken as an adult."""
    if born is None:
        return Standing.ADULT
    age = age_on(born, day)
    if age >= rule.adult_from:
        return Standing.ADULT
    return Standing.OWN_CONSENT if age >= rule.own_consent_from else Standing.REPRESENTED


def is_minor(born: date | None, day: date) -> bool:
    """Whether a person is under age on `day`."""
    return standing(born, day, AgeRule()) is not Standing.ADULT


def comes_of_age_on(born: date) -> date:
    """The birthday on which a person comes of age."""
    return birthday_in(born, born.year + ADULT_AGE)
