"""Walking the hash chains: whether any row of an append-only table was changed behind our back.

Triggers keep this program from it; another program can drop a trigger.  A changed, missing or
inserted row breaks the chain where it stands; a cut-off tail shows against the ends noted in a
backup (design/targets.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Table, create_engine, func, inspect, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from reception.models import AuditRow, Base, CardSeries, Chained, Redaction
from reception.models.base import sealed_row
from reception.storage.database import connect
from reception.storage.points_sums import wrong_sums
from reception.translation import Message, msg, nmsg
from reception.values.chain import FIRST_PREVIOUS, chain_hash
from reception.values.keeping import LostAction

WHOLE_ROW = "*"
"""The column name under which a redaction keeps the seal of the row as it stands now."""

_AT_ONCE = 2000
_MOST_NAMED = 20
_HASHES = ("previous_hash", "hash")

T = TypeVar("T")
Ends = Mapping[str, tuple[int, str]]


def chained_tables() -> list[Table]:
    """The tables with a hash chain, by name."""
    tables = [
        cast("Table", inspect(mapper.class_).local_table)
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Chained)
    ]
    return sorted(tables, key=lambda table: table.name)


def verify_chains(connection: Connection) -> list[Message]:
    """What is wrong with the chains of a database, each with its table and row.

    Empty where every row stands as it was written, apart from a cut-off tail: see `cut_tails`.
    """
    problems: list[Message] = []
    there = set(inspect(connection).get_table_names())  # a copy of an earlier release has fewer
    for table in chained_tables():
        if table.name in there:
            redacted = _redactions(connection, table.name) if "redaction" in there else {}
            problems += _verify_table(connection, table, redacted)
    return problems


def _verify_table(
    connection: Connection, table: Table, redacted: Mapping[int, str]
) -> list[Message]:
    problems: list[Message] = []
    last_id, last_hash = 0, FIRST_PREVIOUS
    columns = [column for column in table.columns if column.name not in _HASHES]
    hashes = [table.c[name] for name in _HASHES]
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(
        select(*columns, *hashes).order_by(table.c.id)
    )
    for row in rows:
        *values, previous, stored = row
        payload = sealed_row(zip(columns, values, strict=True))
        number = int(payload["id"])
        if number != last_id + 1:
            problems.append(_missing(table.name, last_id + 1, number - 1))
        if previous != last_hash and number == last_id + 1:
            problems.append(
                msg(
                    "Table {table}, row {row}: it does not follow the row before it.",
                    table=table.name,
                    row=str(number),
                )
            )
        now = _hash(previous, payload)
        if stored != now and redacted.get(number) != now:
            problems.append(
                msg(
                    "Table {table}, row {row}: it was changed after it was written.",
                    table=table.name,
                    row=str(number),
                )
            )
        last_id, last_hash = number, stored
        if len(problems) >= _MOST_NAMED:
            problems.append(msg("Table {table}: and more.", table=table.name))
            break
    return problems


def _redactions(connection: Connection, table: str) -> dict[int, str]:
    """The seals of a table's redacted rows as they stand since, by row; the latest counts."""
    log = cast("Table", Redaction.__table__)
    rows = connection.execute(
        select(log.c.row_id, log.c.content)
        .where(log.c.table_name == table, log.c.column_name == WHOLE_ROW)
        .order_by(log.c.id)
    )
    return {row.row_id: row.content for row in rows}


def redacted_rows(connection: Connection) -> list[Message]:
    """What was redacted in sealed rows when somebody's data were erased, table by table."""
    log = cast("Table", Redaction.__table__)
    rows = connection.execute(
        select(log.c.table_name, func.count(log.c.row_id.distinct()))
        .where(log.c.column_name == WHOLE_ROW)
        .group_by(log.c.table_name)
        .order_by(log.c.table_name)
    )
    return [
        nmsg(
            "Table {table}: in {count} row the words of somebody whose data were erased are gone;"
            " the row stands in its chain.",
            "Table {table}: in {count} rows the words of somebody whose data were erased are gone;"
            " the rows stand in their chain.",
            count,
            table=table,
        )
        for table, count in rows
    ]


def check_redactions(path: Path, key: bytes | None) -> list[Message]:
    """What was redacted in a database file; empty where it cannot be read."""
    try:
        return _with_connection(path, key, redacted_rows)
    except (driver.Error, DatabaseError):
        return []


def _hash(previous: str, payload: Mapping[str, Any]) -> str:
    try:
        return chain_hash(previous, payload)
    except (TypeError, ValueError):
        return ""


def _missing(table: str, first: int, last: int) -> Message:
    if first == last:
        return msg("Table {table}: row {row} is missing.", table=table, row=str(first))
    return msg(
        "Table {table}: rows {first} to {last} are missing.",
        table=table,
        first=str(first),
        last=str(last),
    )


def chain_ends(connection: Connection) -> Ends:
    """The last row of each chain: its number and hash; empty chains are left out."""
    ends: dict[str, tuple[int, str]] = {}
    for table in chained_tables():
        last = select(func.max(table.c.id)).scalar_subquery()
        row = connection.execute(select(table.c.id, table.c.hash).where(table.c.id == last)).first()
        if row is not None:
            ends[table.name] = (row[0], row[1])
    return ends


def cut_tails(connection: Connection, noted: Ends) -> list[Message]:
    """Chains that no longer hold the end an earlier copy had: rows were cut off or replaced."""
    problems: list[Message] = []
    for table in chained_tables():
        if table.name not in noted:
            continue
        number, noted_hash = noted[table.name]
        stored = connection.execute(select(table.c.hash).where(table.c.id == number)).scalar()
        if stored is None:
            problems.append(
                msg(
                    "Table {table}: row {row}, which a backup holds, is missing.",
                    table=table.name,
                    row=str(number),
                )
            )
        elif stored != noted_hash:
            problems.append(
                msg(
                    "Table {table}, row {row}: it differs from the same row in a backup.",
                    table=table.name,
                    row=str(number),
                )
            )
    return problems


def actions_since(
    path: Path, key: bytes | None, copy: Path, copy_key: bytes | None
) -> list[LostAction]:
    """The actions logged in a database and not in its copy, in order.

    Empty where either file cannot be read.
    """
    log = cast("Table", AuditRow.__table__)

    def after(last: int) -> Callable[[Connection], list[LostAction]]:
        wanted = select(log.c.recorded_at, log.c.actor_name, log.c.action)
        wanted = wanted.where(log.c.id > last).order_by(log.c.id)
        return lambda connection: [LostAction(*row) for row in connection.execute(wanted)]

    try:
        ends = _with_connection(copy, copy_key, chain_ends)
        return _with_connection(path, key, after(ends.get(log.name, (0, ""))[0]))
    except (driver.Error, DatabaseError):
        return []


def first_link(path: Path, key: bytes | None) -> str:
    """The hash of the first audit row, by which copies of one clinic know each other; "" if none."""
    log = cast("Table", AuditRow.__table__)
    wanted = select(log.c.hash).where(log.c.id == 1)
    try:
        return str(_with_connection(path, key, lambda found: found.execute(wanted).scalar()) or "")
    except (driver.Error, DatabaseError):
        return ""


def series_ends(path: Path, key: bytes | None) -> dict[int, int]:
    """The last serial given in each card series of a database; empty where it cannot be read."""
    table = cast("Table", CardSeries.__table__)
    wanted = select(table.c.series, table.c.last_serial)
    try:
        return _with_connection(
            path, key, lambda connection: {row[0]: row[1] for row in connection.execute(wanted)}
        )
    except (driver.Error, DatabaseError):
        return {}


def check_chains(path: Path, key: bytes | None, *, against: Path | None = None) -> list[Message]:
    """The chains of a database file, its tails against an earlier copy, and its sums of points.

    The copy is under the same key.
    """
    try:
        noted = {} if against is None else _with_connection(against, key, chain_ends)
        return [
            *_with_connection(path, key, verify_chains),
            *_with_connection(path, key, lambda connection: cut_tails(connection, noted)),
            *_with_connection(path, key, wrong_sums),
        ]
    except (driver.Error, DatabaseError) as error:
        return [msg("The file is damaged: {detail}.", detail=type(error).__name__)]


def _with_connection(path: Path, key: bytes | None, question: Callable[[Connection], T]) -> T:
    raw = connect(path, key)
    engine = create_engine("sqlite://", module=driver, creator=lambda: raw, poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            return question(connection)
    finally:
        engine.dispose()
        raw.close()
