"""Takes fields out of a tree of terms and remembers every fault on the way.

A reader of fields never stops at the first fault: it answers with a harmless value and goes
on, so that whoever wrote the file sees all that is wrong at once (path, found, allowed).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from reception.translation import Message, msg
from reception.values.localized_text import LocalizedText
from reception.values.money import LARGEST_MINOR

Choice = TypeVar("Choice", bound=StrEnum)

_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
_MONEY = re.compile(r"[0-9]{1,19}(\.[0-9]{1,2})?")
_DECIMAL = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MISSING = object()
_SHOWN = 60


class Faults:
    """The list of faults of one tree, in the order of the file."""

    def __init__(self) -> None:
        self.found: list[Message] = []

    def add(self, path: str, found: Any, allowed: Message) -> None:
        """Remember that `found` stands at `path` and what is allowed there."""
        self.found.append(
            msg(
                "{path}: found {found}; allowed: {allowed}.",
                path=path,
                found=found if isinstance(found, Message) else _show(found),
                allowed=allowed,
            )
        )


class Table:
    """One table of the tree; every field is asked for once, the rest is unknown."""

    def __init__(self, tree: Any, path: str, faults: Faults, *, days_as_text: bool = False) -> None:
        self._path = path
        self._faults = faults
        self._days_as_text = days_as_text
        self._asked: set[str] = set()
        self._tree: Mapping[str, Any] = {}
        self.is_readable = isinstance(tree, Mapping)
        if isinstance(tree, Mapping):
            self._tree = tree
        else:
            faults.add(path or "terms", tree, msg("a table"))

    def __contains__(self, key: str) -> bool:
        return key in self._tree

    def fault(self, key: str, allowed: Message) -> None:
        """Say that the value of `key` is not allowed; a table that is none has said so itself."""
        if not self.is_readable:
            return
        self._faults.add(self.path(key), self._tree.get(key, msg("nothing")), allowed)

    def path(self, key: str) -> str:
        """The full path of a field of this table."""
        return f"{self._path}.{key}" if self._path else key

    def skip(self, key: str) -> None:
        """Say that a field is known, and read by somebody else."""
        self._asked.add(key)

    def end(self) -> None:
        """Report every field nobody asked for."""
        known = ", ".join(sorted(self._asked))
        for key in self._tree:
            if key not in self._asked:
                self._faults.add(
                    self.path(str(key)), msg("an unknown field"), msg("one of {names}", names=known)
                )

    def table(self, key: str) -> Table:
        """A table inside; an empty one, with a fault, where it is missing."""
        value = self._take(key, msg("a table"))
        if value is _MISSING:
            inner = Table({}, self.path(key), self._faults, days_as_text=self._days_as_text)
            inner.is_readable = False
            return inner
        return Table(value, self.path(key), self._faults, days_as_text=self._days_as_text)

    def tables(self, key: str) -> Iterable[Table]:
        """The tables of an optional list."""
        self._asked.add(key)
        value = self._tree.get(key, [])
        if not isinstance(value, list):
            self.fault(key, msg("a list of tables"))
            return
        for index, item in enumerate(value):
            path = f"{self.path(key)}[{index}]"
            yield Table(item, path, self._faults, days_as_text=self._days_as_text)

    def text(self, key: str) -> str:
        """A text of 1 to 200 characters without control characters."""
        allowed = msg("a text of 1 to 200 characters")
        value = self._take(key, allowed)
        if value is _MISSING:
            return "?"
        if (
            not isinstance(value, str)
            or not 1 <= len(value.strip()) <= 200
            or not value.isprintable()
        ):
            self.fault(key, allowed)
            return "?"
        return value

    def name(self, key: str) -> LocalizedText:
        """A name in all three languages."""
        inner = self.table(key)
        if not inner.is_readable:
            return LocalizedText("?", "?", "?")
        name = LocalizedText(inner.text("ru"), inner.text("uk"), inner.text("en"))
        inner.end()
        return name

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """One of a closed list of words."""
        allowed = msg("one of {names}", names=", ".join(kind))
        value = self._take(key, allowed)
        if isinstance(value, str):
            for member in kind:
                if member.value == value:
                    return member
        if value is not _MISSING:
            self.fault(key, allowed)
        return next(iter(kind))

    def whole(self, key: str, *, least: int = 0, default: int | None = None) -> int:
        """A whole number of at least `least`."""
        if default is not None and key not in self._tree:
            self._asked.add(key)
            return default
        allowed = msg("a whole number, at least {least}", least=least)
        value = self._take(key, allowed)
        if value is _MISSING:
            return max(least, 1)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            self.fault(key, allowed)
            return max(least, 1)
        if value > LARGEST_MINOR:
            self.fault(key, msg("a whole number below 2⁶³"))
            return max(least, 1)
        return value

    def integer(self, key: str, default: int) -> int:
        """A whole number that may be negative, `default` where it is left out."""
        self._asked.add(key)
        value = self._tree.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST_MINOR:
            self.fault(key, msg("a whole number"))
            return default
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false, `default` where it is left out."""
        self._asked.add(key)
        value = self._tree.get(key, default)
        if not isinstance(value, bool):
            self.fault(key, msg("true or false"))
            return default
        return value

    def percent(self, key: str) -> Decimal:
        """A percentage from 0 to 100 with at most two decimals, written as a text."""
        allowed = msg("a text from “0” to “100” with at most two decimals after a point")
        value = self._take(key, allowed)
        if value is _MISSING:
            return Decimal(0)
        if not isinstance(value, str) or not _PERCENT.fullmatch(value) or Decimal(value) > 100:
            self.fault(key, allowed)
            return Decimal(0)
        return Decimal(value)

    def multiplier(self, key: str) -> Decimal:
        """A multiplier of at least 1, written as a text."""
        allowed = msg("a decimal text of at least “1”")
        value = self._take(key, allowed)
        if not isinstance(value, str) or not _DECIMAL.fullmatch(value) or Decimal(value) < 1:
            self.fault(key, allowed)
            return Decimal(1)
        return Decimal(value)

    def money(self, key: str, *, least: int = 0) -> int:
        """Minor units of an amount written as a text with at most two decimals."""
        allowed = (
            msg("an amount above 0 as a text with at most two decimals after a point, like “1.00”")
            if least
            else msg("an amount as a text with at most two decimals after a point, like “3000.00”")
        )
        value = self._take(key, allowed)
        if value is _MISSING:
            return max(least, 1)
        if not isinstance(value, str) or not _MONEY.fullmatch(value):
            self.fault(key, allowed)
            return max(least, 1)
        minor = int(Decimal(value) * 100)
        if minor > LARGEST_MINOR:
            self.fault(key, msg("an amount below 2⁶³ kopecks or cents"))
            return max(least, 1)
        if minor < least:
            self.fault(key, allowed)
            return max(least, 1)
        return minor

    def day(self, key: str) -> date | None:
        """A day; None, with a fault, where it is missing or none."""
        allowed = msg("a day like 2026-01-31")
        value = self._take(key, allowed)
        if value is _MISSING:
            return None
        if self._days_as_text and isinstance(value, str) and _DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        quoted = isinstance(value, str) and not self._days_as_text
        self.fault(
            key, msg("a day without quotation marks, like 2026-01-31") if quoted else allowed
        )
        return None

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts, such as service groups."""
        allowed = msg("a list of texts")
        value = self._take(key, allowed)
        if value is _MISSING:
            return ()
        if not isinstance(value, list) or not all(
            isinstance(word, str) and word.strip() and word.isprintable() for word in value
        ):
            self.fault(key, allowed)
            return ()
        return tuple(dict.fromkeys(value))

    def _take(self, key: str, allowed: Message) -> Any:
        self._asked.add(key)
        if key in self._tree:
            return self._tree[key]
        if self.is_readable:
            self._faults.add(self.path(key), msg("nothing"), allowed)
        return _MISSING


def _show(found: Any) -> str:
    """What was found, as it would be written, cut to a readable length."""
    text = found.isoformat() if isinstance(found, date) else repr(found)
    if isinstance(found, bool):
        text = "true" if found else "false"
    if isinstance(found, str):
        text = f"“{found}”"
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
