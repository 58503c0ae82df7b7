"""What can go wrong and be told: errors that carry a message, a code and an exit code.

Anything else that is raised is a mistake of the program.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping, Sequence

from reception.translation import Message, msg

_SYSTEM_REASONS: Mapping[str, Message] = {
    "ENOENT": msg("it is not there"),
    "EISDIR": msg("it is a folder"),
    "ENOTDIR": msg("a part of the path is a file"),
    "EEXIST": msg("something of that name is there already"),
    "EACCES": msg("this account has no right to it"),
    "EPERM": msg("this account has no right to it"),
    "EROFS": msg("the place is read-only"),
    "ENOSPC": msg("the disk is full"),
    "EDQUOT": msg("this account has used up its room on the disk"),
    "EFBIG": msg("the disk takes no file that large"),
    "EBUSY": msg("another program is using it"),
    "ETXTBSY": msg("another program is using it"),
    "ENAMETOOLONG": msg("the name is too long"),
    "EINVAL": msg("the name is not allowed here"),
    "EIO": msg("the device reports an error"),
    "ENODEV": msg("the device is gone"),
    "ENXIO": msg("the device is gone"),
    "ESTALE": msg("the device is gone"),
    "EMFILE": msg("too many files are open"),
    "ELOOP": msg("the links lead in a circle"),
    "ETIMEDOUT": msg("the device does not answer"),
}
_SHARING = 32  # Windows: another process has the file
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


class ReceptionError(Exception):
    """An error with words for the person at the desk.

    `message` says what was found and what is allowed, `way_out` what to do; `code` names the
    case for programs (a reason of design/terms.md, an integrity rule).
    """

    exit_code = 1

    def __init__(self, message: Message, *, code: str = "", way_out: Message | None = None) -> None:
        super().__init__(message.id)
        self.message = message
        self.code = code
        self.way_out = way_out


class InvalidInput(ReceptionError):
    """A field, a file or an argument that cannot be taken; `faults` lists every one."""

    exit_code = 2

    def __init__(
        self,
        message: Message,
        *,
        code: str = "invalid",
        way_out: Message | None = None,
        faults: Sequence[Message] = (),
        field: str = "",
    ) -> None:
        super().__init__(message, code=code, way_out=way_out)
        self.faults = tuple(faults)
        self.field = field


class Refused(ReceptionError):
    """Something well formed that a rule of the programme or the clinic does not allow."""

    exit_code = 3


class NotSignedIn(Refused):
    """The action needs somebody at the desk, or somebody with more rights."""


class StorageFailed(ReceptionError):
    """The database is in use, damaged, newer than the program or cannot be reached."""

    exit_code = 4


def system_reason(error: Exception) -> Message:
    """Why the system refuses a file, in the reader's words; the system itself speaks English."""
    if isinstance(error, UnicodeError):
        return msg("it is no text in UTF-8")
    if not isinstance(error, OSError):
        return msg("the name is not allowed here")
    if getattr(error, "winerror", None) == _SHARING:
        return msg("another program is using it")
    known = _SYSTEM_REASONS.get(errno.errorcode.get(error.errno or 0, ""))
    return known or msg("the system refuses it (reason {number})", number=str(error.errno or "–"))


def toml_reason(error: Exception) -> Message:
    """Where a text stops being TOML, in the reader's words."""
    text = str(error)
    place = _TOML_PLACE.search(text)
    twice = "overwrite" in text or "twice" in text or "already" in text
    if place is None:
        return msg("the text ends too early")
    fields = {"line": place.group(1), "column": place.group(2)}
    if twice:
        return msg("line {line}, column {column}: the same name stands twice", **fields)
    return msg("line {line}, column {column}: no TOML", **fields)
