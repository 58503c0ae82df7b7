"""Toasts: what was just done, with Undo while it stands; never in the way, read aloud."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from reception.ui import theme
from reception.ui.kit.text import Text
from reception.ui.theme import STATUS_ICONS, Status

SHOWN_MS = 8000
SHOWN_LONG_MS = 15000
WIDEST = 488  # as wide as the list of the desk: the steps of a visit stay in sight
BESIDE_RAIL = 128  # on the left, where no step of the desk stands


class _ToastAction(QAbstractButton):
    """A word on the toast that can be pressed, with its key."""

    def __init__(self, text: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self._hint = hint
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        wear = theme.active()
        width = QFontMetrics(wear.font(14, bold=True)).horizontalAdvance(text)
        hint_width = QFontMetrics(wear.font(12)).horizontalAdvance(hint)
        self.setFixedSize(width + hint_width + wear.px(28 if hint else 20), wear.px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        wear = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = wear.color("toast_action")
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(color, 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.setPen(color)
        painter.setFont(wear.font(14, bold=True))
        place = QRectF(wear.px(10), 0, self.width(), self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.setFont(wear.font(12))
        place = QRectF(0, 0, self.width() - wear.px(10), self.height())
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(place, int(side), self._hint)
        painter.end()


class Toast(QWidget):
    """One notice above the foot of the window; it stands longer while pointed at or focused.

    `read` comes when its time is over; who shows it takes it away.
    """

    read = Signal()

    def __init__(
        self,
        text: str,
        status: Status,
        *,
        action: str = "",
        hint: str = "",
        shown_ms: int = SHOWN_MS,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        wear = theme.active()
        self._shown_ms = shown_ms
        layout = QHBoxLayout(self)
        layout.setContentsMargins(wear.px(16), wear.px(4), wear.px(8), wear.px(4))
        layout.setSpacing(wear.px(12))
        picture = QLabel(self)
        picture.setPixmap(wear.pixmap(STATUS_ICONS[status], "on_toast", 20))
        layout.addWidget(picture)
        self.words = Text(text, parent=self)
        self.words.setStyleSheet(f"color: {wear.palette.on_toast};")
        layout.addWidget(self.words, 1)
        self.action = _ToastAction(action, hint, self) if action else None
        if self.action is not None:
            layout.addWidget(self.action)
        else:
            layout.addSpacing(wear.px(8))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_toast)
        self._timer.start(shown_ms)

    @Slot()
    def close_toast(self) -> None:
        """Take it away, unless it is being read: then wait."""
        if self.underMouse() or (self.action is not None and self.action.hasFocus()):
            self._timer.start(self._shown_ms // 4)
            return
        self.read.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dark pill on light, a light one on dark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.active().palette.toast))
        painter.drawRoundedRect(self.rect(), theme.RADIUS, theme.RADIUS)
        painter.end()


class Toasts(QObject):
    """Shows one toast at a time in a window; Ctrl+Z presses its Undo from anywhere.

    In a text field Ctrl+Z first takes back typing, as everywhere.  Where a toast would cover
    something that can be pressed, `foot` (laid at the foot of the window) makes room for it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.foot = QWidget(window)
        self.foot.setFixedHeight(0)
        self.foot.hide()
        self._moved = QTimer(self)
        self._moved.setSingleShot(True)
        self._moved.setInterval(0)
        self._moved.timeout.connect(self._place)
        self._toast: Toast | None = None
        self._undo: Callable[[], None] | None = None
        self._key = QShortcut(QKeySequence("Ctrl+Z"), window)
        self._key.setContext(Qt.ShortcutContext.WindowShortcut)
        self._key.activated.connect(self.undo)
        window.installEventFilter(self)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    @property
    def toast(self) -> Toast | None:
        """The toast that stands now."""
        return self._toast

    def say(
        self,
        text: str,
        status: Status = Status.OK,
        *,
        action: str = "",
        on_action: Callable[[], None] | None = None,
        undoable: bool = False,
        long: bool = False,
    ) -> None:
        """Show a notice, with an action if one is given; `undoable` gives it Ctrl+Z."""
        self.dismiss()
        self._undo = on_action
        hint = QKeySequence("Ctrl+Z").toString(QKeySequence.SequenceFormat.NativeText)
        self._toast = Toast(
            text,
            status,
            action=action,
            hint=hint if undoable else "",
            shown_ms=SHOWN_LONG_MS if long else SHOWN_MS,
            parent=self._window,
        )
        self._toast.read.connect(self.dismiss)
        if self._toast.action is not None:
            self._toast.action.clicked.connect(self.undo)
        self._key.setEnabled(undoable)
        self._place()
        self._moved.start()
        self._toast.show()
        self._toast.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._toast, text))

    def say_besides(self, text: str, status: Status) -> None:
        """Say more about what was just done; its words and its Undo stay."""
        toast, undo, undoable = self._toast, self._undo, self._key.isEnabled()
        if toast is None or toast.action is None:
            self.say(text, status, long=True)
            return
        self.say(
            f"{toast.words.text()} {text}",
            status,
            action=toast.action.text(),
            on_action=undo,
            undoable=undoable,
            long=True,
        )

    @Slot()
    def undo(self) -> None:
        """Do what the toast offers."""
        act, self._undo = self._undo, None
        if act is not None:
            self.dismiss()
            act()

    @Slot()
    def dismiss(self) -> None:
        """Take the toast away."""
        toast, self._toast = self._toast, None
        self._undo = None
        self._key.setEnabled(False)
        if toast is not None:
            toast.hide()
            toast.deleteLater()
        if not self.foot.isHidden():
            self.foot.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the toast in place; give Ctrl+Z to it where a field has nothing to take back."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        if event.type() == QEvent.Type.LayoutRequest and self._toast is not None:
            self._moved.start()
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and self._undo is not None
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and _nothing_to_take_back(watched)
        ):
            event.ignore()
            return True
        return False

    @Slot()
    def _place(self) -> None:
        if self._toast is None:
            return
        room = min(self._window.width() - theme.active().px(48), theme.active().px(WIDEST))
        self._toast.words.setWordWrap(False)
        wanted = self._toast.sizeHint()
        if wanted.width() > room:
            self._toast.words.setWordWrap(True)
            layout = self._toast.layout()
            height = (
                self._toast.sizeHint().height() if layout is None else layout.heightForWidth(room)
            )
            wanted = QSize(room, height)
        self._toast.resize(wanted)
        self._toast.move(
            min(theme.active().px(BESIDE_RAIL), (self._window.width() - self._toast.width()) // 2),
            self._window.height() - self._toast.height() - theme.active().px(self._above_foot()),
        )
        laid = self.foot.parentWidget() is not self._window
        if laid and self.foot.isHidden() and covers_an_action(self._window, self._toast):
            self.foot.setFixedHeight(self._toast.height() + theme.active().px(8))
            self.foot.show()
            self._moved.start()

    def _above_foot(self) -> int:
        """How far above the foot of the window it stands: in the room made for it, near the edge."""
        return 24 if self.foot.isHidden() else 4


_PRESSED = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QScrollBar)


def covers_an_action(window: QWidget, toast: QWidget) -> bool:
    """Whether something that can be pressed or typed into lies under the toast."""
    place = toast.geometry()
    for one in window.findChildren(QWidget):
        if not one.isVisible() or not one.isEnabled() or toast.isAncestorOf(one):
            continue
        if isinstance(one, QAbstractItemView):
            region = QRegion(one.rect().intersected(_rows_of(one)))
        elif isinstance(one, _PRESSED):
            region = QRegion(one.rect())
        else:
            continue
        seen = one.visibleRegion().intersected(region)
        if seen.translated(one.mapTo(window, QPoint(0, 0))).intersects(place):
            return True
    return False


def _rows_of(view: QAbstractItemView) -> QRect:
    """The part of a list where its rows stand."""
    model = view.model()
    count = model.rowCount()
    if count == 0:
        return QRect()
    last = view.visualRect(model.index(count - 1, 0))
    return QRect(0, 0, view.width(), last.bottom() + view.height() - view.viewport().height())


def _nothing_to_take_back(widget: QObject) -> bool:
    if isinstance(widget, QLineEdit):
        return not widget.isUndoAvailable()
    if isinstance(widget, QPlainTextEdit):
        return not widget.document().isUndoAvailable()
    return False
