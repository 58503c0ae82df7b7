"""Answers to the prompt: recorded with who said it, and what follows from them."""

from __future__ import annotations

from functools import partial
from typing import Protocol
from uuid import uuid4

from PySide6.QtCore import QObject, Slot

from reception.queries.person_panel import BY_PHONE, PersonPanel
from reception.queries.staff import StaffRow, staff_rows
from reception.rules.prompt_choice import Prompt
from reception.services.mentions import Recorded, record_mention
from reception.ui.page import Screens
from reception.ui.pages.desk.prompt_panel import Answer


class Desk(Protocol):
    """What telling needs of the page."""

    screens: Screens

    @property
    def panel(self) -> PersonPanel | None:
        """The open person."""
        ...

    def show_panel(self) -> None:
        """Ask for the open person again."""
        ...

    def go_home(self) -> None:
        """The focus goes home to the search box."""
        ...

    def joins(self) -> None:
        """The person joins: the form opens."""
        ...


class Telling(QObject):
    """Records answers; knows whether a colleague said it."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._speaker: StaffRow | None = None

    @property
    def speaker_name(self) -> str:
        """Who says it: a colleague that was chosen, else whoever is signed in."""
        if self._speaker is not None:
            return self._speaker.name
        actor = self._desk.screens.seat.actor
        return "" if actor is None else actor.name

    def forget_speaker(self) -> None:
        """Whoever is signed in says it again."""
        self._speaker = None

    @Slot()
    def next_speaker(self) -> None:
        """Ctrl+D: a colleague said it, the next one each time."""
        staff = self._desk.screens.actions.ask(staff_rows)
        if not staff:
            return
        names = [one.name for one in staff]
        name = self.speaker_name
        place = names.index(name) + 1 if name in names else 0
        self._speaker = staff[place % len(staff)]
        self._desk.show_panel()

    @Slot(object)
    def answered(self, answer: Answer) -> None:
        """A digit was pressed while the prompt had the focus."""
        panel = self._desk.panel
        if panel is None or not isinstance(panel.prompt, Prompt):
            return
        prompt = panel.prompt
        by_phone = prompt.channel in BY_PHONE
        if panel.visit is None and not by_phone:
            return
        visit_id = None if by_phone or panel.visit is None else panel.visit.visit_id
        self._desk.screens.actions.run(
            partial(
                record_mention,
                visit_id=visit_id,
                listener_id=panel.patient_id if prompt.listener is None else prompt.listener,
                outcome=answer.outcome,
                not_now_reason=answer.reason,
                channel=prompt.channel,
                situation=prompt.situation.value,
                variant=str(prompt.variant),
                language=prompt.language,
                seconds_shown=answer.seconds,
                speaker_id=None if self._speaker is None else self._speaker.id,
                request_id=uuid4().hex,
            ),
            done=self._recorded,
        )

    def _recorded(self, recorded: Recorded) -> None:
        self._speaker = None
        if recorded.effect.joins:
            self._desk.joins()
        else:
            self._desk.go_home()
