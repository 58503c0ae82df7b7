"""What was merged into a record: when, and a button that parts the two again for thirty days."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.queries.clinic import clinic_day
from reception.queries.merging import MergeDone, merges_of
from reception.rules.merging import UNDO_DAYS
from reception.services.merging import unmerge_patients
from reception.ui.i18n import _, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.layout import Column, clear, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens


class MergedCard(Card):
    """Shown only where something was merged into the record."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(_("Merged records"), parent=parent)
        self._screens = screens
        self.rows: list[MergedRow] = []
        self._lines = Column(gap=8)
        self.add(self._lines)
        self.hide()

    def show_person(self, patient_id: int) -> None:
        """Show what was merged into this record."""
        ask = self._screens.actions.ask
        found = ask(partial(merges_of, patient_id=patient_id))
        today = ask(partial(clinic_day, now=self._screens.clock.now()))
        clear(self._lines.box)
        self.rows = []
        for number, done in enumerate(found):
            open_still = number == 0 and today <= done.day + timedelta(days=UNDO_DAYS)
            made = MergedRow(self._screens, done, self._lines, can_part=open_still)
            self.rows.append(made)
            self._lines.box.addWidget(made)
        self.setVisible(bool(found))


class MergedRow(QWidget):
    """One merge, and its undoing while there is time."""

    def __init__(
        self, screens: Screens, done: MergeDone, parent: QWidget, *, can_part: bool
    ) -> None:
        super().__init__(parent)
        self._screens = screens
        self._merge_id = done.merge_id
        number = f"№ {done.number}" if done.number else ""
        day = screen_translator().day(done.day)
        words = " · ".join(part for part in (done.name, number, day) if part)
        self.part_button = Button(_("Part again"), "quiet", parent=self)
        self.part_button.clicked.connect(self._part)
        self.part_button.setVisible(can_part)
        line = row(Text(words, wrap=True, parent=self), self.part_button)
        line.setStretch(0, 1)
        self.setLayout(line)

    @Slot()
    def _part(self) -> None:
        self._screens.actions.run(partial(unmerge_patients, merge_id=self._merge_id))
