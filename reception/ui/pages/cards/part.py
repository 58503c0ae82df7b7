"""What every part of the Cards page is: a column that can be refreshed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reception.ui import theme
from reception.ui.kit.layout import Column
from reception.ui.page import Screens

WIDEST = 920


class Part(Column):
    """A column of cards, no wider than reads well."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(gap=16)
        self.screens = screens
        self.setMaximumWidth(theme.active().px(WIDEST))

    def refresh(self) -> None:
        """Ask again and show the answer."""

    def step_back(self) -> bool:
        """Esc: undo the last step within the part; False where there is none."""
        return False

    def first_focus(self) -> QWidget | None:
        """What has the focus when the part is shown."""
        return None
