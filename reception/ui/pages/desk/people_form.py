"""Forms that name somebody: the right person instead of the wrong one, a second one by PIN."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reception.queries.search import Found, FoundRow
from reception.queries.staff import StaffRow
from reception.translation import Message
from reception.ui.i18n import _, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, row
from reception.ui.pages.desk.work_form import WorkForm
from reception.ui.tables.table import Column, RowsModel, Table

MOST = 3


class RightPersonForm(WorkForm):
    """Search for the right person; `chosen` tells her number and how the two were mistaken."""

    chosen = Signal(int, str)

    def __init__(
        self,
        name: str,
        search: Callable[[str], Found],
        *,
        besides: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Not {name}: who is here?", name=name),
            _("What was recorded today goes along; both histories keep a trace."),
            parent=parent,
        )
        self._search = search
        self._besides = besides
        self.field = Field(
            _("Right person"), placeholder=_("name · phone · card · date of birth"), parent=self
        )
        self.field.edited.connect(self._typed)
        self.field.returned.connect(self._enter)
        self.field.line.installEventFilter(self)
        columns: tuple[Column[FoundRow], ...] = (
            Column(_("Patient"), _name, stretch=True, strong=True, second=_born),
        )
        self.table: Table[FoundRow] = Table(
            RowsModel(columns, _key, self), header=False, tall=True, parent=self
        )
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.hide()
        self.reason = Field(_("Reason"), _("taken for one another at the desk"), parent=self)
        self.reason.returned.connect(self._enter)
        self.go_button = Button(_("Check in instead"), "primary", hint="⏎", parent=self)
        self.go_button.clicked.connect(self._enter)
        self.close_button = Button(_("Close"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        for part in (self.field, self.table, self.reason, self.refusal):
            self.add(part)
        self.add(row(self.go_button, self.close_button, STRETCH))

    def first_focus(self) -> QWidget | None:
        """The search."""
        return self.field.line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down choose among those found while the name is typed."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)
        ):
            self.table.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _typed(self, text: str) -> None:
        found = self._search(text) if text.strip() else Found()
        rows = [one for one in found.rows if one.patient_id != self._besides][:MOST]
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        if rows:
            self.table.selectRow(0)
            self.table.fit(most=MOST)

    @Slot()
    def _enter(self) -> None:
        key = self.table.current_key()
        if not isinstance(key, int):
            self.field.set_error(_("Find the right person first."))
            self.field.line.setFocus()
            return
        self.chosen.emit(key, self.reason.text())


def _key(found: FoundRow) -> int:
    return found.patient_id


def _name(found: FoundRow) -> str:
    return found.name


def _born(found: FoundRow) -> str:
    born = "" if found.birth_date is None else screen_translator().day(found.birth_date)
    return " · ".join(part for part in (say(found.why), born) if part)


class SecondPersonForm(WorkForm):
    """A colleague confirms by PIN; `signed` tells who and the PIN."""

    signed = Signal(int, str)

    def __init__(
        self, title: str, about: str, staff: Sequence[StaffRow], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, about, parent=parent)
        self.form = Form(width=2, parent=self)
        self.who = ChoiceField(
            _("Second person"),
            [(one.id, one.name) for one in staff],
            staff[0].id if staff else None,
            parent=self,
        )
        self.pin = Field(_("PIN"), secret=True, longest=60, parent=self)
        self.pin.returned.connect(self._enter)
        self.form.add("who", self.who)
        self.form.add("pin", self.pin)
        self.go_button = Button(_("Confirm"), "primary", hint="⏎", parent=self)
        self.go_button.clicked.connect(self._enter)
        self.close_button = Button(_("Later"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        self.add(self.form).add(self.refusal)
        self.add(row(self.go_button, self.close_button, STRETCH))

    def first_focus(self) -> QWidget | None:
        """Who it is."""
        return self.who.combo

    def refuse_pin(self, refusal: Message | None) -> None:
        """The PIN was not the right one."""
        self.pin.line.clear()
        self.pin.set_error(say(refusal) if refusal is not None else "")
        self.pin.line.setFocus()

    @Slot()
    def _enter(self) -> None:
        who = self.who.value()
        if isinstance(who, int) and self.pin.line.text():
            self.signed.emit(who, self.pin.line.text())
        else:
            self.pin.set_error(_("Enter the PIN."))
            self.pin.line.setFocus()
