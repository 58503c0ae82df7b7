"""Who is at the desk: switch by PIN in two seconds; what stands on the screen stays."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from reception.queries.staff import StaffRow, staff_rows
from reception.services.staff import SignInAnswer, sign_in, switch_by_pin
from reception.ui.i18n import _, say
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.field import Field
from reception.ui.page import Screens
from reception.ui.tables.rows_model import Column, RowsModel
from reception.ui.tables.table import Table
from reception.values.labels import job_label


class SwitchDialog(Dialog):
    """The colleagues by name and one field for the PIN; arrows choose, Return sits down."""

    def __init__(self, screens: Screens, parent: QWidget) -> None:
        super().__init__(_("Who is at the desk?"), width=420, parent=parent)
        self._screens = screens
        actor = screens.seat.actor
        rows = screens.actions.ask(staff_rows)
        rows = [row for row in rows if row.has_pin or row.has_password]
        rows.sort(key=partial(_is_at_desk, actor.staff_id if actor else None))
        columns: tuple[Column[StaffRow], ...] = (
            Column(_("Name"), _name, stretch=True, strong=True, second=_job),
        )
        self.table: Table[StaffRow] = Table(
            RowsModel(columns, _id), header=False, tall=True, parent=self
        )
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.show_rows(rows)
        self.table.setFixedHeight(min(5, max(1, len(rows))) * self.table.rowHeight(0) + 4)
        self.table.selected.connect(self._chosen)
        self.body.addWidget(self.table)
        self.secret = Field(_("PIN"), secret=True, longest=60, parent=self)
        self.secret.returned.connect(self._try)
        self.secret.line.installEventFilter(self)
        self.body.addWidget(self.secret)
        self.add_cancel(_("Cancel"))
        self.go_button = self.add_button(_("Sit down"), "primary")
        self.go_button.clicked.connect(self._try)
        if rows:
            self.table.selectRow(0)
        self.secret.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose the colleague while the PIN is typed."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)
        ):
            QApplication.sendEvent(self.table, event)
            return True
        return super().eventFilter(watched, event)

    def _person(self) -> StaffRow | None:
        key = self.table.current_key()
        return next((row for row in self.table.rows_model.rows if row.id == key), None)

    @Slot(object)
    def _chosen(self, _key: object) -> None:
        person = self._person()
        word = _("PIN") if person is None or person.has_pin else _("Password")
        self.secret.label.setText(word)
        self.secret.editor.setAccessibleName(word)
        self.secret.set_error("")

    @Slot()
    def _try(self) -> None:
        person = self._person()
        typed = self.secret.line.text()
        if person is None or not typed:
            return
        guess = (
            partial(switch_by_pin, staff_id=person.id, pin=typed)
            if person.has_pin
            else partial(sign_in, login=person.login, password=typed)
        )
        self.secret.line.clear()
        self._screens.actions.run(guess, done=self._answered, quiet=True)

    def _answered(self, answer: SignInAnswer) -> None:
        if answer.actor is None:
            self.secret.set_error(say(answer.refusal) if answer.refusal else "")
            return
        self._screens.seat.sit(answer.actor)
        self._screens.notify.say(_("{name} is at the desk.", name=answer.actor.name))
        self.accept()


def _is_at_desk(staff_id: int | None, row: StaffRow) -> bool:
    return row.id == staff_id


def _id(row: StaffRow) -> int:
    return row.id


def _name(row: StaffRow) -> str:
    return row.name


def _job(row: StaffRow) -> str:
    return say(job_label(row.job))
