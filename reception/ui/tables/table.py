"""The view of every list: rows chosen whole, keyed by id, opened by Return or a click."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from reception.ui import theme
from reception.ui.tables.delegates import PADDING, CellDelegate
from reception.ui.tables.rows_model import Column, RowsModel

Row = TypeVar("Row")
_FIRST_STEP = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_End)
MOST_WORDS = 560
"""A column's words get no more room than this (pixels before text scale); the tip has them all."""


class Table(QTableView, Generic[Row]):
    """A list of rows.

    `selected` tells the key of the row the arrows or the mouse stand on (None: none),
    `opened` the key of the row that was clicked twice or entered with Return.
    """

    selected = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        model: RowsModel[Row],
        *,
        header: bool = True,
        framed: bool = True,
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        wear = theme.active()
        self.rows_model = model
        model.setParent(self)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setProperty("frame", "card" if framed else "none")
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(wear.px(56 if tall else 40))
        self.horizontalHeader().setVisible(header)
        self.horizontalHeader().setHighlightSections(False)
        self._lay_columns()
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(self._selection_changed)

    def _lay_columns(self) -> None:
        header = self.horizontalHeader()
        header.setMinimumSectionSize(theme.active().px(32))
        for index, column in enumerate(self.rows_model.columns):
            if column.stretch:
                header.setSectionResizeMode(index, QHeaderView.ResizeMode.Stretch)
            elif column.width:
                header.setSectionResizeMode(index, QHeaderView.ResizeMode.Fixed)
                header.resizeSection(index, theme.active().px(column.width))
            else:
                header.setSectionResizeMode(index, QHeaderView.ResizeMode.ResizeToContents)

    def _give_room(self) -> None:
        """Headings are read whole; the stretching column is never narrower than its words.

        Where that is more than there is room for, the table scrolls sideways; a list of one
        column ends its words with dots instead, and tells them whole where the pointer rests.
        """
        header = self.horizontalHeader()
        taken, stretching = 0, -1
        for index, column in enumerate(self.rows_model.columns):
            if column.stretch:
                stretching = index
                continue
            if column.width:
                words = header.sectionSizeHint(index) if not header.isHidden() else 0
                header.resizeSection(index, max(theme.active().px(column.width), words))
            taken += header.sectionSize(index)
        if stretching < 0:
            return
        wanted = self._widest_words(stretching)
        alone = len(self.rows_model.columns) == 1  # nothing beside it to scroll to: it is shortened
        fits = alone or taken + wanted <= self.viewport().width()
        mode = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Fixed
        if header.sectionResizeMode(stretching) is not mode:
            header.setSectionResizeMode(stretching, mode)
        if not fits:
            header.resizeSection(stretching, wanted)

    def _widest_words(self, column: int) -> int:
        """The width of the longest first line of a column among the first hundred rows."""
        wear = theme.active()
        how = self.rows_model.columns[column]
        metrics = QFontMetrics(wear.font(14, bold=how.strong))
        words = [metrics.horizontalAdvance(how.text(row)) for row in self.rows_model.rows[:100]]
        widest = max(words, default=0) + 2 * wear.px(PADDING) + 2
        if how.icon is not None:
            widest += wear.px(24)
        header = self.horizontalHeader()
        heading = header.sectionSizeHint(column) if not header.isHidden() else 0
        return max(heading, min(widest, wear.px(MOST_WORDS)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the new width."""
        super().resizeEvent(event)
        self._give_room()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the chosen one stays chosen where it is still there."""
        key = self.current_key()
        place = self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        self.rows_model.set_rows(rows)
        self.selectionModel().blockSignals(False)
        self._give_room()
        self.verticalScrollBar().setValue(place)
        if key is not None and not self.choose(key):
            self.selected.emit(None)

    def fit(self, *, least: int = 1, most: int = 8) -> None:
        """Be exactly as high as the rows there are, between `least` and `most` of them."""
        lines = max(least, min(most, len(self.rows_model.rows)))
        height = lines * self.verticalHeader().defaultSectionSize() + 2 * self.frameWidth() + 2
        if not self.horizontalHeader().isHidden():
            height += self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(height)

    def current_key(self) -> Hashable | None:
        """The key of the chosen row."""
        chosen = self.selectionModel().selectedRows()
        return self.rows_model.key_at(chosen[0].row()) if chosen else None

    def choose(self, key: Hashable) -> bool:
        """Choose the row of that key; False where it is not there."""
        line = self.rows_model.line_of(key)
        if line >= 0:
            self.selectRow(line)
        return line >= 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the chosen row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            key = self.current_key()
            if key is not None:
                self.opened.emit(key)
            return
        # Qt moves from its current cell, which a table of one row never leaves.
        if event.key() in _FIRST_STEP and self.current_key() is None and self.rows_model.rows:
            last = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_End)
            self.selectRow(len(self.rows_model.rows) - 1 if last else 0)
            return
        super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows_model.key_at(index.row()))

    @Slot(QItemSelection, QItemSelection)
    def _selection_changed(self, _on: QItemSelection, _off: QItemSelection) -> None:
        self.selected.emit(self.current_key())


__all__ = ["Column", "RowsModel", "Table"]
