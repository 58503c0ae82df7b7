"""Patterns of texts about the programme, and how figures become the words in them.

`{name}` is a value; `{name|балл|балла|баллов}` (English: `{name|point|points}`) a whole number,
a no-break space and the form that agrees with it; `{name_words|…}` the same with the number in
words; `{name}%` a percentage, spaced as the language spaces it.  A fraction stands in figures
with a percent sign («7,5 %») wherever a number in words was asked for.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from reception.rules.numerals import LARGEST, in_words, plural_form
from reception.translation import NO_BREAK_SPACE, Language, Translator
from reception.values.localized_text import LocalizedText
from reception.values.money import Money

WORDS = "_words"

Figure = int | Decimal | str | date | Money | LocalizedText

_FIELD = re.compile(r"\{(?P<name>[a-z0-9_]+)(?:\|(?P<forms>[^{}]*))?\}(?P<percent>%?)")
_YEAR_WORD = {Language.RU: " года", Language.UK: " року", Language.EN: ""}


@dataclass(frozen=True)
class Field:
    """One place of a pattern: the parameter's name and the forms that agree with it."""

    name: str
    forms: tuple[str, ...]

    @property
    def parameter(self) -> str:
        """The parameter it takes: the name without the wish for words."""
        return self.name.removesuffix(WORDS)


class MissingFigureError(KeyError):
    """A pattern names a parameter that has no value here."""


@cache
def fields_of(pattern: str) -> tuple[Field, ...]:
    """The places of a pattern, in their order."""
    return tuple(
        Field(found["name"], tuple((found["forms"] or "").split("|")) if found["forms"] else ())
        for found in _FIELD.finditer(pattern)
    )


def parameters_of(pattern: str) -> frozenset[str]:
    """The parameters a pattern needs."""
    return frozenset(place.parameter for place in fields_of(pattern))


def pattern_faults(pattern: str, language: Language) -> list[str]:
    """What is wrong with the notation of a pattern; empty when all is well."""
    faults = []
    rest = _FIELD.sub("", pattern)
    if "{" in rest or "}" in rest:
        faults.append("brace")
    wanted = 2 if language is Language.EN else 3
    faults += [
        place.name
        for place in fields_of(pattern)
        if place.forms and (len(place.forms) != wanted or not all(place.forms))
    ]
    return faults


def fill(pattern: str, figures: Mapping[str, Figure], language: Language) -> str:
    """A pattern with its figures in words.

    Raises MissingFigureError where `figures` lacks one of them.
    """

    def place(found: re.Match[str]) -> str:
        name, forms = found["name"], found["forms"]
        parameter = name.removesuffix(WORDS)
        if parameter not in figures:
            raise MissingFigureError(parameter)
        value = figures[parameter]
        if found["percent"]:
            return percent(_number(value), language)
        if name.endswith(WORDS) or forms:
            return _counted(value, forms, language, words=name.endswith(WORDS))
        return written(value, language)

    return _FIELD.sub(place, pattern)


def written(value: Figure, language: Language) -> str:
    """One value as the reader of `language` writes it."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return day_in_words(value, language)
    if isinstance(value, LocalizedText):
        return value.in_language(language)
    if isinstance(value, Money):
        return value.localized(plain(language))
    return plain(language).number(value)


def percent(value: int | Decimal, language: Language) -> str:
    """A percentage, spaced as the language spaces it."""
    return plain(language).percent(value)


def day_in_words(day: date, language: Language, *, with_year: bool = True) -> str:
    """«12 марта 2026 года», «12 березня 2026 року», “12 March 2026”, or without the year."""
    text = plain(language).long_day(day, today=day)
    if not with_year:
        return text
    return f"{text}{NO_BREAK_SPACE}{day.year}{_YEAR_WORD[language]}"


def counted(number: int, forms: tuple[str, ...], language: Language, *, words: bool = False) -> str:
    """A number and the form that agrees with it, a no-break space between."""
    head = in_words(number, language) if words and number <= LARGEST else written(number, language)
    return f"{head}{NO_BREAK_SPACE}{forms[plural_form(number, language)]}"


@cache
def plain(language: Language) -> Translator:
    """Numbers, days and money of a language; no catalogue."""
    return Translator(language, gettext.NullTranslations())


def _counted(value: Figure, forms: str | None, language: Language, *, words: bool) -> str:
    number = _number(value)
    if number != int(number):
        return percent(number, language)
    whole = int(number)
    if forms:
        return counted(whole, tuple(forms.split("|")), language, words=words)
    return in_words(whole, language) if whole <= LARGEST else written(whole, language)


def _number(value: Figure) -> int | Decimal:
    if isinstance(value, int | Decimal):
        return value
    raise TypeError(f"not a number: {value!r}")
