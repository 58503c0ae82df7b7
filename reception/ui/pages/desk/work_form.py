"""Small forms in the panel: one question, one field; Return goes on, Esc closes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.ui.errors import explain
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.kit.layout import STRETCH, row
from reception.ui.kit.strip import Strip
from reception.ui.theme import Status


class WorkForm(Card):
    """A form that stands in the panel until it is done or put away; never a window."""

    closed = Signal()

    def __init__(self, title: str, about: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, about, parent=parent)
        self.refusal = Strip("", Status.WARN, parent=self)
        self.refusal.hide()

    def first_focus(self) -> QWidget | None:
        """What has the focus when the form opens."""
        return None

    def refuse(self, error: ReceptionError) -> None:
        """Say beside the form why it cannot be done."""
        self.refusal.say(explain(error).sentence, Status.WARN)
        self.refusal.show()

    def step_back(self) -> bool:
        """Esc: a step back within the form; False closes it."""
        return False


class FieldForm(WorkForm):
    """One field and one action."""

    entered = Signal(str)

    def __init__(
        self, title: str, label: str, go_on: str, *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent=parent)
        self.field = Field(label, hint=hint, parent=self)
        self.field.returned.connect(self._enter)
        self.go_button = Button(go_on, "primary", parent=self)
        self.go_button.clicked.connect(self._enter)
        self.close_button = Button(_("Close"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        self.add(self.field).add(self.refusal)
        self.add(row(self.go_button, self.close_button, STRETCH))

    def first_focus(self) -> QWidget | None:
        """The field."""
        return self.field.line

    def refuse(self, error: ReceptionError) -> None:
        """A wrong value is said at the field."""
        if isinstance(error, InvalidInput):
            self.field.set_error(explain(error).sentence)
            self.field.line.setFocus()
        else:
            super().refuse(error)

    @Slot()
    def _enter(self) -> None:
        self.entered.emit(self.field.text())


class QuestionForm(WorkForm):
    """A question in place; Return says yes, Esc no."""

    confirmed = Signal()

    def __init__(self, question: str, yes: str, parent: QWidget | None = None) -> None:
        super().__init__(question, parent=parent)
        self.title.setWordWrap(True)
        self.yes_button = Button(yes, "primary", hint="⏎", parent=self)
        self.yes_button.clicked.connect(self.confirmed)
        self.no_button = Button(_("No"), "secondary", hint="Esc", parent=self)
        self.no_button.clicked.connect(self.closed)
        self.add(row(self.yes_button, self.no_button, STRETCH))

    def first_focus(self) -> QWidget | None:
        """Yes: Return confirms."""
        return self.yes_button


def focus_later(widget: QWidget | None) -> None:
    """Give the focus to a part of a form that has just been shown."""
    if widget is not None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
