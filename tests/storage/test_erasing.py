"""Every place where a person's words may stand is known, and sealed rows change by redaction only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reception.models import Base
from reception.storage.database import connect
from reception.storage.personal_words import owner_columns, text_columns
from reception.storage.schema import REDACTABLE, append_only_tables, guard_statements

# Sealed columns of text in which no patient is ever named.
NO_WORDS = {
    "audit": {"actor_name", "action", "subject_kind", "request_id"},
    "quiz_result": {"answers"},
    "redaction": {"table_name", "column_name", "content"},
}


def test_every_text_of_a_sealed_table_can_be_redacted_or_names_nobody() -> None:
    for name in append_only_tables():
        words = {column.name for column in text_columns(Base.metadata.tables[name])}
        left = words - set(REDACTABLE.get(name, ())) - NO_WORDS.get(name, set())
        assert left == set(), f"{name}: {left}: add a revision that lets them be redacted"


def test_every_table_that_names_a_patient_says_whose_row_it_is() -> None:
    for table in Base.metadata.sorted_tables:
        named = [
            column.name
            for column in table.columns
            if any(key.column.table.name == "patient" for key in column.foreign_keys)
        ]
        assert not named or owner_columns(table), table.name


def conditions(sql: str) -> set[str]:
    """What a guard compares, whatever its order."""
    return set(re.findall(r"NEW\.(\w+) IS OLD\.\w+", sql))


@pytest.mark.parametrize("table", REDACTABLE)
def test_the_guard_in_a_new_file_watches_every_column(empty_master: Path, table: str) -> None:
    connection = connect(empty_master, None)
    try:
        (sql,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = ?", (f"guard_{table}_update",)
        ).fetchone()
    finally:
        connection.close()
    (asked,) = [one for one in guard_statements() if f" guard_{table}_update " in one]
    columns = {column.name for column in Base.metadata.tables[table].columns}
    assert conditions(sql) == conditions(asked) == columns
