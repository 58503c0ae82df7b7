"""The lines of an events file, read strictly: one dated event each (design/terms.md, Replay)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from reception.errors import InvalidInput
from reception.rules.ledger import Line
from reception.translation import Message, msg
from reception.values.money import LARGEST_MINOR, parse_minor

DEFAULT_ACCOUNT = "A"
_EVERYWHERE = {"do", "on", "at", "recorded_on", "request", "account", "member", "reason", "by"}
_FIELDS: Mapping[str, set[str]] = {
    "join": {"holder", "born"},
    "visit": {"visit", "lines", "redeem"},
    "refund": {"visit", "amount", "lines", "refund"},
    "cancel": {"visit"},
    "birthday": set(),
    "refer": {"newcomer"},
    "adjust": {"points"},
    "merge": {"into"},
    "leave": {"to", "debt_to", "holder"},
    "split": {"shares", "to", "debt_to"},
    "undo": {"line"},
    "block": set(),
    "unblock": set(),
    "close": set(),
    "credit": {"lot", "points", "through", "usable_from"},
    "debit": {"ref", "points", "forced", "at_most"},
    "take_back": {"lot", "points", "shortfall"},
    "give_back": {"ref", "points", "grace_days"},
    "expire": set(),
    "check": {"as_of"},
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z")
_NAME_LENGTH = 200


@dataclass(slots=True)
class Event:
    """One event: what is done, on which day, typed when; the rest by field."""

    line: int
    do: str
    day: date
    typed: date
    recorded: str
    fields: dict[str, Any]

    def wrong(self, field: str, allowed: Message) -> NoReturn:
        """Stop: a field of this line cannot be taken."""
        raise bad_line(self.line, field, self.fields.get(field), allowed)

    def __contains__(self, field: str) -> bool:
        return self.fields.get(field) is not None

    def name(self, field: str, default: str | None = None) -> str:
        """An account, a person, a visit …: a short text, or an internal number."""
        value = self.fields.get(field)
        if value is None and default is not None:
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str) or not 0 < len(value) <= _NAME_LENGTH:
            self.wrong(field, msg("a text of 1 to 200 characters"))
        return value

    def optional_name(self, field: str) -> str | None:
        """The same, or None where it is left out."""
        return self.name(field) if field in self else None

    def text(self, field: str) -> str:
        """A text that may be empty or left out."""
        value = self.fields.get(field)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.wrong(field, msg("a text"))
        return value

    def whole(self, field: str, *, least: int = 0, default: int | None = None) -> int:
        """A whole number of at least `least`."""
        value = self.fields.get(field)
        if value is None and default is not None:
            return default
        if (
            isinstance(value, bool)
            or not isinstance(value, int)
            or not least <= value <= LARGEST_MINOR
        ):
            self.wrong(field, msg("a whole number, at least {least}", least=least))
        return value

    def flag(self, field: str) -> bool:
        """True or false; false where it is left out."""
        value = self.fields.get(field)
        if value is not None and not isinstance(value, bool):
            self.wrong(field, msg("true or false"))
        return bool(value)

    def optional_day(self, field: str) -> date | None:
        """A day, or None where it is left out."""
        value = self.fields.get(field)
        return None if value is None else self._as_day(field, value)

    def _as_day(self, field: str, value: Any) -> date:
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        return self.wrong(field, msg("a day like 2026-01-31"))

    def money(self, field: str, value: Any) -> int:
        """Minor units of a decimal string."""
        if isinstance(value, str):
            try:
                return parse_minor(value)
            except InvalidInput:
                if value.isascii() and value.replace(".", "", 1).isdigit() and len(value) > 15:
                    allowed = msg("an amount below 2⁶³ kopecks or cents")
                    raise bad_line(self.line, field, value, allowed) from None
        raise bad_line(self.line, field, value, msg("an amount as a text, like “1800.50”"))

    def bill(self, *, signed: bool) -> list[Line]:
        """The lines of a bill or of a refund; those of a refund are not below zero."""
        value = self.fields.get("lines")
        allowed = msg("a list of lines with group and amount")
        if not isinstance(value, list) or not value:
            self.wrong("lines", allowed)
        lines = []
        for item in value:
            if not isinstance(item, dict) or set(item) != {"group", "amount"}:
                self.wrong("lines", allowed)
            group = item["group"]
            if not isinstance(group, str) or not 0 < len(group) <= _NAME_LENGTH:
                self.wrong("lines", allowed)
            amount = self.money("amount", item["amount"])
            if amount < 0 and not signed:
                raise bad_line(self.line, "amount", item["amount"], msg("an amount not below 0"))
            lines.append(Line(group, amount))
        if abs(sum(line.amount for line in lines)) > LARGEST_MINOR:
            self.wrong("lines", msg("a sum below 2⁶³"))
        return lines


def bad_line(line: int, field: str, found: Any, allowed: Message) -> InvalidInput:
    """The fault of one line."""
    return InvalidInput(
        msg(
            "Line {line}: {field}: found {found}; allowed: {allowed}.",
            line=line,
            field=field,
            found=msg("nothing") if found is None else json.dumps(found, ensure_ascii=False)[:80],
            allowed=allowed,
        ),
        field=field,
    )


def read_events(lines: Iterable[str], zone: ZoneInfo) -> Iterable[Event]:
    """The events of a file; raises InvalidInput at the first line that cannot be taken."""
    for number, text in enumerate(lines, start=1):
        if text.strip():
            yield _read(number, text, zone)


def _read(number: int, text: str, zone: ZoneInfo) -> Event:
    try:
        tree = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise bad_line(number, "line", text.strip()[:60], msg("one JSON object")) from error
    if not isinstance(tree, dict):
        raise bad_line(number, "line", tree, msg("one JSON object"))
    do = tree.get("do")
    known = _FIELDS.get(do) if isinstance(do, str) else None
    if known is None:
        raise bad_line(number, "do", do, msg("one of {names}", names=", ".join(_FIELDS)))
    for field in tree:
        if field not in _EVERYWHERE and field not in known:
            names = ", ".join(sorted(_EVERYWHERE | known))
            raise bad_line(number, field, tree[field], msg("one of {names}", names=names))
    event = Event(number, str(do), date.min, date.min, "", tree)
    _date(event, zone)
    return event


def _date(event: Event, zone: ZoneInfo) -> None:
    """Set the days of an event: `on`, or the clinic's day of the instant `at`."""
    day = event.optional_day("on")
    instant = event.fields.get("at")
    recorded = event.optional_day("recorded_on")
    if instant is not None:
        moment = _instant(event, instant)
        if day is not None and day != moment.astimezone(zone).date():
            event.wrong("at", msg("an instant of the same day as on"))
        day = moment.astimezone(zone).date()
    if day is None and event.do == "check":
        day = event.optional_day("as_of") or recorded
    if day is None:
        event.wrong("on", msg("a day like 2026-01-31"))
    event.day = day
    event.typed = recorded or day
    event.recorded = (
        instant if instant is not None and recorded is None else event.typed.isoformat()
    )


def _instant(event: Event, value: Any) -> datetime:
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            return datetime.fromisoformat(value[:-1]).replace(tzinfo=UTC)
        except ValueError:
            pass
    return event.wrong("at", msg("an instant in UTC like 2026-01-31T09:30:00Z"))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) != len(pairs):
        raise ValueError("a field stands twice")
    return tree


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)


# Made once: json.loads would make one for every line.
_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant)
