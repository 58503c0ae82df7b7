"""Copies in more than one place: what speaks against a place, writing to all, keeping in order.

The first copy is made from the open database; the others are copies of that verified file, each
opened and checked again where it lies.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from reception.errors import ReceptionError, StorageFailed
from reception.rules.backup_rotation import to_drop
from reception.storage.backup import back_up_file, backups_in, check_file
from reception.storage.faults import storage_failure
from reception.translation import Message, msg
from reception.values.keeping import BackupFile, BackupsMade, FailedPlace

# Folders that programs of synchronisation make, as they are named in the three languages.
CLOUD_NAMES = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "my drive",
    "icloud",
    "mobile documents",
    "yandex.disk",
    "yandexdisk",
    "яндекс.диск",
    "облако mail.ru",
    "cloud mail.ru",
    "nextcloud",
    "owncloud",
    "pcloud",
    "megasync",
)
_STAMP_LENGTH = len("20261102-060000")


def place_warnings(place: Path, data: Path) -> list[Message]:
    """What speaks against keeping copies in `place`; the copies are made there all the same."""
    found: list[Message] = []
    names = [part.casefold() for part in place.parts]
    if any(cloud in name for name in names for cloud in CLOUD_NAMES):
        found.append(
            msg(
                "This folder is synchronised with a cloud: patients' data would leave the clinic."
                " Only a protected copy may lie there, and only where the law allows it."
            )
        )
    if same_disk(place, data):
        found.append(
            msg("This folder is on the same disk as the data: if the disk fails, both are gone.")
        )
    return found


def same_disk(one: Path, other: Path) -> bool:
    """Whether two folders lie on one disk, as far as the system tells; False where it does not."""
    devices = []
    for path in (one, other):
        existing = next((p for p in (path, *path.parents) if p.exists()), None)
        if existing is None:
            return False
        devices.append(existing.stat().st_dev)
    return devices[0] == devices[1]


def back_up_to_places(
    path: Path, key: bytes | None, places: Sequence[Path], *, now: datetime, zone: tzinfo
) -> BackupsMade:
    """A verified copy in each place, the older ones put in order behind it.

    A place that fails is told in the answer; the others get their copy all the same.
    """
    made: list[BackupFile] = []
    failed: list[FailedPlace] = []
    for place in places:
        try:
            copy = (
                _copy_on(made[0], key, place) if made else back_up_file(path, key, place, now=now)
            )
        except ReceptionError as error:
            failed.append(FailedPlace(place, error.message))
            continue
        made.append(copy)
        rotate(place, now=now, zone=zone)
    return BackupsMade(tuple(made), tuple(failed))


def rotate(place: Path, *, now: datetime, zone: tzinfo) -> list[Path]:
    """Drop the copies that are no longer kept; answers which.

    Copies made before an upgrade or a restore carry a label in their name and are never dropped.
    """
    plain = [copy for copy in backups_in(place) if not _label(copy.path)]
    gone = to_drop([copy.made_at for copy in plain], now=now, zone=zone)
    dropped = []
    for copy in plain:
        if copy.made_at in gone:
            with suppress(OSError):  # a copy that cannot go now goes at the next round
                copy.path.unlink()
                copy.path.with_suffix(".keys.json").unlink(missing_ok=True)
                dropped.append(copy.path)
    return dropped


def _label(path: Path) -> str:
    rest = path.stem.removeprefix("reception-")[_STAMP_LENGTH:].lstrip("-")
    return "" if rest.isdigit() else rest


def _copy_on(copy: BackupFile, key: bytes | None, place: Path) -> BackupFile:
    target = place / copy.path.name
    half = target.with_suffix(".part")
    try:
        place.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(copy.path, half)
        if check_file(half, key):
            raise StorageFailed(msg("The copy did not pass its check."), code="copy_damaged")
        with half.open("rb") as stream:
            os.fsync(stream.fileno())
        half.replace(target)
        keys = copy.path.with_suffix(".keys.json")
        if keys.exists():
            shutil.copyfile(keys, target.with_suffix(".keys.json"))
    except (driver.Error, OSError) as error:
        raise storage_failure(error, target) from error
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
    return BackupFile(target, copy.made_at)
