"""Privacy: the screen goes blank but for the clinic's name, on F12 or when nobody is there."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from reception.clock import Clock
from reception.queries.staff import StaffRow, staff_rows
from reception.services.staff import SignInAnswer, sign_in, switch_by_pin
from reception.ui import theme
from reception.ui.i18n import _, say
from reception.ui.kit.text import Text
from reception.ui.page import Screens

BLANK_AFTER = timedelta(minutes=2)
LOCK_AFTER = timedelta(minutes=10)
LOOK_EVERY_MS = 5000
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    }
)


class IdleWatch(QObject):
    """Knows when a hand last touched the PC; `idle` when the desk is left for two minutes."""

    idle = Signal()

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self.touched = clock.now()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key or movement counts."""
        if event.type() in _INPUT:
            self.touched = self._clock.now()
        return False

    @Slot()
    def look(self) -> None:
        """See whether the desk was left."""
        if self._clock.now() - self.touched >= BLANK_AFTER:
            self.idle.emit()


class Curtain(QWidget):
    """Covers the window; any key lifts it, after ten minutes only a PIN (or the password)."""

    lifted = Signal()

    def __init__(self, clinic: str, screens: Screens, watch: IdleWatch, window: QWidget) -> None:
        super().__init__(window)
        wear = theme.active()
        self._screens = screens
        self._watch = watch
        self._window = window
        self._since: datetime | None = None
        self._before: QWidget | None = None
        self._dialogs: list[QDialog] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        mark = QLabel(self)
        mark.setPixmap(wear.pixmap("mark", "accent", 56))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = Text(clinic, "display", wrap=True, parent=self)
        self.name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint = Text("", "muted", wrap=True, parent=self)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.secret = QLineEdit(self)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setProperty("role", "pin")
        self.secret.setFixedWidth(wear.px(220))
        self.secret.returnPressed.connect(self._try)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(wear.px(32),) * 4)
        column.setSpacing(wear.px(16))
        column.addStretch(1)
        for part in (mark, self.name, self.hint):
            column.addWidget(part)
        column.addWidget(self.secret, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        window.installEventFilter(self)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        watch.idle.connect(self.cover)
        self.hide()

    @Slot()
    def cover(self) -> None:
        """Blank the screen, open dialogs too; what was typed stays."""
        if self.isVisible():
            return
        self._since = self._screens.clock.now()
        self._before = QApplication.focusWidget()
        self._dialogs = [one for one in self._window.findChildren(QDialog) if one.isVisible()]
        for dialog in self._dialogs:
            dialog.hide()
        self.secret.hide()
        self.hint.setText(_("Press any key"))
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus()

    @property
    def is_locked(self) -> bool:
        """Whether it was left for so long that a key does not lift it."""
        actor = self._screens.seat.actor
        if self._since is None or actor is None or actor.staff_id is None:
            return False
        return self._screens.clock.now() - self._since >= LOCK_AFTER

    def event(self, event: QEvent) -> bool:
        """No key of the window works through the curtain."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key lifts it, or asks for the PIN."""
        self._touched()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """So does a click."""
        self._touched()

    def _touched(self) -> None:
        if not self.is_locked:
            self._lift()
            return
        if not self.secret.isVisible():
            person = self._person()
            if person is None or not (person.has_pin or person.has_password):
                self._lift()
                return
            words = _("{name}, your PIN") if person.has_pin else _("{name}, your password")
            self.hint.setText(words.format(name=person.name))
            self.secret.clear()
            self.secret.show()
        self.secret.setFocus()

    def _person(self) -> StaffRow | None:
        actor = self._screens.seat.actor
        rows = self._screens.actions.ask(staff_rows)
        return next((row for row in rows if actor and row.id == actor.staff_id), None)

    @Slot()
    def _try(self) -> None:
        person = self._person()
        if person is None:
            return
        typed = self.secret.text()
        guess = (
            partial(switch_by_pin, staff_id=person.id, pin=typed)
            if person.has_pin
            else partial(sign_in, login=person.login, password=typed)
        )
        self.secret.clear()
        self._screens.actions.run(guess, done=self._answered, quiet=True)

    def _answered(self, answer: SignInAnswer) -> None:
        if answer.actor is None:
            self.hint.setText(say(answer.refusal) if answer.refusal else "")
            return
        self._lift()

    def _lift(self) -> None:
        self._since = None
        self.hide()
        for dialog in self._dialogs:
            dialog.open()
        self._dialogs = []
        if self._before is not None:
            self._before.setFocus()
        self.lifted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over the whole window; F12 works over a dialog too, where no shortcut does."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F12
            and QApplication.activeModalWidget() is not None
        ):
            self.cover()
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing shows through."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.active().color("window"))
        painter.end()
