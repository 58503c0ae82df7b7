"""Words for what a database can suffer: full disks, locks, damage, broken constraints."""

from __future__ import annotations

import errno
import re
from pathlib import Path

from reception.errors import ReceptionError, StorageFailed, system_reason
from reception.translation import Message, msg

_NO_ACCESS = (errno.EACCES, errno.EROFS, errno.EPERM, errno.ENOTDIR, errno.EEXIST)
_UNIQUE = re.compile(r"UNIQUE constraint failed: ([\w.]+)")


def integrity_message(text: str) -> Message:
    """A broken constraint in words; the key is SQLite's `table.column`."""
    known = {
        "patient.external_id": msg("Another patient already has this card-index number."),
        "card.number": msg("This card number is already in use."),
        "staff.login": msg("Another member of staff already has this login."),
        "programme_version.number": msg("A programme version with this number exists already."),
        "request.id": msg("This action was already carried out."),
        "doctor.name": msg("A doctor with this name is already in the list."),
        "service_group.code": msg("A service group with this code exists already."),
    }
    found = _UNIQUE.search(text)
    if found and found.group(1) in known:
        return known[found.group(1)]
    return msg("What was entered contradicts what is already stored; nothing was changed.")


def storage_failure(error: BaseException | None, path: Path) -> ReceptionError:
    """The error of a driver as a message with a way out."""
    text = str(error).casefold()
    name = getattr(error, "sqlite_errorname", "") or ""
    number = error.errno if isinstance(error, OSError) else None
    if name.startswith("SQLITE_FULL") or "disk is full" in text or number == errno.ENOSPC:
        return StorageFailed(
            msg("The disk is full; the last action was not stored, everything before it was."),
            code="full",
            way_out=msg("Free some room on the disk and repeat the action."),
        )
    if "readonly" in text or number in _NO_ACCESS or "unable to open" in text:
        return StorageFailed(
            msg("The folder {path} cannot be written.", path=str(path.parent)),
            code="read_only",
            way_out=msg("Give this account the right to write there, or choose another folder."),
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or "locked" in text:
        return StorageFailed(
            msg("The database is in use by another action."),
            code="busy",
            way_out=msg("Wait a moment and repeat the action."),
        )
    if name.startswith("SQLITE_NOTADB") or "file is not a database" in text:
        return StorageFailed(
            msg("The database cannot be opened: a wrong key, or the file is damaged."),
            code="not_a_database",
            way_out=msg("Sign in again, or restore a backup."),
        )
    if name.startswith("SQLITE_CORRUPT") or "malformed" in text:
        return StorageFailed(
            msg("The database file is damaged."),
            code="damaged",
            way_out=msg("Restore the last verified backup; the damaged file is kept."),
        )
    if isinstance(error, OSError):
        return StorageFailed(
            msg("{path} cannot be used: {reason}.", path=str(path), reason=system_reason(error)),
            code="failed",
            way_out=msg("Choose another folder, or mend this one, and repeat the action."),
        )
    return StorageFailed(
        msg("The database cannot be used: {reason}.", reason=name or type(error).__name__),
        code="failed",
        way_out=msg("Restart the program; if it happens again, restore a backup."),
    )
