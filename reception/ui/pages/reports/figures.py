"""The tables of the report on the screen: the very tables that go into PDF, XLSX and CSV."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from reception.queries.month_tables import screen_tables
from reception.queries.month_values import MonthReport
from reception.ui import theme
from reception.ui.i18n import say
from reception.ui.kit.card import Card
from reception.ui.kit.layout import clear
from reception.ui.pages.reports.words import cell_text
from reception.ui.tables.table import Column, RowsModel, Table
from reception.values.table import Kind
from reception.values.table import Table as ValueTable

NOTE = "note"  # stands below the name of its row
_FIGURES = (Kind.NUMBER, Kind.MONEY, Kind.PERCENT)
Place = tuple[int, int]
Numbered = tuple[Place, tuple[object, ...]]


def figures_table(table: ValueTable, number: int, parent: QWidget) -> Table[Numbered]:
    """A table of the report, its rows keyed by the number of the table and their own."""
    notes = [place for place, column in enumerate(table.columns) if column.key == NOTE]
    said = [place for place in notes if any(row[place] is not None for row in table.rows)]
    columns = [
        Column[Numbered](
            say(column.title),
            partial(_cell, place, column.kind),
            number=column.kind in _FIGURES,
            stretch=place == 0,
            second=partial(_cell, said[0], Kind.TEXT) if place == 0 and said else None,
        )
        for place, column in enumerate(table.columns)
        if place not in notes
    ]
    view = Table(RowsModel(columns, _key), tall=bool(said), parent=parent)
    view.show_rows([((number, place), tuple(row)) for place, row in enumerate(table.rows)])
    return view


def _key(row: Numbered) -> Place:
    return row[0]


def _cell(place: int, kind: Kind, row: Numbered) -> str:
    return cell_text(row[1][place], kind)  # type: ignore[arg-type]


class Figures(QWidget):
    """Every table one below the other, each as high as its rows.

    `opened` tells the table and the row whose list is wanted.
    """

    opened = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.active().px(16))
        self.tables: dict[int, Table[Numbered]] = {}

    def show_report(self, report: MonthReport, previous: MonthReport) -> None:
        """Show the tables of a report, but the list of families, which has its own place."""
        clear(self._column)
        self.tables.clear()
        for place, table in enumerate(screen_tables(report, previous)):
            if place == 0 or not table.rows:  # what went wrong stands on the overview
                continue
            card = Card(say(table.name), "" if table.note is None else say(table.note), parent=self)
            view = figures_table(table, place, card)
            view.opened.connect(self._open)
            view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            view.setFixedHeight(_height(view))
            card.add(view)
            self._column.addWidget(card)
            self.tables[place] = view
        self._column.addStretch(1)

    @Slot(object)
    def _open(self, key: object) -> None:
        if isinstance(key, tuple):
            self.opened.emit(*key)


def _height(view: Table[Numbered]) -> int:
    rows = view.verticalHeader().defaultSectionSize() * len(view.rows_model.rows)
    scroll = view.horizontalScrollBar().sizeHint().height()
    return rows + view.horizontalHeader().sizeHint().height() + scroll + 4
