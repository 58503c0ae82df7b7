"""Empty lists: what will stand here, and the first step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reception.ui import theme
from reception.ui.kit.button import Button
from reception.ui.kit.text import Text


class EmptyState(QWidget):
    """An icon, a sentence, perhaps a second one, and one action."""

    acted = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        about: str = "",
        *,
        action: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        wear = theme.active()
        layout = QVBoxLayout(self)
        side = wear.px(24)
        layout.setContentsMargins(side, side, side, side)
        layout.setSpacing(wear.px(8))
        layout.addStretch(1)
        picture = QLabel(self)
        picture.setPixmap(wear.pixmap(icon, "line_strong", 40))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(picture)
        self.title = Text(title, "heading", wrap=True, parent=self)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.title)
        self.about = Text(about, "muted", wrap=True, parent=self)
        self.about.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.about.setVisible(bool(about))
        layout.addWidget(self.about)
        self.button = Button(action, "primary", key=key, parent=self)
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self.acted)
        layout.addSpacing(wear.px(8))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
