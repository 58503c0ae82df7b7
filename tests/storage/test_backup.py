"""Backups are opened and checked before they count; restoring keeps what stood there."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from reception.errors import StorageFailed
from reception.models import Doctor
from reception.storage.backup import (
    back_up_file,
    backups_in,
    check_file,
    encrypt_file,
    restore_file,
)
from reception.storage.database import Database, open_database
from reception.storage.keys import KeyRing
from reception.values.actor import Actor
from tests.clinics import MONDAY_MORNING


def add_doctor(database: Database, actor: Actor, name: str) -> None:
    with database.unit_of_work(now=MONDAY_MORNING, actor=actor, action="add_doctor") as uow:
        uow.add(Doctor(name=name))


def doctors(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Doctor.name).order_by(Doctor.name)))


def test_a_copy_made_while_the_desk_works_is_whole(
    database: Database, administrator: Actor, tmp_path: Path
) -> None:
    add_doctor(database, administrator, "Орлова М. П.")
    copy = back_up_file(database.path, None, tmp_path / "backups", now=MONDAY_MORNING)
    add_doctor(database, administrator, "Котов Д. Е.")
    assert check_file(copy.path, None) == []
    other = open_database(copy.path, None)
    try:
        assert doctors(other) == ["Орлова М. П."]
    finally:
        other.close()


def test_the_newest_copy_comes_first(database: Database, tmp_path: Path) -> None:
    later = MONDAY_MORNING + timedelta(hours=3)
    for instant in (MONDAY_MORNING, later, later):
        back_up_file(database.path, None, tmp_path, now=instant)
    made = [copy.made_at for copy in backups_in(tmp_path)]
    assert made == [later, later, MONDAY_MORNING]


def test_restore_keeps_a_safety_copy(
    database: Database, administrator: Actor, tmp_path: Path
) -> None:
    copy = back_up_file(database.path, None, tmp_path / "backups", now=MONDAY_MORNING)
    add_doctor(database, administrator, "Котов Д. Е.")
    database.close()
    kept = restore_file(
        copy.path, None, database.path, safety=tmp_path / "safety", now=MONDAY_MORNING
    )
    assert kept is not None
    restored, before = open_database(database.path, None), open_database(kept, None)
    try:
        assert doctors(restored) == []
        assert doctors(before) == ["Котов Д. Е."]
    finally:
        restored.close()
        before.close()


def test_an_unprotected_copy_takes_the_keys_away_and_keeps_them_with_the_safety_copy(
    database: Database, tmp_path: Path
) -> None:
    plain = back_up_file(database.path, None, tmp_path / "backups", now=MONDAY_MORNING)
    database.close()
    keys = KeyRing(database.path.with_name("keys.json"))
    key = keys.create("anna", "secret words")
    encrypt_file(database.path, key)
    kept = restore_file(
        plain.path, None, database.path, safety=tmp_path / "safety", now=MONDAY_MORNING
    )
    assert not keys.exists
    open_database(database.path, None).close()
    assert kept is not None
    kept_key = KeyRing(kept.with_suffix(".keys.json")).unlock("anna", "secret words")
    open_database(kept, kept_key).close()


def test_a_damaged_copy_is_never_restored(
    database: Database, administrator: Actor, tmp_path: Path
) -> None:
    add_doctor(database, administrator, "Котов Д. Е.")
    copy = back_up_file(database.path, None, tmp_path / "backups", now=MONDAY_MORNING)
    data = bytearray(copy.path.read_bytes())
    data[4096 : 4096 * 3] = bytes(4096 * 2)
    copy.path.write_bytes(data)
    with pytest.raises(StorageFailed) as refused:
        restore_file(copy.path, None, database.path, safety=tmp_path, now=MONDAY_MORNING)
    assert refused.value.code == "copy_damaged"
    assert doctors(database) == ["Котов Д. Е."]


def test_one_flipped_bit_of_an_encrypted_copy_is_found(database: Database, tmp_path: Path) -> None:
    key = bytes(range(32))
    database.close()
    encrypt_file(database.path, key)
    copy = back_up_file(database.path, key, tmp_path / "backups", now=MONDAY_MORNING)
    assert check_file(copy.path, key) == []
    data = bytearray(copy.path.read_bytes())
    data[len(data) // 2] ^= 1
    copy.path.write_bytes(data)
    assert check_file(copy.path, key) != []


def test_encrypting_keeps_every_row(
    database: Database, administrator: Actor, tmp_path: Path
) -> None:
    add_doctor(database, administrator, "Котов Д. Е.")
    database.close()
    key = bytes(range(32))
    encrypt_file(database.path, key)
    assert b"SQLite format" not in database.path.read_bytes()[:32]
    sealed = open_database(database.path, key)
    try:
        assert doctors(sealed) == ["Котов Д. Е."]
    finally:
        sealed.close()
    assert [path.name for path in database.path.parent.glob("*.sealing*")] == []


def test_a_copy_that_cannot_be_written_is_told(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "a file, not a folder"
    folder.write_text("")
    with pytest.raises(StorageFailed) as refused:
        back_up_file(database.path, None, folder, now=MONDAY_MORNING)
    assert refused.value.code == "read_only"
