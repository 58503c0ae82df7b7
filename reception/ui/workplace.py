"""The open clinic: the window with its pages, who sits at the desk, and closing it again.

The way in is `entrance`; what the window is built of stands in `composing`.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from reception.bootstrap import OpenClinic, Supervisor
from reception.errors import NotSignedIn
from reception.services.setup import add_staff
from reception.translation import msg
from reception.ui.composing import Surroundings, compose_window
from reception.ui.entrance import Entrance
from reception.ui.entry import EntryWindow
from reception.ui.first_start import Beginning
from reception.ui.jobs import JobRunner
from reception.ui.main_window import MainWindow
from reception.ui.protect import ProtectDialog, RecoveryDialog
from reception.ui.seat import Seat
from reception.values.actor import Actor
from reception.values.choices import Job, Role

IMPORT_PLACE = "import"
SETTINGS_PLACE = "settings"


class Workplace(QObject):
    """Leads from the entrance into the window and back; `window` is None until a clinic is open."""

    opened = Signal()

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._clinic: OpenClinic | None = None
        self._seat = Seat(parent=self)
        self._jobs: JobRunner | None = None
        self.window: MainWindow | None = None
        self.entrance = Entrance(around, self)
        self.entrance.entered.connect(self._entered)

    @property
    def entry(self) -> EntryWindow:
        """The window before the clinic is open."""
        return self.entrance.window

    def begin(self, entry: EntryWindow | None = None) -> None:
        """Open the folder's clinic, or ask for what is needed first."""
        if entry is not None:
            self.entrance.take(entry)
        self.entrance.begin()

    def begin_demonstration(self, entry: EntryWindow | None = None) -> None:
        """Open a demonstration clinic in a folder of its own."""
        if entry is not None:
            self.entrance.take(entry)
        self.entrance.begin_demonstration()

    @Slot(object, object)
    def _entered(self, clinic: OpenClinic, actor: Actor) -> None:
        beginning, self.entrance.beginning = self.entrance.beginning, None
        self.enter(clinic, actor, place=IMPORT_PLACE if beginning is Beginning.IMPORT else "")
        if beginning is not None:
            self.show_recovery_key()

    def enter(self, clinic: OpenClinic, actor: Actor, *, place: str = "") -> None:
        """Work in a clinic that is open already."""
        self._clinic = clinic
        self._seat.sit(actor)
        self._build(place)
        self.entrance.leave()
        self.opened.emit()

    # --- The window -------------------------------------------------------------------------

    def _build(self, place: str = "") -> None:
        clinic = self._require()
        window, screens = compose_window(clinic, self._around, self._seat, self)
        window.backup_asked.connect(self._go_to_backup)
        window.protection_asked.connect(self._ask_protection)
        window.closing.connect(self._window_closing)
        self.window, self._jobs, self._screens = window, screens.jobs, screens
        if place:
            window.go(place, None)
        window.show()

    def rebuild(self) -> None:
        """Build the window anew, after a change of language or looks; nobody signs in again."""
        size, place = None, ""
        if self.window is not None:
            size, place = self.window.geometry(), self.window.shown
        self._drop_window()
        self._build(place)
        if size is not None and self.window is not None:
            self.window.setGeometry(size)

    def leave_window(self) -> None:
        """Close the window and leave the clinic open: whoever opened it closes it."""
        self._drop_window()
        self.entrance.close()
        self._clinic = None

    def _drop_window(self) -> None:
        if self._jobs is not None:
            self._jobs.close()
            self._jobs = None
        if self.window is not None:
            self.window.closing.disconnect(self._window_closing)
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _require(self) -> OpenClinic:
        if self._clinic is None:
            raise NotSignedIn(msg("Nobody is signed in."))
        return self._clinic

    @Slot()
    def _go_to_backup(self) -> None:
        if self.window is not None:
            self.window.go(SETTINGS_PLACE, "backup")

    # --- Protecting, restoring, closing -----------------------------------------------------

    @Slot()
    def _ask_protection(self) -> None:
        if self.window is not None:
            dialog = ProtectDialog(self.window)
            dialog.answered.connect(self.protect)
            dialog.open()

    @Slot(object)
    def protect(self, supervisor: Supervisor) -> None:
        """Encrypt the open folder under its first supervisor's password, and go on working."""
        clinic = self._require()
        done = self._screens.actions.run(
            partial(
                add_staff,
                login=supervisor.login,
                name=supervisor.name,
                role=Role.SUPERVISOR,
                job=Job.ADMINISTRATOR,
                password=supervisor.password,
                pin=supervisor.pin,
            ),
            quiet=True,
        )
        if not done:
            return
        self._let_go(clinic)
        self.entrance.protect(clinic.folder, supervisor)

    def restore(self, copy: Path) -> None:
        """Go back to a verified copy; signing in follows."""
        clinic = self._require()
        self._let_go(clinic)
        self._seat.sit(None)
        self.entrance.go_back(clinic.folder, copy, clinic.key)

    def _let_go(self, clinic: OpenClinic) -> None:
        self._drop_window()
        clinic.database.close()
        self._clinic = None

    def show_recovery_key(self) -> None:
        """Offer the recovery sheet to print."""
        clinic = self._require()
        if self.window is not None and clinic.key is not None:
            RecoveryDialog(self._screens, clinic.folder, clinic.key, self.window).open()

    @Slot()
    def _window_closing(self) -> None:
        self.close()

    def close(self) -> None:
        """Stop what runs, let go of the file; a demonstration leaves nothing behind."""
        if self._jobs is not None:
            self._jobs.close()
            self._jobs = None
        if self._clinic is not None:
            self._clinic.database.close()
            self._clinic = None
        self.entrance.close()
