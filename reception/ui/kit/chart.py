"""Charts for a glance: bars over months with a target, and a spark line. Painted, no library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reception.ui import theme


@dataclass(frozen=True)
class Bar:
    """One bar: the word below, the value (None: no figure), and the value in words."""

    word: str
    value: float | None
    said: str = ""


class BarChart(QWidget):
    """Bars side by side, the last one in the accent colour; an optional target line.

    `described` is what a screen reader says instead of the picture.
    """

    def __init__(self, described: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._target: float | None = None
        self._target_said = ""
        self.setAccessibleName(described)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(
        self, bars: Sequence[Bar], *, target: float | None = None, target_said: str = ""
    ) -> None:
        """Draw these."""
        self._bars, self._target, self._target_said = tuple(bars), target, target_said
        self.setAccessibleDescription(", ".join(f"{bar.word} {bar.said}" for bar in bars))
        self.update()

    def sizeHint(self) -> QSize:
        """Wide and low."""
        wear = theme.active()
        return QSize(wear.px(320), wear.px(140))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars, their values above, their words below."""
        if not self._bars:
            return
        wear = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(wear.font(12))
        top, foot = wear.px(20), wear.px(20)
        height = self.height() - top - foot
        values = [bar.value for bar in self._bars if bar.value is not None]
        largest = max([*values, self._target or 0, 1e-9])
        step = self.width() / len(self._bars)
        width = min(step * 0.6, wear.px(48))
        if self._target is not None:
            y = top + height * (1 - self._target / largest)
            pen = QPen(wear.color("line_strong"), 1.25, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        for index, bar in enumerate(self._bars):
            x = step * index + (step - width) / 2
            last = index == len(self._bars) - 1
            self._bar(painter, bar, QRectF(x, top, width, height), largest, last=last)
            painter.setPen(wear.color("muted"))
            place = QRectF(step * index, self.height() - foot, step, foot)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), bar.word)
        painter.end()

    def _bar(
        self, painter: QPainter, bar: Bar, room: QRectF, largest: float, *, last: bool
    ) -> None:
        wear = theme.active()
        tall = room.height() * max(0.0, (bar.value or 0.0) / largest)
        shape = QRectF(room.x(), room.bottom() - max(tall, 2), room.width(), max(tall, 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wear.color("accent" if last else "line_strong"))
        painter.setOpacity(1.0 if last else 0.55)
        painter.drawRoundedRect(shape, 3, 3)
        painter.setOpacity(1.0)
        painter.setPen(wear.color("text" if last else "muted"))
        said = QRectF(room.x() - 40, shape.y() - wear.px(18), room.width() + 80, wear.px(18))
        words = painter.boundingRect(said, int(Qt.AlignmentFlag.AlignCenter), bar.said)
        painter.fillRect(words.adjusted(-3, 0, 3, 0), wear.color("surface"))
        painter.drawText(said, int(Qt.AlignmentFlag.AlignCenter), bar.said)


class Spark(QWidget):
    """A small line of the last values, the present one marked."""

    def __init__(self, described: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: tuple[float, ...] = ()
        self.setAccessibleName(described)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_values(self, values: Sequence[float]) -> None:
        """Draw these, oldest first."""
        self._values = tuple(values)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a line of text."""
        wear = theme.active()
        return QSize(wear.px(96), wear.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line and its last point."""
        if len(self._values) < 2:
            return
        wear = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        low, high = min(self._values), max(self._values)
        span = (high - low) or 1.0
        room = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        points = [
            QPointF(
                room.x() + room.width() * index / (len(self._values) - 1),
                room.bottom() - room.height() * (value - low) / span,
            )
            for index, value in enumerate(self._values)
        ]
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        painter.setPen(QPen(wear.color("accent"), 1.75))
        painter.drawPath(path)
        painter.setBrush(wear.color("accent"))
        painter.drawEllipse(points[-1], 3, 3)
        painter.end()
