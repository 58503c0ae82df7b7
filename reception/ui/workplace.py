"""Opening the clinic: first start, sign-in, the window with its pages, and closing it again.

What is built of what stands in `composing`.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from reception import bootstrap
from reception.bootstrap import OpenClinic, Supervisor
from reception.errors import NotSignedIn, ReceptionError, StorageFailed
from reception.paths import DataFolder
from reception.services.setup import add_staff
from reception.translation import Language, load_translator, msg
from reception.ui import entering, i18n
from reception.ui.background import Background
from reception.ui.composing import Surroundings, compose_window
from reception.ui.demonstration import Demonstration
from reception.ui.entry import EntryWindow
from reception.ui.errors import explain
from reception.ui.first_start import Beginning, ClinicForm, FirstAnswers, Welcome
from reception.ui.i18n import _
from reception.ui.jobs import JobRunner
from reception.ui.main_window import MainWindow
from reception.ui.protect import ProtectDialog, RecoveryDialog
from reception.ui.seat import Seat
from reception.ui.sign_in import SignIn
from reception.ui.trouble import Trouble
from reception.values.actor import Actor
from reception.values.choices import Job, Role

IMPORT_PLACE = "import"
SETTINGS_PLACE = "settings"
DAMAGES = frozenset({"missing", "not_a_database", "not_ours", "damaged"})


class Workplace(QObject):
    """Leads from the entry into the window and back; `window` is None until a clinic is open."""

    opened = Signal()

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._background = Background(self)
        self._entry: EntryWindow | None = None
        self._clinic: OpenClinic | None = None
        self._seat = Seat(parent=self)
        self._jobs: JobRunner | None = None
        self._demonstration: Demonstration | None = None
        self._first: Welcome | ClinicForm | None = None
        self._sign_in: SignIn | None = None
        self._then = ""
        self._offer_recovery = False
        self._login = ""
        self._going_back_to: Path | None = None
        self.window: MainWindow | None = None

    # --- Entering ---------------------------------------------------------------------------

    @property
    def entry(self) -> EntryWindow:
        """The window before the clinic is open."""
        if self._entry is None:
            self._entry = EntryWindow()
        return self._entry

    def begin(self, entry: EntryWindow | None = None) -> None:
        """Open the folder's clinic, or ask for what is needed first."""
        self._entry = entry if entry is not None else self._entry
        folder = self._around.folder
        self.entry.show()
        if not folder.database.exists():
            if bootstrap.is_protected(folder) or bootstrap.copies(folder):
                self._trouble(_vanished(folder))
            else:
                self._welcome()
        elif bootstrap.is_protected(folder):
            self._ask_password()
        else:
            self._background.run(
                partial(entering.enter_unprotected, folder, self._around.clock),
                self._enter,
                self._trouble,
            )

    def begin_demonstration(self, entry: EntryWindow | None = None) -> None:
        """Open a demonstration clinic in a folder of its own."""
        self._entry = entry if entry is not None else self._entry
        self.entry.show()
        self.entry.show_waiting(_("Making a demonstration clinic…"))
        self._first = None
        self._demonstration = Demonstration(self._around.clock, i18n.screen_translator().language)
        self._background.run(self._demonstration.lay_down, self._enter, self._trouble)

    def _welcome(self) -> None:
        welcome = Welcome(i18n.screen_translator().language)
        welcome.language_chosen.connect(self._language_chosen)
        welcome.begun.connect(self._begun)
        self._first = welcome
        self.entry.show_part(welcome)

    @Slot(object)
    def _language_chosen(self, language: Language) -> None:
        i18n.install(load_translator(language))
        self._around.preferences.choose(language=language)
        self._welcome()

    @Slot(object)
    def _begun(self, beginning: Beginning) -> None:
        if beginning is Beginning.DEMONSTRATION:
            self.begin_demonstration()
            return
        language = i18n.screen_translator().language
        form = ClinicForm(beginning, language, self._around.clock.now())
        form.back.connect(self._welcome_again)
        form.answered.connect(self._answered)
        self._first = form
        self.entry.show_part(form, width=640)

    @Slot()
    def _welcome_again(self) -> None:
        self._welcome()

    @Slot(object)
    def _answered(self, answers: FirstAnswers) -> None:
        self._offer_recovery = True
        self._then = IMPORT_PLACE if answers.beginning is Beginning.IMPORT else ""
        self._background.run(
            partial(entering.lay_down, self._around.folder, self._around.clock, answers),
            self._enter,
            self._first_failed,
        )

    def _first_failed(self, error: BaseException) -> None:
        if isinstance(self._first, ClinicForm) and isinstance(error, ReceptionError):
            self._first.refuse(error)
        else:
            self._trouble(error)

    def _ask_password(self) -> None:
        self._going_back_to = None
        self._sign_in = SignIn(self._around.preferences.chosen.last_login)
        self._sign_in.tried.connect(self._tried)
        self.entry.show_part(self._sign_in, width=400)

    @Slot(str, str)
    def _tried(self, login: str, password: str) -> None:
        self._login = login
        if self._going_back_to is not None:
            self._restore_copy(self._going_back_to, login, password)
            return
        self._background.run(
            partial(
                entering.unlock_and_enter, self._around.folder, self._around.clock, login, password
            ),
            self._enter,
            self._not_signed_in,
        )

    def _not_signed_in(self, error: BaseException) -> None:
        if self._sign_in is not None and isinstance(error, NotSignedIn):
            self._sign_in.show_error(explain(error).sentence)
        else:
            self._trouble(error)

    def _trouble(self, error: BaseException) -> None:
        explanation = explain(error)
        copies = bootstrap.copies(self._around.folder) if _may_go_back(error) else []
        trouble = Trouble(
            explanation,
            again=isinstance(error, StorageFailed),
            copy_made=copies[0].made_at.astimezone() if copies else None,
        )
        trouble.tried_again.connect(self._again)
        trouble.going_back.connect(self._go_back)
        self.entry.show_part(trouble)
        if explanation.unexpected:
            raise error

    @Slot()
    def _again(self) -> None:
        self.begin()

    @Slot()
    def _go_back(self) -> None:
        """The latest verified copy instead of a file that cannot be opened."""
        copy = bootstrap.copies(self._around.folder)[0].path
        if bootstrap.keys_beside(copy, self._around.folder).exists:
            self._ask_password()
            self._going_back_to = copy
        else:
            self._restore_copy(copy, "", "")

    def _restore_copy(self, copy: Path, login: str, password: str) -> None:
        self._background.run(
            partial(
                entering.unlock_and_restore,
                self._around.folder,
                self._around.clock,
                copy,
                login,
                password,
            ),
            self._restored,
            self._not_signed_in,
        )

    def _enter(self, entered: tuple[OpenClinic, Actor]) -> None:
        self.enter(*entered)

    def enter(self, clinic: OpenClinic, actor: Actor) -> None:
        """Work in a clinic that is open already."""
        self._clinic = clinic
        if self._login:
            self._around.preferences.choose(last_login=self._login)
        self._first = self._sign_in = None
        self._seat.sit(actor)
        self._build()
        if self._entry is not None:
            self._entry.close()
            self._entry.deleteLater()
            self._entry = None
        self.opened.emit()
        if self._offer_recovery:
            self._offer_recovery = False
            self.show_recovery_key()

    # --- The window -------------------------------------------------------------------------

    def _build(self, place: str = "") -> None:
        clinic = self._require()
        window, screens = compose_window(clinic, self._around, self._seat, self)
        window.backup_asked.connect(self._go_to_backup)
        window.protection_asked.connect(self._ask_protection)
        window.closing.connect(self._window_closing)
        self.window, self._jobs, self._screens = window, screens.jobs, screens
        if place or self._then:
            window.go(place or self._then, None)
            self._then = ""
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
        self._background.close()
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
        self._offer_recovery = True
        self._drop_window()
        clinic.database.close()
        self._clinic = None
        self.entry.show()
        self.entry.show_waiting(_("Encrypting…"))
        self._background.run(
            partial(entering.protect_and_enter, clinic.folder, self._around.clock, supervisor),
            self._enter,
            self._trouble,
        )

    def restore(self, copy: Path) -> None:
        """Go back to a verified copy; signing in follows."""
        clinic = self._require()
        self._drop_window()
        clinic.database.close()
        self._clinic = None
        self._seat.sit(None)
        self.entry.show()
        self.entry.show_waiting(_("Going back to the copy…"))
        self._background.run(
            partial(
                bootstrap.restore, clinic.folder, copy, clinic.key, now=self._around.clock.now()
            ),
            self._restored,
            self._trouble,
        )

    def _restored(self, _kept: object) -> None:
        self._going_back_to = None
        self.begin()

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
        self._background.close()
        if self._clinic is not None:
            self._clinic.database.close()
            self._clinic = None
        if self._demonstration is not None:
            self._demonstration.remove()
            self._demonstration = None


def _may_go_back(error: BaseException) -> bool:
    return isinstance(error, StorageFailed) and error.code in DAMAGES


def _vanished(folder: DataFolder) -> StorageFailed:
    return StorageFailed(
        msg("There is no clinic database at {path}.", path=str(folder.database)),
        code="missing",
        way_out=msg("Go back to a copy, or put the file back where it was."),
    )
