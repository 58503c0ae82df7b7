"""Why the clinic cannot be opened, and the ways out that stand ready: try again, go back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reception.ui import theme
from reception.ui.errors import Explanation
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.flow import FlowLayout
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.theme import Status


class Trouble(QWidget):
    """The explanation; `copy_made` (local time) offers the latest verified copy, `rescue` lists."""

    tried_again = Signal()
    going_back = Signal()
    rescue_asked = Signal()

    def __init__(
        self,
        explanation: Explanation,
        *,
        again: bool = False,
        copy_made: datetime | None = None,
        rescue: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.active().px(16))
        column.addWidget(Text(_("The clinic cannot be opened"), "title", wrap=True, parent=self))
        column.addWidget(Strip(explanation.text, Status.DANGER, parent=self))
        column.addWidget(Text(explanation.way_out, wrap=True, parent=self))
        foot = FlowLayout(gap=8)
        self.again_button = Button(_("Try again"), parent=self)
        self.again_button.setVisible(again)
        self.again_button.clicked.connect(self._again)
        foot.addWidget(self.again_button)
        self.back_button = Button("", "primary", icon="backup", parent=self)
        self.back_button.setVisible(copy_made is not None)
        if copy_made is not None:
            self.back_button.setText(_("Go back to the copy of {moment}", moment=copy_made))
            self.back_button.setAccessibleName(self.back_button.text())
        self.back_button.clicked.connect(self._back)
        foot.addWidget(self.back_button)
        self.rescue_button = Button(_("Rescue what can be read…"), "quiet", parent=self)
        self.rescue_button.setVisible(rescue)
        self.rescue_button.clicked.connect(self.rescue_asked)
        foot.addWidget(self.rescue_button)
        column.addLayout(foot)
        self.told = Text("", wrap=True, selectable=True, parent=self)
        self.told.hide()
        column.addWidget(self.told)

    def tell(self, text: str) -> None:
        """Say what came of the rescue."""
        self.told.setText(text)
        self.told.show()

    @Slot()
    def _again(self) -> None:
        self.tried_again.emit()

    @Slot()
    def _back(self) -> None:
        self.going_back.emit()
