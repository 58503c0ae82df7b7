"""A journal of changed rows: every value before and after, so that a wide change can be undone.

Joining two records touches dozens of tables.  Each touched value is written down by table, key
and column; undoing brings a value back where it still is what the joining made of it, so that
later work stands.  Append-only tables are never touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from sqlalchemy import JSON, ColumnElement, Table, and_, delete, insert, select, update
from sqlalchemy.orm import Session

from reception.models import Base, Chained
from reception.models.base import UtcDateTime, sealed_value

Key = list[Any]


class Journal:
    """Changes rows of tables through the session and remembers how they were."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._steps: list[dict[str, Any]] = []

    @property
    def steps(self) -> list[dict[str, Any]]:
        """What was done, in order, as JSON values."""
        return self._steps

    def change(self, table: str, key: Sequence[Any], values: Mapping[str, Any]) -> None:
        """Set columns of one row; what is so already is left out."""
        where = _table(table)
        row = self._session.execute(select(where).where(_is(where, key))).mappings().one()
        changed = {name: value for name, value in values.items() if row[name] != value}
        if not changed:
            return
        self._session.execute(update(where).where(_is(where, key)).values(**changed))
        self._steps.append(
            {
                "table": table,
                "key": list(key),
                "change": {
                    name: [sealed_value(row[name]), sealed_value(value)]
                    for name, value in changed.items()
                },
            }
        )

    def note(self, table: str, key: Sequence[Any], column: str, values: tuple[Any, Any]) -> None:
        """Write down what others changed: a column's value before and after."""
        was, became = map(sealed_value, values)
        self._steps.append({"table": table, "key": list(key), "change": {column: [was, became]}})

    def repoint(self, table: str, column: str, old: int, new: int) -> int:
        """Let every row that names `old` in a column name `new`; answers how many did."""
        where = _table(table)
        keys = list(where.primary_key.columns)
        rows = self._session.execute(select(*keys).where(where.c[column] == old)).all()
        for row in rows:
            self.change(table, list(row), {column: new})
        return len(rows)

    def remove(self, table: str, key: Sequence[Any]) -> None:
        """Delete one row; it is remembered whole."""
        where = _table(table)
        row = self._session.execute(select(where).where(_is(where, key))).mappings().one()
        self._session.execute(delete(where).where(_is(where, key)))
        self._steps.append(
            {
                "table": table,
                "key": list(key),
                "removed": {name: sealed_value(value) for name, value in row.items()},
            }
        )

    def add(self, table: str, values: Mapping[str, Any]) -> Key:
        """Put one row in; answers with its key."""
        result = self._session.execute(insert(_table(table)).values(**values))
        key = list(result.inserted_primary_key)  # type: ignore[attr-defined]
        self._steps.append({"table": table, "key": key, "added": True})
        return key


def undo_steps(session: Session, steps: Sequence[Mapping[str, Any]]) -> None:
    """Bring back what a journal changed, the last first; what was changed since stays."""
    for step in reversed(steps):
        table = _table(step["table"])
        if "change" in step:
            _change_back(session, table, step["key"], step["change"])
        elif "removed" in step:
            _put_back(session, table, step["key"], step["removed"])
        else:
            session.execute(delete(table).where(_is(table, step["key"])))
    session.flush()
    session.expire_all()


def _change_back(session: Session, table: Table, key: Key, change: Mapping[str, Any]) -> None:
    row = session.execute(select(table).where(_is(table, key))).mappings().first()
    if row is None:
        return
    back = {
        name: _value(table, name, old)
        for name, (old, new) in change.items()
        if sealed_value(row[name]) == new
    }
    if back:
        session.execute(update(table).where(_is(table, key)).values(**back))


def _put_back(session: Session, table: Table, key: Key, row: Mapping[str, Any]) -> None:
    values = {name: _value(table, name, value) for name, value in row.items()}
    taken = session.execute(select(table).where(_is(table, key))).first() is not None
    if taken and len(key) == 1:  # the number was given again since
        del values[next(iter(table.primary_key.columns)).name]
    elif taken:
        return
    session.execute(insert(table).values(**values))


def references_to(target: str) -> Iterator[tuple[str, str]]:
    """Table and column of every reference to a table.

    Append-only tables are left out, and what is derived from a row and goes with it.
    """
    sealed = {
        mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Chained)
    }
    for table in Base.metadata.sorted_tables:
        if table in sealed:
            continue
        for column in table.columns:
            if any(
                key.column.table.name == target and key.ondelete != "CASCADE"
                for key in column.foreign_keys
            ):
                yield table.name, column.name


def stored_value(table: str, column: str, written: Any) -> Any:
    """A value of a column as the journal wrote it."""
    return _value(_table(table), column, written)


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _is(table: Table, key: Sequence[Any]) -> ColumnElement[bool]:
    columns = list(table.primary_key.columns)
    return and_(*(column == value for column, value in zip(columns, key, strict=True)))


def _value(table: Table, name: str, written: Any) -> Any:
    """A value of a column from its JSON form."""
    kind = table.c[name].type
    if written is None or isinstance(kind, JSON):
        return written
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(written)
    python = kind.python_type
    if issubclass(python, Enum):
        return python(written)
    if issubclass(python, date | time):
        return python.fromisoformat(written)
    return written
