"""A statement compiled once, for what is asked at every keystroke.

The library takes longer to prepare a small statement than SQLite to answer it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ClauseElement, ColumnElement, bindparam, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session


class Prepared:
    """A select whose answer comes as the file keeps it: days as ISO text, choices as their value."""

    def __init__(self, statement: ClauseElement) -> None:
        compiled: Any = statement.compile(dialect=sqlite.dialect())
        self._text = str(compiled)
        self._order = tuple(compiled.positiontup or ())
        self._constants = compiled.params

    def rows(self, session: Session, **values: Any) -> list[Any]:
        """The rows, with a value for each of its parameters."""
        if session.new or session.dirty or session.deleted:
            session.flush()
        raw: Any = session.connection().connection.dbapi_connection
        given = {**self._constants, **values}
        found: list[Any] = raw.execute(self._text, [given[name] for name in self._order]).fetchall()
        return found


def among(column: Any, name: str) -> ColumnElement[bool]:
    """Whether a column is one of the numbers that `listed` gives under this name."""
    each = func.json_each(bindparam(name)).table_valued("value")
    condition: ColumnElement[bool] = column.in_(select(each.c.value))
    return condition


def listed(numbers: Sequence[int]) -> str:
    """Numbers as one parameter."""
    return json.dumps(list(numbers))
