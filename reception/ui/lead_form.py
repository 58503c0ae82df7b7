"""A potential patient in five fields: how, what is asked, name, phone, and what comes next.

Used by the call panel of the desk and by the page of what comes after a visit.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.clinic import clinic_day
from reception.services.leads import WITH_DAY, record_lead
from reception.ui import theme
from reception.ui.errors import explain
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.typed_day import read_booking_day
from reception.values.aftercare import LeadChannel, NextStep
from reception.values.lead_labels import lead_channel_label, next_step_label

ROOMY_SCALE = 100
STEPS = (
    NextStep.CALL_BACK,
    NextStep.FREE_CONSULTATION,
    NextStep.TOUR,
    NextStep.BOOKED,
    NextStep.NOTHING,
)


class LeadForm(QWidget):
    """`saved` tells the number of the lead, `left` that it was put away."""

    saved = Signal(int)
    left = Signal()

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screens = screens
        self._request_id = uuid4().hex
        self.form = Form(width=2 if theme.active().scale <= ROOMY_SCALE else 1, parent=self)
        self.name = Field(_("Name"), longest=120)
        self.phone = Field(_("Phone"), longest=30)
        self.question = Field(_("What is asked"), longest=300)
        self.channel = ChoiceField(
            _("How they came"),
            [(one, say(lead_channel_label(one))) for one in LeadChannel],
            LeadChannel.PHONE,
        )
        none: list[tuple[NextStep | None, str]] = [(None, _("— choose —"))]
        self.step = ChoiceField(
            _("What comes next"),
            [*none, *((one, say(next_step_label(one))) for one in STEPS)],
            None,
        )
        self.step.chosen.connect(self._step_chosen)
        self.day = Field(_("On which day"), hint=_("5, 5.11 or +7"), longest=20)
        self.form.add("name", self.name)
        self.form.add("phone", self.phone)
        self.form.add("question", self.question, span=2)
        self.form.add("channel", self.channel)
        self.form.add("next_step", self.step)
        self.form.add("next_on", self.day)
        self.day.hide()
        for field in (self.name, self.phone, self.question, self.day):
            field.returned.connect(self.save)
        self.fault = Text("", "error", wrap=True)
        self.fault.hide()
        self.save_button = Button(_("Write down"), "primary", hint="⏎")
        self.save_button.clicked.connect(self.save)
        self.close_button = Button(_("Close"), "quiet", hint="Esc")
        self.close_button.clicked.connect(self.left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.form, self.fault):
            layout.addWidget(part)
        layout.addLayout(row(self.save_button, self.close_button, STRETCH))

    def carry_over(self, *, name: str = "", phone: str = "") -> None:
        """Fill in what was said already."""
        self.name.line.setText(name)
        self.phone.line.setText(phone)

    def first_focus(self) -> QWidget | None:
        """The first field that is empty."""
        for field in (self.name, self.phone, self.question):
            if not field.text():
                return field.line
        return self.step.combo

    @Slot(object)
    def _step_chosen(self, step: NextStep | None) -> None:
        self.day.setVisible(step in WITH_DAY)
        self.form.clear_errors()

    @Slot()
    def save(self) -> None:
        """Write it down; what is missing is said at its field."""
        self.form.clear_errors()
        self.fault.hide()
        step = self.step.value()
        day = None
        if step in WITH_DAY and self.day.text():
            day = read_booking_day(self.day.text(), self._today())
            if day is None:
                self.form.show_error("next_on", _("Enter a day, for example 5.11 or +7."))
                return
        self._screens.actions.run(
            partial(
                record_lead,
                channel=self.channel.value(),
                next_step=step,
                question=self.question.text(),
                name=self.name.text(),
                phone=self.phone.text(),
                next_on=day,
                request_id=self._request_id,
            ),
            done=self.saved.emit,
            failed=self._refuse,
        )

    def _today(self) -> date:
        now = self._screens.clock.now()
        return self._screens.actions.ask(partial(clinic_day, now=now))

    def _refuse(self, error: ReceptionError) -> None:
        sentence = explain(error).sentence
        named = isinstance(error, InvalidInput) and self.form.show_error(error.field, sentence)
        if not named:
            self.fault.setText(sentence)
            self.fault.show()
