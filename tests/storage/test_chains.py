"""Tampering by another program is found, with its table and row; a cut tail shows by a backup."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reception.storage.chains import (
    actions_since,
    chained_tables,
    check_chains,
)
from reception.storage.database import connect
from reception.translation import Language, Message, load_translator
from reception.values.choices import MentionOutcome
from tests.queries.november import November


@pytest.fixture
def path(november: November) -> Path:
    return november.desk.database.path


def tamper(path: Path, *statements: str) -> None:
    """Another program: it drops the triggers first."""
    connection = connect(path, None)
    triggers = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def said(problems: list[Message]) -> list[str]:
    words = load_translator(Language.EN)
    return [words.text(problem) for problem in problems]


def test_every_append_only_table_has_a_chain() -> None:
    assert {table.name for table in chained_tables()} >= {
        "audit",
        "card_stock",
        "mention",
        "points_draw",
        "points_entry",
    }


def test_an_untouched_clinic_is_in_order(path: Path) -> None:
    assert check_chains(path, None) == []
    assert check_chains(path, None, against=path) == []


def test_a_changed_row_is_named(path: Path) -> None:
    tamper(path, "UPDATE points_entry SET reason = 'a present' WHERE id = 2")
    assert said(check_chains(path, None)) == [
        "Table points_entry, row 2: it was changed after it was written."
    ]


def test_changed_points_are_named_and_the_sums_they_no_longer_make(path: Path) -> None:
    connection = connect(path, None)
    (account, points), (entries,) = (
        connection.execute("SELECT account_id, points FROM points_entry WHERE id = 2").fetchone(),
        connection.execute(
            "SELECT sum(points) FROM points_entry WHERE account_id ="
            " (SELECT account_id FROM points_entry WHERE id = 2)"
        ).fetchone(),
    )
    connection.close()
    tamper(path, "UPDATE points_entry SET points = 9000 WHERE id = 2")
    assert said(check_chains(path, None)) == [
        "Table points_entry, row 2: it was changed after it was written.",
        (
            f"Account {account}: its lots and debt come to {entries} points, its ledger to"
            f" {entries - points + 9000:,}."
        ),
    ]


def test_a_changed_rest_of_a_lot_is_named(path: Path) -> None:
    connection = connect(path, None)
    (left,) = connection.execute("SELECT left FROM points_lot WHERE id = 1").fetchone()
    connection.close()
    tamper(path, "UPDATE points_lot SET left = left + 7 WHERE id = 1")
    assert f"Lot 1: {left + 7} points are noted as left; by the ledger it is {left}." in said(
        check_chains(path, None)
    )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE mention SET outcome = 'later' WHERE outcome = 'declined'",
        "UPDATE mention SET day = '2026-11-04' WHERE outcome = 'declined'",
        "UPDATE mention SET seconds_shown = 99 WHERE outcome = 'declined'",
        "UPDATE mention SET listener_id = 1 WHERE outcome = 'declined'",
        "UPDATE mention SET note = 'x' WHERE outcome = 'declined'",
        "UPDATE mention SET recorded_at = '2026-11-17 00:00:00.000000' WHERE outcome = 'declined'",
    ],
)
def test_any_column_is_sealed(path: Path, change: str) -> None:
    tamper(path, change)
    (problem,) = said(check_chains(path, None))
    assert problem.startswith("Table mention, row ")


def test_a_row_taken_out_is_missed(path: Path) -> None:
    tamper(path, "DELETE FROM audit WHERE id IN (3, 4)")
    assert said(check_chains(path, None)) == ["Table audit: rows 3 to 4 are missing."]


def test_a_row_resealed_by_hand_breaks_the_chain_behind_it(path: Path) -> None:
    connection = connect(path, None)
    mentions = connection.execute("SELECT count(*) FROM mention").fetchone()[0]
    connection.close()
    assert mentions > 2
    tamper(path, "UPDATE mention SET hash = 'f' || substr(hash, 2) WHERE id = 1")
    found = said(check_chains(path, None))
    assert "Table mention, row 1: it was changed after it was written." in found
    assert "Table mention, row 2: it does not follow the row before it." in found


def test_a_cut_tail_shows_by_an_earlier_copy(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copyfile(path, copy)
    for suffix in ("-wal", "-shm"):
        if path.with_name(path.name + suffix).exists():
            shutil.copyfile(path.with_name(path.name + suffix), copy.with_name(copy.name + suffix))
    tamper(path, "DELETE FROM mention WHERE id = (SELECT max(id) FROM mention)")
    assert check_chains(path, None) == []
    (problem,) = said(check_chains(path, None, against=copy))
    assert "which a backup holds, is missing" in problem


def test_what_was_done_since_a_copy_is_listed(
    november: November, path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    connection = connect(path, None)
    connection.execute(f"VACUUM INTO '{copy}'")
    connection.close()
    november.at(30, 19)
    november.tell("Глеб", november.visits["16 Глеб"], MentionOutcome.LATER)
    found = actions_since(path, None, copy, None)
    assert [(action.who, action.action) for action in found] == [
        (november.desk.actor.name, "record_mention")
    ]
    assert actions_since(copy, None, path, None) == []
    assert actions_since(path, None, tmp_path / "nowhere.db", None) == []


def test_bytes_that_are_no_database(tmp_path: Path) -> None:
    path = tmp_path / "noise.db"
    path.write_bytes(b"\x00\x01" * 5000)
    assert len(check_chains(path, None)) == 1
