"""Laying down the schema of a new file, and the triggers that guard append-only tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reception.errors import StorageFailed
from reception.models import Base, Chained
from reception.storage.database import APPLICATION_ID, SCHEMA_VERSION, connect
from reception.translation import msg

# A published version never changes: only the day it ends may be set by what follows it.
_VERSION_GUARDS = (
    (
        "CREATE TRIGGER IF NOT EXISTS guard_published_version_update BEFORE UPDATE OF id, number,"
        " valid_from, status, terms, terms_hash, created_at, published_at, published_by_id,"
        " override_reason ON programme_version WHEN OLD.status = 'published'"
        " BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END"
    ),
    (
        "CREATE TRIGGER IF NOT EXISTS guard_published_version_delete BEFORE DELETE"
        " ON programme_version WHEN OLD.status = 'published'"
        " BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END"
    ),
)
# A promotion published by itself likewise: it can only be ended early.
_PROMOTION_GUARDS = (
    (
        "CREATE TRIGGER IF NOT EXISTS guard_promotion_update BEFORE UPDATE OF id, code, first_day,"
        " last_day, terms, terms_hash, published_at, published_by_id ON promotion"
        " BEGIN SELECT RAISE(ABORT, 'a published promotion never changes'); END"
    ),
    (
        "CREATE TRIGGER IF NOT EXISTS guard_promotion_delete BEFORE DELETE ON promotion"
        " BEGIN SELECT RAISE(ABORT, 'a published promotion never changes'); END"
    ),
)


# The sealed tables in which a person's words may stand, and the columns that hold them.
REDACTABLE = {
    "audit": ("difference",),
    "card_stock": ("note",),
    "mention": ("note",),
    "points_entry": ("reason",),
    "shift_act": ("checklist", "explanation", "still_open"),
    "visit_trace": ("was", "became", "reason"),
}


def append_only_tables() -> list[str]:
    """The tables whose rows are never changed or deleted."""
    return sorted(
        str(mapper.local_table.name)  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Chained)
    )


def guard_statements() -> list[str]:
    """Triggers that refuse updates and deletions of append-only rows (design/house.md, Storage).

    A column of `REDACTABLE` may change to one text only: the one that its latest redaction names
    (docs/decisions/0018-erasure-and-sealed-rows.md).
    """
    plain = [
        f"CREATE TRIGGER IF NOT EXISTS guard_{table}_{verb.lower()} BEFORE {verb} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in append_only_tables()
        for verb in ("UPDATE", "DELETE")
        if verb == "DELETE" or table not in REDACTABLE
    ]
    redacted = [_redaction_guard(table, words) for table, words in REDACTABLE.items()]
    return [*plain, *redacted, *_VERSION_GUARDS, *_PROMOTION_GUARDS]


def _redaction_guard(table: str, words: tuple[str, ...]) -> str:
    columns = [one.name for one in Base.metadata.tables[table].columns]
    same = [f"NEW.{name} IS OLD.{name}" for name in columns if name not in words]
    told = [
        f"(NEW.{name} IS OLD.{name} OR NEW.{name} IS (SELECT content FROM redaction"  # noqa: S608
        f" WHERE table_name = '{table}' AND row_id = OLD.id AND column_name = '{name}'"
        f" ORDER BY id DESC LIMIT 1))"
        for name in words
    ]
    return (
        f"CREATE TRIGGER IF NOT EXISTS guard_{table}_update BEFORE UPDATE ON {table}"
        f" WHEN NOT ({' AND '.join([*same, *told])})"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def create_schema(path: Path, key: bytes | None) -> None:
    """A new, empty database at `path`; raises StorageFailed where a file stands there already."""
    from reception.storage.upgrade import run_migrations

    if path.exists() and path.stat().st_size > 0:
        raise StorageFailed(
            msg("There is a file at {path} already; it was not touched.", path=str(path)),
            code="exists",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = connect(path, key)
    try:
        run_migrations(connection)
        stamp_identity(connection)
    finally:
        connection.close()


def stamp_identity(connection: Any) -> None:
    """Mark the file as this program's, at this schema version."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
