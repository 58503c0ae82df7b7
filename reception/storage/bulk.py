"""Many new rows of one table at once, as bare statements: what a large import is written by.

The mapped classes say which columns there are, their defaults and how a value is kept; the rows
pass everything else by, which is three times as fast as a statement of the library's own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from sqlalchemy import Table, inspect
from sqlalchemy.orm import Session

from reception.models import Base

_CHUNK = 500


def insert_rows(session: Session, kind: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Put rows in; every row names the same columns, constant defaults fill the rest."""
    if not rows:
        return
    connection = session.connection()
    table = cast("Table", inspect(kind).local_table)
    defaults = _defaults(table, rows[0])
    named = [*rows[0], *defaults]
    processors = [
        table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        for name in rows[0]
    ]
    filled = tuple(
        _kept(table.c[name].type.dialect_impl(connection.dialect), connection.dialect, value)
        for name, value in defaults.items()
    )
    columns = ", ".join(f'"{name}"' for name in named)
    marks = ", ".join("?" * len(named))
    statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'  # noqa: S608 - names of our own
    for start in range(0, len(rows), _CHUNK):
        part = [
            (*map(_processed, processors, row.values()), *filled)
            for row in rows[start : start + _CHUNK]
        ]
        connection.exec_driver_sql(statement, part)


def _processed(processor: Callable[[Any], Any] | None, value: Any) -> Any:
    return value if processor is None else processor(value)


def _kept(impl: Any, dialect: Any, value: Any) -> Any:
    return _processed(impl.bind_processor(dialect), value)


def _defaults(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """What fills the columns a row does not name; None where there is no default."""
    found: dict[str, Any] = {}
    for column in table.columns:
        if column.name in row or column.primary_key:
            continue
        default = column.default
        if default is None:
            continue
        if not default.is_scalar:
            raise ValueError(f"{table.name}.{column.name} must be given")
        found[column.name] = default.arg  # type: ignore[attr-defined]
    return found
