"""The check of who came with a child, carried out: the list, the four ways, the log."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from reception.queries.clinic import clinic_day
from reception.queries.companions import companion_check
from reception.queries.person_panel import PersonPanel
from reception.services.companions import note_companion, trust_by_clinic_form
from reception.services.family_papers import issue_power_of_attorney
from reception.ui.page import Screens
from reception.ui.pages.desk.companion_form import Checked, CompanionForm, Decision
from reception.ui.pages.desk.person_side import PersonSide


class Desk(Protocol):
    """What the check needs of the page."""

    screens: Screens
    side: PersonSide

    @property
    def panel(self) -> PersonPanel | None:
        """The open person."""
        ...


class CompanionWork(QObject):
    """Opens the form; `decided` when the child may be checked in, `booking_asked` for later."""

    decided = Signal(object)
    booking_asked = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._form: CompanionForm | None = None
        self._paper_id: int | None = None
        self.last: Decision | None = None

    def open(self, panel: PersonPanel) -> None:
        """Ask who is with the child."""
        screens = self._desk.screens
        day = screens.actions.ask(partial(clinic_day, now=screens.clock.now()))
        check = screens.actions.ask(partial(companion_check, patient_id=panel.patient_id, day=day))
        self._paper_id = None
        self._form = CompanionForm(check)
        self._form.decided.connect(self._decide)
        self._form.power_asked.connect(self._print_power)
        self._form.booking_asked.connect(self.booking_asked)
        self._desk.side.open_form(self._form)

    @Slot(object)
    def _decide(self, decision: Decision) -> None:
        panel = self._desk.panel
        if panel is None:
            return
        signed = decision.checked is Checked.POWER_SIGNED
        if signed and self._paper_id is not None and decision.other:
            self._desk.screens.actions.run(
                partial(
                    trust_by_clinic_form,
                    child_id=panel.patient_id,
                    name=decision.other,
                    paper_id=self._paper_id,
                ),
                quiet=True,
            )
        self.last = decision
        self.decided.emit(decision)

    @Slot(str)
    def _print_power(self, who: str) -> None:
        panel = self._desk.panel
        if panel is not None:
            self._desk.screens.actions.run(
                partial(issue_power_of_attorney, child_id=panel.patient_id, trusted=who),
                done=self._printed,
                quiet=True,
            )

    def _printed(self, paper_id: int) -> None:
        self._paper_id = paper_id
        if self._form is not None and self._desk.side.form is self._form:
            self._form.power_printed()
        self._desk.screens.papers.show((paper_id,), self._desk.side)

    def checked_in(self, visit_id: int) -> None:
        """The child is here: how it was checked goes into the log."""
        decision, self.last = self.last, None
        if decision is not None:
            self._desk.screens.actions.run(
                partial(
                    note_companion,
                    visit_id=visit_id,
                    checked=decision.checked.value,
                    who=decision.other,
                ),
                quiet=True,
            )
