"""Buttons: one primary action a screen, the rest quieter, each with its key beside the word."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcutEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from reception.ui import theme

Kind = Literal["primary", "secondary", "quiet", "danger"]


def press_at_once(button: QAbstractButton, event: QEvent) -> bool:
    """Press a button whose shortcut was typed; False where the event is anything else."""
    if not isinstance(event, QShortcutEvent) or event.isAmbiguous():
        return False
    button.click()
    return True


def key_words(key: str) -> str:
    """A key as it is shown beside a word: short, and in the user's language."""
    if not key:
        return ""
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return shown.replace("Return", "⏎")


class Button(QAbstractButton):
    """A button with an optional icon and key.

    `key` is a shortcut of the window ("F5", "Ctrl+P"); `hint` is only shown, for keys that a
    panel handles while it has the focus (the digits of the prompt).  Return and Space press it.
    """

    def __init__(
        self,
        text: str,
        kind: Kind = "secondary",
        *,
        icon: str = "",
        key: str = "",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: Kind = kind
        self._icon = icon
        self._hint = hint or key_words(key)
        self.setText(text)
        self.setAccessibleName(text)
        if key:
            self.setShortcut(QKeySequence(key))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def event(self, event: QEvent) -> bool:
        """Its key presses at once: Qt waits a tenth of a second, in which the next key is lost."""
        return press_at_once(self, event) or super().event(event)

    def setText(self, text: str) -> None:
        """Another word on it; Qt would take the key away with the old one."""
        key = self.shortcut()
        super().setText(text)
        self.setShortcut(key)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_kind(self, kind: Kind) -> None:
        """Make it the primary action, or a quiet one."""
        self._kind = kind
        self.updateGeometry()  # the words of the primary one are bold
        self.update()

    def stretch(self) -> Button:
        """Let the button take the whole width it is given."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return self

    def sizeHint(self) -> QSize:
        """Wide enough for icon, word and key."""
        wear = theme.active()
        width = wear.px(16) * 2 + self._words_width()
        if self._icon:
            width += wear.px(18) + (wear.px(8) if self.text() else 0)
        if self._hint:
            width += wear.px(12) + self._hint_width()
        return QSize(width, wear.px(36))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def _words_width(self) -> int:
        font = theme.active().font(14, bold=self._kind == "primary")
        return QFontMetrics(font).horizontalAdvance(self.text())

    def _hint_width(self) -> int:
        wear = theme.active()
        return QFontMetrics(wear.font(12)).horizontalAdvance(self._hint) + wear.px(10)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The hovered button is tinted."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """And loses its tint."""
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses the focused button, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def _colors(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Ground, border and ink for the state it is in."""
        wear = theme.active()
        hot = self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked())
        if not self.isEnabled():
            if self._kind in ("primary", "danger"):
                return wear.color("neutral_soft"), None, wear.color("line_strong")
            border = wear.color("line") if self._kind == "secondary" else None
            return None, border, wear.color("line_strong")
        if self._kind == "primary":
            return wear.color("accent_hover" if hot else "accent"), None, wear.color("on_accent")
        if self._kind == "danger":
            ground = wear.color("danger_soft") if hot else wear.color("surface")
            return ground, wear.color("danger"), wear.color("danger")
        if self._kind == "quiet":
            return (wear.color("neutral_soft") if hot else None), None, wear.color("accent")
        ground = wear.color("accent_soft") if hot else wear.color("surface")
        return ground, wear.color("line_strong"), wear.color("text")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, word, key; a ring when it has the focus."""
        wear = theme.active()
        ground, border, ink = self._colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(QPen(border, 1) if border is not None else Qt.PenStyle.NoPen)
        painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(outline, theme.RADIUS, theme.RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = wear.color("text") if self._kind == "primary" else wear.color("accent")
            painter.setPen(QPen(ring, 2))
            painter.drawRoundedRect(outline.adjusted(-0.5, -0.5, 0.5, 0.5), 8.5, 8.5)
        self._paint_words(painter, ink)
        painter.end()

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        wear = theme.active()
        content = self.sizeHint().width() - wear.px(16) * 2
        x = max(wear.px(16), (self.width() - content) // 2)
        if self._icon:
            side = wear.px(18)
            picture = wear.pixmap(self._icon, ink.name(), 18)
            painter.drawPixmap(QPointF(x, (self.height() - side) / 2), picture)
            x += side + wear.px(8)
        painter.setPen(ink)
        painter.setFont(wear.font(14, bold=self._kind == "primary"))
        words = QRectF(x, 0, self._words_width() + 2, self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self._hint:
            x += self._words_width() + wear.px(12)
            height = wear.px(20)
            box = QRectF(x, (self.height() - height) / 2, self._hint_width(), height)
            shade = QColor(ink)
            shade.setAlpha(110)
            painter.setPen(QPen(shade, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(ink)
            painter.setFont(wear.font(12))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._hint)


class IconButton(Button):
    """A square button with an icon only; its word is a tool tip and what a reader says."""

    def __init__(
        self, icon: str, word: str, *, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("", "quiet", icon=icon, parent=parent)
        self.setAccessibleName(word)
        shown = key_words(key)
        self.setToolTip(f"{word} · {shown}" if key else word)
        if key:
            self.setShortcut(QKeySequence(key))

    def sizeHint(self) -> QSize:
        """A square."""
        side = theme.active().px(36)
        return QSize(side, side)

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        side = theme.active().px(18)
        place = QPointF((self.width() - side) / 2, (self.height() - side) / 2)
        painter.drawPixmap(place, theme.active().pixmap(self._icon, ink.name(), 18))
