"""Signing in once a day: login and password, which also unlock the clinic's database."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reception.ui import theme
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.kit.text import Text


class SignIn(QWidget):
    """The card of the sign-in; `tried` tells what was typed, `show_error` what came of it."""

    tried = Signal(str, str)

    def __init__(self, login: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wear = theme.active()
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
        card.add(self.login).add(self.password).add(self.button)
        column.addWidget(card)
        self.setFocusProxy(self.password if login else self.login)

    @Slot()
    def _to_password(self) -> None:
        self.password.line.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _try(self) -> None:
        login, password = self.login.text(), self.password.line.text()
        if not login:
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
        """Say why it did not work; the password is asked again."""
        self.set_busy(busy=False)
        self.password.line.clear()
        self.password.set_error(text)
        self.password.line.setFocus()
