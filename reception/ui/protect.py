"""The first password of an open folder, and the recovery key to print."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception import bootstrap
from reception.bootstrap import Supervisor
from reception.documents.payloads import RecoverySheet
from reception.documents.render import render
from reception.errors import InvalidInput
from reception.paths import DataFolder
from reception.queries.clinic import clinic_facts
from reception.services.setup import checked_password, checked_pin
from reception.ui.i18n import _, say
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.field import Field
from reception.ui.kit.form import Form
from reception.ui.page import Screens
from reception.ui.printing import FinishedPaper
from reception.values.choices import PaperKind


class ProtectDialog(Dialog):
    """Asks for the first supervisor; `answered` when all is right."""

    answered = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            _("Set a password"),
            _(
                "The file will be encrypted. Without a password or the recovery key nobody can"
                " read it, this program neither."
            ),
            width=560,
            parent=parent,
        )
        self.form = Form(parent=self)
        self.staff_name = Field(_("Name"), longest=120)
        self.login = Field(_("Login"), longest=60)
        self.password = Field(_("Password"), secret=True, hint=_("At least 8 characters."))
        self.pin = Field(
            _("PIN"), secret=True, longest=8, hint=_("4 to 8 digits, to switch at the desk.")
        )
        self.form.add("name", self.staff_name)
        self.form.add("login", self.login)
        self.form.add("password", self.password)
        self.form.add("pin", self.pin)
        self.body.addWidget(self.form)
        self.add_cancel(_("Cancel"))
        self.go_button = self.add_button(_("Encrypt"), "primary")
        self.go_button.clicked.connect(self._answer)
        self.staff_name.line.setFocus()

    @Slot()
    def _answer(self) -> None:
        self.form.clear_errors()
        if not self.staff_name.text():
            self.form.show_error("name", _("Enter the name."))
            return
        if not self.login.text():
            self.form.show_error("login", _("Enter a login."))
            return
        try:
            password = checked_password(self.password.line.text())
            pin = checked_pin(self.pin.line.text())
        except InvalidInput as error:
            self.form.show_error(error.field, say(error.message))
            return
        self.accept()
        self.answered.emit(Supervisor(self.staff_name.text(), self.login.text(), password, pin))


class RecoveryDialog(Dialog):
    """Offers a new recovery key; it is made only when the person goes on, and stored nowhere."""

    def __init__(self, screens: Screens, folder: DataFolder, key: bytes, parent: QWidget) -> None:
        super().__init__(
            _("Recovery key"),
            _(
                "A sheet to print and keep in a safe: it opens the data when every password is"
                " forgotten. A sheet printed earlier opens nothing any more."
            ),
            parent=parent,
        )
        self._screens, self._folder, self._key = screens, folder, key
        self._window = parent
        self.add_cancel(_("Later"))
        self.go_button = self.add_button(_("Make and print…"), "primary")
        self.go_button.clicked.connect(self._make)
        self.go_button.setFocus()

    @Slot()
    def _make(self) -> None:
        screens = self._screens
        actor = screens.seat.require()
        clinic = screens.actions.ask(clinic_facts)
        sheet = RecoverySheet(
            clinic_name=clinic.name,
            made_at=screens.clock.now().astimezone(ZoneInfo(clinic.time_zone)),
            made_by=actor.name,
            key=bootstrap.new_recovery_code(self._folder, self._key),
        )
        pdf = render(PaperKind.RECOVERY_SHEET, sheet, screens.translator)
        self.accept()
        paper = FinishedPaper(_("Recovery key"), "recovery-key.pdf", pdf)
        screens.printing.show([paper], self._window)
