"""The backup that nobody has to remember: made by itself after some hours of work, in every place.

It runs behind the desk's work; what cannot be done is said in a strip that stays until it can.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from reception import bootstrap
from reception.bootstrap import OpenClinic
from reception.changes import Changes, Done, Topic
from reception.clock import Clock
from reception.errors import ReceptionError
from reception.progress import Progress
from reception.queries.last_changes import last_recorded
from reception.translation import msg
from reception.ui.actions import ActionRunner
from reception.ui.i18n import _, say
from reception.ui.jobs import JobRunner
from reception.ui.preferences import Preferences
from reception.values.keeping import BackupsMade

LOOK_MS = 60_000


@dataclass(frozen=True)
class Safe:
    """What is kept safe: the open clinic, its zone, and the choices of this PC."""

    clinic: OpenClinic
    zone: ZoneInfo
    preferences: Preferences
    clock: Clock


class BackupRound(QObject):
    """Looks each minute whether a backup is due; `trouble` tells what failed, "" when all is well."""

    trouble = Signal(str)

    def __init__(
        self, safe: Safe, actions: ActionRunner, jobs: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._safe = safe
        self._actions = actions
        self._jobs = jobs
        self._running = False
        self._failed_at: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look from now on."""
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Make a backup where one is due and nothing else runs."""
        if not self._running and not self._jobs.is_busy and self.is_due():
            self.make()

    def is_due(self) -> bool:
        """Whether something was recorded since the last copy, which is old enough."""
        now = self._safe.clock.now()
        pause = timedelta(hours=self._safe.preferences.chosen.backup_hours)
        if self._failed_at is not None and now - self._failed_at < min(pause, timedelta(hours=1)):
            return False
        recorded = self._actions.ask(last_recorded)
        last = bootstrap.last_backup(self._safe.clinic.folder)
        if recorded is None:
            return False
        return last is None or (recorded > last and now - last >= pause)

    @Slot()
    def make(self) -> None:
        """Make it now, behind the work."""
        self._running = True
        self._jobs.do(
            self._work, title=_("Backing up"), done=self._done, failed=self._failed, behind=True
        )

    def _work(self, progress: Progress) -> BackupsMade:
        progress.report(0, 0, msg("Copying and checking"))
        safe = self._safe
        places = [Path(one) for one in safe.preferences.chosen.backup_places]
        return bootstrap.back_up_to(
            safe.clinic.folder, safe.clinic.key, places, now=safe.clock.now(), zone=safe.zone
        )

    def _done(self, made: BackupsMade) -> None:
        self._running = False
        if made.made:
            changes = Changes(frozenset({Topic.BACKUP}))
            self._actions.announce(Done(None, msg("Backed up.")), changes, quiet=True)
        self._failed_at = self._safe.clock.now() if made.failed else None
        self.trouble.emit(
            "\n".join(
                _(
                    "No backup could be made in {place}. {reason}",
                    place=str(one.place),
                    reason=say(one.reason),
                )
                for one in made.failed
            )
        )

    def _failed(self, error: ReceptionError) -> None:
        self._running = False
        self._failed_at = self._safe.clock.now()
        self.trouble.emit(say(error.message))


def backup_round(
    safe: Safe, actions: ActionRunner, jobs: JobRunner, parent: QObject
) -> BackupRound:
    """A round that has begun to look."""
    made = BackupRound(safe, actions, jobs, parent)
    made.begin()
    return made
