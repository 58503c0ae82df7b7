"""Figures of the terms by name, for every text about the programme, and the plain-language check.

Sheet, prompts, answers and quiz all take their figures from `terms_figures`; none is typed
anywhere else (design/terms.md, product/content.md 4.1 to 4.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from reception.rules.earning import Rate, earn
from reception.rules.patterns import Figure, counted, percent
from reception.rules.terms import Terms
from reception.translation import Language
from reception.values.choices import Country
from reception.values.money import Money

SHEET_WORDS = 20
PROMPT_WORDS = 25

# product/content.md 4.1: the family and the bill by which the programme is explained.
FAMILY_VISITS = 12
_USUAL_BILL = {Country.RU: 300_000, Country.UA: 100_000, Country.OTHER: 100_000}

_HALF = {Language.RU: "половины", Language.UK: "половини", Language.EN: "half"}
_YEARS = {
    Language.RU: ("год", "года", "лет"),
    Language.UK: ("рік", "роки", "років"),
    Language.EN: ("year", "years"),
}
_MONTHS = {
    Language.RU: ("месяц", "месяца", "месяцев"),
    Language.UK: ("місяць", "місяці", "місяців"),
    Language.EN: ("month", "months"),
}
_SENTENCE_END = re.compile(r"(?<=[.!?…;])\s+")
_WORD = re.compile(r"[^\W_]")


def terms_figures(
    terms: Terms, language: Language, *, usual_bill: int | None = None
) -> dict[str, Figure]:
    """Every figure of the terms by the name patterns use; what does not apply is left out."""
    currency = terms.programme.currency
    figures: dict[str, Figure] = {
        "programme": terms.programme.name,
        "percent": terms.earning.percent,
        "point_value": Money(terms.programme.point_value, currency),
        "minimum_bill": Money(terms.earning.minimum_bill, currency),
        "hold_days": terms.earning.hold_days,
        "retroactive_days": terms.earning.retroactive_days,
        "cap": terms.redemption.cap_percent,
        "cap_half": cap_in_words(terms.redemption.cap_percent, language),
        "minimum_points": terms.redemption.minimum_points,
        "step": terms.redemption.step,
        "warn_days": terms.expiry.warn_days,
        "max_members": terms.family.max_members,
        "notice_days": terms.version.notice_days,
        "closing_days": terms.version.closing_days,
        "welcome": terms.bonuses.welcome,
    }
    if terms.programme.began is not None:
        figures["programme_began"] = terms.programme.began
    if terms.expiry.months is not None:
        figures["life_months"] = terms.expiry.months
    if terms.expiry.days is not None:
        figures["life_days"] = terms.expiry.days
    if terms.bonuses.birthday is not None:
        figures["birthday_points"] = terms.bonuses.birthday.points
        figures["birthday_days"] = terms.bonuses.birthday.usable_days
    return figures | _referral_figures(terms) | _example_figures(terms, usual_bill)


def _referral_figures(terms: Terms) -> dict[str, Figure]:
    referral = terms.bonuses.referral
    if referral is None:
        return {}
    return {
        "referrer_points": referral.referrer,
        "newcomer_points": referral.newcomer,
        "referral_days": referral.within_days,
        "referral_minimum": Money(referral.minimum_bill, terms.programme.currency),
    }


def _example_figures(terms: Terms, usual_bill: int | None) -> dict[str, Figure]:
    """A family's year at the usual bill, by the base rate: what «копейки» is answered with."""
    bill = usual_bill or _USUAL_BILL[terms.programme.country]
    rate = Rate(terms.earning.percent)
    points = FAMILY_VISITS * earn(terms, [("", Fraction(bill))], redeemed=0, rate=rate).points
    currency = terms.programme.currency
    example: dict[str, Figure] = {
        "family_visits": FAMILY_VISITS,
        "usual_bill": Money(bill, currency),
    }
    if points:
        worth = Money(points * terms.programme.point_value, currency)
        example |= {"example_points": points, "example_value": worth}
    return example


def cap_in_words(cap: Decimal, language: Language) -> str:
    """What stands after «до»: half in words, any other share as a figure («30 %»)."""
    return _HALF[language] if cap == 50 else percent(cap, language)


def time_together(months: int, language: Language) -> str:
    """«2 года» from full months; months where it is less than a year."""
    if months >= 12:
        return counted(months // 12, _YEARS[language], language)
    return counted(max(months, 1), _MONTHS[language], language)


def words_in(text: str) -> int:
    """How many words a person hears or reads: what holds a letter or a digit."""
    return sum(1 for word in text.split() if _WORD.search(word))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, also those a semicolon ends."""
    return [part for part in _SENTENCE_END.split(text.strip()) if part]


def too_long(text: str, limit: int = SHEET_WORDS) -> list[str]:
    """The sentences of more than `limit` words: the plain-language check of the sheet."""
    return [part for part in sentences_of(text) if words_in(part) > limit]


def joined(parts: Iterable[str]) -> str:
    """Sentences as one paragraph."""
    return " ".join(part for part in parts if part)
