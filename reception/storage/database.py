"""The one database file: opened with its key, read by short sessions, written by units of work.

One driver serves plain and encrypted files (design/stack.md 3).  WAL with synchronous FULL: an
acknowledged action survives a power cut.  Write transactions begin with BEGIN IMMEDIATE, so a
second writer waits or is refused and never works on stale facts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from reception.errors import InvalidInput, Refused, StorageFailed
from reception.progress import GaveWay
from reception.storage.faults import integrity_message, storage_failure
from reception.storage.unit_of_work import UnitOfWork
from reception.storage.writing_line import WritingLine
from reception.translation import msg
from reception.values.actor import Actor

APPLICATION_ID = 0x52435031  # "RCP1"
SCHEMA_VERSION = 15
_BUSY_MILLISECONDS = 5000
_LOOK_EVERY = 20_000  # steps of SQLite's machine: some milliseconds
_OLDEST_SQLITE = (3, 51, 3)  # earlier ones may corrupt a WAL database


class Database:
    """An open clinic database.

    `key` is the raw 32-byte key of an encrypted file, None for a plain one.  Safe to share
    between threads: every unit of work and every reading takes its own connection.
    """

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        if driver.sqlite_version_info < _OLDEST_SQLITE:
            raise StorageFailed(msg("The SQLite library is too old for safe work."))
        self.path = path
        self.key = key
        self._writing = self._engine("BEGIN IMMEDIATE", read_only=False)
        self._reading = self._engine("BEGIN", read_only=True)
        self.line = WritingLine()

    @property
    def is_encrypted(self) -> bool:
        """Whether the file is unreadable without its key."""
        return self.key is not None

    def connect(self) -> Any:
        """A raw connection with the program's pragmas (backup, verification, migration)."""
        return connect(self.path, self.key)

    @contextmanager
    def unit_of_work(
        self, *, now: datetime, actor: Actor, action: str, gives_way: bool = False
    ) -> Iterator[UnitOfWork]:
        """One action: commits on a clean exit, rolls back on any exception.

        Long work that `gives_way` is not stood in line for: it looks at `line` itself.  Raises StorageFailed where the file cannot be written, InvalidInput where a constraint
        of the schema is broken by what was typed.
        """
        with (
            self._failing_plainly(),
            nullcontext(_nothing) if gives_way else self.line.action() as begun,
            Session(self._writing, expire_on_commit=False) as session,
        ):
            uow = UnitOfWork(session, now=now, actor=actor, action=action)
            raw: Any = None
            try:
                session.begin()
                raw = session.connection().connection.dbapi_connection
                begun()
                if gives_way:
                    raw.set_progress_handler(self._is_in_the_way, _LOOK_EVERY)
                yield uow
                uow.finish()
                session.commit()
            except OperationalError as error:
                if gives_way and self.line.is_wanted and "interrupted" in str(error.orig):
                    raise GaveWay from error
                raise
            finally:
                if gives_way and raw is not None:
                    raw.set_progress_handler(None, 0)
                uow.close()
        if uow.overwrites:
            self._overwrite()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads, on one consistent state of the file."""
        with self._failing_plainly(), Session(self._reading, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        """Let go of the file."""
        self._writing.dispose()
        self._reading.dispose()

    def _is_in_the_way(self) -> int:
        """Asked by SQLite in the middle of a long statement: anything but 0 ends it."""
        return int(self.line.is_wanted)

    def _overwrite(self) -> None:
        """Write the file anew, so that what was erased is not left in freed space or in the log.

        The action itself is committed; where there is no room for a second copy it stays so.
        """
        connection = self.connect()
        try:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except driver.Error:  # no room, or somebody reads: freed space is used again in time
            return
        finally:
            connection.close()

    def _engine(self, begin: str, *, read_only: bool) -> Engine:
        engine = create_engine(
            "sqlite://",
            module=driver,
            creator=self.connect,
            poolclass=QueuePool,
            pool_size=3,
            max_overflow=5,
        )

        def begin_explicitly(connection: Connection) -> None:
            if read_only:
                connection.exec_driver_sql("PRAGMA query_only = ON")
            connection.exec_driver_sql(begin)

        event.listen(engine, "begin", begin_explicitly)
        return engine

    @contextmanager
    def _failing_plainly(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError as error:
            raise InvalidInput(integrity_message(str(error.orig)), code="integrity") from error
        except (OperationalError, DatabaseError) as error:
            raise storage_failure(error.orig, self.path) from error
        except driver.Error as error:
            raise storage_failure(error, self.path) from error


def _nothing() -> None:
    """What long work calls once it may write."""


def connect(path: Path, key: bytes | None) -> Any:
    """A raw connection: key first, explicit transactions, and the pragmas of a durable file."""
    connection = driver.connect(str(path), check_same_thread=False, isolation_level=None)
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -32000")
    return connection


def look_into(path: Path, key: bytes | None) -> Any:
    """A raw connection that changes nothing of the file: it may be somebody else's."""
    connection = driver.connect(str(path), check_same_thread=False, isolation_level=None)
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA query_only = ON")
    return connection


def open_database(path: Path, key: bytes | None) -> Database:
    """Open an existing clinic database, ready for work.

    Raises StorageFailed where the file is missing, empty, no database of this program, damaged,
    opened with a wrong key, in a folder that cannot be written, or newer than the program; an
    older one raises `OutdatedSchema` and is upgraded by `storage.upgrade.upgrade`.
    """
    if not path.exists() or path.stat().st_size == 0:
        raise StorageFailed(
            msg("There is no clinic database at {path}.", path=str(path)),
            code="missing",
            way_out=msg("Choose another folder, or restore a backup."),
        )
    if not os.access(path.parent, os.W_OK) or not os.access(path, os.W_OK):
        raise StorageFailed(
            msg("The folder {path} cannot be written.", path=str(path.parent)),
            code="read_only",
            way_out=msg("Give this account the right to write there, or choose another folder."),
        )
    database = Database(path, key)
    try:
        _check_identity(database)
    except BaseException:
        database.close()
        raise
    return database


def _other_keys() -> StorageFailed:
    """The password was right, for it opened the key; yet the key does not open the file."""
    return StorageFailed(
        msg("The keys beside the database belong to another one, or its file is damaged."),
        code="not_a_database",
        way_out=msg("Put the keys.json of this clinic back beside it, or restore a backup."),
    )


class OutdatedSchema(Refused):
    """The file was written by an earlier release and is to be upgraded first."""


def _check_identity(database: Database) -> None:
    try:
        connection = look_into(database.path, database.key)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        finally:
            connection.close()
    except driver.Error as error:
        failure = storage_failure(error, database.path)
        if failure.code == "not_a_database" and database.key is not None:
            failure = _other_keys()
        raise failure from error
    if application != APPLICATION_ID:
        raise StorageFailed(
            msg("{path} is not a database of this program.", path=str(database.path)),
            code="not_ours",
            way_out=msg("Choose the clinic's own folder; this file was left as it was."),
        )
    if version > SCHEMA_VERSION:
        raise StorageFailed(
            msg("The database was written by a newer version of the program."),
            code="newer",
            way_out=msg("Install the newer version; nothing was changed."),
        )
    if version < SCHEMA_VERSION:
        raise OutdatedSchema(msg("The database was written by an earlier version."))
