"""What every part of the page is: a widget that can be refreshed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reception.ui.page import Screens


class Part(QWidget):
    """One part; asked again when it is shown and when something changed."""

    def __init__(self, screens: Screens) -> None:
        super().__init__()
        self.screens = screens

    def refresh(self) -> None:
        """Ask again and show the answer."""

    def step_back(self) -> bool:
        """Esc: undo the last step within the part; False where there is none."""
        return False

    def first_focus(self) -> QWidget | None:
        """What has the focus when the part is shown."""
        return None
