"""Languages: messages as values, and the translator that turns them into words.

The core never translates.  It raises and returns `Message` values, an English sentence with
named fields, and the edge (a screen, a paper, the command line) renders them with the
translator of whoever reads.  A paper may be in another language than the screen, so a
translator is an object that is passed in, never a global.
"""

from __future__ import annotations

import gettext
import io
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal, localcontext
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from reception.paths import translations_directory

NO_BREAK_SPACE = "\u00a0"


class Language(StrEnum):
    """The three languages of screens and papers."""

    RU = "ru"
    UK = "uk"
    EN = "en"


@dataclass(frozen=True)
class Message:
    """A sentence to be translated at the edge.

    `id` is the English text with `{fields}`; `plural` is set where the sentence agrees with
    the whole number in `count`, which is then also a field of that name.
    """

    id: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    plural: str | None = None
    count: int = 0


def msg(id: str, /, **fields: Any) -> Message:
    """A message with its fields.  Babel extracts the first argument."""
    return Message(id, fields)


def nmsg(singular: str, plural: str, count: int, /, **fields: Any) -> Message:
    """A message that agrees with `count`.  Babel extracts both sentences."""
    return Message(singular, {"count": count, **fields}, plural, count)


@runtime_checkable
class Localized(Protocol):
    """A value that writes itself in a language: money, points, a localised name."""

    def localized(self, translator: Translator) -> str:
        """The value as `translator`'s reader writes it."""
        ...


class Translator:
    """Words, dates, numbers and money of one language."""

    def __init__(self, language: Language, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def gettext(self, message: str) -> str:
        """The translation of an English text; the text itself where there is none."""
        return self._catalogue.gettext(message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The form that agrees with `count`."""
        return self._catalogue.ngettext(singular, plural, count)

    def text(self, message: Message | str) -> str:
        """A message in words, its fields written as this language writes them."""
        if isinstance(message, str):
            return self.gettext(message)
        if message.plural is None:
            pattern = self.gettext(message.id)
        else:
            pattern = self.ngettext(message.id, message.plural, message.count)
        if not message.fields:
            return pattern
        return pattern.format_map({key: self.value(v) for key, v in message.fields.items()})

    def value(self, value: Any) -> str:
        """One field of a message in words."""
        if isinstance(value, Message):
            return self.text(value)
        if isinstance(value, Localized):
            return value.localized(self)
        if isinstance(value, tuple):
            return ", ".join(self.value(one) for one in value)
        if isinstance(value, bool) or value is None:
            return str(value)
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, time):
            return self.clock(value)
        return self.number(value) if isinstance(value, int | Decimal) else str(value)

    def number(self, value: int | Decimal) -> str:
        """A number with this language's grouping and decimal sign."""
        from babel.numbers import format_decimal

        with localcontext(prec=max(28, len(str(value)) + 9)):  # digits typed by mistake, too
            return str(format_decimal(value, format="#,##0.########", locale=self.language.value))

    def percent(self, value: Decimal | int) -> str:
        """A percentage given in per cent: 7 → «7 %» in Russian, «7%» elsewhere."""
        space = NO_BREAK_SPACE if self.language is Language.RU else ""
        return f"{self.number(value)}{space}%"

    def day(self, day: date) -> str:
        """A date in digits: 05.03.1990 (ru, uk), 5 Mar 1990 (en)."""
        if self.language is Language.EN:
            from babel.dates import format_date

            return str(format_date(day, "d MMM y", locale="en"))
        return f"{day:%d.%m.%Y}"

    def long_day(self, day: date, *, today: date | None = None) -> str:
        """Day and month name, with the year unless it is the year of `today`."""
        from babel.dates import format_date

        year = "" if today is not None and day.year == today.year else " y"
        if self.language is Language.RU and year:
            year = " y 'г'."
        elif self.language is Language.UK and year:
            year = " y 'р'."
        return str(format_date(day, f"d MMMM{year}", locale=self.language.value))

    def month(self, day: date) -> str:
        """The month of a day: «октябрь 2026»."""
        from babel.dates import format_date

        return str(format_date(day, "LLLL y", locale=self.language.value))

    def short_month(self, day: date) -> str:
        """The month of a day in three or four letters, for charts: «окт.»."""
        from babel.dates import format_date

        return str(format_date(day, "LLL", locale=self.language.value))

    def clock(self, moment: datetime | time) -> str:
        """Hours and minutes: 09:05."""
        return moment.strftime("%H:%M")

    def moment(self, moment: datetime) -> str:
        """Date and time of a local instant."""
        return f"{self.day(moment.date())} {self.clock(moment)}"

    def money(self, minor: int, currency: str) -> str:
        """Integer minor units as «3 200 ₽», «3 200,50 грн», «3,200 ₽»."""
        whole, rest = divmod(abs(minor), 100)
        amount = Decimal(whole) + Decimal(rest) / 100
        text = self.number(Decimal(whole)) if rest == 0 else self._cents(amount)
        sign = "\N{MINUS SIGN}" if minor < 0 else ""
        return f"{sign}{text}{NO_BREAK_SPACE}{self.currency_sign(currency)}"

    def currency_sign(self, currency: str) -> str:
        """The sign people know: ₽, грн or the ISO code."""
        if currency == "UAH":
            return "UAH" if self.language is Language.EN else "грн"
        return {"RUB": "₽", "EUR": "€", "USD": "$"}.get(currency, currency)

    def _cents(self, amount: Decimal) -> str:
        from babel.numbers import format_decimal

        return str(format_decimal(amount, format="#,##0.00", locale=self.language.value))


@cache
def load_translator(language: Language) -> Translator:
    """The translator of a language; compiled from its catalogue when the compiled file is stale."""
    folder = translations_directory() / language.value / "LC_MESSAGES"
    source, compiled = folder / "reception.po", folder / "reception.mo"
    if not source.exists():
        return Translator(language, gettext.NullTranslations())
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        data = compile_catalogue(source)
        with suppress(OSError):  # a read-only installation works from memory
            fresh = compiled.with_suffix(f".{os.getpid()}.mo")
            fresh.write_bytes(data)
            fresh.replace(compiled)  # another process never reads half a file
        return Translator(language, gettext.GNUTranslations(io.BytesIO(data)))
    with compiled.open("rb") as stream:
        return Translator(language, gettext.GNUTranslations(stream))


def compile_catalogue(source: Path) -> bytes:
    """The .mo bytes of a .po file."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as stream:
        catalogue = read_po(stream)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()
