"""The barcode scanner: it types, but faster than any hand, and what it typed is taken back.

At least eight digits at most 35 ms apart, then Return, with a valid check digit, is a scan
wherever the focus is: the burst disappears from the field it fell into and its Return triggers
nothing.  Digits that would press something wait a moment, to see whether a burst follows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from reception.values.card_number import readings
from reception.values.choices import CheckRule

FEWEST_DIGITS = 8
LONGEST_GAP_MS = 35
AGAIN_MS = 2000
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass
class _Before:
    """A field as it was before the first digit of a burst."""

    field: QLineEdit | QPlainTextEdit
    text: str
    cursor: int


class ScanWatch(QObject):
    """Watches the keys of one window; `scanned` tells the digits of a valid card number."""

    scanned = Signal(str)

    def __init__(
        self, window: QWidget, rule: Callable[[], CheckRule] = lambda: CheckRule.DAMM
    ) -> None:
        """`rule` answers by which rule numbers of other shapes are checked."""
        super().__init__(window)
        self._rule = rule
        self._window = window
        self._digits = ""
        self._before: _Before | None = None
        self._where: QWidget | None = None
        self._held: list[tuple[QWidget, int, str]] = []
        self._replaying = False
        self._swallow_return = False
        self._since_start = QElapsedTimer()
        self._since_start.start()
        self._last_moment: int | None = None
        self._last_scan: tuple[str, int] = ("", 0)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(LONGEST_GAP_MS + 5)
        self._patience.timeout.connect(self._let_go)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at every key of the window before anybody else does."""
        if self._replaying or not isinstance(event, QKeyEvent):
            return False
        kind = event.type()
        if kind == QEvent.Type.KeyRelease:
            return self._released(event)
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(watched, QWidget) or watched.window() is not self._window:
            return False
        if watched is not QApplication.focusWidget():
            return False
        if kind == QEvent.Type.ShortcutOverride:
            return self._overrides(event)
        return self._pressed(watched, event)

    def _released(self, event: QKeyEvent) -> bool:
        if event.key() in _RETURN and self._swallow_return:
            self._swallow_return = False
            return True
        return False

    def _overrides(self, event: QKeyEvent) -> bool:
        """A Return that ends a burst is no shortcut and no default button."""
        if event.key() in _RETURN and self._burst(self._moment(event)) is not None:
            event.accept()
            return True
        if event.key() not in _RETURN and not _is_digit(event):
            self._let_go()
        return False

    def _pressed(self, widget: QWidget, event: QKeyEvent) -> bool:
        if _is_digit(event):
            return self._digit(widget, event, event.text())
        if event.key() in _RETURN:
            moment = self._moment(event)
            digits = self._burst(moment)
            if digits is not None:
                self._take(digits, moment)
                return True
        self._let_go()
        self._forget()
        return False

    def _digit(self, widget: QWidget, event: QKeyEvent, digit: str) -> bool:
        moment = self._moment(event)
        if self._where is not widget or not self._follows(moment):
            self._let_go()
            self._forget()
            self._before = _before(widget)
            self._where = widget
        self._last_moment = moment
        self._digits += digit
        if self._before is not None:
            return False
        self._held.append((widget, event.key(), digit))
        self._patience.start()
        return True

    def _moment(self, event: QKeyEvent) -> int:
        """When the key was pressed, in ms: as the system says, whenever it is looked at."""
        return event.timestamp() or self._since_start.elapsed()

    def _follows(self, moment: int) -> bool:
        last = self._last_moment
        return last is not None and moment - last <= LONGEST_GAP_MS

    def _burst(self, moment: int) -> str | None:
        """The digits of a scan that ends now; None where it was none."""
        if not self._follows(moment) or len(self._digits) < FEWEST_DIGITS:
            return None
        return self._digits if readings(self._digits, self._rule()) else None

    def _take(self, digits: str, moment: int) -> None:
        before = self._before
        self._patience.stop()
        self._held.clear()
        self._forget()
        self._swallow_return = True
        if before is not None and isValid(before.field):
            _put_back(before)
        last_digits, last_moment = self._last_scan
        if digits == last_digits and moment - last_moment < AGAIN_MS:
            return
        self._last_scan = (digits, moment)
        self.scanned.emit(digits)

    def _forget(self) -> None:
        self._digits = ""
        self._before = self._where = None
        self._last_moment = None

    @Slot()
    def _let_go(self) -> None:
        """No burst followed: the held digits go where they were typed."""
        self._patience.stop()
        held, self._held = self._held, []
        self._replaying = True
        try:
            for widget, key, text in held:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    if not isValid(widget):  # what it belonged to was put away meanwhile
                        break
                    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
                    QCoreApplication.sendEvent(widget, event)
        finally:
            self._replaying = False


def _is_digit(event: QKeyEvent) -> bool:
    text = event.text()
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return plain == Qt.KeyboardModifier.NoModifier and len(text) == 1 and "0" <= text <= "9"


def _before(widget: QWidget) -> _Before | None:
    """How a text field stands; None where digits would press something."""
    if isinstance(widget, QLineEdit) and not widget.isReadOnly():
        return _Before(widget, widget.text(), widget.cursorPosition())
    if isinstance(widget, QPlainTextEdit) and not widget.isReadOnly():
        return _Before(widget, widget.toPlainText(), widget.textCursor().position())
    return None


def _put_back(before: _Before) -> None:
    field = before.field
    if isinstance(field, QLineEdit):
        field.setText(before.text)
        field.setCursorPosition(before.cursor)
        field.textEdited.emit(before.text)
    else:
        field.setPlainText(before.text)
        cursor = field.textCursor()
        cursor.setPosition(before.cursor)
        field.setTextCursor(cursor)
