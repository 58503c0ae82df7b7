"""What every part of the page is: a widget that can be refreshed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reception.ui.page import Screens

# The list on the left of a part; narrower where the text is larger.
LIST_WIDTH, NARROW_LIST_WIDTH, ROOMY_SCALE = 460, 320, 125


class Part(QWidget):
    """One part; asked again when it is shown and when something changed."""

    def __init__(self, screens: Screens) -> None:
        super().__init__()
        self.screens = screens

    def refresh(self) -> None:
        """Ask again and show the answer."""

    def arrive(self, subject: object) -> None:
        """Somebody navigated to this part with something to show in it."""

    def step_back(self) -> bool:
        """Esc: undo the last step within the part; False where there is none."""
        return False

    def first_focus(self) -> QWidget | None:
        """What has the focus when the part is shown."""
        return None
