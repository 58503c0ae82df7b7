"""Verified copies of the database, made while the desk works, and going back to one.

A copy counts only after it was opened and checked whole; it is renamed into place at the very
end, so that a half copy never has a backup's name.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from reception.errors import StorageFailed
from reception.storage.database import APPLICATION_ID, SCHEMA_VERSION, connect
from reception.storage.faults import storage_failure
from reception.translation import Message, msg
from reception.values.keeping import BackupFile

PREFIX = "reception-"
_STAMP = "%Y%m%d-%H%M%S"


def back_up_file(
    path: Path, key: bytes | None, folder: Path, *, now: datetime, label: str = ""
) -> BackupFile:
    """A verified copy of the database at `path` in `folder`, under the same key.

    The key ring beside the database is copied with it.  Raises StorageFailed where the copy
    cannot be written or does not pass its check; nothing half-made is left.
    """
    name = f"{PREFIX}{now.astimezone(UTC):{_STAMP}}" + (f"-{label}" if label else "")
    target = _free_name(folder, name)
    half = target.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(path, key, half)
        problems = check_file(half, key)
        if problems:
            raise StorageFailed(msg("The copy did not pass its check."), code="copy_damaged")
        _sync(half)
        half.replace(target)
        keys = path.with_name("keys.json")
        if keys.exists():
            shutil.copy2(keys, target.with_suffix(".keys.json"))
    except (driver.Error, OSError) as error:
        raise storage_failure(error, target) from error
    finally:
        _sweep(half)
    return BackupFile(target, now)


def check_file(path: Path, key: bytes | None) -> list[Message]:
    """What is wrong with a database file; empty where nothing is."""
    if not path.exists() or path.stat().st_size == 0:
        return [msg("The file is missing or empty.")]
    try:
        connection = connect(path, key)
        try:
            found: list[Any] = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
            if key is not None:
                found += [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        finally:
            connection.close()
    except driver.Error as error:
        return [storage_failure(error, path).message]
    problems = [
        msg("The file is damaged: {detail}.", detail=str(line)) for line in found if line != "ok"
    ]
    if application != APPLICATION_ID:
        problems.append(msg("{path} is not a database of this program.", path=path.name))
    elif version > SCHEMA_VERSION:
        problems.append(msg("This file was written by a newer version of the program."))
    return problems


def backups_in(folder: Path) -> list[BackupFile]:
    """The copies in a folder, the newest first."""
    found = []
    for path in folder.glob(f"{PREFIX}*.db"):
        try:
            made_at = datetime.strptime(path.stem[len(PREFIX) :][:15], _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(BackupFile(path, made_at))
    return sorted(found, key=lambda copy: (copy.made_at, copy.path.name), reverse=True)


def restore_file(
    copy: Path, key: bytes | None, path: Path, *, safety: Path, now: datetime
) -> Path | None:
    """Put a verified copy in the place of the database at `path`.

    What stood there is kept in `safety`, together with its write-ahead log; answers where, or
    None where nothing stood there.  The database must not be open.  Raises StorageFailed, and
    changes nothing, where the copy does not pass its check.
    """
    problems = check_file(copy, key)
    if problems:
        raise StorageFailed(
            msg("This backup cannot be used: {reason}", reason=problems[0]), code="copy_damaged"
        )
    kept: Path | None = None
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".restoring")
    own_keys = path.with_name("keys.json")
    try:
        _copy(copy, key, half)
        if path.exists():
            safety.mkdir(parents=True, exist_ok=True)
            kept = safety / f"before-restore-{now.astimezone(UTC):{_STAMP}}.db"
            for suffix in ("", "-wal"):
                source = path.with_name(path.name + suffix)
                if source.exists():
                    shutil.copy2(source, kept.with_name(kept.name + suffix))
            if own_keys.exists():
                shutil.copy2(own_keys, kept.with_suffix(".keys.json"))
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        _sync(half)
        half.replace(path)
        keys = copy.with_suffix(".keys.json")
        if keys.exists():
            shutil.copy2(keys, own_keys)
        elif key is None:  # an unprotected copy: the keys of what stood there open nothing now
            own_keys.unlink(missing_ok=True)
    except (driver.Error, OSError) as error:
        raise storage_failure(error, path) from error
    finally:
        _sweep(half)
    return kept


def encrypt_file(path: Path, key: bytes) -> None:
    """Turn a plain database into an encrypted one, in place; it must not be open."""
    fresh = path.with_suffix(".sealing")
    fresh.unlink(missing_ok=True)
    connection = connect(path, None)
    try:
        connection.execute(f"ATTACH DATABASE ? AS sealed KEY \"x'{key.hex()}'\"", (str(fresh),))
        connection.execute("SELECT sqlcipher_export('sealed')")
        for pragma in ("application_id", "user_version"):
            value = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
            connection.execute(f"PRAGMA sealed.{pragma} = {value}")
        connection.execute("DETACH DATABASE sealed")
    except driver.Error as error:
        raise storage_failure(error, path) from error
    finally:
        connection.close()
    problems = check_file(fresh, key)
    for suffix in ("-wal", "-shm"):
        fresh.with_name(fresh.name + suffix).unlink(missing_ok=True)
    if problems:
        fresh.unlink(missing_ok=True)
        raise StorageFailed(msg("The copy did not pass its check."), code="copy_damaged")
    _sync(fresh)
    fresh.replace(path)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _copy(source: Path, key: bytes | None, target: Path) -> None:
    target.unlink(missing_ok=True)
    origin = connect(source, key)
    try:
        destination = driver.connect(str(target), isolation_level=None)
        try:
            if key is not None:
                destination.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            origin.backup(destination, pages=-1)
            destination.execute("PRAGMA journal_mode = DELETE")
        finally:
            destination.close()
    finally:
        origin.close()


def _sweep(half: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):  # the error that led here is told, not this one
            half.with_name(half.name + suffix).unlink(missing_ok=True)


def _free_name(folder: Path, name: str) -> Path:
    target = folder / f"{name}.db"
    number = 2
    while target.exists():
        target = folder / f"{name}-{number}.db"
        number += 1
    return target


def _sync(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
