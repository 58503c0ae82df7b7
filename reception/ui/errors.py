"""Any exception in words: what was found, what is allowed, and the way out.

What the core raises on purpose carries its own message; anything else is a mistake of the
program, told in one window from which a report without patients' data can be saved.
"""

from __future__ import annotations

import platform
import sys
import traceback
from dataclasses import dataclass

from reception import __version__
from reception.errors import InvalidInput, ReceptionError
from reception.ui.i18n import _, say
from reception.ui.theme import Status


@dataclass(frozen=True)
class Explanation:
    """An exception for the person at the screen."""

    text: str
    way_out: str = ""
    faults: tuple[str, ...] = ()
    unexpected: bool = False
    status: Status = Status.WARN

    @property
    def sentence(self) -> str:
        """Everything in one breath, for a toast."""
        return " ".join(part for part in (self.text, *self.faults, self.way_out) if part)


def explain(error: BaseException) -> Explanation:
    """The words for an exception."""
    if isinstance(error, ReceptionError):
        faults = error.faults if isinstance(error, InvalidInput) else ()
        way_out = say(error.way_out) if error.way_out is not None else ""
        status = Status.DANGER if error.exit_code == 4 else Status.WARN
        return Explanation(
            say(error.message), way_out, tuple(say(fault) for fault in faults), status=status
        )
    if isinstance(error, PermissionError):
        return Explanation(
            _("{path} cannot be written or read.", path=_path_of(error)),
            _("Choose another place, or ask for the right to use this one."),
        )
    if isinstance(error, FileNotFoundError):
        return Explanation(
            _("{path} is not there any more.", path=_path_of(error)), _("Choose the file again.")
        )
    if isinstance(error, OSError) and error.filename:
        return Explanation(
            _("The system could not use {path}.", path=_path_of(error)),
            _("Check the disk and try again."),
            status=Status.DANGER,
        )
    return Explanation(
        _("The program made a mistake; the last action was not stored."),
        _("Nothing else is lost. Save the report and send it to whoever looks after the program."),
        unexpected=True,
        status=Status.DANGER,
    )


def _path_of(error: OSError) -> str:
    return str(error.filename or "")


def write_report(error: BaseException) -> str:
    """A report for the makers: where it happened, in which versions; no message, no data.

    The words of an exception may quote what was typed, so only its type is named.
    """
    lines = [
        f"Reception {__version__}",
        f"Python {sys.version.split()[0]}, {platform.system()} {platform.release()}",
        "",
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__name__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            place = frame.filename.replace("\\", "/").rsplit("/", 2)
            lines.append(f"  {'/'.join(place[-2:])}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n"
