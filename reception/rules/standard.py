"""The service standard: observable items per stage of a visit, and how often each was done."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reception.values.localized_text import LocalizedText

REVIEW_MONTHS = 6


@dataclass(frozen=True)
class StandardItem:
    """One thing that can be seen: its code, its stage, its words."""

    code: str
    stage: str
    words: LocalizedText


@dataclass(frozen=True)
class Standard:
    """The stages by their code, in their order, and the items."""

    stages: Mapping[str, LocalizedText]
    items: tuple[StandardItem, ...]


def read_standard(text: str) -> Standard:
    """The standard from its TOML text."""
    tree = tomllib.loads(text)
    return Standard(
        {row["code"]: _words(row) for row in tree["stages"]},
        tuple(
            StandardItem(item["code"], row["code"], _words(item))
            for row in tree["stages"]
            for item in row["items"]
        ),
    )


def _words(row: Mapping[str, str]) -> LocalizedText:
    return LocalizedText.of({language: row[language] for language in ("ru", "uk", "en")})


@dataclass(frozen=True)
class Observed:
    """How often an item was done of how often it was looked at."""

    done: int
    of: int


def per_item(marks: Iterable[tuple[str, bool]]) -> dict[str, Observed]:
    """Each item's share; an item nobody looked at is left out."""
    found: dict[str, Observed] = {}
    for code, is_done in marks:
        before = found.get(code, Observed(0, 0))
        found[code] = Observed(before.done + is_done, before.of + 1)
    return found


def all_done(occasions: Iterable[Iterable[bool]]) -> Observed:
    """On how many occasions (a visit, a day) everything that was looked at was done."""
    whole = [list(one) for one in occasions]
    seen = [one for one in whole if one]
    return Observed(sum(all(one) for one in seen), len(seen))
