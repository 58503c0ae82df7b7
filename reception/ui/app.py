"""Starting and ending the program, in one readable order.

Paint first: the entry stands on the screen before the libraries of the database are imported,
which happens on another thread.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStorageInfo, QTimer, Slot
from PySide6.QtWidgets import QApplication

from reception import __version__
from reception.clock import Clock, SystemClock
from reception.errors import StorageFailed
from reception.logs import start_logging
from reception.paths import DataFolder
from reception.translation import Language, load_translator, msg
from reception.ui import i18n, looks
from reception.ui.background import Background
from reception.ui.collector import Collector
from reception.ui.crash import CrashHooks
from reception.ui.entry import EntryWindow
from reception.ui.errors import explain
from reception.ui.instance import Instance
from reception.ui.preferences import Preferences
from reception.ui.trouble import Trouble

if TYPE_CHECKING:
    from reception.ui.workplace import Workplace

NETWORK_KINDS = frozenset({"nfs", "nfs4", "cifs", "smb", "smbfs", "smb2", "smb3", "9p", "afpfs"})
SECOND_INSTANCE = 4
SMALL_SCREEN = (1440, 900)


@dataclass(frozen=True)
class Start:
    """What the command line asked for."""

    folder: DataFolder
    language: Language
    language_named: bool = False
    demonstration: bool = False


class Program(QObject):
    """The running program: from the first picture to the last closed file."""

    def __init__(self, application: QApplication, start: Start, clock: Clock) -> None:
        super().__init__(application)
        self._application = application
        self._start = start
        self._clock = clock
        self._preferences = Preferences(start.folder.root)
        self._background = Background(self)
        self._hooks = CrashHooks(start.folder.logs, self)
        self._collector = Collector(self)
        self._instance = Instance(start.folder, self)
        self._entry: EntryWindow | None = None
        self._workplace: Workplace | None = None
        self._last_crash = ""

    def run(self) -> int:
        """Until the last window is closed; the exit code of design/files.md."""
        refused = self.begin()
        if refused is not None:
            return refused
        code = self._application.exec()
        self.end()
        return code

    def begin(self) -> int | None:
        """Paint the entry and let the rest load; an exit code where another window is open."""
        hindrance = _hindrance(self._start.folder)
        if hindrance is None and not self._instance.acquire() and not self._instance.is_hindered:
            self._collector.stop()
            return self._leave_to_the_first()
        if hindrance is None:
            start_logging(self._start.folder.logs)
            self._last_crash = self._hooks.install()
            if self._start.language_named:
                self._preferences.choose(language=self._start.language)
        self._hooks.explain = self._explain
        self._instance.raised.connect(self._raise_window)
        chosen = self._preferences.chosen
        i18n.install(load_translator(chosen.language or self._start.language))
        looks.dress(self._application, chosen)
        self._application.setQuitOnLastWindowClosed(True)
        self._entry = EntryWindow()
        self._entry.show()
        if hindrance is not None:
            self._explain(hindrance)
        else:
            QTimer.singleShot(0, self._load)
        return None

    def _leave_to_the_first(self) -> int:
        if self._instance.raise_first():
            return 0
        words = load_translator(self._start.language).text(
            msg("The program is open with this clinic.")
        )
        sys.stderr.write(f"{words}\n")
        return SECOND_INSTANCE

    @Slot()
    def _load(self) -> None:
        work = partial(importlib.import_module, "reception.ui.furnishing")
        self._background.run(work, self._loaded, self._failed)

    def _loaded(self, furnishing: Any) -> None:
        folder = self._start.folder
        self._workplace = furnishing.make_workplace(
            folder, self._clock, self._preferences, parent=self
        )
        self._workplace.opened.connect(self._opened)
        if self._start.demonstration:
            self._workplace.begin_demonstration(self._entry)
        else:
            self._workplace.begin(self._entry)
        self._entry = None

    @Slot()
    def _opened(self) -> None:
        window = self._workplace.window if self._workplace is not None else None
        if window is None:
            return
        room = window.screen().availableSize()
        if room.width() <= SMALL_SCREEN[0] or room.height() <= SMALL_SCREEN[1]:
            window.showMaximized()
        if not self._last_crash:
            return
        report, self._last_crash = self._last_crash, ""
        window.tell_last_crash(f"Reception {__version__}\n\n{report}\n")

    def _failed(self, error: BaseException) -> None:
        self._explain(error)

    def _explain(self, error: BaseException) -> None:
        if self._workplace is not None and self._workplace.window is not None:
            self._workplace.window.explain(error)
            return
        entry = self._workplace.entry if self._workplace is not None else self._entry
        if entry is not None:
            entry.show_part(Trouble(explain(error)))

    @Slot()
    def _raise_window(self) -> None:
        for window in self._application.topLevelWidgets():
            if window.isVisible():
                window.showNormal() if window.isMinimized() else window.show()
                window.raise_()
                window.activateWindow()

    def end(self) -> None:
        """Stop what runs, let go of the folder, leave no trace of the hooks."""
        self._background.close()
        if self._workplace is not None:
            self._workplace.close()
        self._collector.stop()
        self._hooks.remove()
        self._instance.release()


def _hindrance(folder: DataFolder) -> StorageFailed | None:
    """Why nobody can work in this folder: it cannot be written, or lies on another computer."""
    try:
        folder.root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder.root):
            pass
    except OSError:
        return StorageFailed(
            msg("The folder {path} cannot be written.", path=str(folder.root)),
            code="read_only",
            way_out=msg("Give this account the right to write there, or choose another folder."),
        )
    if _is_on_network(folder):
        return StorageFailed(
            msg("The folder {path} is on a network share.", path=str(folder.root)),
            code="network",
            way_out=msg("Choose a folder on a disk of this computer."),
        )
    return None


def _is_on_network(folder: DataFolder) -> bool:
    if str(folder.root.resolve()).startswith(("\\\\", "//")):
        return True
    kind = bytes(QStorageInfo(str(folder.root)).fileSystemType().data()).decode(errors="replace")
    return kind.lower() in NETWORK_KINDS


def start(wanted: Start, clock: Clock | None = None) -> int:
    """Run the window; answers the exit code."""
    QApplication.setApplicationName("Reception")
    QApplication.setApplicationVersion(__version__)
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    return Program(application, wanted, clock or SystemClock()).run()
