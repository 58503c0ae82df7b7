"""Who waits to write: long work looks here, lets the desk pass, and comes back when it is quiet.

SQLite knows one writer at a time.  What belongs to one long action stays in one transaction, so
that a cancel or a power cut leaves nothing of it; it is the action at the desk that goes first.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOK_SECONDS = 0.05


class WritingLine:
    """Counts the actions that wait or write; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting = 0
        self._busy = 0
        self._free_since = time.monotonic()
        self._nobody = threading.Event()

    @property
    def is_wanted(self) -> bool:
        """Whether an action waits to write."""
        return self._waiting > 0

    @contextmanager
    def action(self) -> Iterator[Callable[[], None]]:
        """An action of the desk, from asking on; it calls what it is given once it may write."""
        with self._lock:
            self._waiting += 1
            self._busy += 1
        waits = True

        def begun() -> None:
            nonlocal waits
            with self._lock:
                self._waiting -= 1 if waits else 0
                waits = False

        try:
            yield begun
        finally:
            begun()
            with self._lock:
                self._busy -= 1
                self._free_since = time.monotonic()

    def wait_for_quiet(self, seconds: float, look: Callable[[], None]) -> None:
        """Wait until nobody has written for so long; `look` is called meanwhile and may raise."""
        while self._busy or time.monotonic() - self._free_since < seconds:
            look()
            self._nobody.wait(_LOOK_SECONDS)
