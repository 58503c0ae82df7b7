"""The training log: what was held, who was there, and what is due again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.clinic import clinic_day
from reception.queries.knowledge import TrainingRow, training_log
from reception.queries.staff import StaffRow, staff_rows
from reception.rules.terms_editing import FieldKind, typed_value
from reception.services.training import record_training, remove_training
from reception.ui.i18n import _, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Tick
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.field import Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, Row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.knowledge.part import Part
from reception.ui.tables.table import Column, RowsModel, Table
from reception.values.period import add_months

AGAIN_MONTHS = 6


class TrainingDialog(Dialog):
    """A training that was held; errors stand beside their field."""

    def __init__(
        self, screens: Screens, people: list[StaffRow], day: date, parent: QWidget
    ) -> None:
        super().__init__(_("A training was held"), width=560, parent=parent)
        self._screens = screens
        self._day = day
        self.form = Form(parent=self)
        self.topic = Field(_("About what"), longest=200)
        self.held_on = Field(_("Held on"), hint=_("For example 01.09.2026."), longest=20)
        self.next_due = Field(_("Next due"), hint=_("Empty: not again."), longest=20)
        self.held_on.set_text(f"{day:%d.%m.%Y}")
        self.next_due.set_text(f"{add_months(day, AGAIN_MONTHS):%d.%m.%Y}")
        self.form.add("topic", self.topic, span=2)
        self.form.add("held_on", self.held_on)
        self.form.add("next_due", self.next_due)
        self.form.add_wide(Text(_("Who was there"), "caption"))
        self.people = {each.id: Tick(each.name) for each in people}
        self.form.add_wide(_in_two_columns(list(self.people.values())))
        self.fault = Text("", "error", wrap=True)
        self.fault.hide()
        self.body.addWidget(self.form)
        self.body.addWidget(self.fault)
        self.add_cancel(_("Cancel"))
        self.save_button = self.add_button(_("Record the training"), "primary", key="Ctrl+Return")
        self.save_button.clicked.connect(self._save)
        self.topic.editor.setFocus()

    @Slot()
    def _save(self) -> None:
        self.form.clear_errors()
        self.fault.hide()
        held_on, next_due = self._typed("held_on"), self._typed("next_due")
        if held_on is None or (next_due is None and self.next_due.text().strip()):
            name = "held_on" if held_on is None else "next_due"
            self.form.show_error(name, _("Enter a day, for example 01.09.2026."))
            return
        self._screens.actions.run(
            partial(
                record_training,
                held_on=held_on,
                topic=self.topic.text(),
                staff_ids=[key for key, tick in self.people.items() if tick.isChecked()],
                next_due=next_due,
            ),
            done=self._recorded,
            failed=self._refused,
        )

    def _typed(self, name: str) -> date | None:
        field = self.held_on if name == "held_on" else self.next_due
        value = typed_value(FieldKind.DAY, field.text(), self._day)
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            return None

    def _recorded(self, _training_id: int) -> None:
        self.accept()

    def _refused(self, error: ReceptionError) -> None:
        words = say(error.message)
        if not (isinstance(error, InvalidInput) and self.form.show_error(error.field, words)):
            self.fault.setText(words)
            self.fault.show()


def _in_two_columns(ticks: Sequence[Tick]) -> QWidget:
    """Ticks in two columns, read from left to right."""
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    for place, tick in enumerate(ticks):
        grid.addWidget(tick, *divmod(place, 2))
    return part


class TrainingPart(Part):
    """The log, the newest first, and what is due."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self._day = date.min
        self.add_button = Button(_("A training was held…"), "primary", icon="plus")
        self.add_button.clicked.connect(self._add)
        self.remove_button = Button(_("Take off the log"), "quiet", icon="trash")
        self.remove_button.clicked.connect(self._remove)
        card = Card(_("Training log"), _("Reception and contact centre learn together, regularly."))
        card.add_action(self.add_button)
        self.due = Text("", wrap=True)
        self.due.set_status("warn")
        self.table = _log_table(self)
        self.table.selected.connect(self._chosen)
        self.nothing = Text(
            _("Trainings will stand here: the day, the topic, who was there, when again."),
            "muted",
            wrap=True,
        )
        for part in (self.due, self.table, self.nothing, Row(self.remove_button, STRETCH)):
            card.add(part)
        self.box.addWidget(card)
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Show the log."""
        ask = self.screens.actions.ask
        self._day = ask(partial(clinic_day, now=self.screens.clock.now()))
        rows: list[TrainingRow] = ask(partial(training_log, day=self._day))
        self.table.show_rows(rows)
        self.table.fit(least=1, most=14)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.remove_button.setVisible(bool(rows))
        self._chosen(self.table.current_key())
        due = [
            _("“{topic}” is due since {day}.", topic=row.topic, day=row.next_due)
            for row in rows
            if row.is_due
        ]
        self.due.setText("\n".join(due))
        self.due.setVisible(bool(due))

    def first_focus(self) -> QWidget | None:
        """Recording a training."""
        return self.add_button

    @Slot(object)
    def _chosen(self, key: object) -> None:
        self.remove_button.setEnabled(key is not None)

    @Slot()
    def _add(self) -> None:
        people = self.screens.actions.ask(staff_rows)
        TrainingDialog(self.screens, people, self._day, self.window()).open()

    @Slot()
    def _remove(self) -> None:
        key = self.table.current_key()
        if isinstance(key, int):
            self.screens.actions.run(partial(remove_training, training_id=key))


def _log_table(parent: QWidget) -> Table[TrainingRow]:
    def held(row: TrainingRow) -> str:
        return screen_translator().day(row.held_on)

    def topic(row: TrainingRow) -> str:
        return row.topic

    def people(row: TrainingRow) -> str:
        return ", ".join(row.attendees)

    def due(row: TrainingRow) -> str:
        return "" if row.next_due is None else screen_translator().day(row.next_due)

    def status(row: TrainingRow) -> str:
        return "warn" if row.is_due else ""

    def key(row: TrainingRow) -> int:
        return row.id

    return Table(
        RowsModel(
            (
                Column(_("Held on"), held),
                Column(_("About what"), topic, stretch=True, strong=True, second=people),
                Column(_("Next due"), due, status=status),
            ),
            key,
        ),
        tall=True,
        parent=parent,
    )
