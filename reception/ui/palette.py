"""The command palette: every action by name, with its key, found by typing part of its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from reception.rules.names import fold
from reception.ui import theme
from reception.ui.i18n import _
from reception.ui.kit.text import Text
from reception.ui.page import Command
from reception.ui.tables.rows_model import Column, RowsModel
from reception.ui.tables.table import Table

WIDTH, MOST = 560, 9


class CommandPalette(QWidget):
    """A field and a list over the window; Return acts, Esc goes back to where one was."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        wear = theme.active()
        self._window = window
        self._commands: tuple[Command, ...] = ()
        self._before: QWidget | None = None
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(_("What would you like to do?"))
        self.line.setAccessibleName(_("Search for an action"))
        self.line.setProperty("role", "palette")
        self.line.textChanged.connect(self._filter)
        self.line.installEventFilter(self)
        columns: tuple[Column[Command], ...] = (
            Column(_("Action"), _name, stretch=True),
            Column(_("Key"), _key, number=True),
        )
        self.table: Table[Command] = Table(
            RowsModel(columns, _name), header=False, framed=False, parent=self
        )
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.clicked.connect(self._act)
        self.nothing = Text(_("No action is called so."), "muted", parent=self)
        self.nothing.hide()
        column = QVBoxLayout(self)
        side = wear.px(12)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(wear.px(8))
        for part in (self.line, self.table, self.nothing):
            column.addWidget(part)
        self.hide()

    def ask(self, commands: Sequence[Command]) -> None:
        """Open over the window with these actions."""
        wear = theme.active()
        self._commands = tuple(commands)
        self._before = QApplication.focusWidget()
        width = min(wear.px(WIDTH), self._window.width() - wear.px(32))
        height = min(wear.px(40 * MOST + 72), self._window.height() - wear.px(96))
        self.setGeometry((self._window.width() - width) // 2, wear.px(64), width, height)
        self.line.clear()
        self._filter("")
        self.show()
        self.raise_()
        self.line.setFocus()

    def close_palette(self) -> None:
        """Go back to where one was."""
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    @Slot(str)
    def _filter(self, typed: str) -> None:
        words = fold(typed).split()
        found = [c for c in self._commands if all(word in fold(c.name) for word in words)]
        self.table.show_rows(found)
        self.table.setVisible(bool(found))
        self.nothing.setVisible(not found)
        if found:
            self.table.selectRow(0)

    @Slot()
    def _act(self) -> None:
        name = self.table.current_key()
        self.close_palette()
        for command in self._commands:
            if command.name == name:
                command.act()
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list, Return acts, Esc closes, leaving the field closes too."""
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.close_palette()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._act()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown):
            QApplication.sendEvent(self.table, event)
        else:
            return False
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """A surface with a hairline and a soft shadow."""
        wear = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(wear.color("line_strong"), 1))
        painter.setBrush(QColor(wear.palette.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()


def _name(command: Command) -> str:
    return command.name


def _key(command: Command) -> str:
    return QKeySequence(command.key).toString(QKeySequence.SequenceFormat.NativeText)
