"""What the text in the search box may mean: a name, a phone, a card, a date of birth.

Pure reading of what was typed; `queries/search.py` looks each meaning up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reception.rules.names import fold
from reception.values.choices import Country

FEWEST_DIGITS = 4
CARD_DIGITS = 12
_NOT_NUMBER = re.compile(r"[^\d\s+().,/№#\-‐‑–]")
_DATE_PARTS = re.compile(r"(\d{1,4})[.,/\-\s]+(\d{1,2})[.,/\-\s]+(\d{1,4})")


@dataclass(frozen=True)
class Typed:
    """The meanings of a searched text; empty parts mean nothing.

    With `words`, `digits` narrow them down: the end of a phone, or the year of birth.
    """

    words: tuple[str, ...] = ()
    digits: str = ""
    phone_starts: tuple[str, ...] = ()
    birth_dates: tuple[date, ...] = ()


def read_typed(text: str, country: Country, today: date) -> Typed:
    """Read a searched text; a text with letters is a name, one of digits everything else."""
    plain = text.strip()
    if not plain:
        return Typed()
    if _NOT_NUMBER.search(plain) or not any(ch.isdigit() for ch in plain):
        parts = fold(plain).split()
        figures = [part for part in parts if part.isdigit() and len(part) >= FEWEST_DIGITS]
        return Typed(
            words=tuple(part for part in parts if part not in figures),
            digits=figures[-1] if figures else "",
        )
    digits = "".join(ch for ch in plain if "0" <= ch <= "9")
    return Typed(
        digits=digits,
        phone_starts=_phone_starts(plain, digits, country),
        birth_dates=tuple(dict.fromkeys(_birth_dates(plain, digits, today))),
    )


def _phone_starts(plain: str, digits: str, country: Country) -> tuple[str, ...]:
    """How a kept number (country code and all) may begin when it was typed like this."""
    if len(digits) < FEWEST_DIGITS:
        return ()
    if plain.startswith("+"):
        return (digits,)
    starts = [digits]
    if country is Country.RU:
        starts.append("7" + (digits[1:] if digits[0] == "8" else digits))
    elif country is Country.UA:
        if digits.startswith("80"):
            starts.append("3" + digits)
        starts.append("380" + digits.removeprefix("0"))
    return tuple(dict.fromkeys(starts))


def _birth_dates(plain: str, digits: str, today: date) -> list[date]:
    parts = _DATE_PARTS.fullmatch(plain)
    if parts is not None:
        first, second, third = parts.groups()
        if len(first) == 4:
            return _day(int(third), int(second), first, today)
        return _day(int(first), int(second), third, today)
    if plain != digits or len(digits) not in (6, 8):
        return []
    found = _day(int(digits[:2]), int(digits[2:4]), digits[4:], today)
    if len(digits) == 8:
        found += _day(int(digits[6:]), int(digits[4:6]), digits[:4], today)
    return found


def _day(day: int, month: int, year: str, today: date) -> list[date]:
    if len(year) not in (2, 4):
        return []
    number = int(year)
    years = [number] if len(year) == 4 else [2000 + number, 1900 + number]
    found = []
    for full in years:
        try:
            born = date(full, month, day)
        except ValueError:
            continue
        if date(1900, 1, 1) <= born <= today:
            found.append(born)
    return found
