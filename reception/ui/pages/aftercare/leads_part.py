"""Potential patients: who is on the way to a first visit, what comes next, and the way there."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.clinic import clinic_day
from reception.queries.leads import LeadRow, open_leads
from reception.services.leads import (
    WITH_DAY,
    change_next_step,
    lead_is_patient,
    lead_to_patient,
)
from reception.ui import theme
from reception.ui.errors import explain
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, Column, Scroll, clear, row
from reception.ui.kit.text import Text
from reception.ui.lead_form import STEPS, LeadForm
from reception.ui.page import Screens
from reception.ui.pages.aftercare.part import Part
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.ui.typed_day import read_booking_day
from reception.values.lead_labels import lead_channel_label, next_step_label
from reception.values.phone_number import PhoneNumber

LIST_WIDTH, NARROW_LIST_WIDTH, ROOMY_SCALE = 460, 320, 125


class _KnownButton(Button):
    """A patient with the same phone: the lead is this person."""

    def __init__(self, patient_id: int, name: str) -> None:
        super().__init__(_("It is {name}", name=name), icon="patient")
        self.patient_id = patient_id


class LeadsPart(Part):
    """The list on the left; a new one, or the chosen one's next step, on the right."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self._rows: tuple[LeadRow, ...] = ()
        self._lead: LeadRow | None = None
        self._day = date.min
        self.new_form: LeadForm | None = None
        self.new_button = Button(_("A potential patient…"), "primary", icon="plus", key="Ctrl+N")
        self.new_button.clicked.connect(self.new)
        self.count = Text("", "muted", wrap=True)
        self.list = _table(self)
        self.list.selected.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.nothing = EmptyState(
            "phone",
            _("Nobody is on the way"),
            _("Who asked but is no patient yet will stand here, with what comes next."),
        )
        self.side = Column(gap=12)
        self.side.box.setContentsMargins(0, 0, 8, 0)
        left = Column(row(self.new_button, STRETCH), self.count, self.list, self.nothing, gap=8)
        wear = theme.active()
        left.setFixedWidth(wear.px(LIST_WIDTH if wear.scale <= ROOMY_SCALE else NARROW_LIST_WIDTH))
        both = row(left, Scroll(self.side), gap=24)
        both.setStretch(1, 1)
        self.setLayout(both)

    def refresh(self) -> None:
        """Ask again; a form somebody fills in stays."""
        ask = self.screens.actions.ask
        self._day = ask(partial(clinic_day, now=self.screens.clock.now()))
        found = ask(partial(open_leads, day=self._day))
        self._rows = found.rows
        self.list.show_rows(list(self._rows))
        self.list.setVisible(bool(self._rows))
        self.nothing.setVisible(not self._rows)
        waiting = ngettext_("{count} on the way", "{count} on the way", len(self._rows))
        became = ngettext_("{count} became a patient", "{count} became patients", found.became)
        self.count.setText(f"{waiting} · {became}")
        if self.new_form is not None:
            return
        standing = {one.lead_id: one for one in self._rows}
        kept = None if self._lead is None else standing.get(self._lead.lead_id)
        self._show(kept or (self._rows[0] if self._rows else None))

    def first_focus(self) -> QWidget | None:
        """The list; the way to a new one where it is empty."""
        return self.list if self._rows else self.new_button

    def step_back(self) -> bool:
        """Esc puts a new one away."""
        if self.new_form is None:
            return False
        self._put_away()
        return True

    # --- A new one --------------------------------------------------------------------------

    @Slot()
    def new(self) -> None:
        """Ctrl+N: somebody who asked."""
        clear(self.side.box)
        self.new_form = LeadForm(self.screens)
        self.new_form.saved.connect(self._saved)
        self.new_form.left.connect(self._put_away)
        card = Card(_("Not a patient yet"), _("At most five fields; the next step is a must."))
        card.add(self.new_form)
        self.side.box.addWidget(card)
        self.side.box.addStretch(1)
        focus = self.new_form.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _saved(self, _lead_id: int) -> None:
        self._put_away()

    @Slot()
    def _put_away(self) -> None:
        self.new_form = None
        self.refresh()
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- The chosen one ---------------------------------------------------------------------

    @Slot(object)
    def _chosen(self, key: object) -> None:
        found = next((one for one in self._rows if one.lead_id == key), None)
        if found is not None and self.new_form is None:
            self._show(found)

    @Slot(object)
    def _opened(self, _key: object) -> None:
        if self._lead is not None:
            self.last_name.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, one: LeadRow | None) -> None:
        self._lead = one
        clear(self.side.box)
        if one is None:
            self.side.box.addStretch(1)
            return
        card = Card(one.name or _("Name not known"), one.question)
        phone = str(PhoneNumber("+" + one.phone)) if one.phone else _("no phone")
        card.add(Text(phone, "title", selectable=True))
        card.add(Text(_about(one), "muted", wrap=True))
        self.side.box.addWidget(card)
        self.side.box.addWidget(self._step_card(one))
        self.side.box.addWidget(self._patient_card(one))
        self.side.box.addStretch(1)

    def _step_card(self, one: LeadRow) -> Card:
        card = Card(_("What comes next"))
        self.step_form = Form(width=_columns())
        self.step = ChoiceField(
            _("Next step"), [(step, say(next_step_label(step))) for step in STEPS], one.next_step
        )
        self.day = Field(_("On which day"), hint=_("5, 5.11 or +7"), longest=20)
        self.day.returned.connect(self._agree)
        self.step_form.add("next_step", self.step)
        self.step_form.add("next_on", self.day)
        self.agree_button = Button(_("Agreed"))
        self.agree_button.clicked.connect(self._agree)
        return card.add(self.step_form).add(row(self.agree_button, STRETCH))

    def _patient_card(self, one: LeadRow) -> Card:
        card = Card(_("The way to a first visit"))
        known = [_KnownButton(patient_id, name) for patient_id, name in one.known]
        for button in known:
            button.clicked.connect(self._is_known)
        if known:
            card.add(Text(_("The same phone:"), "muted")).add(Flow(*known))
        self.patient_form = Form(width=_columns())
        words = one.name.split()
        self.last_name = Field(_("Surname"), words[0] if words else "", longest=80)
        self.first_name = Field(_("First name"), " ".join(words[1:2]), longest=80)
        for name, field in (("last_name", self.last_name), ("first_name", self.first_name)):
            field.returned.connect(self._enter)
            self.patient_form.add(name, field)
        self.enter_button = Button(_("Enter as a patient"), "primary", icon="patient")
        self.enter_button.clicked.connect(self._enter)
        return card.add(self.patient_form).add(row(self.enter_button, STRETCH))

    @Slot()
    def _agree(self) -> None:
        one = self._lead
        if one is None:
            return
        self.step_form.clear_errors()
        step, day = self.step.value(), None
        if step in WITH_DAY:
            day = read_booking_day(self.day.text(), self._day) if self.day.text() else one.next_on
            if day is None:
                self.step_form.show_error("next_on", _("Enter a day, for example 5.11 or +7."))
                return
        self.screens.actions.run(
            partial(change_next_step, lead_id=one.lead_id, next_step=step, next_on=day),
            failed=partial(self._refuse, self.step_form),
        )

    @Slot()
    def _enter(self) -> None:
        one = self._lead
        if one is None:
            return
        self.patient_form.clear_errors()
        self.screens.actions.run(
            partial(
                lead_to_patient,
                lead_id=one.lead_id,
                last_name=self.last_name.text(),
                first_name=self.first_name.text(),
            ),
            done=self._entered,
            failed=partial(self._refuse, self.patient_form),
        )

    @Slot()
    def _is_known(self) -> None:
        button, one = self.sender(), self._lead
        if one is not None and isinstance(button, _KnownButton):
            self.screens.actions.run(
                partial(lead_is_patient, lead_id=one.lead_id, patient_id=button.patient_id),
                done=self._entered,
            )

    def _entered(self, patient_id: int) -> None:
        """At the desk: an appointment comes next."""
        self.screens.navigate("desk", patient_id)

    def _refuse(self, form: Form, error: ReceptionError) -> None:
        sentence = explain(error).sentence
        if not (isinstance(error, InvalidInput) and form.show_error(error.field, sentence)):
            self.screens.notify.explain(error)


def _columns() -> int:
    """Fields side by side; one below the other where the letters are large."""
    return 2 if theme.active().scale <= ROOMY_SCALE else 1


def _about(one: LeadRow) -> str:
    parts = [
        _("asked on {day}", day=screen_translator().day(one.day)),
        say(lead_channel_label(one.channel)),
    ]
    if one.attempts:
        parts.append(ngettext_("{count} attempt so far", "{count} attempts so far", one.attempts))
    if one.was_reached:
        parts.append(_("reached: what comes next?"))
    return " · ".join(parts)


def _table(parent: QWidget) -> Table[LeadRow]:
    def name(one: LeadRow) -> str:
        return one.name or (str(PhoneNumber("+" + one.phone)) if one.phone else "—")

    def step(one: LeadRow) -> str:
        return say(next_step_label(one.next_step))

    def due(one: LeadRow) -> str:
        return "" if one.next_on is None else screen_translator().day(one.next_on)

    def question(one: LeadRow) -> str:
        return one.question

    def status(one: LeadRow) -> str:
        return "warn" if one.is_due else ""

    def key(one: LeadRow) -> int:
        return one.lead_id

    return Table(
        RowsModel(
            [
                TableColumn(_("Whom"), name, stretch=True, strong=True, second=question),
                TableColumn(_("Next step"), step, second=due, status=status),
            ],
            key,
        ),
        header=False,
        tall=True,
        parent=parent,
    )
