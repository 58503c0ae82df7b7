"""What a checkout seldom needs: the part an insurance pays, the next step a doctor recommended."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.rules.days import DayFault, read_day
from reception.rules.price_list import WHOLE
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.field import Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import Column


class CheckoutExtras(Column):
    """Two fields that stand behind their buttons until they are wanted."""

    changed = Signal()
    returned = Signal()

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self._day = day
        self.insured_button = Button(
            _("Insurance or a company pays…"), "quiet", key="Ctrl+Shift+I", parent=self
        )
        self.insured_button.clicked.connect(self._ask_insured)
        self.next_button = Button(
            _("The doctor recommended coming again…"), "quiet", key="Ctrl+Shift+D", parent=self
        )
        self.next_button.clicked.connect(self._ask_next)
        self.insured_field = Field(
            _("Paid by the insurance or the company, %"),
            hint=_("From 0 to 100. Only what the patient pays herself earns points."),
            longest=3,
            parent=self,
        )
        self.insured_field.edited.connect(self._changed)
        self.next_field = Field(
            _("When to come again"),
            hint=_("A day, for example 12.05.2027. On it she stands among the recalls."),
            longest=20,
            parent=self,
        )
        self.next_field.edited.connect(self._changed)
        for field in (self.insured_field, self.next_field):
            field.returned.connect(self.returned)
        self.insured_field.hide()
        self.next_field.hide()
        self.box.addWidget(self.insured_field)
        self.box.addWidget(self.next_field)
        self.box.addWidget(Flow(self.insured_button, self.next_button, gap=8))

    def insured(self) -> int | None:
        """The insured part in per cent; None where something else is typed, said at the field."""
        text = self.insured_field.text()
        if not text:
            return 0
        if text.isascii() and text.isdigit() and int(text) <= WHOLE:
            return int(text)
        self.insured_field.set_error(_("Enter a whole number from 0 to 100."))
        return None

    def next_day(self) -> date | None:
        """The day to come again; None where none is typed."""
        text = self.next_field.text()
        day = read_day(text, self._day) if text else None
        return None if isinstance(day, DayFault) else day

    def is_wrong(self) -> bool:
        """Whether the day to come again is none, or is over; said at the field."""
        if not self.next_field.text():
            return False
        day = self.next_day()
        if day is None:
            self.next_field.set_error(_("Enter a day, for example 12.05.2027."))
        elif day <= self._day:
            self.next_field.set_error(_("The day is over; enter a day to come."))
        else:
            return False
        self.next_field.line.setFocus()
        return True

    @Slot()
    def _ask_insured(self) -> None:
        self.insured_field.show()
        self.insured_button.hide()
        self.insured_field.line.setFocus()

    @Slot()
    def _ask_next(self) -> None:
        self.next_field.show()
        self.next_button.hide()
        self.next_field.line.setFocus()

    @Slot(str)
    def _changed(self, _text: str) -> None:
        self.changed.emit()
