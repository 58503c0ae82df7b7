"""Which country a clinic's file comes from, by its phones and the letters of its titles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reception.values.choices import Country

_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_ENOUGH = 200


def guess_country(titles: Iterable[str], phones: Iterable[str]) -> Country:
    """UA or RU by what most phones look like and how the columns are named; else other."""
    joined = " ".join(titles)
    ukrainian = 50 if _UKRAINIAN.search(joined) else 0
    russian = 0
    for seen, phone in enumerate(phones):
        if seen >= _ENOUGH:
            break
        digits = re.sub(r"\D", "", phone)
        if (len(digits) == 12 and digits.startswith("380")) or (
            len(digits) == 10 and digits.startswith("0")
        ):
            ukrainian += 1
        elif (len(digits) == 11 and digits[0] in "78") or (
            len(digits) == 10 and digits.startswith("9")
        ):
            russian += 1
    if ukrainian > russian:
        return Country.UA
    return Country.RU if russian or _CYRILLIC.search(joined) else Country.OTHER
