"""Long work says how far it is and asks whether it should go on."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from reception.translation import Message


class Cancelled(Exception):
    """The person at the screen asked the work to stop; nothing of it stays behind."""


@dataclass(frozen=True)
class Step:
    """How far the work is: `done` of `total` (0 = not known), and what it is doing."""

    done: int = 0
    total: int = 0
    doing: Message | None = None


class Progress:
    """Written by the working thread, polled by the screen; cancelling is a flag."""

    def __init__(self) -> None:
        self._step = Step()
        self._cancel = threading.Event()

    @property
    def step(self) -> Step:
        """The last report."""
        return self._step

    def report(self, done: int, total: int = 0, doing: Message | None = None) -> None:
        """Say how far the work is; raises `Cancelled` when it should stop."""
        self._step = Step(done, total, doing if doing is not None else self._step.doing)
        if self._cancel.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._cancel.set()
