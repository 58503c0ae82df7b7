"""The versions of the programme on a line: what held, what holds, what comes, what is written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from reception.queries.programme import VersionRow
from reception.ui import theme
from reception.ui.i18n import _, screen_translator
from reception.ui.kit.flow import Flow
from reception.values.choices import VersionStatus


class Stop(QAbstractButton):
    """One version on the line: a dot, its number, its state and its days."""

    def __init__(self, version: VersionRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.version = version
        self._state, self._ink = _state(version)
        self._days = _days(version)
        self.setText(_("Version {number}", number=str(version.number)))
        self.setAccessibleName(f"{self.text()}, {self._state}, {self._days}")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The widest of its lines, and the dot above them."""
        wear = theme.active()
        strong, plain = QFontMetrics(wear.font(14, bold=True)), QFontMetrics(wear.font(12))
        head = strong.horizontalAdvance(f"{self.text()} · ")
        widest = max(head + plain.horizontalAdvance(self._state), _width(plain, self._days))
        height = wear.px(30) + strong.height() + plain.height()
        return QSize(widest + wear.px(28), height)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return chooses it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line with its dot, the words below; the chosen one on a ground."""
        wear = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = wear.px(10)
        if self.isChecked() or self.hasFocus():
            ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.setPen(wear.color("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            if self.hasFocus():
                painter.setPen(QPen(wear.color("accent"), 2))
            painter.setBrush(
                wear.color("accent_soft") if self.isChecked() else Qt.BrushStyle.NoBrush
            )
            painter.drawRoundedRect(ground, theme.RADIUS, theme.RADIUS)
        middle = wear.px(14)
        painter.setPen(QPen(wear.color("line_strong"), 2))
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        painter.setPen(QPen(wear.color(self._ink), 2))
        filled = self.version.status is VersionStatus.PUBLISHED
        painter.setBrush(wear.color(self._ink if filled else "surface"))
        painter.drawEllipse(QPointF(side + wear.px(5), middle), wear.px(5), wear.px(5))
        self._paint_words(painter, side, middle)
        painter.end()

    def _paint_words(self, painter: QPainter, side: int, middle: int) -> None:
        wear = theme.active()
        strong, plain = QFontMetrics(wear.font(14, bold=True)), QFontMetrics(wear.font(12))
        top = middle + wear.px(10) + strong.ascent()
        painter.setPen(wear.color("text"))
        painter.setFont(wear.font(14, bold=True))
        painter.drawText(QPointF(side, top), self.text())
        place = side + strong.horizontalAdvance(f"{self.text()} · ")
        painter.setPen(wear.color(self._ink))
        painter.setFont(wear.font(12))
        painter.drawText(QPointF(place, top), self._state)
        painter.setPen(wear.color("muted"))
        painter.drawText(QPointF(side, top + plain.height()), self._days)


def _width(metrics: QFontMetrics, text: str) -> int:
    return metrics.horizontalAdvance(text)


def _state(version: VersionRow) -> tuple[str, str]:
    """The state in a word, and its colour."""
    if version.status is VersionStatus.DRAFT:
        return _("draft"), "warn"
    if version.is_in_force:
        return _("in force"), "ok"
    return (_("to come"), "info") if version.is_to_come else (_("over"), "muted")


def _days(version: VersionRow) -> str:
    first = screen_translator().day(version.valid_from)
    if version.valid_until is None:
        return _("from {day}", day=first)
    return f"{first} – {screen_translator().day(version.valid_until)}"


class TimeLine(Flow):
    """All versions from left to right; `chosen` tells the row of the one that is picked."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=0, parent=parent)
        self._stops: list[Stop] = []

    def show_versions(self, versions: Sequence[VersionRow], current: int) -> None:
        """Show these, oldest first, and the current one chosen."""
        had_focus = any(stop.hasFocus() for stop in self._stops)
        self._stops = [Stop(version, self) for version in versions]
        for stop in self._stops:
            stop.setChecked(stop.version.id == current)
            stop.clicked.connect(self._clicked)
        self.show_parts(*self._stops)
        if had_focus:
            self.stop(current).setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self, version_id: int) -> Stop:
        """The stop of a version."""
        return next(stop for stop in self._stops if stop.version.id == version_id)

    @property
    def stops(self) -> Sequence[Stop]:
        """All of them, oldest first."""
        return self._stops

    @Slot()
    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, Stop):
            self.chosen.emit(sender.version.id)
