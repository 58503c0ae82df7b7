"""Opens the question of somebody who asks about the open person, and logs each answer."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from reception.queries.clinic import clinic_day
from reception.queries.person_panel import PersonPanel
from reception.queries.who_asks import Asker, Told, askers, what_is_told
from reception.rules.seeing import What
from reception.services.looks import look
from reception.ui.page import Screens
from reception.ui.pages.desk.asking_form import AskingForm
from reception.ui.pages.desk.person_side import PersonSide


class Desk(Protocol):
    """What the question needs of the page."""

    screens: Screens
    side: PersonSide

    @property
    def panel(self) -> PersonPanel | None:
        """The open person."""
        ...


class AskingWork(QObject):
    """Ctrl+I: somebody asks about the open person."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._patient_id = 0
        QShortcut(QKeySequence("Ctrl+I"), parent).activated.connect(self.open)

    @Slot()
    def open(self) -> None:
        """Ask who it is."""
        panel = self._desk.panel
        if panel is None:
            return
        self._patient_id = panel.patient_id
        ask = self._desk.screens.actions.ask
        day = ask(partial(clinic_day, now=self._desk.screens.clock.now()))
        found = ask(partial(askers, patient_id=panel.patient_id, day=day))
        self._desk.side.open_form(AskingForm(panel.spoken_name, found, self._told))

    @Slot(int)
    def looked(self, patient_id: int) -> None:
        """From one record to that of a relative: the look is logged."""
        self._desk.screens.actions.run(
            partial(look, subject_id=patient_id, what="record"), quiet=True
        )

    def _told(self, asker: Asker) -> Told:
        screens = self._desk.screens
        day = screens.actions.ask(partial(clinic_day, now=screens.clock.now()))
        told = screens.actions.ask(
            partial(what_is_told, asker=asker, patient_id=self._patient_id, day=day)
        )
        screens.actions.run(
            partial(
                look,
                subject_id=self._patient_id,
                what=What.VISITS.value,
                viewer_id=asker.patient_id,
                contact_id=asker.representative_id,
                allowed=told.visits_answer.allowed,
            ),
            quiet=True,
        )
        return told
