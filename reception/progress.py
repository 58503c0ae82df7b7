"""Long work says how far it is and asks whether it should go on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from reception.translation import Message


class Cancelled(Exception):
    """The person at the screen asked the work to stop; nothing of it stays behind."""


class GaveWay(Exception):
    """Somebody at the desk waits for what the work holds: it lets go, and begins anew later."""


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
        self._is_wanted: Callable[[], bool] | None = None

    @property
    def step(self) -> Step:
        """The last report."""
        return self._step

    def report(self, done: int, total: int = 0, doing: Message | None = None) -> None:
        """Say how far the work is.

        Raises `Cancelled` when it should stop, `GaveWay` when it should let somebody pass.
        """
        self._step = Step(done, total, doing if doing is not None else self._step.doing)
        self.check()
        if self._is_wanted is not None and self._is_wanted():
            raise GaveWay

    def give_way_where(self, is_wanted: Callable[[], bool]) -> None:
        """Let the work go wherever somebody waits for what it holds."""
        self._is_wanted = is_wanted

    def check(self) -> None:
        """Raise `Cancelled` when the work should stop: between steps that hold nothing."""
        if self._cancel.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._cancel.set()
