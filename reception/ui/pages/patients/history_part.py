"""What was done with the record: who, when, what, from which value to which; and who looked at it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.queries.record_history import MOST, FieldChange, HistoryLine, record_history
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.card import Card
from reception.ui.kit.chip import Filters
from reception.ui.kit.layout import column
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.patients.part import PersonPart
from reception.ui.tables.table import Column, RowsModel, Table
from reception.values.record_words import Worded

CHANGES, LOOKS = "changes", "looks"


class HistoryPart(PersonPart):
    """The log of one record, the latest first; nobody can change it."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self._patient_id: int | None = None
        self.filters = Filters(
            [(CHANGES, _("What was done")), (LOOKS, _("Who looked at it"))], parent=self
        )
        self.filters.chosen.connect(self._chosen)
        self.nothing = Text(
            _("Stands here: every change of this record, with who did it and when."),
            "muted",
            wrap=True,
            parent=self,
        )
        self.rest = Text("", "muted", wrap=True, parent=self)
        columns: tuple[Column[HistoryLine], ...] = (
            Column(_("When"), _when, second=_who),
            Column(_("What"), _what, stretch=True, strong=True, second=_details),
        )
        self.table: Table[HistoryLine] = Table(
            RowsModel(columns, _key, self), tall=True, parent=self
        )
        self.table.selected.connect(self._selected)
        self.whole = Text("", wrap=True, selectable=True, parent=self)
        self.whole.hide()
        listed = Card(_("History of changes"), parent=self)
        listed.add(self.filters).add(self.nothing).add(self.table, 1)
        listed.add(self.whole).add(self.rest)
        self.setLayout(column(listed))

    def show_person(self, patient_id: int) -> None:
        """Ask for the log of this person's record."""
        self._patient_id = patient_id
        looks = self.filters.current == LOOKS
        rows = self.screens.actions.ask(partial(record_history, patient_id=patient_id, looks=looks))
        self.table.show_rows(rows)
        self.table.fit(least=3, most=10)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.whole.hide()
        self.rest.setVisible(len(rows) == MOST)
        self.rest.setText(
            ngettext_(
                "The latest {count} is shown; all of them are in the export of the audit log.",
                "The latest {count} are shown; all of them are in the export of the audit log.",
                MOST,
            )
        )

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.table

    @Slot(str)
    def _chosen(self, _key: str) -> None:
        if self._patient_id is not None:
            self.show_person(self._patient_id)

    @Slot(object)
    def _selected(self, key: object) -> None:
        """Everything that the chosen line changed, value by value."""
        row = next((one for one in self.table.rows_model.rows if one.entry == key), None)
        self.whole.setVisible(row is not None and len(row.changes) > 1)
        if row is not None:
            self.whole.setText("\n".join(_change(one) for one in row.changes))


def _key(row: HistoryLine) -> int:
    return row.entry


def _when(row: HistoryLine) -> str:
    return screen_translator().moment(row.at)


def _who(row: HistoryLine) -> str:
    return row.by


def _what(row: HistoryLine) -> str:
    return say(row.what)


def _details(row: HistoryLine) -> str:
    parts = [_change(one) for one in row.changes]
    if row.reason:
        parts.append(_("reason: {reason}", reason=row.reason))
    if row.is_redacted:
        parts.append(_("words of this person were erased here"))
    return " · ".join(parts)


def _change(one: FieldChange) -> str:
    if one.was is None:
        return f"{say(one.what)}: {_value(one.became)}"
    return f"{say(one.what)}: {_value(one.was)} → {_value(one.became)}"


def _value(value: Worded) -> str:
    if value is None:
        return "—"
    return screen_translator().day(value) if isinstance(value, date) else say(value)
