"""When the program itself fails: nothing goes unnoticed, and no patient's data go with it."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Signal, Slot

from reception.ui.errors import write_report

log = logging.getLogger("reception.crash")
CRASH_FILE = "crash.txt"


class CrashHooks(QObject):
    """Catches what no screen caught; `explain` is the window's, set once there is one.

    An error on another thread is handed to the screen's thread by a queued signal.
    """

    _happened = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.explain: Callable[[BaseException], None] | None = None
        self._folder = folder
        self._file: TextIO | None = None
        self._happened.connect(self._show)

    def install(self) -> str:
        """Hook in; the report of a crash of the last run, or ""."""
        last = self._last_crash()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._file = (self._folder / CRASH_FILE).open("w", encoding="utf-8")
        faulthandler.enable(self._file)
        sys.excepthook = self._unhandled
        threading.excepthook = self._unhandled_in_thread
        return last

    def remove(self) -> None:
        """Leave everything as it was; an empty crash file is taken away."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        faulthandler.disable()
        if self._file is not None:
            self._file.close()
            self._file = None
            (self._folder / CRASH_FILE).unlink(missing_ok=True)

    def _last_crash(self) -> str:
        file = self._folder / CRASH_FILE
        try:
            return file.read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            return ""

    def _unhandled(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("%s", write_report(error))
        self._happened.emit(error)

    def _unhandled_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._unhandled(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    @Slot(object)
    def _show(self, error: BaseException) -> None:
        if self.explain is not None:
            self.explain(error)
