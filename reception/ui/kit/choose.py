"""Ticks and segments: yes or no, and one of two to five side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from reception.ui import theme
from reception.ui.kit.stepping import step_in_group


class Tick(QAbstractButton):
    """A check box with its words; wraps long words."""

    def __init__(self, text: str, *, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Box, gap and the words on one line."""
        wear = theme.active()
        width = QFontMetrics(wear.font(14)).horizontalAdvance(self.text())
        return QSize(width + wear.px(30) + 4, wear.px(28))

    def minimumSizeHint(self) -> QSize:
        """Narrower than one line: the words wrap."""
        wear = theme.active()
        return QSize(min(self.sizeHint().width(), wear.px(200)), wear.px(28))

    def hasHeightForWidth(self) -> bool:
        """Long words take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height the wrapped words need."""
        wear = theme.active()
        room = QRectF(0, 0, max(10, width - wear.px(30)), 10_000).toRect()
        words = QFontMetrics(wear.font(14)).boundingRect(
            room, int(Qt.TextFlag.TextWordWrap), self.text()
        )
        return max(wear.px(28), words.height() + wear.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box and the words beside it."""
        wear = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = wear.px(18)
        box = QRectF(1.5, wear.px(5), side, side)
        on, live = self.isChecked(), self.isEnabled()
        edge = "accent" if live and (on or self.hasFocus()) else "line_strong"
        painter.setPen(QPen(wear.color(edge), 2 if self.hasFocus() else 1.25))
        painter.setBrush(wear.color(("accent" if live else "line_strong") if on else "surface"))
        painter.drawRoundedRect(box, 5, 5)
        if on:
            size = wear.px(14)
            inset = (side - size) / 2
            place = QPointF(box.x() + inset, box.y() + inset)
            painter.drawPixmap(place, wear.pixmap("check", "on_accent", 14))
        painter.setPen(wear.color("text" if live else "line_strong"))
        painter.setFont(wear.font(14))
        words = QRectF(wear.px(28), wear.px(4), self.width() - wear.px(28), self.height())
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), self.text())
        painter.end()


class _Segment(QAbstractButton):
    def __init__(self, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon_name = icon
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        wear = theme.active()
        width = QFontMetrics(wear.font(14, bold=True)).horizontalAdvance(self.text())
        if self.icon_name:
            width += wear.px(18) + wear.px(6)
        return QSize(width + wear.px(14) * 2, wear.px(34))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        if not step_in_group(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        wear = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        on = self.isChecked()
        if on:
            painter.setPen(QPen(wear.color("line"), 1))
            painter.setBrush(wear.color("surface"))
            painter.drawRoundedRect(pill, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(wear.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(pill, 6, 6)
        ink = "accent" if on else "muted"
        words = QFontMetrics(wear.font(14, bold=on)).horizontalAdvance(self.text())
        icon = wear.px(18) + wear.px(6) if self.icon_name else 0
        x = (self.width() - words - icon) / 2
        if self.icon_name:
            top = (self.height() - wear.px(18)) / 2
            painter.drawPixmap(QPointF(x, top), wear.pixmap(self.icon_name, ink, 18))
        painter.setPen(wear.color(ink))
        painter.setFont(wear.font(14, bold=on))
        place = QRectF(x + icon, 0, words + 4, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()


class Segments(QWidget):
    """One of a few values side by side; `chosen` tells the value when a person chooses."""

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[tuple[Any, str] | tuple[Any, str, str]],
        value: Any = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values = [choice[0] for choice in choices]
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        for index, choice in enumerate(choices):
            button = _Segment(choice[1], choice[2] if len(choice) == 3 else "", self)
            self._group.addButton(button, index)
            layout.addWidget(button)
        self._group.idClicked.connect(self._clicked)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_value(value)

    def value(self) -> Any:
        """The chosen value; None where nothing is chosen."""
        index = self._group.checkedId()
        return self._values[index] if index >= 0 else None

    def set_value(self, value: Any) -> None:
        """Show a value without telling anybody."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def button(self, value: Any) -> QAbstractButton:
        """The segment of a value."""
        return self._group.button(self._values.index(value))

    @Slot(int)
    def _clicked(self, index: int) -> None:
        self.chosen.emit(self._values[index])

    def paintEvent(self, event: QPaintEvent) -> None:
        """The trough in which the segments lie."""
        wear = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wear.color("neutral_soft"))
        painter.drawRoundedRect(self.rect(), theme.RADIUS, theme.RADIUS)
        painter.end()
