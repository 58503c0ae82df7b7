"""Words on the screen in one of the roles of the type scale."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

Role = Literal[
    "body",
    "display",
    "title",
    "heading",
    "large",
    "lead",
    "strong",
    "muted",
    "small",
    "caption",
    "error",
    "accent",
]


class Text(QLabel):
    """Plain text (never markup, whatever a patient is called) in a role of the theme.

    Long texts wrap when `wrap` is set; others never push a window wider than they must.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        *,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    def set_role(self, role: Role) -> None:
        """Show the text in another role."""
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)

    def set_status(self, status: str) -> None:
        """Colour the text as a status ("ok", "warn", "danger", "info"; "" for none)."""
        self.setProperty("status", status)
        self.style().unpolish(self)
        self.style().polish(self)
