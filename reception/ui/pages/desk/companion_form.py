"""Who is with the child: the adults of the family by digit, somebody else, or nobody."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reception.queries.person_panel import MemberLine
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.field import Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import STRETCH, row
from reception.ui.pages.desk.work_form import WorkForm
from reception.values.labels import relation_label

MOST = 7


class _Choice(Button):
    """An adult who may be with the child."""

    chosen = Signal(int)

    def __init__(self, digit: int, member: MemberLine, parent: QWidget | None = None) -> None:
        word = f"{member.spoken_name} · {say(relation_label(member.relation))}"
        super().__init__(word, hint=str(digit), parent=parent)
        self.patient_id = member.patient_id
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self.patient_id)


class CompanionForm(WorkForm):
    """`chosen` tells a member's number, `other` the words for somebody else ("" for nobody)."""

    chosen = Signal(int)
    other = Signal(str)

    def __init__(
        self, name: str, adults: Sequence[MemberLine], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Who is with {name}?", name=name), parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._choices = [_Choice(n, one, self) for n, one in enumerate(adults[:MOST], start=1)]
        for choice in self._choices:
            choice.chosen.connect(self.chosen)
        self.alone_button = Button(_("came alone"), hint="0", parent=self)
        self.alone_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.alone_button.clicked.connect(self._alone)
        self.add(Flow(*self._choices, self.alone_button))
        self.field = Field(
            _("Somebody else"), placeholder=_("grandmother, nanny, driver"), parent=self
        )
        self.field.returned.connect(self._other)
        self.close_button = Button(_("Close"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        self.add(self.field).add(self.refusal).add(row(self.close_button, STRETCH))

    def first_focus(self) -> QWidget | None:
        """The form itself: a digit chooses."""
        return self

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose; Return takes the first adult."""
        digit = event.key() - Qt.Key.Key_0
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._choices:
            digit = 1
        if digit == 0:
            self._alone()
        elif 1 <= digit <= len(self._choices):
            self._choices[digit - 1].click()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _alone(self) -> None:
        self.other.emit("")

    @Slot()
    def _other(self) -> None:
        text = self.field.text()
        if text:
            self.other.emit(text)
        else:
            self.field.set_error(_("Write who it is."))
