"""What can go wrong and be told: errors that carry a message, a code and an exit code.

Anything else that is raised is a mistake of the program.
"""

from __future__ import annotations

from collections.abc import Sequence

from reception.translation import Message


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
