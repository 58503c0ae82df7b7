"""One patient's record: who it is at the top, and its parts below, one shown at a time."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from reception.queries.clinic import clinic_day
from reception.queries.patients import PatientSheet, patient_sheet
from reception.services.looks import look
from reception.ui import theme
from reception.ui.i18n import _, ngettext_
from reception.ui.kit.button import Button
from reception.ui.kit.chip import Filters
from reception.ui.kit.layout import STRETCH, Column, Row, Scroll, column, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.patients.overview_part import OverviewPart
from reception.ui.pages.patients.part import ROOMY_SCALE, PersonPart
from reception.ui.pages.patients.parts import record_parts


class PatientRecord(QWidget):
    """The record of one patient; a part is made when it is first opened."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screens = screens
        self._patient_id: int | None = None
        self.name = Text("", "title", wrap=True, selectable=True, parent=self)
        self.about = Text("", "muted", wrap=True, parent=self)
        self.desk_button = Button(_("Open at the desk"), "primary", icon="desk", parent=self)
        self.desk_button.clicked.connect(self._open_at_desk)
        self._entries = {entry.key: entry for entry in record_parts()}
        self._parts: dict[str, PersonPart] = {}
        self._places: dict[str, Scroll] = {}
        self.filters = Filters(
            [(entry.key, entry.word) for entry in self._entries.values()], wraps=True, parent=self
        )
        self.filters.setVisible(len(self._entries) > 1)
        self.filters.chosen.connect(self._open_part)
        self.stack = QStackedWidget(self)
        roomy = theme.active().scale <= ROOMY_SCALE
        head = (
            Row(self.name, self.desk_button, gap=12)
            if roomy
            else Column(self.name, row(self.desk_button, STRETCH))
        )
        head.box.setStretch(0, 1)
        layout = column(head, self.about, self.filters, self.stack, gap=12)
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self._open_part(self.filters.current)

    @property
    def overview(self) -> OverviewPart:
        """The first part."""
        return cast("OverviewPart", self.part("person"))

    def part(self, key: str) -> PersonPart:
        """A part by its key, made where it was not open yet; raises KeyError for an unknown key."""
        if key not in self._parts:
            made = self._entries[key].make(self._screens, None)
            content = Column(made, STRETCH)
            content.box.setContentsMargins(0, 0, 8, 0)
            self._parts[key] = made
            self._places[key] = Scroll(content, self.stack)
            self.stack.addWidget(self._places[key])
        return self._parts[key]

    def place(self, key: str) -> Scroll:
        """The scrolling place of a part that was opened."""
        self.part(key)
        return self._places[key]

    def show_person(self, patient_id: int) -> None:
        """Show a patient's record, in the part that is open."""
        if patient_id != self._patient_id:
            seen = partial(look, subject_id=patient_id, what="record")
            self._screens.actions.run(seen, quiet=True)
        self._patient_id = patient_id
        ask = self._screens.actions.ask
        day = ask(partial(clinic_day, now=self._screens.clock.now()))
        sheet = ask(partial(patient_sheet, patient_id=patient_id, day=day))
        self.name.setText(sheet.full_name)
        self.about.setText(_about(sheet))
        self.part(self.filters.current).show_person(patient_id)

    def step_back(self) -> bool:
        """Esc: a step back in the part that is open."""
        return self.part(self.filters.current).step_back()

    def open_part(self, key: str) -> None:
        """Open a part by its key."""
        self.filters.choose(key)

    @Slot(str)
    def _open_part(self, key: str) -> None:
        part = self.part(key)
        self.stack.setCurrentWidget(self._places[key])
        focus = part.first_focus()
        if focus is not None:
            self.setFocusProxy(focus)
        if self._patient_id is not None:
            part.show_person(self._patient_id)

    @Slot()
    def _open_at_desk(self) -> None:
        if self._patient_id is not None:
            self._screens.navigate("desk", self._patient_id)


def _about(sheet: PatientSheet) -> str:
    facts = [
        "" if sheet.age is None else ngettext_("{count} year", "{count} years", sheet.age),
        ngettext_("{count} visit", "{count} visits", sheet.visits_in_all),
        ngettext_(
            "{count} visit before our records",
            "{count} visits before our records",
            sheet.visits_before,
        )
        if sheet.visits_before
        else "",
        ""
        if sheet.last_visit_before is None
        else _("last visit before our records: {day}", day=sheet.last_visit_before),
        f"№ {sheet.external_id}" if sheet.external_id else "",
        "" if sheet.joined_on is None else _("in the programme since {day}", day=sheet.joined_on),
    ]
    return " · ".join(fact for fact in facts if fact)
