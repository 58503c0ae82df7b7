"""The window before the clinic is open: the mark while the program loads, then one card.

It imports nothing heavy, so that it is painted at once.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from reception.ui import theme
from reception.ui.i18n import _
from reception.ui.kit.layout import Scroll
from reception.ui.kit.text import Text

CARD_WIDTH = 520


class EntryWindow(QWidget):
    """Shows the mark, or one part (sign-in, first start) in the middle."""

    def __init__(self) -> None:
        super().__init__()
        wear = theme.active()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("Reception"))
        self.setWindowIcon(wear.icon("mark", "accent", 48))
        self.resize(1366, 768)
        self.setMinimumSize(1024, 640)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._part: QWidget | None = None
        self._show_mark()

    def _show_mark(self) -> None:
        wear = theme.active()
        opening = QWidget()
        column = QVBoxLayout(opening)
        column.setSpacing(wear.px(16))
        mark = QLabel(opening)
        mark.setPixmap(wear.pixmap("mark", "accent", 56))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = Text(_("Reception"), "display", parent=opening)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(mark)
        column.addWidget(words)
        column.addStretch(1)
        self._put(opening)

    def show_waiting(self, text: str) -> None:
        """Say what takes a moment."""
        wear = theme.active()
        part = QWidget()
        column = QVBoxLayout(part)
        column.setSpacing(wear.px(16))
        mark = QLabel(part)
        mark.setPixmap(wear.pixmap("mark", "accent", 56))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = Text(text, "lead", wrap=True, parent=part)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bar = QProgressBar(part)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        for one in (mark, words, bar):
            column.addWidget(one)
        self.show_part(part, width=400)

    def show_part(self, part: QWidget, *, width: int = CARD_WIDTH) -> None:
        """Show a part in the middle instead of what stood there."""
        wear = theme.active()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(*(wear.px(32),) * 4)
        column.addStretch(1)
        part.setFixedWidth(wear.px(width))
        # A row with stretches, not an alignment: only so is the part asked for its height at
        # the width it really has, and wrapped words are never cut.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(part)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)
        self._put(Scroll(content, self))
        part.setFocus()

    def _put(self, part: QWidget) -> None:
        if self._part is not None:
            self._column.removeWidget(self._part)
            self._part.hide()
            self._part.deleteLater()
        self._part = part
        self._column.addWidget(part)
