"""Migrations: Alembic revisions, run on a new file or on one of an earlier release.

Alembic is imported only when there is something to do (design/stack.md 2.2).  A file that holds
work is copied and the copy verified before the first revision touches it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.pool import StaticPool

from reception.storage.backup import back_up_file
from reception.storage.database import SCHEMA_VERSION, connect

SCRIPTS = Path(__file__).parent / "migrations"


def run_migrations(raw: Any) -> None:
    """Bring the open file to the newest revision, in one transaction."""
    import sqlcipher3.dbapi2 as driver
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

    Raises StorageFailed and changes nothing where the copy cannot be made or verified.
    """
    copy = back_up_file(path, key, backups, now=now, label="before-upgrade")
    connection = connect(path, key)
    try:
        run_migrations(connection)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    finally:
        connection.close()
    return copy.path
