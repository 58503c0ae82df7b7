"""One answer of the quiz: a wide button with its digit; long words wrap."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from reception.ui import theme
from reception.ui.kit.button import press_at_once


class OptionButton(QAbstractButton):
    """Pressed by its digit, a click or Return; stays marked where it was chosen before."""

    def __init__(self, digit: int, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digit = str(digit)
        self.setText(text)
        self.setAccessibleName(f"{digit}. {text}")
        self.setCheckable(True)
        self.setShortcut(QKeySequence(self._digit))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def event(self, event: QEvent) -> bool:
        """Its digit presses it at once."""
        return press_at_once(self, event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses it, too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as reads well, as high as its words need."""
        width = theme.active().px(560)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrower: the words wrap."""
        wear = theme.active()
        return QSize(wear.px(240), wear.px(48))

    def hasHeightForWidth(self) -> bool:
        """Long words take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height the wrapped words need."""
        wear = theme.active()
        room = QRect(0, 0, max(10, width - wear.px(64)), 10_000)
        words = QFontMetrics(wear.font(14)).boundingRect(
            room, int(Qt.TextFlag.TextWordWrap), self.text()
        )
        return max(wear.px(48), words.height() + wear.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A surface with a hairline, the digit, and the words."""
        wear = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        marked = self.isChecked()
        edge = "accent" if marked or self.hasFocus() or self.underMouse() else "line_strong"
        painter.setPen(QPen(wear.color(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(wear.color("accent_soft" if marked else "surface"))
        painter.drawRoundedRect(ground, theme.RADIUS, theme.RADIUS)
        painter.setFont(wear.font(14, bold=True))
        painter.setPen(wear.color("accent"))
        digit = QRectF(wear.px(16), 0, wear.px(24), self.height())
        painter.drawText(digit, int(Qt.AlignmentFlag.AlignVCenter), self._digit)
        painter.setFont(wear.font(14))
        painter.setPen(wear.color("text"))
        words = QRectF(wear.px(44), 0, self.width() - wear.px(60), self.height())
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(words, flags, self.text())
        painter.end()
