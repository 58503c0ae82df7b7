"""Answers to the prompt: recorded with who said it, and what follows from them."""

from __future__ import annotations

from functools import partial
from typing import Protocol
from uuid import uuid4

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from reception.queries.person_panel import BY_PHONE, PersonPanel
from reception.queries.staff import StaffRow, staff_rows
from reception.rules.prompt_choice import Prompt
from reception.services.mentions import Recorded, record_mention
from reception.services.nuances import LONGEST, write_question
from reception.ui.i18n import _
from reception.ui.page import Command, Screens
from reception.ui.pages.desk.person_side import PersonSide
from reception.ui.pages.desk.prompt_panel import Answer
from reception.ui.pages.desk.work_form import FieldForm
from reception.values.choices import MentionOutcome, TaskKind

KEY = "Ctrl+Shift+O"


class Desk(Protocol):
    """What telling needs of the page."""

    screens: Screens
    side: PersonSide

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

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._speaker: StaffRow | None = None
        self._mention_id = 0
        shortcut = QShortcut(QKeySequence(KEY), parent)
        shortcut.activated.connect(self.not_remembered)

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

    def commands(self) -> list[Command]:
        """What may be answered besides the prompt, by name."""
        panel = self._desk.panel
        if panel is None or panel.visit is None or panel.apology is None:
            return []
        return [Command(_("Says nobody told them: apologise"), self.not_remembered, KEY)]

    @Slot()
    def not_remembered(self) -> None:
        """Ctrl+Shift+O: “nobody told me”, though a telling is recorded: no argument, the apology.

        The old record stays as it is; the answer stands beside it (situation 35).
        """
        panel = self._desk.panel
        if panel is None or panel.visit is None or panel.apology is None:
            return
        sorry = panel.apology
        told = panel.telling.last_told_on
        self._desk.screens.actions.run(
            partial(
                record_mention,
                visit_id=panel.visit.visit_id,
                listener_id=panel.patient_id if sorry.listener is None else sorry.listener,
                outcome=MentionOutcome.NEVER_HEARD
                if told is None
                else MentionOutcome.NOT_REMEMBERED,
                channel=sorry.channel,
                situation=sorry.situation.value,
                variant="",  # the words come after the answer
                language=sorry.language,
                seconds_shown=0,
                request_id=uuid4().hex,
            ),
            done=self._recorded,
        )

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
        task = recorded.effect.task
        if task is not None and task.kind is TaskKind.ANSWER_OWED:
            self._ask_what(recorded.mention_id)
        elif recorded.effect.joins:
            self._desk.joins()
        else:
            self._desk.go_home()

    # --- What is asked ----------------------------------------------------------------------

    def _ask_what(self, mention_id: int) -> None:
        """“Asks, I find out”: the question in a few words, so that its answer helps the next one."""
        self._mention_id = mention_id
        form = FieldForm(_("What do they ask?"), _("The question"), _("Write down"))
        form.field.line.setMaxLength(LONGEST)
        form.entered.connect(self._asked)
        self._desk.side.open_form(form)

    @Slot(str)
    def _asked(self, question: str) -> None:
        panel, form = self._desk.panel, self._desk.side.form
        if panel is None or form is None:
            return
        self._desk.screens.actions.run(
            partial(
                write_question,
                mention_id=self._mention_id,
                question=question,
                language=panel.language,
            ),
            done=self._written,
            failed=form.refuse,
        )

    def _written(self, _nuance_id: int) -> None:
        self._desk.side.close_form_and_tell()
        self._desk.go_home()
