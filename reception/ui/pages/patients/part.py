"""What every part of a patient's record is: a widget that shows one person."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reception.ui.page import Screens

# At larger text the record stands in one column, so that nothing is pushed out of the window.
ROOMY_SCALE = 125
# Up to this text size two fields with long words stand side by side within a part.
PAIRED_SCALE = 100


class PersonPart(QWidget):
    """One part of the record, asked again each time it is shown and when something changed."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.screens = screens

    def show_person(self, patient_id: int) -> None:
        """Show this person; each part says how."""
        raise NotImplementedError

    def step_back(self) -> bool:
        """Esc: put an open form away; False where there is none."""
        return False

    def first_focus(self) -> QWidget | None:
        """What has the focus when the part is opened."""
        return None
