"""Fields: a label above, the editor, a hint or an error below; saved when typing pauses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reception.ui import theme
from reception.ui.kit.text import Text

PAUSE_MS = 600


class Labelled(QWidget):
    """Any editor with its label, hint and error."""

    def __init__(
        self, label: str, editor: QWidget, *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        wear = theme.active()
        self.editor = editor
        self._hint = hint
        self.label = Text(label, "caption", parent=self)
        self.label.setBuddy(editor)
        self.label.setVisible(bool(label))
        self.note = Text(hint, "small", wrap=True, parent=self)
        self.note.setVisible(bool(hint))
        editor.setAccessibleName(label)
        editor.setAccessibleDescription(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(wear.px(4))
        for part in (self.label, editor, self.note):
            layout.addWidget(part)
        self.setFocusProxy(editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_error(self, text: str) -> None:
        """Say what is wrong with the value; "" takes it back."""
        self.note.set_role("error" if text else "small")
        self.note.setText(text or self._hint)
        self.note.setVisible(bool(text or self._hint))
        self.editor.setAccessibleDescription(text or self._hint)
        self.editor.setProperty("wrong", "true" if text else "false")
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def error(self) -> str:
        """What was said to be wrong."""
        return self.note.text() if self.note.property("role") == "error" else ""


class Field(Labelled):
    """One line of text.

    `edited` comes with each change by hand, `saved` when typing pauses, the focus leaves or
    Return is pressed, and only if the text differs from what was last set or saved.
    """

    edited = Signal(str)
    saved = Signal(str)
    returned = Signal()

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        hint: str = "",
        placeholder: str = "",
        secret: bool = False,
        longest: int = 250,
        parent: QWidget | None = None,
    ) -> None:
        self.line = QLineEdit()
        super().__init__(label, self.line, hint=hint, parent=parent)
        self.line.setMaxLength(longest)
        self.line.setPlaceholderText(placeholder)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._stood = value
        self.line.setText(value)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.save_now)
        self.line.textEdited.connect(self._edited)
        self.line.editingFinished.connect(self.save_now)
        self.line.returnPressed.connect(self.returned)

    def text(self) -> str:
        """What stands in it, without blanks around."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Show a value that is already saved; typing in progress is not overwritten."""
        if self._pause.isActive():
            return
        self._stood = text
        if self.line.text() != text:
            self.line.setText(text)

    @Slot(str)
    def _edited(self, text: str) -> None:
        self.set_error("")
        self._pause.start()
        self.edited.emit(text)

    @Slot()
    def save_now(self) -> None:
        """Save what was typed, without waiting for the pause."""
        self._pause.stop()
        text = self.text()
        if text != self._stood:
            self._stood = text
            self.saved.emit(text)


class AreaField(Labelled):
    """Several lines of text, saved like a `Field`."""

    edited = Signal(str)
    saved = Signal(str)

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        hint: str = "",
        placeholder: str = "",
        lines: int = 3,
        parent: QWidget | None = None,
    ) -> None:
        self.area = QPlainTextEdit()
        super().__init__(label, self.area, hint=hint, parent=parent)
        self.area.setTabChangesFocus(True)
        self.area.setPlaceholderText(placeholder)
        self.area.setPlainText(value)
        height = self.area.fontMetrics().lineSpacing() * lines + theme.active().px(20)
        self.area.setFixedHeight(height)
        self._stood = value
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.save_now)
        self.area.textChanged.connect(self._changed)
        self.area.installEventFilter(self)

    def text(self) -> str:
        """What stands in it, without blanks around."""
        return self.area.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Show a value that is already saved."""
        if self._pause.isActive():
            return
        self._stood = text
        if self.area.toPlainText() != text:
            self.area.setPlainText(text)
            self._pause.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the field saves it."""
        if event.type() == QEvent.Type.FocusOut:
            self.save_now()
        return super().eventFilter(watched, event)

    @Slot()
    def _changed(self) -> None:
        if self.text() == self._stood:
            return
        self.set_error("")
        self._pause.start()
        self.edited.emit(self.text())

    @Slot()
    def save_now(self) -> None:
        """Save what was typed, without waiting for the pause."""
        self._pause.stop()
        text = self.text()
        if text != self._stood:
            self._stood = text
            self.saved.emit(text)


class ChoiceBox(QComboBox):
    """A combo box that draws the set's own chevron and never changes under a passing wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """Room for the chevron beside the longest word."""
        size = super().sizeHint()
        return QSize(size.width() + theme.active().px(16), size.height())

    def minimumSizeHint(self) -> QSize:
        """Its words are never cut by the chevron."""
        size = super().minimumSizeHint()
        return QSize(size.width() + theme.active().px(16), size.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page does not change a choice."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then the chevron."""
        super().paintEvent(event)
        wear = theme.active()
        side = wear.px(16)
        painter = QPainter(self)
        place = QPointF(self.width() - side - wear.px(8), (self.height() - side) / 2)
        painter.drawPixmap(place, wear.pixmap("chevron_down", "muted", 16))
        painter.end()


class ChoiceField(Labelled):
    """One of a few values; `chosen` tells the value when a person chooses."""

    chosen = Signal(object)

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[Any, str]],
        value: Any = None,
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.combo = ChoiceBox()
        super().__init__(label, self.combo, hint=hint, parent=parent)
        self._values: list[Any] = []
        self.set_choices(choices, value)
        self.combo.activated.connect(self._activated)

    def set_choices(self, choices: Sequence[tuple[Any, str]], value: Any = None) -> None:
        """Offer other values."""
        self._values = [choice for choice, _word in choices]
        self.combo.clear()
        self.combo.addItems([word for _choice, word in choices])
        self.set_value(value)

    def value(self) -> Any:
        """The chosen value; None where nothing is chosen."""
        index = self.combo.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: Any) -> None:
        """Show a value that is already saved; an unknown one shows none."""
        found = [index for index, one in enumerate(self._values) if one == value]
        self.combo.setCurrentIndex(found[0] if found else -1)

    @Slot(int)
    def _activated(self, _index: int) -> None:
        self.set_error("")
        self.chosen.emit(self.value())
