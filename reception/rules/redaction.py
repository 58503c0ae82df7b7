"""Which words of the log are a person's, and the same text without them.

The log keeps each change of a row as JSON.  What stands in items about the person goes wholly;
in free text her names go in any case of the language, and everywhere in the log her full name
and her e-mail.  Numbers of records, days and kinds stay, so that the log still tells who of the
staff did what and when (docs/decisions/0018-erasure-and-sealed-rows.md).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from reception.values.chain import canonical_json

ERASED = "[erased]"
_SHORTEST = 3
_VOWELS = "аеёиоуыэюяіїєйьaeiouy"


@dataclass(frozen=True)
class TableWords:
    """Of a table: the columns that hold words of a person, and those that name whose row it is."""

    words: frozenset[str]
    owners: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Subject:
    """Whose words are to go: her number, what she was ever called, and the rows that are hers.

    `names` are surnames, first names and patronymics one by one, `full_names` pairs that name
    nobody else; `digits` her phone numbers; `owned` the numbers of her rows by table.
    """

    number: int
    names: frozenset[str] = frozenset()
    full_names: frozenset[str] = frozenset()
    digits: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    """E-mail, address, number in the clinic's list: whole words."""
    owned: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def everywhere(self) -> re.Pattern[str] | None:
        """What names her alone, wherever it stands."""
        return _pattern([*map(_declined_pair, self.full_names), *map(_exact, self.others)])

    @cached_property
    def in_her_rows(self) -> re.Pattern[str] | None:
        """What names her in a text that is about her."""
        return _pattern(
            [
                *map(_declined_pair, self.full_names),
                *(_declined(name) for name in self.names if len(name) >= _SHORTEST),
                *map(_exact, self.others),
                *map(_phone, self.digits),
            ]
        )


def scrub(text: str, subject: Subject, *, about_her: bool) -> str:
    """`text` without the person's names, numbers and addresses."""
    pattern = subject.in_her_rows if about_her else subject.everywhere
    return text if pattern is None else pattern.sub(ERASED, text)


def scrub_json(value: Any, subject: Subject, *, about_her: bool) -> Any:
    """A JSON value whose texts are scrubbed."""
    if isinstance(value, str):
        return scrub(value, subject, about_her=about_her)
    if isinstance(value, list):
        return [scrub_json(one, subject, about_her=about_her) for one in value]
    if isinstance(value, dict):
        return {key: scrub_json(one, subject, about_her=about_her) for key, one in value.items()}
    return value


def redact_difference(
    difference: str,
    subject: Subject,
    tables: Mapping[str, TableWords],
    *,
    about: tuple[str, int | None],
) -> str | None:
    """The difference of an audit row without the person's words; None where none stood in it.

    `about` is the subject that the audit row names.
    """
    items = json.loads(difference)
    hers = [_is_hers(item, subject, tables, about) for item in items]
    about_her = about == ("patient", subject.number) or any(hers)
    new = []
    for item, is_hers in zip(items, hers, strict=True):
        rest = _without_words(item, tables) if is_hers else item
        named = is_hers or (about_her and "note" in item)
        new.append(scrub_json(rest, subject, about_her=named))
    return None if new == items else canonical_json(new)


def _is_hers(
    item: Mapping[str, Any],
    subject: Subject,
    tables: Mapping[str, TableWords],
    about: tuple[str, int | None],
) -> bool:
    table = item.get("added") or item.get("changed") or item.get("removed")
    if not isinstance(table, str) or table not in tables:
        return False
    values = item.get("values", {})
    if item.get("id") in subject.owned.get(table, frozenset()):
        return True
    if any(subject.number in _sides(values.get(owner)) for owner in tables[table].owners):
        return True
    about_her = about == ("patient", subject.number)
    if table == "patient" and "id" not in item:
        return about_her or _names_her(values, subject)
    return table == "patient_phone" and about_her


def _names_her(values: Mapping[str, Any], subject: Subject) -> bool:
    """Whether a person who was added without a number is she, by her full name."""
    last, first = values.get("last_name"), values.get("first_name")
    return bool(last and first) and f"{last} {first}" in subject.full_names


def _sides(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _without_words(item: Mapping[str, Any], tables: Mapping[str, TableWords]) -> dict[str, Any]:
    table = str(item.get("added") or item.get("changed") or item.get("removed"))
    words = tables[table].words
    values = {
        column: _gone(value) if column in words else value
        for column, value in item.get("values", {}).items()
    }
    return {**item, "values": values}


def _gone(value: Any) -> Any:
    if isinstance(value, list):
        return [_gone(one) for one in value]
    return value if value in (None, "", ERASED) else ERASED


# --- Patterns -----------------------------------------------------------------------------------


def _pattern(parts: list[str]) -> re.Pattern[str] | None:
    """One pattern of all, the longest first."""
    found = sorted({part for part in parts if part}, key=len, reverse=True)
    return re.compile("|".join(found), re.IGNORECASE) if found else None


def _exact(words: str) -> str:
    return rf"(?<!\w){re.escape(words)}(?!\w)" if len(words) >= _SHORTEST else ""


def _declined(name: str) -> str:
    """A name in any case: its stem and up to three letters more."""
    stem = name
    while len(stem) > _SHORTEST and stem[-1].lower() in _VOWELS and len(name) - len(stem) < 2:
        stem = stem[:-1]
    return rf"(?<!\w){re.escape(stem)}\w{{0,3}}(?!\w)"


def _declined_pair(pair: str) -> str:
    return (
        r"\s+".join(
            _declined(name).removeprefix(r"(?<!\w)").removesuffix(r"(?!\w)")
            if place
            else _declined(name).removesuffix(r"(?!\w)")
            for place, name in enumerate(pair.split())
        )
        + r"(?!\w)"
    )


def _phone(digits: str) -> str:
    """A number however it is parted; its last ten digits count, as people write it."""
    tail = digits[-10:]
    if len(tail) < _SHORTEST + 4:
        return ""
    return r"(?<!\d)\+?(?:\d[\s().-]*){0,3}" + r"[\s().-]*".join(tail) + r"(?!\d)"
