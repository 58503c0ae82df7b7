"""Chips: a small status with its word, and filters that can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from reception.ui import theme
from reception.ui.kit.flow import FlowLayout
from reception.ui.kit.stepping import step_in_group
from reception.ui.theme import Status


class Chip(QWidget):
    """A status in a word, with an icon where there is one."""

    def __init__(
        self,
        text: str,
        status: Status = Status.NEUTRAL,
        *,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._status, self._icon = text, status, icon
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The word on it."""
        return self._text

    def show_status(self, text: str, status: Status, icon: str = "") -> None:
        """Say something else."""
        self._text, self._status, self._icon = text, status, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The word with a little air."""
        wear = theme.active()
        width = QFontMetrics(wear.font(12, bold=True)).horizontalAdvance(self._text)
        if self._icon:
            width += wear.px(14) + wear.px(4)
        return QSize(width + wear.px(10) * 2, wear.px(24))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A soft pill with the word."""
        wear = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wear.color(f"{self._status.value}_soft"))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        x = wear.px(10)
        if self._icon:
            top = (self.height() - wear.px(14)) / 2
            painter.drawPixmap(QPointF(x, top), wear.pixmap(self._icon, self._status.value, 14))
            x += wear.px(14) + wear.px(4)
        painter.setPen(wear.color(self._status.value))
        painter.setFont(wear.font(12, bold=True))
        place = QRectF(x, 0, self.width() - x, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self._text)
        painter.end()


class FilterChip(QAbstractButton):
    """One choice of a filter; filled while chosen."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The word with a little air."""
        wear = theme.active()
        width = QFontMetrics(wear.font(14)).horizontalAdvance(self.text())
        return QSize(width + wear.px(12) * 2, wear.px(30))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose the neighbour."""
        if not step_in_group(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A pill, filled while chosen."""
        wear = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        edge = "accent" if chosen or self.hasFocus() else "line_strong"
        painter.setPen(QPen(wear.color(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(wear.color("accent_soft" if chosen else "surface"))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(wear.color("accent" if chosen else "text"))
        painter.setFont(wear.font(14))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()


def _one_line(parent: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.active().px(8))
    return layout


class Filters(QWidget):
    """A row of filter chips of which one is chosen; `chosen` tells its key.

    With `wraps`, what does not fit stands on a further line.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        *,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keys = [key for key, _word in choices]
        self._group = QButtonGroup(self)
        layout = FlowLayout(self) if wraps else _one_line(self)
        for index, (_key, word) in enumerate(choices):
            chip = FilterChip(word, self)
            self._group.addButton(chip, index)
            layout.addWidget(chip)
        if isinstance(layout, QHBoxLayout):
            layout.addStretch(1)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._clicked)

    @property
    def current(self) -> str:
        """The key of the chosen filter."""
        return self._keys[max(0, self._group.checkedId())]

    def choose(self, key: str) -> None:
        """Choose a filter without a click; tells it too."""
        self._group.button(self._keys.index(key)).setChecked(True)
        self.chosen.emit(key)

    def set_word(self, key: str, word: str) -> None:
        """Change the word of a filter, for example its count."""
        button = self._group.button(self._keys.index(key))
        button.setText(word)
        button.updateGeometry()

    @Slot(int)
    def _clicked(self, index: int) -> None:
        self.chosen.emit(self._keys[index])


class Choices(QWidget):
    """Chips of which at most one is chosen, none at first; what does not fit wraps.

    `chosen` tells the value.
    """

    chosen = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[Any, str]], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.values = tuple(value for value, _word in choices)
        self._group = QButtonGroup(self)
        layout = FlowLayout(self, gap=6)
        for index, (_value, word) in enumerate(choices):
            chip = FilterChip(word, self)
            self._group.addButton(chip, index)
            layout.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._group.idClicked.connect(self._clicked)

    def value(self) -> Any:
        """The chosen value; None where nothing is chosen."""
        index = self._group.checkedId()
        return self.values[index] if index >= 0 else None

    def set_value(self, value: Any) -> None:
        """Show a value without telling anybody."""
        if value in self.values:
            self._group.button(self.values.index(value)).setChecked(True)

    def button(self, value: Any) -> QAbstractButton:
        """The chip of a value."""
        return self._group.button(self.values.index(value))

    @Slot(int)
    def _clicked(self, index: int) -> None:
        self.chosen.emit(self.values[index])
