"""What became of a person's visits besides their stamps: moved, taken back, mistaken for another."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from reception.queries.day import TraceLine, traces_of
from reception.ui.i18n import _, say, screen_translator
from reception.ui.kit.card import Card
from reception.ui.kit.layout import column
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.patients.part import PersonPart
from reception.ui.tables.table import Column, RowsModel, Table
from reception.values.day_labels import trace_label


class TracesPart(PersonPart):
    """The history of the visits, the latest first; nobody can change it."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self.nothing = Text(
            _("Stands here: visits that were moved, cancelled, taken back or given to another."),
            "muted",
            wrap=True,
            parent=self,
        )
        columns: tuple[Column[TraceLine], ...] = (
            Column(_("When"), _when, second=_who),
            Column(_("What"), _what, stretch=True, strong=True, second=_why),
        )
        self.table: Table[TraceLine] = Table(RowsModel(columns, _key, self), tall=True, parent=self)
        listed = Card(_("History of visits"), parent=self)
        listed.add(self.nothing).add(self.table, 1)
        self.setLayout(column(listed))

    def show_person(self, patient_id: int) -> None:
        """Ask for the traces of this person."""
        rows = self.screens.actions.ask(partial(traces_of, patient_id=patient_id))
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.table


def _key(row: TraceLine) -> int:
    return row.trace_id


def _when(row: TraceLine) -> str:
    return screen_translator().moment(row.at)


def _who(row: TraceLine) -> str:
    return row.by


def _what(row: TraceLine) -> str:
    words = say(trace_label(row.kind))
    if row.other:
        return f"{words}: {row.other}"
    if row.became:
        return f"{words}: {row.was} → {row.became}"
    return words


def _why(row: TraceLine) -> str:
    return row.reason
