"""What is taken back of a visit, and why: one digit and a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.services.visit_day import Step, step_word
from reception.ui.errors import explain
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.choose import Segments
from reception.ui.kit.field import Field
from reception.ui.kit.layout import STRETCH, row
from reception.ui.pages.desk.work_form import WorkForm


class TakeBackForm(WorkForm):
    """The steps that can be taken back side by side; `asked` tells which and why."""

    asked = Signal(object, str)

    def __init__(self, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        super().__init__(
            _("Take a step of the visit back"),
            _("The reason stays in the history of the visit."),
            parent=parent,
        )
        self.steps = Segments([(one, say(step_word(one))) for one in steps], steps[0], parent=self)
        self.reason = Field(_("Reason"), parent=self)
        self.reason.returned.connect(self._enter)
        self.go_button = Button(_("Take it back"), "primary", hint="⏎", parent=self)
        self.go_button.clicked.connect(self._enter)
        self.close_button = Button(_("Close"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        self.add(row(self.steps, STRETCH)).add(self.reason).add(self.refusal)
        self.add(row(self.go_button, self.close_button, STRETCH))

    def first_focus(self) -> QWidget | None:
        """The reason, where there is one thing; else what."""
        return self.reason.line

    def refuse(self, error: ReceptionError) -> None:
        """A missing reason is said at its field."""
        if isinstance(error, InvalidInput):
            self.reason.set_error(explain(error).sentence)
            self.reason.line.setFocus()
        else:
            super().refuse(error)

    @Slot()
    def _enter(self) -> None:
        self.asked.emit(self.steps.value(), self.reason.text())
