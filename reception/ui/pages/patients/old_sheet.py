"""What has changed since the sheet a patient holds, and the new one to print."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.queries.clinic import clinic_day
from reception.queries.programme_sheet import old_sheet
from reception.services.papers import issue_rules_sheet
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.layout import Column, clear
from reception.ui.kit.text import Text
from reception.ui.page import Screens


class OldSheetCard(Card):
    """Shown only for who holds an old sheet; printing the new one is recorded for the patient."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(_("The rules have changed since their sheet"), parent=parent)
        self._screens = screens
        self._patient_id = 0
        self.lines = Column(gap=4)
        self.add(self.lines)
        self.print_button = Button(_("Print the new sheet"), icon="print", parent=self)
        self.print_button.clicked.connect(self._print)
        self.add(self.print_button)
        self.hide()

    def show_for(self, patient_id: int) -> None:
        """Show what has changed for a patient, or nothing."""
        self._patient_id = patient_id
        ask = self._screens.actions.ask
        day = ask(partial(clinic_day, now=self._screens.clock.now()))
        found = ask(partial(old_sheet, patient_id=patient_id, day=day))
        clear(self.lines.box)
        self.setVisible(found is not None)
        if found is None:
            return
        self.about.setText(_("They hold version {number}.", number=str(found.number)))
        self.about.setVisible(True)
        for line in found.lines:
            self.lines.box.addWidget(Text(say(line), wrap=True))

    @Slot()
    def _print(self) -> None:
        self._screens.actions.run(
            partial(issue_rules_sheet, patient_id=self._patient_id), done=self._made, quiet=True
        )

    def _made(self, paper_id: int) -> None:
        self._screens.papers.show([paper_id], self, printed=self._printed)

    def _printed(self) -> None:
        self.show_for(self._patient_id)
