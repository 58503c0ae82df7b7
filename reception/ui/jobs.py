"""Long work: one thread of its own, a progress that is polled, a dialog with Cancel.

The working thread touches no Qt object; the screen looks at its future and progress.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from reception.changes import Changes, Done
from reception.clock import Clock
from reception.errors import ReceptionError
from reception.progress import Cancelled, GaveWay, Progress
from reception.storage.database import Database
from reception.ui.actions import ActionRunner, action_name
from reception.ui.i18n import _, say
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.text import Text
from reception.ui.notices import Notices
from reception.ui.seat import Seat
from reception.ui.theme import Status
from reception.values.actor import Actor

T = TypeVar("T")

POLL_MS = 40
DIALOG_AFTER_MS = 600
FIRST_QUIET, LONGEST_QUIET = 0.5, 8.0
"""Seconds without an action at the desk before work that gave way begins anew."""


class ProgressDialog(Dialog):
    """How far a job is, and Cancel."""

    def __init__(self, title: str, progress: Progress, parent: QWidget) -> None:
        super().__init__(title, parent=parent)
        self._progress = progress
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.body.addWidget(self.bar)
        self.doing = Text("", "muted", wrap=True, parent=self)
        self.body.addWidget(self.doing)
        self.cancel_button = self.add_cancel(_("Cancel"))

    def poll(self) -> None:
        """Show the last report."""
        step = self._progress.step
        self.bar.setMaximum(step.total)
        self.bar.setValue(step.done)
        self.doing.setText(say(step.doing) if step.doing is not None else "")

    def reject(self) -> None:
        """Esc and Cancel ask the work to stop; the dialog goes when it has."""
        self._progress.cancel()
        self.cancel_button.setEnabled(False)
        self.doing.setText(_("Stopping…"))


@dataclass
class _Job:
    title: str
    progress: Progress
    future: Future[Any]
    finish: Callable[[Any], None]
    failed: Callable[[ReceptionError], None] | None
    started: QElapsedTimer
    behind: bool = False
    shown: Callable[[Progress | None], None] | None = None
    dialog: ProgressDialog | None = None


class JobRunner(QObject):
    """Runs long work one after the other; `busy` tells when the first begins and the last ends."""

    busy = Signal(bool)

    def __init__(
        self,
        database: Database,
        clock: Clock,
        seat: Seat,
        notices: Notices,
        actions: ActionRunner,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._database = database
        self._clock = clock
        self._seat = seat
        self._notices = notices
        self._actions = actions
        self._window = window
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        self._jobs: list[_Job] = []
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def is_busy(self) -> bool:
        """Whether anything runs."""
        return bool(self._jobs)

    def run(
        self,
        service: Callable[..., Done[T]],
        *,
        title: str,
        done: Callable[[T], None] | None = None,
        failed: Callable[[ReceptionError], None] | None = None,
        prepare: Callable[..., dict[str, Any]] | None = None,
        shown: Callable[[Progress | None], None] | None = None,
    ) -> None:
        """A service as a job: called with the unit of work and `progress=`, then as an action.

        `prepare` reads what it needs beforehand, while anybody may write, and answers further
        arguments.  With `shown` no dialog comes in the way of the desk: it is called with the
        progress again and again, and with None at the end.
        """
        self._start(
            partial(self._act, service, self._seat.require(), prepare),
            title,
            partial(self._acted, done),
            failed,
            shown=shown,
        )

    def ask(
        self,
        query: Callable[..., T],
        *,
        title: str,
        done: Callable[[T], None],
        failed: Callable[[ReceptionError], None] | None = None,
    ) -> None:
        """A query as a job: called with a reading session of its own."""
        self._start(partial(self._read, query), title, done, failed)

    def study(
        self,
        query: Callable[..., T],
        *,
        title: str,
        done: Callable[[T], None],
        failed: Callable[[ReceptionError], None] | None = None,
        shown: Callable[[Progress | None], None] | None = None,
    ) -> None:
        """A query that takes long: called with a reading session and `progress=`; as `run`."""
        self._start(partial(self._study, query), title, done, failed, shown=shown)

    def do(
        self,
        work: Callable[[Progress], T],
        *,
        title: str,
        done: Callable[[T], None],
        failed: Callable[[ReceptionError], None] | None = None,
        behind: bool = False,
    ) -> None:
        """Any other long work (reading a file, drawing a paper), called with its progress.

        `behind`: nobody asked for it (a backup of the hour), so no dialog comes in the way.
        """
        self._start(work, title, done, failed, behind=behind)

    def close(self) -> None:
        """Ask everything to stop and wait for it: nothing is left running behind the window."""
        for job in self._jobs:
            job.progress.cancel()
        self._executor.shutdown(wait=True)
        self._timer.stop()
        self._jobs.clear()

    def _act(
        self,
        service: Callable[..., Done[T]],
        actor: Actor,
        prepare: Callable[..., dict[str, Any]] | None,
        progress: Progress,
    ) -> tuple[Done[T], Changes]:
        """In one transaction; what waits at the desk goes first, and the work begins anew."""
        line = self._database.line
        progress.give_way_where(lambda: line.is_wanted)
        quiet = 0.0
        while True:
            line.wait_for_quiet(quiet, progress.check)
            ready = {} if prepare is None else self._read(prepare, progress)
            try:
                with self._database.unit_of_work(
                    now=self._clock.now(),
                    actor=actor,
                    action=action_name(service),
                    gives_way=True,
                ) as uow:
                    answer = service(uow, progress=progress, **ready)
            except GaveWay:
                quiet = min(LONGEST_QUIET, quiet * 2 or FIRST_QUIET)
            else:
                return answer, uow.changes

    def _read(self, query: Callable[..., T], progress: Progress) -> T:
        progress.check()
        with self._database.reading() as session:
            return query(session)

    def _study(self, query: Callable[..., T], progress: Progress) -> T:
        with self._database.reading() as session:
            return query(session, progress=progress)

    def _acted(self, done: Callable[[T], None] | None, outcome: tuple[Done[T], Changes]) -> None:
        answer, changes = outcome
        self._actions.announce(answer, changes)
        if done is not None:
            done(answer.value)

    def _start(
        self,
        work: Callable[[Progress], Any],
        title: str,
        finish: Callable[[Any], None],
        failed: Callable[[ReceptionError], None] | None,
        *,
        behind: bool = False,
        shown: Callable[[Progress | None], None] | None = None,
    ) -> None:
        progress = Progress()
        started = QElapsedTimer()
        started.start()
        future = self._executor.submit(work, progress)
        self._jobs.append(_Job(title, progress, future, finish, failed, started, behind, shown))
        if len(self._jobs) == 1:
            self.busy.emit(True)
        self._timer.start()

    @Slot()
    def _poll(self) -> None:
        job = self._jobs[0]
        if not job.future.done():
            if job.shown is not None:
                job.shown(job.progress)
                return
            late = not job.behind and job.started.hasExpired(DIALOG_AFTER_MS)
            if job.dialog is None and late:
                job.dialog = ProgressDialog(job.title, job.progress, self._window)
                job.dialog.open()
            if job.dialog is not None:
                job.dialog.poll()
            return
        self._jobs.pop(0)
        if job.shown is not None:
            job.shown(None)
        if not self._jobs:
            self._timer.stop()
            self.busy.emit(False)
        if job.dialog is not None:
            job.dialog.accept()
        self._tell(job)

    def _tell(self, job: _Job) -> None:
        error = job.future.exception()
        if error is None:
            job.finish(job.future.result())
        elif isinstance(error, Cancelled):
            self._notices.say(_("Stopped; nothing was changed."), Status.INFO)
        elif isinstance(error, ReceptionError) and job.failed is not None:
            job.failed(error)
        else:
            self._notices.explain(error)
