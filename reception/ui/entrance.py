"""The way in: the first start, signing in, a demonstration, and what to do when nothing opens."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from reception import bootstrap
from reception.bootstrap import OpenClinic, Supervisor
from reception.errors import InvalidInput, NotSignedIn, ReceptionError, StorageFailed
from reception.paths import DataFolder
from reception.translation import Language, load_translator, msg
from reception.ui import entering, i18n
from reception.ui.background import Background
from reception.ui.composing import Surroundings
from reception.ui.demonstration import Demonstration
from reception.ui.entry import EntryWindow
from reception.ui.errors import explain
from reception.ui.first_start import Beginning, ClinicForm, FirstAnswers, Welcome
from reception.ui.i18n import _
from reception.ui.sign_in import SignIn
from reception.ui.trouble import Trouble
from reception.values.actor import Actor

DAMAGES = frozenset({"missing", "not_a_database", "not_ours", "damaged"})


class Entrance(QObject):
    """Leads to an open clinic: `entered` with the clinic and who sits at the desk.

    `beginning` tells how a clinic that was just laid down begins, else None.
    """

    entered = Signal(object, object)

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._folder = around.folder
        self._background = Background(self)
        self._window: EntryWindow | None = None
        self._first: Welcome | ClinicForm | None = None
        self._sign_in: SignIn | None = None
        self._login = ""
        self._going_back_to: Path | None = None
        self._rescue_into: Path | None = None
        self._error: BaseException | None = None
        self.beginning: Beginning | None = None
        self.demonstration: Demonstration | None = None

    @property
    def window(self) -> EntryWindow:
        """The window before the clinic is open."""
        if self._window is None:
            self._window = EntryWindow()
        return self._window

    def take(self, window: EntryWindow) -> None:
        """Go on in the window that was painted first."""
        self._window = window

    def begin(self) -> None:
        """Open the folder's clinic, or ask for what is needed first."""
        folder = self._folder
        self.window.show()
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

    def begin_demonstration(self) -> None:
        """Open a demonstration clinic in a folder of its own."""
        self.window.show()
        self.window.show_waiting(_("Making a demonstration clinic…"))
        self._first = None
        self.demonstration = Demonstration(self._around.clock, i18n.screen_translator().language)
        self._background.run(self.demonstration.lay_down, self._enter, self._trouble)

    def _welcome(self) -> None:
        welcome = Welcome(i18n.screen_translator().language)
        welcome.language_chosen.connect(self._language_chosen)
        welcome.begun.connect(self._begun)
        self._first = welcome
        self.window.show_part(welcome)

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
        self.window.show_part(form, width=640)

    @Slot()
    def _welcome_again(self) -> None:
        self._welcome()

    @Slot(object)
    def _answered(self, answers: FirstAnswers) -> None:
        self.beginning = answers.beginning
        self._background.run(
            partial(entering.lay_down, self._folder, self._around.clock, answers),
            self._enter,
            self._first_failed,
        )

    def _first_failed(self, error: BaseException) -> None:
        if isinstance(self._first, ClinicForm) and isinstance(error, ReceptionError):
            self._first.refuse(error)
        else:
            self._trouble(error)

    def _ask_password(self) -> None:
        self._going_back_to = self._rescue_into = None
        self._sign_in = SignIn(self._around.preferences.chosen.last_login)
        self._sign_in.tried.connect(self._tried)
        self.window.show_part(self._sign_in, width=400)

    @Slot(str, str)
    def _tried(self, login: str, password: str) -> None:
        self._login = login
        if self._rescue_into is not None:
            self._rescue(self._rescue_into, login, password)
            return
        if self._going_back_to is not None:
            self._restore_copy(self._going_back_to, login, password)
            return
        self._background.run(
            partial(entering.unlock_and_enter, self._folder, self._around.clock, login, password),
            self._enter,
            self._not_signed_in,
        )

    def _not_signed_in(self, error: BaseException) -> None:
        if self._sign_in is not None and isinstance(error, NotSignedIn | InvalidInput):
            self._sign_in.show_error(explain(error).sentence)
        else:
            self._trouble(error)

    def _trouble(self, error: BaseException, told: str = "") -> None:
        explanation = explain(error)
        copies = bootstrap.copies(self._folder) if _may_go_back(error) else []
        trouble = Trouble(
            explanation,
            again=isinstance(error, StorageFailed),
            copy_made=copies[0].made_at.astimezone() if copies else None,
            rescue=_may_go_back(error) and self._folder.database.exists(),
        )
        self._error = error
        if told:
            trouble.tell(told)
        trouble.rescue_asked.connect(self._ask_rescue)
        trouble.tried_again.connect(self._again)
        trouble.going_back.connect(self._go_back)
        self.window.show_part(trouble)
        if explanation.unexpected:
            raise error

    @Slot()
    def _again(self) -> None:
        self.begin()

    @Slot()
    def _go_back(self) -> None:
        """The latest verified copy instead of a file that cannot be opened."""
        copy = bootstrap.copies(self._folder)[0].path
        if bootstrap.keys_beside(copy, self._folder).exists:
            self._ask_password()
            self._going_back_to = copy
        else:
            self._restore_copy(copy, "", "")

    def _restore_copy(self, copy: Path, login: str, password: str) -> None:
        self._background.run(
            partial(
                entering.unlock_and_restore,
                self._folder,
                self._around.clock,
                copy,
                login,
                password,
            ),
            self._restored,
            self._not_signed_in,
        )

    @Slot()
    def _ask_rescue(self) -> None:
        """Read what can be read into a folder, after the password of a protected clinic."""
        title = _("Where to put the rescued lists")
        self._around.files.folder(self.window, title, self._rescue_place_chosen)

    def _rescue_place_chosen(self, place: Path) -> None:
        if bootstrap.is_protected(self._folder):
            self._ask_password()
            self._rescue_into = place
        else:
            self._rescue(place, "", "")

    def _rescue(self, place: Path, login: str, password: str) -> None:
        self._background.run(
            partial(
                entering.unlock_and_rescue,
                self._folder,
                place,
                login,
                password,
                i18n.screen_translator(),
            ),
            self._rescued,
            self._not_signed_in,
        )

    def _rescued(self, told: str) -> None:
        self._rescue_into = None
        if self._error is not None:
            self._trouble(self._error, told)

    # --- From the window and back -----------------------------------------------------------

    def protect(self, folder: DataFolder, supervisor: Supervisor) -> None:
        """Encrypt a closed folder under its first password, then go on working in it."""
        self._folder = folder
        self.beginning = Beginning.EMPTY
        self.window.show()
        self.window.show_waiting(_("Encrypting…"))
        self._background.run(
            partial(entering.protect_and_enter, folder, self._around.clock, supervisor),
            self._enter,
            self._trouble,
        )

    def go_back(self, folder: DataFolder, copy: Path, key: bytes | None) -> None:
        """Put a copy in the place of a closed folder's file; signing in follows."""
        self._folder = folder
        self.window.show()
        self.window.show_waiting(_("Going back to the copy…"))
        self._background.run(
            partial(bootstrap.restore, folder, copy, key, now=self._around.clock.now()),
            self._restored,
            self._trouble,
        )

    def _restored(self, _kept: object) -> None:
        self._going_back_to = None
        self.begin()

    def _enter(self, entered: tuple[OpenClinic, Actor]) -> None:
        if self._login:
            self._around.preferences.choose(last_login=self._login)
        self._first = self._sign_in = None
        self.entered.emit(*entered)

    def leave(self) -> None:
        """The clinic is open: the entry is not needed any more."""
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None

    def close(self) -> None:
        """Wait for what runs; a demonstration leaves nothing behind."""
        self._background.close()
        if self.demonstration is not None:
            self.demonstration.remove()
            self.demonstration = None


def _may_go_back(error: BaseException) -> bool:
    return isinstance(error, StorageFailed) and error.code in DAMAGES


def _vanished(folder: DataFolder) -> StorageFailed:
    return StorageFailed(
        msg("There is no clinic database at {path}.", path=str(folder.database)),
        code="missing",
        way_out=msg("Go back to a copy, or put the file back where it was."),
    )
