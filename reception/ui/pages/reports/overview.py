"""The month at a glance: what went wrong first, then the figures on tiles, and half a year of trend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from reception.queries.month import MonthView
from reception.queries.month_values import MinusEvent
from reception.ui import theme
from reception.ui.i18n import _, say, screen_translator
from reception.ui.kit.card import Card
from reception.ui.kit.chart import Bar, BarChart
from reception.ui.kit.layout import STRETCH, Column, column, row
from reception.ui.kit.text import Text
from reception.ui.pages.reports.tile import Tile
from reception.ui.pages.reports.words import NOTHING, percent
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.ui.theme import Status

TILES = (
    "mention_rate",
    "never_told_list",
    "told_at_first_visit",
    "joined",
    "visits",
    "new_patients",
    "card_stock_cover",
    "points_flow_closing",
)
_WIDE = 1000  # pixels before text scale
_WIDE_ACROSS, _NARROW_ACROSS = 4, 2


class Overview(QWidget):
    """Minus events, tiles and the trend; `figure` and `event` tell what is to be opened."""

    figure = Signal(str)
    event_opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.minus = _minus_table(self)
        self.minus.opened.connect(self._event)
        self.nothing = Text(_("Nothing went wrong in this period."), "muted", parent=self)
        mend = Card(_("To be mended first"), parent=self)
        mend.add(self.minus).add(self.nothing)
        mend.box.addStretch(1)
        self.tiles = {name: Tile(name, self) for name in TILES}
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.active().px(12))
        for tile in self.tiles.values():
            tile.opened.connect(self.figure)
        self.chart = BarChart(_("Told, month by month"), self)
        trend = Card(_("Told, of the visits on which to tell"), parent=self)
        trend.add(self.chart)
        trend.box.addStretch(1)
        self._events: Sequence[MinusEvent] = ()
        tiles = Column(parent=self)
        tiles.box.addLayout(self._grid)
        self._top = row(mend, trend, gap=16)
        self._top.setStretch(0, 3)
        self._top.setStretch(1, 2)
        self._across = 0
        self._arrange(_WIDE_ACROSS)
        self.setLayout(column(self._top, tiles, STRETCH, gap=16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, one part stands below the other and two tiles side by side."""
        wide = self.width() >= theme.active().px(_WIDE)
        self._arrange(_WIDE_ACROSS if wide else _NARROW_ACROSS)
        super().resizeEvent(event)

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        sides = QBoxLayout.Direction
        wide = across == _WIDE_ACROSS
        self._top.setDirection(sides.LeftToRight if wide else sides.TopToBottom)
        for place, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, place // across, place % across)
        for column_number in range(_WIDE_ACROSS):
            self._grid.setColumnStretch(column_number, 1 if column_number < across else 0)

    def show_view(self, view: MonthView) -> None:
        """Show a month."""
        self._events = view.report.minus
        rows = list(enumerate(self._events))
        self.minus.show_rows(rows)
        self.minus.setVisible(bool(rows))
        came = view.report.indicator("visits").value
        self.nothing.setText(
            _("Nothing went wrong in this period.")
            if came
            else _("There was no visit in this period.")
        )
        self.nothing.setVisible(not rows)
        height = self.minus.verticalHeader().defaultSectionSize() * max(len(rows), 1)
        self.minus.setFixedHeight(height + self.minus.horizontalHeader().sizeHint().height() + 4)
        for tile in self.tiles.values():
            tile.show_figure(view.report, view.previous)
        self.chart.show_bars([_bar(*point) for point in view.trend], target=1.0)

    @Slot(object)
    def _event(self, key: object) -> None:
        if isinstance(key, int):
            self.event_opened.emit(key)


def _bar(month: date, rate: Fraction | None) -> Bar:
    word = screen_translator().short_month(month)
    if rate is None:
        return Bar(word, None, NOTHING)
    return Bar(word, float(rate), percent(rate))


def _minus_table(parent: QWidget) -> Table[tuple[int, MinusEvent]]:
    def what(row: tuple[int, MinusEvent]) -> str:
        return say(row[1].what)

    def cases(row: tuple[int, MinusEvent]) -> str:
        return screen_translator().number(row[1].count)

    def due(row: tuple[int, MinusEvent]) -> str:
        return "" if row[1].due is None else screen_translator().day(row[1].due)

    def status(_row: tuple[int, MinusEvent]) -> str:
        return Status.WARN.value

    def key(row: tuple[int, MinusEvent]) -> int:
        return row[0]

    return Table(
        RowsModel(
            [
                TableColumn(_("What"), what, stretch=True, status=status),
                TableColumn(_("Cases"), cases, number=True),
                TableColumn(_("Due since"), due),
            ],
            key,
        ),
        parent=parent,
    )
