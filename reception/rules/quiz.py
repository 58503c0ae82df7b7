"""The staff quiz: ten questions whose answers come from the terms (product/content.md 4.6).

Nothing about the programme is typed here: options are patterns whose figures the terms fill, so
that a right answer is always what the engine and the sheet say.  A seed draws the order, and
the same seed draws the same quiz again.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reception.rules.figures import terms_figures
from reception.rules.mentions import LIMITS, MentionLimits
from reception.rules.patterns import Figure, counted, fill
from reception.rules.terms import Expiry, Terms
from reception.translation import Language
from reception.values.choices import Country, ExpiryMode, Shortfall
from reception.values.localized_text import LocalizedText
from reception.values.money import Money

PASS = 9
WRONG_OPTIONS = 3

# A wrong figure is a neighbour of the true one (product/content.md 4.6).
PERCENTS = (1, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100)
MONTHS = (6, 12, 24, 36)
DAYS = (14, 30, 60, 90, 180)
MEMBERS = (2, 4, 6, 8, 10)

_PRICE = {Country.RU: 10_000, Country.UA: 5_000, Country.OTHER: 5_000}
_SPEND = {Country.RU: 1_000_000, Country.UA: 300_000, Country.OTHER: 300_000}
_MONTH_FORMS = {
    Language.RU: ("месяц", "месяца", "месяцев"),
    Language.UK: ("місяць", "місяці", "місяців"),
    Language.EN: ("month", "months"),
}
_DAY_FORMS = {
    Language.RU: ("день", "дня", "дней"),
    Language.UK: ("день", "дні", "днів"),
    Language.EN: ("day", "days"),
}


@dataclass(frozen=True)
class Option:
    """One answer to choose from; `code` names it, whatever place it stands in."""

    code: str
    text: LocalizedText
    is_right: bool


@dataclass(frozen=True)
class Question:
    """A question with its options in the order they are shown."""

    number: int
    text: LocalizedText
    options: tuple[Option, ...]

    @property
    def right(self) -> Option:
        """The option that is right under the terms."""
        return next(option for option in self.options if option.is_right)


@dataclass(frozen=True)
class Quiz:
    """A quiz drawn by a seed; `terms_hash` is what it certifies knowledge of."""

    seed: int
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Mark:
    """How one question was answered: the option that was chosen, "" for none, and whether right."""

    number: int
    chosen: str
    is_right: bool


@dataclass(frozen=True)
class Marks:
    """Every answer of a quiz; passed with nine right of ten, or as good a share of fewer."""

    marks: tuple[Mark, ...]

    @property
    def right(self) -> int:
        """How many were right."""
        return sum(mark.is_right for mark in self.marks)

    @property
    def asked(self) -> int:
        """How many there were."""
        return len(self.marks)

    @property
    def is_passed(self) -> bool:
        """Nine of ten."""
        return self.right * 10 >= PASS * self.asked and self.asked > 0


class QuizBook:
    """The questions of a quiz file, read once."""

    def __init__(self, text: str) -> None:
        """Read the TOML of `resources/starter/quiz.toml`."""
        self._questions: list[dict[str, Any]] = tomllib.loads(text)["questions"]

    @property
    def texts(self) -> Mapping[int, LocalizedText]:
        """Each question by its number, without answers."""
        return {each["number"]: _localized(each) for each in self._questions}

    def draw(self, terms: Terms, seed: int, limits: MentionLimits = LIMITS) -> Quiz:
        """The quiz of these terms in the order of a seed, the same each time."""
        chance = random.Random(seed)  # noqa: S311 -- an order to be drawn again, not a secret
        holds = conditions(terms)
        figures = {each: quiz_figures(terms, each, limits) for each in Language}
        drawn = [_question(each, holds, figures, chance) for each in self._questions]
        chance.shuffle(drawn)
        return Quiz(seed, tuple(drawn))


def mark(quiz: Quiz, chosen: Mapping[int, str]) -> Marks:
    """Compare the chosen option of each question; what is left out is wrong."""
    return Marks(
        tuple(
            Mark(
                each.number, chosen.get(each.number, ""), chosen.get(each.number) == each.right.code
            )
            for each in quiz.questions
        )
    )


def _question(
    source: Mapping[str, Any],
    holds: frozenset[str],
    figures: Mapping[Language, Mapping[str, Figure]],
    chance: random.Random,
) -> Question:
    offered = [each for each in source["options"] if holds.issuperset(each.get("when", ()))]
    right = [each for each in offered if each.get("right")]
    wrong = [each for each in offered if not each.get("right")]
    chosen = [*right[:1], *chance.sample(wrong, min(WRONG_OPTIONS, len(wrong)))]
    chance.shuffle(chosen)
    options = tuple(
        Option(each["code"], _filled(each, figures), bool(each.get("right"))) for each in chosen
    )
    return Question(source["number"], _localized(source), options)


def _localized(source: Mapping[str, Any]) -> LocalizedText:
    return LocalizedText(source["ru"], source["uk"], source["en"])


def _filled(
    source: Mapping[str, Any], figures: Mapping[Language, Mapping[str, Figure]]
) -> LocalizedText:
    return LocalizedText(
        *(
            fill(source[each.value], figures[each], each)
            for each in (Language.RU, Language.UK, Language.EN)
        )
    )


def conditions(terms: Terms) -> frozenset[str]:
    """What holds of the terms, in the words of the file's `when`."""
    expiry = terms.expiry
    mode = expiry.mode
    top = max([terms.earning.percent, *(tier.percent for tier in terms.tiers)])
    later = bool(expiry.months or expiry.days)
    dies = mode is not ExpiryMode.NEVER
    found = {
        mode.value: True,
        "earns": top > 0,
        "earns_nothing": top == 0,
        "flat": top == terms.earning.percent,
        "tiers": top != terms.earning.percent,
        "cap": terms.redemption.cap_percent > 0,
        "no_cap": terms.redemption.cap_percent == 0,
        "family": terms.family.max_members > 1,
        "single": terms.family.max_members == 1,
        "past": terms.earning.retroactive_days > 0,
        "no_past": terms.earning.retroactive_days == 0,
        "write_off": terms.refund.shortfall is Shortfall.WRITE_OFF,
        "debt": terms.refund.shortfall is Shortfall.DEBT,
        "warns": dies and expiry.warn_days > 0,
        "silent": expiry.warn_days == 0,
        "later": later,
        "at_once": not later,
        "not_after_last_visit": mode is not ExpiryMode.AFTER_LAST_VISIT,
        "calendar": mode in (ExpiryMode.END_OF_MONTH, ExpiryMode.END_OF_YEAR),
    }
    return frozenset(name for name, value in found.items() if value)


def quiz_figures(
    terms: Terms, language: Language, limits: MentionLimits = LIMITS
) -> dict[str, Figure]:
    """The figures of the terms, and for each that is asked its neighbours."""
    currency, country = terms.programme.currency, terms.programme.country
    percents = neighbours(terms.earning.percent, PERCENTS)
    caps = neighbours(terms.redemption.cap_percent, PERCENTS)
    figures: dict[str, Figure] = {
        **terms_figures(terms, language),
        "top_percent": max([terms.earning.percent, *(tier.percent for tier in terms.tiers)]),
        "other_members": neighbours(terms.family.max_members, MEMBERS)[0],
        "other_retroactive_days": _nearest(terms.earning.retroactive_days, DAYS),
        "declined_days": limits.declined_days,
        "card_price": Money(_PRICE[country], currency),
        "spend": Money(_SPEND[country], currency),
        "life": _life(terms.expiry, language),
        "other_life": _life(_shorter(terms.expiry), language),
        "any_life": _life(_shorter(terms.expiry), language),
    }
    for letter, percent, cap in zip("abc", percents, caps, strict=True):
        figures[f"percent_{letter}"], figures[f"cap_{letter}"] = percent, cap
    return figures


def neighbours(true: int | Decimal, scale: Sequence[int]) -> list[int]:
    """Three figures of a scale around the true one, never equal to it: two below, one above."""
    below = [each for each in scale if each < true]
    above = [each for each in scale if each > true]
    found = [*below[-2:], *above[:1]]
    for more in (*above[1:], *reversed(below[:-2])):
        if len(found) < WRONG_OPTIONS:
            found.append(more)
    return sorted(found)


def _nearest(true: int, scale: Sequence[int]) -> int:
    """The neighbour below, else above."""
    below = [each for each in scale if each < true]
    return below[-1] if below else next(each for each in scale if each != true)


def _shorter(expiry: Expiry) -> Expiry:
    """A life next to the true one; a year where the terms name none."""
    if expiry.days:
        return Expiry(expiry.mode, None, _nearest(expiry.days, DAYS), expiry.warn_days)
    months = _nearest(expiry.months, MONTHS) if expiry.months else 12
    return Expiry(expiry.mode, months, None, expiry.warn_days)


def _life(expiry: Expiry, language: Language) -> str:
    if expiry.days:
        return counted(expiry.days, _DAY_FORMS[language], language)
    return counted(expiry.months or 0, _MONTH_FORMS[language], language)
