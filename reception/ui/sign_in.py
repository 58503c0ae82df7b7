"""Signing in once a day: login and password, which also unlock the clinic's database."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from reception.ui import theme
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.kit.text import Text


class SignIn(QWidget):
    """The card of the sign-in; `tried` tells what was typed, `show_error` what came of it.

    With the printed recovery key the login is empty and the key stands for the password.
    """

    tried = Signal(str, str)

    def __init__(self, login: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wear = theme.active()
        self._with_recovery = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(wear.px(16))
        mark = QLabel(self)
        mark.setPixmap(wear.pixmap("mark", "accent", 48))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = Text(_("Good to see you"), "display", wrap=True, parent=self)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(mark)
        column.addWidget(title)
        card = Card(padding=24, gap=16, parent=self)
        self.login = Field(_("Login"), login, longest=60)
        self.password = Field(_("Password"), secret=True)
        self.login.returned.connect(self._to_password)
        self.password.returned.connect(self._try)
        self.button = Button(_("Sign in"), "primary").stretch()
        self.button.clicked.connect(self._try)
        self.recovery = Button(_("Use the recovery key"), "quiet", icon="key")
        self.recovery.clicked.connect(self._use_recovery)
        card.add(self.login).add(self.password).add(self.button)
        column.addWidget(card)
        column.addWidget(self.recovery, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setFocusProxy(self.password if login else self.login)

    @Slot()
    def _to_password(self) -> None:
        self.password.line.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _use_recovery(self) -> None:
        self._with_recovery = not self._with_recovery
        self.login.setVisible(not self._with_recovery)
        word = _("Recovery key") if self._with_recovery else _("Password")
        self.password.label.setText(word)
        self.password.editor.setAccessibleName(word)
        self.password.line.clear()
        self.password.line.setEchoMode(
            QLineEdit.EchoMode.Normal if self._with_recovery else QLineEdit.EchoMode.Password
        )
        self.password.set_error("")
        self.recovery.setText(
            _("Use login and password") if self._with_recovery else _("Use the recovery key")
        )
        self.recovery.updateGeometry()
        self.password.line.setFocus()

    @Slot()
    def _try(self) -> None:
        login = "" if self._with_recovery else self.login.text()
        password = self.password.line.text()
        if not login and not self._with_recovery:
            self.login.set_error(_("Enter your login."))
            self.login.line.setFocus()
        elif not password:
            self.password.set_error(_("Enter your password."))
            self.password.line.setFocus()
        else:
            self.set_busy(busy=True)
            self.tried.emit(login, password)

    def set_busy(self, *, busy: bool) -> None:
        """While the key is derived nothing can be pressed."""
        self.button.setEnabled(not busy)
        self.password.line.setEnabled(not busy)

    def show_error(self, text: str) -> None:
        """Say why it did not work; a password is asked again, a long recovery key is mended."""
        self.set_busy(busy=False)
        if not self._with_recovery:
            self.password.line.clear()
        self.password.set_error(text)
        self.password.line.setFocus()
