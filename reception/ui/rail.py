"""The rail: the pages of the window with their keys and counts, and who is at the desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reception.ui import theme
from reception.ui.i18n import _, ngettext_
from reception.ui.kit.button import press_at_once
from reception.ui.theme import STATUS_ICONS, Status

WIDTH = 104


class RailButton(QAbstractButton):
    """An icon above its word; tinted while its page is shown, with a count where one is due."""

    def __init__(self, word: str, icon: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._count = 0
        self.setText(word)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(self.sizeHint().height())
        self.setShortcut(QKeySequence(key))
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{word} · {shown}")
        self.setAccessibleName(word)

    def event(self, event: QEvent) -> bool:
        """Its key presses it at once."""
        return press_at_once(self, event) or super().event(event)

    @property
    def count(self) -> int:
        """How much is due."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show how much is due; 0 shows nothing."""
        self._count = count
        self.setAccessibleDescription(
            ngettext_("{count} due", "{count} due", count) if count else ""
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Icon, word, air."""
        wear = theme.active()
        return QSize(wear.px(WIDTH), wear.px(62))

    def minimumSizeHint(self) -> QSize:
        """On a low screen the air goes first, then the word."""
        wear = theme.active()
        return QSize(wear.px(WIDTH), wear.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A soft ground while chosen or hovered, the icon, the word, the count."""
        wear = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(wear.px(6), 2, -wear.px(6), -2)
        on = self.isChecked()
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(wear.color("accent_soft" if on else "line"))
            painter.drawRoundedRect(place, theme.RADIUS, theme.RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(wear.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        ink = "accent" if on else "muted"
        side, line = wear.px(22), wear.px(18)
        worded = place.height() >= side + line
        content = side + (line if worded else 0)
        x, y = (self.width() - side) / 2, place.y() + (place.height() - content) / 2
        painter.drawPixmap(QPointF(x, y), wear.pixmap(self._icon, ink, 22))
        painter.setPen(wear.color("accent" if on else "text"))
        font = wear.font(12)
        painter.setFont(font)
        words = QRectF(place.x() - 3, y + side, place.width() + 6, line if worded else 0)
        shown = QFontMetrics(font).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(words.width())
        )
        if worded:
            painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), shown)
        if self._count:
            self._paint_count(painter, x + side, y)
        painter.end()

    def _paint_count(self, painter: QPainter, x: float, y: float) -> None:
        wear = theme.active()
        font = wear.font(12, bold=True)
        words = str(self._count) if self._count < 1000 else "999+"
        width = max(wear.px(18), QFontMetrics(font).horizontalAdvance(words) + wear.px(8))
        above = max(0.0, y - wear.px(5))  # on a low screen there is no air left above the icon
        pill = QRectF(x - wear.px(6), above, width, wear.px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wear.color("accent"))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(wear.color("on_accent"))
        painter.setFont(font)
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), words)


class _FootButton(QAbstractButton):
    """A quieter place at the foot of the rail: initials or an icon, and a small word."""

    def __init__(self, icon: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._status = Status.NEUTRAL
        self._initials = ""
        self._key = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if key:
            self.setShortcut(QKeySequence(key))

    def event(self, event: QEvent) -> bool:
        return press_at_once(self, event) or super().event(event)

    def say(
        self, word: str, tip: str, *, status: Status = Status.NEUTRAL, initials: str = ""
    ) -> None:
        key = self.shortcut()
        self.setText(word)
        self.setShortcut(key)  # a new text takes the shortcut away
        self._status, self._initials = status, initials
        self.setMaximumHeight(self.sizeHint().height())
        self.setToolTip(f"{tip} · {self._key}" if self._key else tip)
        self.setAccessibleName(tip)
        self.update()

    def sizeHint(self) -> QSize:
        wear = theme.active()
        return QSize(wear.px(WIDTH), wear.px(58 if self._initials else 44))

    def minimumSizeHint(self) -> QSize:
        wear = theme.active()
        return QSize(wear.px(WIDTH), wear.px(36 if self._initials else 26))

    def paintEvent(self, event: QPaintEvent) -> None:
        wear = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(wear.px(6), 1, -wear.px(6), -1)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(wear.color("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(wear.color("line"))
            painter.drawRoundedRect(place, theme.RADIUS, theme.RADIUS)
        side, line = wear.px(30 if self._initials else 18), wear.px(18)
        worded = place.height() >= side + line
        top = place.y() + (place.height() - side - (line if worded else 0)) / 2
        spot = QRectF((self.width() - side) / 2, top, side, side)
        if self._initials:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(wear.color("accent_soft"))
            painter.drawEllipse(spot)
            painter.setPen(wear.color("accent"))
            painter.setFont(wear.font(12, bold=True))
            painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), self._initials)
        else:
            ink = "muted" if self._status is Status.NEUTRAL else self._status.value
            painter.drawPixmap(spot.topLeft(), wear.pixmap(self._icon, ink, 18))
        warn = self._status in (Status.WARN, Status.DANGER)
        painter.setPen(wear.color(self._status.value if warn else "muted"))
        painter.setFont(wear.font(12))
        if not worded:
            painter.end()
            return
        words = QRectF(place.x(), spot.bottom(), place.width(), line)
        shown = QFontMetrics(wear.font(12)).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.end()


class Rail(QWidget):
    """The column of pages; `chosen` tells the key of a page, the rest of the foot asks."""

    chosen = Signal(str)
    switch_asked = Signal()
    privacy_asked = Signal()
    backup_asked = Signal()

    def __init__(
        self, places: Sequence[tuple[str, str, str, int]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        wear = theme.active()
        self.setFixedWidth(wear.px(WIDTH))
        self._keys = [key for key, _word, _icon, _number in places]
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, wear.px(8), 0, wear.px(8))
        column.setSpacing(wear.px(2))
        for index, (_key, word, icon, number) in enumerate(places):
            button = RailButton(word, icon, f"Ctrl+{number}", self)
            self._group.addButton(button, index)
            column.addWidget(button)
        column.addStretch(1)
        self.person = _FootButton("patient", "Ctrl+U", self)
        self.person.clicked.connect(self.switch_asked)
        self.privacy = _FootButton("eye_off", "F12", self)
        self.privacy.say(_("Hide"), _("Hide the screen"))
        self.privacy.clicked.connect(self.privacy_asked)
        self.backup = _FootButton("backup", parent=self)
        self.backup.clicked.connect(self.backup_asked)
        for part in (self.person, self.privacy, self.backup):
            column.addWidget(part)
        self._group.idClicked.connect(self._clicked)

    def button(self, key: str) -> RailButton:
        """The button of a page."""
        found = self._group.button(self._keys.index(key))
        if not isinstance(found, RailButton):
            raise KeyError(key)
        return found

    def show_chosen(self, key: str) -> None:
        """Mark the page that is shown; a page that is not on the rail marks none anew."""
        if key in self._keys:
            self.button(key).setChecked(True)

    def show_person(self, name: str) -> None:
        """Who is at the desk."""
        initials = "".join(part[0] for part in name.split()[:2]).upper()
        tip = _("{name} is at the desk. Switch", name=name) if name else _("Sign in")
        self.person.say(
            name.split(maxsplit=1)[0] if name else _("Sign in"), tip, initials=initials or "?"
        )

    def show_backup(self, word: str, tip: str, status: Status) -> None:
        """How old the last verified backup is."""
        self.backup.say(word, tip, status=status)
        if status in (Status.WARN, Status.DANGER):
            self.backup.setAccessibleDescription(STATUS_ICONS[status])

    @Slot(int)
    def _clicked(self, index: int) -> None:
        self.chosen.emit(self._keys[index])

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground a little darker than the pages, and a hairline."""
        wear = theme.active()
        painter = QPainter(self)
        painter.fillRect(self.rect(), wear.color("rail"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), wear.color("line"))
        painter.end()
