"""The view of every list: rows chosen whole, keyed by id, opened by Return or a click."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from reception.ui import theme
from reception.ui.tables.delegates import CellDelegate
from reception.ui.tables.rows_model import Column, RowsModel

Row = TypeVar("Row")


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

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the chosen one stays chosen where it is still there."""
        key = self.current_key()
        place = self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        self.rows_model.set_rows(rows)
        self.selectionModel().blockSignals(False)
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
        super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows_model.key_at(index.row()))

    @Slot(QItemSelection, QItemSelection)
    def _selection_changed(self, _on: QItemSelection, _off: QItemSelection) -> None:
        self.selected.emit(self.current_key())


__all__ = ["Column", "RowsModel", "Table"]
