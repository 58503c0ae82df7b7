"""The migrations make exactly the tables the program maps."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from reception.errors import StorageFailed
from reception.models import Base
from reception.storage.database import SCHEMA_VERSION, OutdatedSchema, connect, open_database
from reception.storage.upgrade import upgrade
from tests.clinics import MONDAY_MORNING


def test_a_migrated_file_has_the_tables_of_the_models(empty_master: Path) -> None:
    raw = connect(empty_master, None)

    def give() -> Any:
        return raw

    engine = create_engine("sqlite://", module=driver, creator=give, poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": False})
            assert compare_metadata(context, Base.metadata) == []
    finally:
        engine.dispose()


def test_an_earlier_file_is_copied_before_it_is_upgraded(
    empty_master: Path, tmp_path: Path
) -> None:
    path = tmp_path / "reception.db"
    path.write_bytes(empty_master.read_bytes())
    raw = connect(path, None)
    raw.execute("PRAGMA user_version = 0")
    raw.close()
    with pytest.raises(OutdatedSchema):
        open_database(path, None)
    copy = upgrade(path, None, backups=tmp_path / "backups", now=MONDAY_MORNING)
    assert copy.name.endswith("-before-upgrade.db")
    open_database(path, None).close()
    raw = connect(path, None)
    try:
        assert raw.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    finally:
        raw.close()


def test_a_file_that_cannot_be_upgraded_stays_as_it_was(empty_master: Path, tmp_path: Path) -> None:
    path = tmp_path / "reception.db"
    shutil.copyfile(empty_master, path)
    connection = connect(path, None)
    connection.execute("PRAGMA user_version = 13")
    connection.execute("UPDATE alembic_version SET version_num = '0013'")
    connection.execute("DROP TABLE audit")  # the next revision wants it
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    stood = path.read_bytes()
    with pytest.raises(StorageFailed):
        upgrade(path, None, backups=tmp_path / "backups", now=MONDAY_MORNING)
    assert path.read_bytes() == stood
    assert [one.name for one in tmp_path.iterdir() if "upgrading" in one.name] == []
