"""The clinic's requisites: what its papers must name, saved as they are typed."""

from __future__ import annotations

from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.queries.clinic import ClinicFacts, clinic_facts
from reception.queries.last_changes import last_change
from reception.rules.days import DayFault, read_day
from reception.services.clinic import change_clinic
from reception.ui.i18n import _, say
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.kit.form import Form
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.settings.part import Part

DAYS = frozenset({"licence_date", "approval_date", "programme_since"})


class ClinicPart(Part):
    """Name, address and licence; the programme's order; who answers complaints."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self.fields: dict[str, Field] = {}
        self.changed = Text("", "small", parent=self)
        self.box.addWidget(self._about_card())
        self.box.addWidget(self._licence_card())
        self.box.addWidget(self._programme_card())
        self.box.addWidget(self._complaints_card())
        self.box.addWidget(self.changed)
        self.box.addStretch(1)

    def _about_card(self) -> Card:
        card = Card(_("The clinic"), _("Printed at the head of every paper."))
        form = Form(parent=card)
        self._add(form, "name", _("Name of the clinic"), _("As patients know it."), span=2)
        self._add(form, "legal_name", _("Legal name"), _("As in the register."), span=2)
        self._add(form, "registration_numbers", _("Registration numbers"), span=2)
        self._add(form, "address", _("Address"), span=2)
        self._add(form, "phone", _("Phone"))
        self._add(form, "email", _("E-mail"))
        return card.add(form)

    def _licence_card(self) -> Card:
        card = Card(_("Licence"), _("Named on the rules sheet and the application."))
        form = Form(parent=card)
        self._add(form, "licence_number", _("Licence number"))
        self._add(form, "licence_date", _("Licence date"), _("For example 01.09.2026."))
        self._add(form, "signatory", _("Who signs"), _("Name and position."), span=2)
        return card.add(form)

    def _programme_card(self) -> Card:
        card = Card(_("The programme"), _("The order by which the clinic approved its rules."))
        form = Form(parent=card)
        self._add(form, "approval_number", _("Order number"))
        self._add(form, "approval_date", _("Order date"), _("For example 01.09.2026."))
        self._add(
            form,
            "programme_since",
            _("Programme since"),
            _("Families who came later and were not told stand on the list."),
        )
        return card.add(form)

    def _complaints_card(self) -> Card:
        card = Card(_("Complaints"), _("Printed on the rules sheet: who answers, and how soon."))
        form = Form(parent=card)
        self._add(form, "complaints_name", _("Who answers"))
        self._add(form, "complaints_phone", _("Phone"))
        self._add(form, "complaints_days", _("Days to answer"), _("1 to 60."))
        return card.add(form)

    def _add(self, form: Form, name: str, label: str, hint: str = "", *, span: int = 1) -> None:
        field = Field(label, hint=hint, longest=300)
        field.setObjectName(name)
        field.saved.connect(self._save)
        self.fields[name] = field
        form.add(name, field, span=span)

    def refresh(self) -> None:
        """Show the requisites as they are stored."""
        facts = self.screens.actions.ask(clinic_facts)
        for name, field in self.fields.items():
            field.set_text(self._shown(facts, name))
        self._show_last_change(ZoneInfo(facts.time_zone))

    def _show_last_change(self, zone: ZoneInfo) -> None:
        change = self.screens.actions.ask(partial(last_change, action="change_clinic"))
        self.changed.setVisible(change is not None)
        if change is not None:
            words = _(
                "Last changed by {name}, {moment}",
                name=change.actor_name,
                moment=change.at.astimezone(zone),
            )
            self.changed.setText(words)

    @staticmethod
    def _shown(facts: ClinicFacts, name: str) -> str:
        value = getattr(facts, name)
        if value is None:
            return ""
        return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)

    def first_focus(self) -> QWidget | None:
        """The name."""
        return self.fields["name"]

    @Slot(str)
    def _save(self, text: str) -> None:
        sender: QObject = self.sender()
        name = sender.objectName()
        value: object = text
        if name in DAYS:
            day = read_day(text, self.screens.clock.now().date()) if text else None
            if isinstance(day, DayFault):
                self.fields[name].set_error(_("Enter a day, for example 01.09.2026."))
                return
            value = day
        elif name == "complaints_days":
            value = int(text) if text.isdecimal() else 0
        self.screens.actions.run(
            partial(change_clinic, field=name, value=value),  # type: ignore[arg-type]
            failed=partial(self._refused, name),
        )

    def _refused(self, name: str, error: ReceptionError) -> None:
        self.fields[name].set_error(say(error.message))
