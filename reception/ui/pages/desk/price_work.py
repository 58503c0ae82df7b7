"""What goes with the price and the bill of the open visit: her screen, the estimate, the till's slip."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from reception.changes import Done
from reception.queries.clinic import ClinicFacts
from reception.queries.person_panel import PersonPanel
from reception.services.estimate_papers import issue_estimate, issue_till_slip
from reception.ui.i18n import _
from reception.ui.page import Command, Screens
from reception.ui.pages.desk.patient_window import PatientScreen
from reception.ui.pages.desk.person_side import PersonSide


class Desk(Protocol):
    """What it needs of the page."""

    screens: Screens
    side: PersonSide

    @property
    def panel(self) -> PersonPanel | None:
        """The open person."""
        ...

    @property
    def facts(self) -> ClinicFacts:
        """The clinic."""
        ...

    def window(self) -> QWidget:
        """The window the page is in."""
        ...


class PriceWork(QObject):
    """Prints the papers of the open visit, and keeps the patient's screen."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.screen = PatientScreen(desk, self)

    def commands(self) -> list[Command]:
        """The second screen, and the papers of the visit that is open."""
        found = [Command(_("The patient's screen: show or put away"), self.screen.toggle)]
        panel = self._desk.panel
        visit = None if panel is None else panel.visit
        if visit is not None and visit.price_told_minor is not None:
            estimate = partial(self.print_estimate, visit.visit_id)
            found.append(Command(_("Print the estimate"), estimate))
        if visit is not None and visit.is_paid:
            slip = partial(self.print_till_slip, visit.visit_id)
            found.append(Command(_("Print the slip for the till"), slip))
        return found

    @Slot(int)
    def print_estimate(self, visit_id: int) -> None:
        """What was told, on paper, in the patient's language."""
        self._print(partial(issue_estimate, visit_id=visit_id))

    @Slot(int)
    def print_till_slip(self, visit_id: int) -> None:
        """What to key into the till for a paid visit."""
        self._print(partial(issue_till_slip, visit_id=visit_id))

    def _print(self, issue: Callable[..., Done[int]]) -> None:
        screens = self._desk.screens
        screens.actions.run(
            issue, done=self._show, failed=screens.notify.explain_besides, quiet=True
        )

    def _show(self, paper_id: int) -> None:
        self._desk.screens.papers.show((paper_id,), self._desk.side)
