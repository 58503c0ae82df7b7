"""The composition root: what is built of what, in one readable order.

Opening a data folder, laying down a new clinic in it, and upgrading an earlier one, for the
window and for the command line alike.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from reception.clock import Clock, SetClock
from reception.errors import NotSignedIn, StorageFailed
from reception.paths import DataFolder, resources_directory
from reception.progress import Progress
from reception.queries.last_changes import holdings
from reception.queries.staff import StaffRow, staff_rows
from reception.rules.starter import STARTER_FILES
from reception.services.demonstration import check_size, fill_demonstration, programme_start
from reception.services.demonstration_people import read_source
from reception.services.restoring import NumberGap, close_gap
from reception.services.setup import TIME_ZONES, NewClinic, add_staff, create_clinic
from reception.storage.backup import (
    back_up_file,
    backups_in,
    check_file,
    encrypt_file,
    restore_file,
)
from reception.storage.backup_places import back_up_to_places, place_warnings
from reception.storage.chains import (
    actions_since,
    check_chains,
    check_redactions,
    first_link,
    series_ends,
)
from reception.storage.database import Database, OutdatedSchema, open_database
from reception.storage.keys import KeyRing
from reception.storage.rescue import Rescued, rescue_file
from reception.storage.schema import create_schema
from reception.translation import Message, msg
from reception.values.actor import COMMAND_LINE, Actor
from reception.values.choices import Country, Job, Role
from reception.values.keeping import BackupFile, BackupsMade, LostAction


@dataclass(frozen=True)
class Supervisor:
    """The first member of staff, who protects the folder by a password."""

    name: str
    login: str
    password: str
    pin: str


@dataclass(frozen=True)
class OpenClinic:
    """A clinic that is open: its folder, the key of an encrypted one, and its database."""

    folder: DataFolder
    key: bytes | None
    database: Database


def starter_terms_text(country: Country) -> str:
    """The TOML of the terms a clinic of this country begins with."""
    return starter_file(STARTER_FILES[country])


def starter_file(name: str) -> str:
    """A text of the starter content."""
    return (resources_directory() / "starter" / name).read_text(encoding="utf-8")


def lay_down_clinic(
    folder: DataFolder, clinic: NewClinic, *, clock: Clock, supervisor: Supervisor | None
) -> Database:
    """A new clinic in an empty folder: encrypted with a supervisor, else unprotected.

    Nothing stays behind where any step fails.
    """
    folder.root.mkdir(parents=True, exist_ok=True)
    ring = KeyRing(folder.keys)
    key = None if supervisor is None else ring.create(supervisor.login, supervisor.password)
    try:
        create_schema(folder.database, key)
        database = open_database(folder.database, key)
        text = starter_terms_text(clinic.country)
        with database.unit_of_work(
            now=clock.now(), actor=COMMAND_LINE, action="create_clinic"
        ) as uow:
            create_clinic(uow, clinic=clinic, terms_text=text)
            if supervisor is not None:
                add_staff(
                    uow,
                    login=supervisor.login,
                    name=supervisor.name,
                    role=Role.SUPERVISOR,
                    job=Job.ADMINISTRATOR,
                    password=supervisor.password,
                    pin=supervisor.pin,
                )
    except BaseException:
        folder.database.unlink(missing_ok=True)
        if key is not None:
            folder.keys.unlink(missing_ok=True)
        raise
    return database


def lay_down_demonstration(
    folder: DataFolder,
    *,
    country: Country,
    clock: Clock,
    seed: int,
    patients: int,
    months: int,
    progress: Progress | None = None,
) -> Database:
    """A made-up clinic in an empty folder, unprotected, its history ending at the clock's now.

    Nothing stays behind where any step fails.  Raises InvalidInput for a size that cannot be
    made, StorageFailed where the folder holds a database already.
    """
    source = demonstration_source(country)
    check_size(patients, months)
    zone = ZoneInfo(TIME_ZONES[country])
    today = clock.now().astimezone(zone).date()
    opening = SetClock(datetime.combine(programme_start(today, months), time(7), zone))
    new = replace(NewClinic.of_country("…", country), is_demonstration=True)
    database = lay_down_clinic(folder, new, clock=opening, supervisor=None)
    try:
        with database.unit_of_work(
            now=clock.now(), actor=COMMAND_LINE, action="fill_demonstration"
        ) as uow:
            fill_demonstration(
                uow,
                seed=seed,
                patients=patients,
                months=months,
                source_text=source,
                progress=progress,
            )
    except BaseException:
        database.close()
        for rest in folder.root.glob(folder.database.name + "*"):
            rest.unlink(missing_ok=True)
        raise
    return database


def demonstration_source(country: Country) -> str:
    """The names and prices a country's demonstration is made from."""
    name = "ru.toml" if country is Country.RU else "uk.toml"
    return (resources_directory() / "demonstration" / name).read_text(encoding="utf-8")


def demonstration_staff(country: Country) -> list[tuple[str, str]]:
    """Who works in a country's demonstration clinic, and with which PIN."""
    lists = read_source(demonstration_source(country)).lists
    return [(member["name"], lists["pin"]) for member in lists["staff"]]


def is_protected(folder: DataFolder) -> bool:
    """Whether the folder's database is encrypted."""
    return KeyRing(folder.keys).exists


def open_clinic(folder: DataFolder, *, key: bytes | None, now: datetime) -> Database:
    """Open a folder's database, upgrading one of an earlier release behind a verified copy.

    Raises NotSignedIn where the folder is protected and no key was given, StorageFailed as
    `open_database` does.
    """
    if key is None and is_protected(folder):
        raise NotSignedIn(msg("This clinic is protected by a password."), code="protected")
    try:
        return open_database(folder.database, key)
    except OutdatedSchema:
        from reception.storage.upgrade import upgrade

        upgrade(folder.database, key, backups=folder.backups, now=now)
        return open_database(folder.database, key)


def enter(folder: DataFolder, key: bytes | None, *, now: datetime) -> OpenClinic:
    """Open a folder, as `open_clinic`, together with its key."""
    return OpenClinic(folder, key, open_clinic(folder, key=key, now=now))


def first_at_desk(clinic: OpenClinic) -> Actor:
    """Who sits at the desk of a clinic without passwords: its supervisor, else nobody by name."""
    with clinic.database.reading() as session:
        rows = staff_rows(session)
    rows.sort(key=_rights)
    if not rows:
        return Actor(None, "—", Role.SUPERVISOR)
    return Actor(rows[0].id, rows[0].name, rows[0].role)


def _rights(row: StaffRow) -> bool:
    return row.role is Role.ADMINISTRATOR


def unlock(folder: DataFolder, login: str, password: str) -> bytes:
    """The database key by a member of staff's password; raises NotSignedIn."""
    return KeyRing(folder.keys).unlock(login, password)


def protect(folder: DataFolder, login: str, password: str) -> bytes:
    """Encrypt an unprotected folder under its first password; the database must be closed."""
    ring = KeyRing(folder.keys)
    key = ring.create(login, password)
    try:
        encrypt_file(folder.database, key)
    except BaseException:
        folder.keys.unlink(missing_ok=True)
        raise
    shutil.rmtree(folder.refused, ignore_errors=True)  # the same rows are kept in the database
    return key


def back_up(
    folder: DataFolder, key: bytes | None, *, now: datetime, place: Path | None = None
) -> BackupFile:
    """A verified copy of the folder's database, now; in `place` instead of its backups."""
    return back_up_file(folder.database, key, place or folder.backups, now=now)


def back_up_to(
    folder: DataFolder, key: bytes | None, places: Sequence[Path], *, now: datetime, zone: ZoneInfo
) -> BackupsMade:
    """A verified copy in the folder's own backups and in each of `places`; older ones rotated."""
    everywhere = [folder.backups, *(one for one in places if one != folder.backups)]
    return back_up_to_places(folder.database, key, everywhere, now=now, zone=zone)


def against_place(folder: DataFolder, place: Path) -> list[Message]:
    """What speaks against keeping backups of this folder in a place."""
    return place_warnings(place, folder.root)


def verify_database(path: Path, key: bytes | None, *, against: Path | None = None) -> list[Message]:
    """What is wrong with a database or a copy: the file itself, then its hash chains.

    `against` is an earlier copy under the same key: a tail cut off since shows by it.
    """
    return check_file(path, key) or check_chains(path, key, against=against)


def told_redactions(path: Path, key: bytes | None) -> list[Message]:
    """What was redacted in the sealed rows of a database or a copy; no fault, but said."""
    return check_redactions(path, key)


def keys_beside(path: Path, folder: DataFolder) -> KeyRing:
    """The key ring of a database or a copy: the one kept beside it, else the folder's own."""
    beside = KeyRing(path.with_suffix(".keys.json"))
    if beside.exists or path.resolve().parent == folder.backups.resolve():
        return beside
    return KeyRing(path.with_name(folder.keys.name))


def lost_by_restoring(
    folder: DataFolder, key: bytes | None, copy: Path, copy_key: bytes | None
) -> list[LostAction]:
    """What was done since a copy was made and would be gone; empty where nothing can be read."""
    return actions_since(folder.database, key, copy, copy_key)


def last_backup(folder: DataFolder) -> datetime | None:
    """When the last verified copy was made (UTC)."""
    copies = backups_in(folder.backups)
    return copies[0].made_at if copies else None


def copies(folder: DataFolder) -> list[BackupFile]:
    """The verified copies of a folder, the newest first."""
    return backups_in(folder.backups)


@dataclass(frozen=True)
class Restored:
    """What going back to a copy came to: where the file before lies, what is lost, which numbers."""

    kept: Path | None
    lost: tuple[LostAction, ...]
    gaps: tuple[NumberGap, ...]


def restore(
    folder: DataFolder,
    copy: Path,
    key: bytes | None,
    *,
    now: datetime,
    standing_key: bytes | None = None,
) -> Restored:
    """Go back to a verified copy under `key`; what stood there is kept.  Nothing may be open.

    `standing_key` opens what stands there now, the same key where it is not given.  Card numbers
    given since the copy are reserved.  Raises StorageFailed for a copy of another clinic.
    """
    standing_key = standing_key or key
    stood = first_link(folder.database, standing_key) if folder.database.exists() else ""
    found = first_link(copy, key)
    if stood and found and stood != found:
        raise StorageFailed(
            msg("This is a backup of another clinic."),
            code="another_clinic",
            way_out=msg("Restore it into an empty folder, or choose a backup of this clinic."),
        )
    lost: list[LostAction] = []
    ends: dict[int, int] = {}
    if stood:
        lost = actions_since(folder.database, standing_key, copy, key)
        ends = series_ends(folder.database, standing_key)
    kept = restore_file(copy, key, folder.database, safety=folder.backups, now=now)
    database = open_clinic(folder, key=key, now=now)
    try:
        with database.unit_of_work(now=now, actor=COMMAND_LINE, action="restore") as uow:
            since = lost[0].at if lost else None
            gaps = close_gap(uow, ends=ends, lost=len(lost), since=since).value
    finally:
        database.close()
    return Restored(kept, tuple(lost), tuple(gaps))


def rescue(path: Path, key: bytes | None) -> Rescued:
    """What can be read of a damaged database, which stays as it is; raises StorageFailed."""
    return rescue_file(path, key)


@dataclass(frozen=True)
class Proof:
    """What a backup was found to hold when it was really restored, beside the data in use."""

    patients: int
    visits: int
    last_action: datetime | None
    problems: tuple[Message, ...]


def prove_backup(folder: DataFolder, copy: Path, key: bytes | None, *, now: datetime) -> Proof:
    """Restore a copy into a folder of its own, open it, walk its chains, count, and drop it again.

    The clinic's own file is not touched.  Raises StorageFailed where the copy cannot be used.
    """
    with TemporaryDirectory(prefix="proof-", dir=folder.root) as place:
        proving = DataFolder(Path(place))
        restore_file(copy, key, proving.database, safety=proving.backups, now=now)
        database = open_clinic(proving, key=key, now=now)
        try:
            with database.reading() as session:
                found = holdings(session)
        finally:
            database.close()
        problems = verify_database(proving.database, key)
    return Proof(found.patients, found.visits, found.last_action, tuple(problems))


def unlock_with_recovery(folder: DataFolder, code: str) -> bytes:
    """The database key by the printed recovery key; raises NotSignedIn."""
    return KeyRing(folder.keys).unlock_with_recovery(code)


def new_recovery_code(folder: DataFolder, key: bytes) -> str:
    """A new recovery key to print; an earlier sheet opens nothing any more."""
    return KeyRing(folder.keys).new_recovery_code(key)


def admit(folder: DataFolder, key: bytes | None, login: str, password: str) -> None:
    """Let a member of staff's password open the folder (nothing to do where none is needed)."""
    if key is not None:
        KeyRing(folder.keys).admit(key, login, password)


def dismiss(folder: DataFolder, login: str) -> None:
    """A member of staff's password opens the folder no more."""
    ring = KeyRing(folder.keys)
    if ring.exists:
        ring.dismiss(login)
