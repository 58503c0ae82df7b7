"""The report nobody has to remember: on the first working day of a month the last one is written.

It lies in the data folder under "reports", without the name of any patient, and is said once.
"""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Slot

from reception.bootstrap import OpenClinic
from reception.errors import ReceptionError
from reception.exchange.saving import save_whole
from reception.progress import Progress
from reception.queries.month_files import report_name
from reception.queries.report_round import due_month, nameless_files
from reception.ui.i18n import _, say
from reception.ui.page import Screens
from reception.ui.theme import Status
from reception.values.period import Period

LOOK_MS = 20 * 60_000
FIRST_LOOK_MS = 90_000  # the day begins first
FOLDER = "reports"


class ReportRound(QObject):
    """Looks now and then whether last month's report is there, and makes it behind the work."""

    def __init__(
        self,
        clinic: OpenClinic,
        zone: ZoneInfo,
        screens: Screens,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clinic = clinic
        self._zone = zone
        self._screens = screens
        self._tried: Period | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look from now on; first when the day has begun."""
        self._timer.setInterval(LOOK_MS)
        self._timer.start()
        QTimer.singleShot(FIRST_LOOK_MS, self, self.look)

    @property
    def folder(self) -> Path:
        """Where the reports lie."""
        return self._clinic.folder.root / FOLDER

    @Slot()
    def look(self) -> None:
        """Make the report where it is due and not there yet; a failed one waits for a restart."""
        if self._screens.jobs.is_busy:
            return
        with self._clinic.database.reading() as session:
            month = due_month(
                session, today=self._screens.clock.now().astimezone(self._zone).date()
            )
        if month is None or month == self._tried or self._path(month, "pdf").exists():
            return
        self._tried = month
        self._screens.jobs.do(
            self._work,
            title=_("Writing the report"),
            done=self._done,
            failed=self._failed,
            behind=True,
        )

    def _path(self, month: Period, kind: str) -> Path:
        return self.folder / f"{report_name(month)}.{kind}"

    def _work(self, progress: Progress) -> Path | None:
        now = self._screens.clock.now()
        today = now.astimezone(self._zone).date()
        with self._clinic.database.reading() as session:
            month = due_month(session, today=today)
            if month is None:
                return None
            files = nameless_files(
                session,
                month=month,
                today=today,
                translator=self._screens.translator,
                made_at=now,
                progress=progress,
            )
        for name, content in reversed(files.items()):  # the PDF last: it says that all is there
            save_whole(self.folder / name, content)
        return self.folder

    def _done(self, folder: Path | None) -> None:
        if folder is not None:
            said = _("The report of last month is written, without names: {path}", path=str(folder))
            self._screens.notify.say(said, Status.OK)

    def _failed(self, error: ReceptionError) -> None:
        said = _(
            "The report of last month could not be written. {reason}", reason=say(error.message)
        )
        self._screens.notify.say(said, Status.WARN)
