"""The search box: the home of the desk's focus; its arrows move in the list below it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from reception.queries.search import Found
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.text import Text

LONGEST = 80


class _Line(QLineEdit):
    """The line itself; arrows and Return are told, everything else is typing."""

    moved = Signal(int)
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move in the list, Return opens."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8,
                 Qt.Key.Key_PageUp: -8}  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            self.moved.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, and the lens before it."""
        super().paintEvent(event)
        wear = theme.active()
        side = wear.px(18)
        painter = QPainter(self)
        place = QPointF(wear.px(13), (self.height() - side) / 2)
        painter.drawPixmap(place, wear.pixmap("search", "muted", 18))
        painter.end()


class SearchBox(QWidget):
    """The line with the count of what it found, and the way to a new patient after a search."""

    edited = Signal(str)
    moved = Signal(int)
    entered = Signal()
    new_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wear = theme.active()
        self.line = _Line(self)
        self.line.setProperty("role", "search")
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText(_("Search: name · any phone · card · date of birth"))
        self.line.setAccessibleName(_("Search"))
        self.line.textEdited.connect(self.edited)
        self.line.moved.connect(self.moved)
        self.line.entered.connect(self.entered)
        self.count = Text("", "muted", parent=self)
        self.new_button = Button(_("New patient"), icon="plus", key="F4", parent=self)
        self.new_button.clicked.connect(self._new)
        self.new_button.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(wear.px(16))
        layout.addWidget(self.line, 1)
        layout.addWidget(self.count)
        layout.addWidget(self.new_button)
        self.setFocusProxy(self.line)
        self.show_found(None)

    def text(self) -> str:
        """What is searched."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Put a text in, as if nobody had typed it."""
        self.line.setText(text)

    def show_found(self, found: Found | None) -> None:
        """How many there are; None while nothing is searched."""
        self.new_button.setVisible(found is not None)
        self.count.setVisible(found is not None)
        if found is None:
            self.count.setText("")
        elif found.total == 0:
            self.count.setText(_("nobody found"))
        elif found.is_more:
            self.count.setText(_("more than {count}", count=screen_translator().number(1000)))
        else:
            self.count.setText(ngettext_("{count} person", "{count} persons", found.total))

    def come_home(self) -> None:
        """Take the focus, ready for the next text."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    @Slot()
    def _new(self) -> None:
        self.new_asked.emit()
