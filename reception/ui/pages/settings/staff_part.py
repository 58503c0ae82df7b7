"""Members of staff: who signs in, with which rights; PINs and passwords; leaving."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception import bootstrap
from reception.errors import InvalidInput, ReceptionError
from reception.queries.staff import StaffRow, staff_rows
from reception.services.setup import add_staff
from reception.services.staff import let_go, set_password, set_pin
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.dialog import Confirm, Dialog
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, row
from reception.ui.page import Screens
from reception.ui.pages.settings.part import Part
from reception.ui.pages.settings.rights_card import GuessesCard, RightsCard
from reception.ui.premises import Premises
from reception.ui.tables.table import Column, RowsModel, Table
from reception.values.choices import Job, Role
from reception.values.ids import StaffId
from reception.values.labels import job_label, role_label

RIGHTS = (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.OWNER)


class NewColleague(Dialog):
    """Everything about a new member of staff; errors stand beside their field."""

    added = Signal(str, str)

    def __init__(self, screens: Screens, *, needs_password: bool, parent: QWidget) -> None:
        super().__init__(_("New colleague"), width=640, parent=parent)
        self._screens = screens
        self.form = Form(parent=self)
        self.name = Field(_("Name"), hint=_("As colleagues call each other."), longest=120)
        self.login = Field(_("Login"), longest=60)
        self.job = ChoiceField(
            _("Job"), [(one, say(job_label(one))) for one in Job], Job.ADMINISTRATOR
        )
        self.role = ChoiceField(
            _("Rights"), [(one, say(role_label(one))) for one in RIGHTS], Role.ADMINISTRATOR
        )
        self.password = Field(
            _("Password"),
            secret=True,
            hint=_("At least 8 characters.")
            if needs_password
            else _("At least 8 characters. Not needed while the data are not protected."),
        )
        self.pin = Field(
            _("PIN"), secret=True, longest=8, hint=_("4 to 8 digits, to switch at the desk.")
        )
        self.form.add("name", self.name)
        self.form.add("login", self.login)
        self.form.add("job", self.job)
        self.form.add("role", self.role)
        self.form.add("password", self.password)
        self.form.add("pin", self.pin)
        self.body.addWidget(self.form)
        self.add_cancel(_("Cancel"))
        self.add_button_ = self.add_button(_("Add"), "primary")
        self.add_button_.clicked.connect(self._add)
        self.name.line.setFocus()

    @Slot()
    def _add(self) -> None:
        self.form.clear_errors()
        self._screens.actions.run(
            partial(
                add_staff,
                login=self.login.text(),
                name=self.name.text(),
                role=self.role.value(),
                job=self.job.value(),
                password=self.password.line.text(),
                pin=self.pin.line.text(),
            ),
            done=self._added,
            failed=self._refused,
        )

    def _added(self, _staff: StaffId) -> None:
        login, password = self.login.text(), self.password.line.text()
        self.accept()
        self.added.emit(login, password)

    def _refused(self, error: ReceptionError) -> None:
        field = error.field if isinstance(error, InvalidInput) else ""
        self.form.show_error(field or "name", say(error.message))


class SecretDialog(Dialog):
    """A new PIN or password for one person."""

    answered = Signal(str)

    def __init__(self, title: str, label: str, hint: str, parent: QWidget) -> None:
        super().__init__(title, width=400, parent=parent)
        self.secret = Field(label, secret=True, hint=hint, longest=60)
        self.secret.returned.connect(self._answer)
        self.body.addWidget(self.secret)
        self.add_cancel(_("Cancel"))
        self.go_button = self.add_button(_("Save"), "primary")
        self.go_button.clicked.connect(self._answer)
        self.secret.line.setFocus()

    @Slot()
    def _answer(self) -> None:
        self.answered.emit(self.secret.line.text())

    def refuse(self, error: ReceptionError) -> None:
        """Say why it cannot be used."""
        self.secret.set_error(say(error.message))


class StaffPart(Part):
    """The list, and what can be done with the person chosen in it."""

    def __init__(self, screens: Screens, premises: Premises) -> None:
        super().__init__(screens)
        self._premises = premises
        self._secret: SecretDialog | None = None
        columns: tuple[Column[StaffRow], ...] = (
            Column(_("Name"), _name, stretch=True, strong=True, second=_login),
            Column(_("Job"), _job),
            Column(_("Rights"), _role),
            Column(_("Signs in with"), _ways, status=_ways_status),
        )
        self.table: Table[StaffRow] = Table(RowsModel(columns, _id), tall=True)
        self.table.selected.connect(self._chosen)
        self.add_button = Button(_("New colleague…"), "primary", icon="plus")
        self.pin_button = Button(_("Set PIN…"), icon="key")
        self.password_button = Button(_("Set password…"), icon="lock")
        self.leave_button = Button(_("Has left…"), "quiet")
        self.add_button.clicked.connect(self._add)
        self.pin_button.clicked.connect(self._ask_pin)
        self.password_button.clicked.connect(self._ask_password)
        self.leave_button.clicked.connect(self._ask_leave)
        card = Card(
            _("Staff"),
            _("Every action is kept with the name of who did it. A PIN switches at the desk."),
        )
        card.add_action(self.add_button)
        card.add(self.table)
        card.add(row(self.pin_button, self.password_button, self.leave_button, STRETCH))
        self.box.addWidget(card)
        self.guesses = GuessesCard(screens, self)
        self.box.addWidget(self.guesses)
        self.rights = RightsCard(self)
        self.box.addWidget(self.rights)
        self.box.addStretch(1)
        self._chosen(None)

    def refresh(self) -> None:
        """Show who works here."""
        self.table.show_rows(self.screens.actions.ask(staff_rows))
        self.table.fit(least=2, most=12)
        self.guesses.refresh()

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.table

    def _person(self) -> StaffRow | None:
        key = self.table.current_key()
        return next((row for row in self.table.rows_model.rows if row.id == key), None)

    @Slot(object)
    def _chosen(self, _key: object) -> None:
        for button in (self.pin_button, self.password_button, self.leave_button):
            button.setEnabled(self._person() is not None)

    @Slot()
    def _add(self) -> None:
        dialog = NewColleague(
            self.screens, needs_password=self._premises.key is not None, parent=self.window()
        )
        dialog.added.connect(self._added)
        dialog.open()

    @Slot(str, str)
    def _added(self, login: str, password: str) -> None:
        if password:
            bootstrap.admit(self._premises.folder, self._premises.key, login, password)

    @Slot()
    def _ask_pin(self) -> None:
        person = self._person()
        if person is not None:
            title = _("PIN of {name}", name=person.name)
            self._secret = SecretDialog(title, _("PIN"), _("4 to 8 digits."), self.window())
            self._secret.answered.connect(self._set_pin)
            self._secret.open()

    @Slot(str)
    def _set_pin(self, pin: str) -> None:
        person, dialog = self._person(), self._secret
        if person is not None and dialog is not None:
            self.screens.actions.run(
                partial(set_pin, staff_id=person.id, pin=pin),
                done=self._secret_set,
                failed=dialog.refuse,
            )

    def _secret_set(self, _value: None) -> None:
        if self._secret is not None:
            self._secret.accept()
            self._secret = None

    @Slot()
    def _ask_password(self) -> None:
        person = self._person()
        if person is not None:
            title = _("Password of {name}", name=person.name)
            hint = _("At least 8 characters.")
            self._secret = SecretDialog(title, _("Password"), hint, self.window())
            self._secret.answered.connect(self._set_password)
            self._secret.open()

    @Slot(str)
    def _set_password(self, password: str) -> None:
        person, dialog = self._person(), self._secret
        if person is None or dialog is None:
            return
        done = self.screens.actions.run(
            partial(set_password, staff_id=person.id, password=password),
            done=self._secret_set,
            failed=dialog.refuse,
        )
        if done:
            bootstrap.admit(self._premises.folder, self._premises.key, person.login, password)

    @Slot()
    def _ask_leave(self) -> None:
        person = self._person()
        if person is not None:
            dialog = Confirm(
                _("{name} has left?", name=person.name),
                _("They sign in no more. What they did stays with their name."),
                go_on=_("Has left"),
                cancel=_("Cancel"),
                parent=self.window(),
            )
            dialog.accepted.connect(self._leave)
            dialog.open()

    @Slot()
    def _leave(self) -> None:
        person = self._person()
        if person is not None and self.screens.actions.run(partial(let_go, staff_id=person.id)):
            bootstrap.dismiss(self._premises.folder, person.login)


def _id(row: StaffRow) -> int:
    return row.id


def _name(row: StaffRow) -> str:
    return row.name


def _login(row: StaffRow) -> str:
    return row.login


def _job(row: StaffRow) -> str:
    return say(job_label(row.job))


def _role(row: StaffRow) -> str:
    return say(role_label(row.role))


def _ways(row: StaffRow) -> str:
    if row.has_password and row.has_pin:
        return _("password and PIN")
    if row.has_password:
        return _("password")
    return _("PIN") if row.has_pin else _("nothing yet")


def _ways_status(row: StaffRow) -> str:
    return "" if row.has_password or row.has_pin else "warn"
