"""Changes that are remembered as they are made, so that one action can be put back whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reception.errors import Refused
from reception.models import Base
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg


@dataclass(frozen=True)
class Change:
    """One row that was changed: each field with its value before and after."""

    kind: type[Base]
    row_id: int
    fields: tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True)
class Before:
    """What an action changed and added, in this order."""

    changes: tuple[Change, ...] = ()
    added: tuple[tuple[type[Base], int], ...] = ()


class Remembering:
    """Makes changes of rows with a number of their own, and remembers them."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._changes: list[Change] = []
        self._added: list[tuple[type[Base], int]] = []

    def change(self, row: Any, **values: Any) -> None:
        """Set fields of a row; what does not change is not remembered."""
        fields = tuple(
            (name, getattr(row, name), value)
            for name, value in values.items()
            if getattr(row, name) != value
        )
        for name, _old, new in fields:
            setattr(row, name, new)
        if fields:
            self._changes.append(Change(type(row), row.id, fields))

    def add(self, row: Any) -> None:
        """Add a row; putting back removes it."""
        self._uow.add(row)
        self._added.append((type(row), row.id))

    def made(self) -> Before:
        """Everything so far, written to the database."""
        self._uow.session.flush()
        return Before(tuple(self._changes), tuple(self._added))


def put_rows_back(uow: UnitOfWork, before: Before) -> None:
    """Put every row back; Refused("went_on") where one was changed in between."""
    for change in reversed(before.changes):
        row = uow.session.get_one(change.kind, change.row_id)
        for name, old, new in change.fields:
            if getattr(row, name) != new:
                raise Refused(
                    msg("This was changed again since; change it by hand."), code="went_on"
                )
            setattr(row, name, old)
    uow.session.flush()
    for kind, row_id in reversed(before.added):
        added = uow.session.get(kind, row_id)
        if added is not None:
            uow.session.delete(added)
    uow.session.flush()
