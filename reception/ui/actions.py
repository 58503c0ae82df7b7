"""The one place where a screen acts: a service runs in its unit of work, and the toast follows.

`run(partial(check_in, patient_id=7), done=self._checked_in)` opens a unit of work for whoever
is at the desk, commits, announces the changes and offers Undo.  `ask(partial(day_list, …))`
reads.  The screens have no other try/except.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from reception.changes import Changes, Done
from reception.clock import Clock
from reception.errors import ReceptionError
from reception.storage.database import Database
from reception.ui.errors import explain
from reception.ui.i18n import _, say
from reception.ui.notices import Notices
from reception.ui.seat import Seat
from reception.values.actor import Actor

T = TypeVar("T")


@dataclass(frozen=True)
class Wanted:
    """An action that was refused for want of rights: its name, and how a supervisor's is done."""

    action: str
    carry_out: Callable[[Actor], None]


class ActionRunner(QObject):
    """Runs services and queries for the screens; `committed` tells what changed."""

    committed = Signal(object)

    def __init__(
        self,
        database: Database,
        clock: Clock,
        seat: Seat,
        notices: Notices,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._database = database
        self._clock = clock
        self._seat = seat
        self._notices = notices
        self.ask_approval: Callable[[Wanted], None] | None = None
        """Opens the question to a supervisor; the window sets it."""

    def run(
        self,
        service: Callable[..., Done[T]],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[ReceptionError], None] | None = None,
        quiet: bool = False,
    ) -> bool:
        """Carry out one action; True where it was done.

        `service` is called with the unit of work only.  After the commit the changes are
        announced, `done` gets the value, and a toast says `Done.said` with Undo (not where
        `quiet`).  A refusal goes to `failed` (a form shows it beside its field), else a toast
        says it with its way out.
        """
        try:
            answer, changes = self._carry_out(service)
        except ReceptionError as error:
            if failed is not None:
                failed(error)
            else:
                self._notices.explain(error)
            self._offer_approval(error, service, done, quiet=quiet)
            return False
        self.announce(answer, changes, quiet=quiet)
        if done is not None:
            done(answer.value)
        return True

    def _offer_approval(
        self,
        error: ReceptionError,
        service: Callable[..., Done[T]],
        done: Callable[[T], None] | None,
        *,
        quiet: bool,
    ) -> None:
        """Where only the right is missing, a supervisor may allow it once by PIN."""
        if error.code != "not_allowed" or self.ask_approval is None:
            return
        if self._seat.require().is_supervisor:
            return
        wanted = Wanted(action_name(service), partial(self._as_supervisor, service, done, quiet))
        self._notices.offer(
            explain(error).sentence, _("Supervisor allows…"), partial(self.ask_approval, wanted)
        )

    def _as_supervisor(
        self,
        service: Callable[..., Done[T]],
        done: Callable[[T], None] | None,
        quiet: bool,
        actor: Actor,
    ) -> None:
        """One action in a supervisor's name; the seat stays whose it was."""
        try:
            answer, changes = self._carry_out(service, actor)
        except ReceptionError as error:
            self._notices.explain(error)
            return
        self.announce(answer, changes, quiet=quiet)
        if done is not None:
            done(answer.value)

    def announce(self, answer: Done[Any], changes: Changes, *, quiet: bool = False) -> None:
        """Tell the pages what changed, and the person what was done."""
        self.committed.emit(changes)
        if answer.said is not None and not quiet:
            undo = None if answer.undo is None else partial(self._take_back, answer.undo)
            self._notices.say(say(answer.said), undo=undo)

    def ask(self, query: Callable[..., T]) -> T:
        """The answer of a query, called with a reading session; it is asked on this thread."""
        with self._database.reading() as session:
            return query(session)

    def _carry_out(
        self, service: Callable[..., Done[T]], actor: Actor | None = None
    ) -> tuple[Done[T], Changes]:
        with self._database.unit_of_work(
            now=self._clock.now(),
            actor=actor or self._seat.require(),
            action=action_name(service),
        ) as uow:
            answer = service(uow)
        return answer, uow.changes

    def _take_back(self, undo: Callable[..., Done[Any]]) -> None:
        self.run(undo)


def action_name(service: Callable[..., Any]) -> str:
    """The name of the action in the audit log: that of the service function."""
    while isinstance(service, partial):
        service = service.func
    return str(getattr(service, "__name__", type(service).__name__)).lstrip("_")
