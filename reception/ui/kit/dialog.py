"""Dialogs, only where a decision cannot be undone or input is needed before going on.

They open with `open()` and tell by `finished`, `accepted` or `rejected`; nothing nests an
event loop.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from reception.ui import theme
from reception.ui.kit.button import Button, Kind
from reception.ui.kit.text import Text


class Dialog(QDialog):
    """A heading, a body column, and buttons at the foot; window-modal, deleted when closed."""

    def __init__(self, title: str, about: str = "", *, width: int = 480, parent: QWidget) -> None:
        super().__init__(parent)
        wear = theme.active()
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(wear.px(width))
        outer = QVBoxLayout(self)
        side = wear.px(24)
        outer.setContentsMargins(side, side, side, side)
        outer.setSpacing(wear.px(16))
        self.title = Text(title, "title", wrap=True, parent=self)
        outer.addWidget(self.title)
        self.about = Text(about, "muted", wrap=True, parent=self)
        self.about.setVisible(bool(about))
        outer.addWidget(self.about)
        self._body = QVBoxLayout()
        self._body.setSpacing(wear.px(12))
        outer.addLayout(self._body, 1)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(wear.px(8))
        self._foot.addStretch(1)
        outer.addSpacing(wear.px(8))
        outer.addLayout(self._foot)

    @property
    def body(self) -> QVBoxLayout:
        """Where the parts go."""
        return self._body

    def add_button(self, text: str, kind: Kind = "secondary", *, key: str = "") -> Button:
        """A button at the foot, right of those before; connect it to a bound method."""
        button = Button(text, kind, key=key, parent=self)
        self._foot.addWidget(button)
        return button

    def add_cancel(self, text: str) -> Button:
        """The button that closes without doing anything (Esc does the same)."""
        button = self.add_button(text, "quiet")
        button.clicked.connect(self._cancel)
        return button

    @Slot()
    def _cancel(self) -> None:
        self.reject()


class Confirm(Dialog):
    """Asks before what cannot be undone; `accepted` when the person goes on."""

    def __init__(
        self,
        title: str,
        about: str,
        *,
        go_on: str,
        cancel: str,
        danger: bool = True,
        parent: QWidget,
    ) -> None:
        super().__init__(title, about, parent=parent)
        self.cancel_button = self.add_cancel(cancel)
        self.go_button = self.add_button(go_on, "danger" if danger else "primary")
        self.go_button.clicked.connect(self._go_on)
        self.cancel_button.setFocus()

    @Slot()
    def _go_on(self) -> None:
        self.accept()
