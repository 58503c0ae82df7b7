"""A file written by every release so far opens: upgraded on a copy, with everything it held."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from reception.models import Base
from reception.storage.chains import verify_chains
from reception.storage.database import SCHEMA_VERSION, OutdatedSchema, connect, open_database
from reception.storage.schema import guard_statements
from reception.storage.upgrade import upgrade
from tests.clinics import MONDAY_MORNING

RELEASES = Path(__file__).parent.parent / "fixtures" / "releases"


def written_by(release: Path, folder: Path) -> Path:
    """The file as that release left it."""
    path = folder / "reception.db"
    raw = sqlite3.connect(path)
    try:
        raw.executescript(release.read_text(encoding="utf-8"))
    finally:
        raw.close()
    return path


def counts(path: Path) -> dict[str, int]:
    """How many rows each table of a file holds."""
    raw = sqlite3.connect(path)
    try:
        names = [
            name
            for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in ("alembic_version", "sqlite_sequence")
        ]
        return {
            name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for name in names
        }
    finally:
        raw.close()


@pytest.fixture(params=sorted(RELEASES.glob("*.sql")), ids=lambda path: path.stem)
def old_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file of an earlier release."""
    return written_by(request.param, tmp_path)


def test_a_file_of_an_earlier_release_opens_with_all_it_held(
    old_file: Path, tmp_path: Path
) -> None:
    before = counts(old_file)
    if SCHEMA_VERSION > 1:
        with pytest.raises(OutdatedSchema):
            open_database(old_file, None)
        copy = upgrade(old_file, None, backups=tmp_path / "backups", now=MONDAY_MORNING)
        assert counts(copy) == before
    after = counts(old_file)
    assert before["patient"] > 0
    assert {name: after[name] for name in before} == before
    database = open_database(old_file, None)
    try:
        with database.reading() as session:
            assert verify_chains(session.connection()) == []
    finally:
        database.close()


def test_an_upgraded_file_has_the_tables_and_guards_of_a_new_one(
    old_file: Path, tmp_path: Path
) -> None:
    if SCHEMA_VERSION > 1:
        upgrade(old_file, None, backups=tmp_path / "backups", now=MONDAY_MORNING)
    raw = connect(old_file, None)

    def give() -> Any:
        return raw

    engine = create_engine("sqlite://", module=driver, creator=give, poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": False})
            assert compare_metadata(context, Base.metadata) == []
            held = {
                name
                for (name,) in connection.exec_driver_sql(
                    "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                )
            }
            asked = {one.split("IF NOT EXISTS ")[1].split(" ")[0] for one in guard_statements()}
            assert asked <= held
    finally:
        engine.dispose()
