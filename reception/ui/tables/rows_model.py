"""One model for every list: frozen rows from a query, and columns that say how they read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
STATUS_ROLE = int(Qt.ItemDataRole.UserRole) + 2
ICON_ROLE = int(Qt.ItemDataRole.UserRole) + 3
SECOND_ROLE = int(Qt.ItemDataRole.UserRole) + 4
STRONG_ROLE = int(Qt.ItemDataRole.UserRole) + 5


@dataclass(frozen=True)
class Column(Generic[Row]):
    """How one column reads a row.

    `text` is what stands in the cell; `second` a quieter line below; `status` colours it
    (with its `icon`), `number` sets it right with figures of equal width, `strong` in bold.
    `width` is in pixels before text scale, 0 = as wide as its words; one column `stretch`es.
    """

    title: str
    text: Callable[[Row], str]
    number: bool = False
    stretch: bool = False
    width: int = 0
    strong: bool = False
    second: Callable[[Row], str] | None = None
    status: Callable[[Row], str] | None = None
    icon: Callable[[Row], str] | None = None
    tip: Callable[[Row], str] | None = None


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows of a query in a table; `key` names a row so that a selection survives a refresh."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._rows: tuple[Row, ...] = ()

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        """The columns."""
        return self._columns

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that stand in the table."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def key_at(self, line: int) -> Hashable | None:
        """The key of the row at `line`; None where there is none."""
        return self._key(self._rows[line]) if 0 <= line < len(self._rows) else None

    def line_of(self, key: Hashable) -> int:
        """Where the row of that key stands; -1 where it does not."""
        for line, row in enumerate(self._rows):
            if self._key(row) == key:
                return line
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """How many columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles, set like their columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says, in the role that is asked for."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == ROW_ROLE:
            return row
        if role == STRONG_ROLE:
            return column.strong
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(column, row)
        asked = {
            SECOND_ROLE: column.second,
            STATUS_ROLE: column.status,
            ICON_ROLE: column.icon,
        }.get(role)
        return asked(row) if asked is not None else None


def _tip(column: Column[Row], row: Row) -> str:
    """What the column says on hovering: its tip, else all its words, also those that were cut."""
    if column.tip is not None:
        return column.tip(row)
    second = column.second(row) if column.second is not None else ""
    return "\n".join(words for words in (column.text(row), second) if words)
