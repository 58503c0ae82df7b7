"""Strips: one line across the screen that says a state, with an icon, a word and a way out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from reception.ui import theme
from reception.ui.kit.button import Button
from reception.ui.kit.text import Text
from reception.ui.theme import STATUS_ICONS, Status


class Strip(QWidget):
    """A status strip; `rounded` inside a page, square across the window."""

    def __init__(
        self,
        text: str,
        status: Status = Status.INFO,
        *,
        action: Button | None = None,
        rounded: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        wear = theme.active()
        self._rounded = rounded
        self._status = status
        self._icon = QLabel(self)
        self._words = Text(text, wrap=True, parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(wear.px(16), wear.px(8), wear.px(12), wear.px(8))
        layout.setSpacing(wear.px(12))
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._words, 1)
        if action is not None:
            layout.addWidget(action)
        self.say(text, status)

    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, text: str, status: Status | None = None) -> None:
        """Say something else, perhaps with another status."""
        if status is not None:
            self._status = status
        self._words.setText(text)
        self._words.set_status(self._status.value)
        icon = STATUS_ICONS[self._status]
        self._icon.setPixmap(theme.active().pixmap(icon, self._status.value, 20))
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The soft ground of the status."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.active().palette.status_soft(self._status)))
        radius = theme.RADIUS if self._rounded else 0
        painter.drawRoundedRect(self.rect(), radius, radius)
        painter.end()
