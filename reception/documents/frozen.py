"""Payloads as JSON and back: what the database keeps of a paper."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def freeze(value: Any) -> Any:
    """A payload as plain JSON values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: freeze(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [freeze(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | time):  # datetime is a date, too
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"a payload cannot hold {type(value).__name__}")


def thaw(kind: type[T], stored: Any) -> T:
    """The payload of class `kind` from what `freeze` gave; KeyError where a field is missing."""
    return cast("T", _thaw(kind, stored))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _thaw(kind: Any, stored: Any) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        options = [option for option in get_args(kind) if option is not types.NoneType]
        return None if stored is None else _thaw(options[0], stored)
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        return tuple(_thaw(item, one) for one in stored)
    if is_dataclass(kind) and isinstance(kind, type):
        return _thaw_dataclass(kind, stored)
    if kind is datetime:
        return datetime.fromisoformat(stored)
    if kind is time:
        return time.fromisoformat(stored)
    if kind is date:
        return date.fromisoformat(stored)
    return kind(stored)


def _thaw_dataclass(kind: type, stored: Any) -> Any:
    hints = _hints(kind)
    given = {name: _thaw(hint, stored[name]) for name, hint in hints.items() if name in stored}
    needed = [f.name for f in fields(kind) if f.name not in given and not _has_default(f)]
    if needed:
        raise KeyError(*needed)
    return kind(**given)


def _has_default(field: Any) -> bool:
    from dataclasses import MISSING

    return field.default is not MISSING or field.default_factory is not MISSING
