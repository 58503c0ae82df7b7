"""Migrations: Alembic revisions, run on a new file or on one of an earlier release.

Alembic is imported only when there is something to do (design/stack.md 2.2).  A file that holds
work is copied and the copy verified before the first revision touches it.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from reception.errors import StorageFailed
from reception.storage.backup import back_up_file, check_file
from reception.storage.database import SCHEMA_VERSION, connect
from reception.storage.faults import storage_failure
from reception.translation import msg

SCRIPTS = Path(__file__).parent / "migrations"


def run_migrations(raw: Any) -> None:
    """Bring the open file to the newest revision, in one transaction."""
    from alembic.runtime.environment import EnvironmentContext

    config, script = _scripts()
    engine = create_engine("sqlite://", module=driver, creator=lambda: raw, poolclass=StaticPool)

    def begin_explicitly(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin_explicitly)

    def steps(revision: Any, _context: Any) -> Any:
        return script._upgrade_revs("head", revision)  # noqa: SLF001 -- Alembic's own env template

    with (
        EnvironmentContext(config, script, fn=steps) as environment,
        engine.connect() as connection,
        connection.begin(),
    ):
        environment.configure(connection=connection, render_as_batch=True, transactional_ddl=False)
        environment.run_migrations()


def _scripts() -> tuple[Any, Any]:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    return config, ScriptDirectory.from_config(config)


def upgrade(path: Path, key: bytes | None, *, backups: Path, now: datetime) -> Path:
    """Upgrade a file of an earlier release; answers where its verified copy lies.

    The revisions run on a second copy, which is checked whole and only then put in the place of
    the file.  Raises StorageFailed and changes nothing where a step fails.
    """
    copy = back_up_file(path, key, backups, now=now, label="before-upgrade")
    half = path.with_suffix(".upgrading")
    try:
        _upgrade_copy(copy.path, half, key)
        for suffix in ("-wal", "-shm"):  # everything in them is in the copy
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        half.replace(path)
    except DBAPIError as error:
        raise storage_failure(error.orig, path) from error
    except (driver.Error, OSError) as error:
        raise storage_failure(error, path) from error
    finally:
        for suffix in ("", "-wal", "-shm"):
            half.with_name(half.name + suffix).unlink(missing_ok=True)
    return copy.path


def _upgrade_copy(copy: Path, half: Path, key: bytes | None) -> None:
    """Run the revisions on `half`, a copy of the copy; raises StorageFailed where it is not whole."""
    shutil.copyfile(copy, half)
    connection = connect(half, key)
    try:
        run_migrations(connection)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    if broken is not None or check_file(half, key):
        raise StorageFailed(
            msg("The upgraded copy did not pass its check; the file stays as it was."),
            code="upgrade_failed",
            way_out=msg("Go on with the earlier release, and send the report of `verify`."),
        )
