"""A little work off the screen's thread before there is a database: keys, first files, imports."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

POLL_MS = 15


class Background(QObject):
    """Runs one thing at a time; `done` or `failed` is called on the screen's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")
        self._future: Future[Any] | None = None
        self._done: Callable[[Any], None] | None = None
        self._failed: Callable[[BaseException], None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def is_busy(self) -> bool:
        """Whether something runs."""
        return self._future is not None

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Do `work`; asked again before it is done, nothing happens (a double click)."""
        if self._future is not None:
            return
        self._done, self._failed = done, failed
        self._future = self._executor.submit(work)
        self._timer.start()

    def close(self) -> None:
        """Wait for what runs; its answer is not wanted any more."""
        self._timer.stop()
        self._future = None
        self._executor.shutdown(wait=True)

    @Slot()
    def _poll(self) -> None:
        future = self._future
        if future is None or not future.done():
            return
        self._timer.stop()
        self._future = None
        error = future.exception()
        if error is None:
            if self._done is not None:
                self._done(future.result())
        elif self._failed is not None:
            self._failed(error)
