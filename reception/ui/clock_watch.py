"""Watches the computer's clock: a strip says that it is doubted until a supervisor confirms it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reception.clock import Clock
from reception.queries.clock_facts import doubt_of
from reception.rules.clock_doubts import ClockDoubt
from reception.services.clock import accept_clock
from reception.ui.actions import ActionRunner
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.strip import Strip
from reception.ui.theme import Status

LOOK_MS = 60_000


class ClockWatch(QWidget):
    """The strip over the pages; hidden while the clock is believed."""

    def __init__(
        self, actions: ActionRunner, clock: Clock, zone: ZoneInfo, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._clock = clock
        self._zone = zone
        self._is_doubted = False
        self.accept_button = Button(_("The clock is right"), parent=self)
        self.accept_button.clicked.connect(self._accept)
        self.strip = Strip("", Status.DANGER, action=self.accept_button, rounded=False, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.strip)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.hide()
        self.look()

    @Slot()
    def look(self) -> None:
        """Ask whether the clock can be believed; once doubted, it stays so until it is confirmed."""
        now = self._clock.now()
        found = self._actions.ask(partial(doubt_of, now=now))
        if found is None:
            return
        self._is_doubted = True
        self.strip.say(_words(*found, now.astimezone(self._zone)), Status.DANGER)
        self.show()

    @property
    def is_doubted(self) -> bool:
        """Whether the clock is doubted and nobody has confirmed it."""
        return self._is_doubted

    @Slot()
    def _accept(self) -> None:
        self._actions.run(accept_clock, done=self._accepted)

    def _accepted(self, _value: None) -> None:
        self._is_doubted = False
        self.hide()


def _words(doubt: ClockDoubt, recorded: datetime, now: datetime) -> str:
    if doubt is ClockDoubt.BACK:
        return _(
            "The clock of this computer shows {now}, but the last action was recorded at {last}."
            " Set the clock before you go on.",
            now=now,
            last=recorded,
        )
    return _(
        "The clock of this computer shows {now}; nothing was recorded since {last}, though there"
        " was a working day in between. If the date is wrong, points would lapse too early.",
        now=now,
        last=recorded,
    )
