"""How a command opens the clinic: folder, password, lock, unit of work, exit code.

Commands that change the database refuse to run while the window is open; those that only read
work beside it (design/files.md).
"""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO, TypeVar

from reception import bootstrap
from reception.changes import Done
from reception.clock import Clock
from reception.errors import InvalidInput, NotSignedIn, ReceptionError, StorageFailed
from reception.paths import DataFolder
from reception.storage.database import Database
from reception.translation import Translator, msg
from reception.values.actor import COMMAND_LINE

T = TypeVar("T")


@dataclass(frozen=True)
class Access:
    """How a protected clinic is opened from the command line."""

    login: str = ""
    password_file: Path | None = None

    def password(self) -> str:
        """The password of the file, or asked for at a terminal."""
        if self.password_file is not None:
            try:
                return self.password_file.read_text(encoding="utf-8").rstrip("\r\n")
            except (OSError, UnicodeDecodeError) as error:
                raise InvalidInput(
                    msg("The password file {path} cannot be read.", path=str(self.password_file))
                ) from error
        if not sys.stdin.isatty():
            raise NotSignedIn(
                msg("This clinic is protected by a password."),
                code="protected",
                way_out=msg("Name --staff LOGIN and --password-file FILE."),
            )
        return getpass.getpass()


@dataclass(frozen=True)
class Command:
    """What every command is given: the folder, the clock, words, and where answers go."""

    folder: DataFolder
    clock: Clock
    translator: Translator
    access: Access
    out: TextIO
    err: TextIO

    def say(self, text: str) -> None:
        """A line for the person at the terminal; never on standard output."""
        print(text, file=self.err)

    @contextmanager
    def open(self, *, writing: bool) -> Iterator[Database]:
        """The clinic's database; with `writing`, alone in the folder."""
        key = None
        if bootstrap.is_protected(self.folder):
            key = bootstrap.unlock(self.folder, self.access.login, self.access.password())
        database = bootstrap.open_clinic(self.folder, key=key, now=self.clock.now())
        try:
            if writing:
                with held_lock(self.folder):
                    yield database
            else:
                yield database
        finally:
            database.close()

    def act(self, database: Database, action: Callable[..., Done[T]], **arguments: Any) -> Done[T]:
        """One service function as one unit of work of the command line."""
        with database.unit_of_work(
            now=self.clock.now(), actor=COMMAND_LINE, action=action.__name__
        ) as uow:
            return action(uow, **arguments)


@contextmanager
def held_lock(folder: DataFolder) -> Iterator[None]:
    """Be the only writer of a folder; raises StorageFailed while the window or another command is.

    The file names the process in the form Qt's own lock file uses, so that the window and the
    commands see each other; one left by a process that is gone is taken over.
    """
    path = folder.lock
    if path.exists() and _is_alive(_owner(path)):
        raise StorageFailed(
            msg("The program is open with this clinic."),
            code="in_use",
            way_out=msg("Close it there first."),
        )
    path.unlink(missing_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError as error:
        raise StorageFailed(msg("The program is open with this clinic."), code="in_use") from error
    os.write(handle, f"{os.getpid()}\n{_process_name()}\n\n".encode())
    os.close(handle)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _process_name() -> str:
    """This process as the system names it: Qt takes a lock of another name for a leftover."""
    try:
        return Path("/proc/self/exe").readlink().name
    except OSError:
        executable = Path(sys.executable)
        return executable.stem if sys.platform == "win32" else executable.resolve().name


def _owner(path: Path) -> int:
    try:
        return int(path.read_text(encoding="utf-8", errors="replace").splitlines()[0])
    except (OSError, ValueError, IndexError):
        return 0


def _is_alive(pid: int) -> bool:
    if pid <= 0:
        return False
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, 0, pid)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def explain_and_code(error: ReceptionError, translator: Translator, err: TextIO) -> int:
    """Print an error in the reader's language; answers the exit code of design/files.md."""
    print(translator.text(error.message), file=err)
    for fault in getattr(error, "faults", ()):
        print(f"  {translator.text(fault)}", file=err)
    if error.way_out is not None:
        print(translator.text(error.way_out), file=err)
    return error.exit_code
