"""Purposes by channels as ticks, each with who recorded it, when and how."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from reception.queries.consents import ConsentsView, cells
from reception.rules.consents import BY_CHANNEL, CHANNELS
from reception.translation import Message
from reception.ui import theme
from reception.ui.i18n import _, say, screen_translator
from reception.ui.kit.choose import Tick
from reception.ui.kit.text import Text
from reception.ui.pages.patients.part import PAIRED_SCALE
from reception.values.choices import ConsentPurpose, ContactChannel
from reception.values.labels import consent_way_label, contact_label, purpose_label

Cell = tuple[ConsentPurpose, ContactChannel]


class ConsentTick(Tick):
    """One cell: a tick that tells its purpose and channel."""

    pressed_cell = Signal(object)

    def __init__(self, cell: Cell, parent: QWidget) -> None:
        purpose, channel = cell
        super().__init__(say(contact_label(channel)), parent=parent)
        self.setAccessibleName(f"{say(purpose_label(purpose))}: {say(contact_label(channel))}")
        self._cell = cell
        self.clicked.connect(self._tell)

    @Slot()
    def _tell(self) -> None:
        self.pressed_cell.emit(self._cell)


class ConsentMatrix(QWidget):
    """`ticked` tells purpose and channel of a cell that was pressed."""

    ticked = Signal(ConsentPurpose, ContactChannel)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wear = theme.active()
        self._wide = wear.scale <= PAIRED_SCALE
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(wear.px(12))
        self._grid.setVerticalSpacing(wear.px(4))
        self.ticks: dict[Cell, ConsentTick] = {}
        self.notes: dict[Cell, Text] = {}
        self.verdicts: dict[ConsentPurpose, Text] = {}
        across = len(CHANNELS) if self._wide else 2
        line = 0
        for purpose in BY_CHANNEL:
            title = Text(say(purpose_label(purpose)), "strong", parent=self)
            self.verdicts[purpose] = Text("", "small", wrap=True, parent=self)
            self._grid.addWidget(title, line, 0, 1, across)
            self._grid.addWidget(self.verdicts[purpose], line + 1, 0, 1, across)
            line += 2
            mine = [cell for cell in cells() if cell[0] is purpose]
            for place, cell in enumerate(mine):
                self._add_cell(cell, line + 2 * (place // across), place % across)
            line += 2 * -(-len(mine) // across)
        for place in range(across):
            self._grid.setColumnStretch(place, 1)

    def _add_cell(self, cell: Cell, line: int, place: int) -> None:
        tick, note = ConsentTick(cell, self), Text("", "small", wrap=True, parent=self)
        tick.pressed_cell.connect(self._pressed)
        self.ticks[cell], self.notes[cell] = tick, note
        self._grid.addWidget(tick, line, place, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(note, line + 1, place, Qt.AlignmentFlag.AlignTop)

    @Slot(object)
    def _pressed(self, cell: Cell) -> None:
        self.ticked.emit(*cell)

    def show_view(self, view: ConsentsView) -> None:
        """Show what stands."""
        day = screen_translator().day
        live = not (view.is_erased or view.is_deceased)
        for cell, tick in self.ticks.items():
            line = view.standing.get(cell)
            tick.setChecked(line is not None)
            tick.setEnabled(live or line is not None)
            words = ""
            if line is not None:
                parts = (
                    "" if line.given_on is None else day(line.given_on),
                    say(consent_way_label(line.way)),
                    line.recorded_by,
                    _("the text has changed since") if line.text_changed else "",
                )
                words = " · ".join(part for part in parts if part)
            self.notes[cell].setText(words)
            self.notes[cell].setVisible(bool(words))
        self._say(ConsentPurpose.SERVICE_MESSAGES, view.reminders)
        self._say(ConsentPurpose.ADVERTISING, view.advertising)

    def _say(self, purpose: ConsentPurpose, why: Message | None) -> None:
        text = self.verdicts[purpose]
        text.setText(_("May be contacted.") if why is None else say(why))
        text.set_status("ok" if why is None else "")
