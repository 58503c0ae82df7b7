"""How a contact went: one digit for each outcome, while the bar has the focus."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reception.ui.i18n import say
from reception.ui.kit.button import Button
from reception.ui.kit.flow import Flow
from reception.values.aftercare import ContactOutcome
from reception.values.aftercare_labels import contact_outcome_label


class _OutcomeButton(Button):
    """An outcome with its digit."""

    picked = Signal(object)

    def __init__(self, digit: int, outcome: ContactOutcome) -> None:
        super().__init__(say(contact_outcome_label(outcome)), hint=str(digit))
        self._outcome = outcome
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._pick)

    @Slot()
    def _pick(self) -> None:
        self.picked.emit(self._outcome)


class OutcomeBar(Flow):
    """`picked` tells the outcome; the digits 1 … work while the bar has the focus."""

    picked = Signal(object)

    def __init__(self, outcomes: Sequence[ContactOutcome], parent: QWidget | None = None) -> None:
        self.outcomes = tuple(outcomes)
        buttons = [_OutcomeButton(n, one) for n, one in enumerate(self.outcomes, start=1)]
        super().__init__(*buttons, parent=parent)
        for button in buttons:
            button.picked.connect(self.picked)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit picks."""
        number = event.key() - Qt.Key.Key_0
        if 1 <= number <= len(self.outcomes) and not event.modifiers():
            self.picked.emit(self.outcomes[number - 1])
            return
        super().keyPressEvent(event)
