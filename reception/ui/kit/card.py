"""Sections of a page: a surface with a hairline, a heading and what belongs to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from reception.ui import theme
from reception.ui.kit.text import Text


class Card(QFrame):
    """A surface with an optional heading and one line below it; parts are added to it."""

    def __init__(
        self,
        title: str = "",
        about: str = "",
        *,
        kind: str = "card",
        padding: int = 16,
        gap: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        wear = theme.active()
        self.setProperty("kind", kind)
        self._column = QVBoxLayout(self)
        side = wear.px(padding) if padding else 0
        self._column.setContentsMargins(side, side, side, side)
        self._column.setSpacing(wear.px(gap))
        self._head = QHBoxLayout()
        self._head.setSpacing(wear.px(8))
        self.title = Text(title, "heading", parent=self)
        self.title.setVisible(bool(title))
        self.title.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self.title, 1)
        self._column.addLayout(self._head)
        self.about = Text(about, "muted", wrap=True, parent=self)
        self.about.setVisible(bool(about))
        self._column.addWidget(self.about)

    @property
    def box(self) -> QVBoxLayout:
        """The column of the card."""
        return self._column

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> Card:
        """Put a part at the end; the card itself, so that calls can be chained."""
        if isinstance(part, QWidget):
            self._column.addWidget(part, stretch)
        else:
            self._column.addLayout(part, stretch)
        return self

    def add_action(self, action: QWidget) -> Card:
        """Put a small action beside the heading."""
        self._head.addWidget(action)
        return self
