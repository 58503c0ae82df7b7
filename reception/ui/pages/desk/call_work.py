"""The telephone at the desk, and where the prompt is said: by phone, while waiting, at checkout.

A caller is identified first; until then neither balance nor card stands on the screen.  Whoever
sits down sees the prompt of the own job: the contact centre that of the phone, the cashier that
of the checkout, the nurse that of waiting.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from reception.queries.callers import Caller, Said, callers
from reception.queries.clinic import ClinicFacts, clinic_day
from reception.queries.person_panel import BY_PHONE, PersonPanel
from reception.queries.prompt_facts import AT_THE_DESK, Call
from reception.queries.staff import staff_rows
from reception.services.calls import begin_call
from reception.ui.i18n import _
from reception.ui.kit.strip import Strip
from reception.ui.lead_form import LeadForm
from reception.ui.page import Command, Screens
from reception.ui.pages.desk.call_form import CallForm
from reception.ui.pages.desk.person_side import PersonSide
from reception.ui.pages.desk.work_form import WorkForm
from reception.ui.theme import Status
from reception.values.choices import Channel, Job, VisitStatus

CALL_KEY, WAITING_KEY = "Ctrl+H", "Ctrl+E"
HERE = (VisitStatus.ARRIVED, VisitStatus.IN_ROOM)
_USUAL = {
    Job.CONTACT_CENTRE: Channel.PHONE,
    Job.CASHIER: Channel.CHECKOUT,
    Job.NURSE: Channel.WAITING,
}


class Desk(Protocol):
    """What the telephone needs of the page."""

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

    def open_person(self, patient_id: int) -> None:
        """Open a person."""
        ...

    def say_at(self, channel: Channel) -> None:
        """From now on the prompt is said here."""
        ...

    def finished(self) -> None:
        """The prompt takes the focus where one is open, else the search box."""
        ...

    def go_home(self) -> None:
        """The focus goes home to the search box."""
        ...


@dataclass(frozen=True)
class _Talk:
    """A call that goes on: about whom, by which channel, and whether she proved who she is."""

    patient_id: int
    channel: Channel
    identified: bool


class _LeadWork(WorkForm):
    """A caller who is no patient yet."""

    def __init__(self, form: LeadForm) -> None:
        super().__init__(_("Not a patient yet"), _("At most five fields; the next step is a must."))
        self.form = form
        form.saved.connect(self.closed)
        form.left.connect(self.closed)
        self.add(form)

    def first_focus(self) -> QWidget | None:
        """The first field that is empty."""
        return self.form.first_focus()


class CallWork(QObject):
    """Ctrl+H: who calls; Ctrl+E: what to say while they wait."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._talk: _Talk | None = None
        self.strip = Strip("", Status.INFO)
        self.strip.hide()
        desk.side.content.box.insertWidget(0, self.strip)
        desk.side.form_opened.connect(self._form_opened)
        desk.side.form_closed.connect(self._form_closed)
        for key, act in ((CALL_KEY, self.open), (WAITING_KEY, self.waiting)):
            shortcut = QShortcut(QKeySequence(key), parent)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    def commands(self) -> list[Command]:
        """What the telephone can do now, by name."""
        found = [Command(_("A call: who calls?"), self.open, CALL_KEY)]
        panel = self._desk.panel
        if panel is not None and panel.visit is not None:
            found.append(Command(_("What to say while they wait"), self.waiting, WAITING_KEY))
        return found

    # --- Where it is said -------------------------------------------------------------------

    def channel_for(self, patient_id: int) -> Channel:
        """Where the prompt of a person who is opened is said; another person ends the call."""
        if self._talk is not None and self._talk.patient_id == patient_id:
            return self._talk.channel
        self._talk = None
        return _USUAL.get(self._job(), Channel.CHECK_IN)

    def here(self, channel: Channel) -> Channel:
        """Who has just been checked in is not on the telephone."""
        self._talk = None
        return Channel.CHECK_IN if channel in BY_PHONE else channel

    def _job(self) -> Job:
        actor = self._desk.screens.seat.actor
        staff = self._desk.screens.actions.ask(staff_rows)
        for one in staff:
            if actor is not None and one.id == actor.staff_id:
                return one.job
        return Job.ADMINISTRATOR

    def call(self, channel: Channel) -> Call:
        """What the prompt may presume: at the desk a face, on the telephone what was proved."""
        if channel not in BY_PHONE:
            return AT_THE_DESK
        return Call(identified=self._talk is not None and self._talk.identified)

    def seen(self, panel: PersonPanel, channel: Channel) -> PersonPanel:
        """The panel as it may be read out now, with a word on the call above it."""
        by_phone = channel in BY_PHONE
        identified = self.call(channel).identified
        self.strip.setVisible(by_phone)
        if by_phone and identified:
            self.strip.say(_("On the telephone, identified: the balance may be told."), Status.OK)
        elif by_phone:
            self.strip.say(
                _("On the telephone, not identified: book, and tell nothing of points or visits."),
                Status.WARN,
            )
        return panel if identified else replace(panel, account=None, cards=())

    # --- The call ---------------------------------------------------------------------------

    @Slot()
    def open(self) -> None:
        """Ctrl+H: ask who it is; during a call, on to what is said."""
        if self._talk is not None and self._desk.side.form is None:
            panel = self._desk.panel
            if panel is not None and panel.patient_id == self._talk.patient_id:
                self._desk.finished()
                return
        form = CallForm(self._find)
        form.answered.connect(self._answered)
        form.lead_asked.connect(self._lead)
        self._desk.side.open_form(form, alone=True)

    def _find(self, said: Said) -> tuple[Caller, ...]:
        screens = self._desk.screens
        day = screens.actions.ask(partial(clinic_day, now=screens.clock.now()))
        country = self._desk.facts.country
        return screens.actions.ask(partial(callers, said=said, country=country, today=day))

    @Slot(object, bool)
    def _answered(self, caller: Caller, outgoing: bool) -> None:
        identified = caller.is_identified
        begun = self._desk.screens.actions.run(
            partial(
                begin_call,
                patient_id=caller.patient_id,
                proofs=[one.value for one in caller.proofs],
                identified=identified,
                outgoing=outgoing,
            )
        )
        if begun:
            channel = Channel.CALL_AFTER if outgoing else Channel.PHONE
            self._talk = _Talk(caller.patient_id, channel, identified)
            self._desk.side.close_form()
            self._desk.open_person(caller.patient_id)

    @Slot(object)
    def _lead(self, said: Said) -> None:
        form = LeadForm(self._desk.screens)
        form.carry_over(name=said.name, phone=said.phone)
        work = _LeadWork(form)
        self._desk.side.open_form(work, alone=True)

    @Slot()
    def _form_opened(self) -> None:
        """Over a form that stands alone nobody is on the telephone."""
        if not self._desk.side.header.isVisibleTo(self._desk.side):
            self.strip.hide()

    @Slot()
    def _form_closed(self) -> None:
        """After the booking comes the one sentence about the card."""
        if self._talk is not None and self._desk.panel is not None:
            QTimer.singleShot(0, self, self._to_prompt)

    @Slot()
    def _to_prompt(self) -> None:
        if self._talk is not None and self._desk.side.form is None:
            self._desk.finished()

    # --- While they wait --------------------------------------------------------------------

    @Slot()
    def waiting(self) -> None:
        """Ctrl+E: what is said to somebody who waits."""
        panel = self._desk.panel
        if panel is None or panel.visit is None or panel.visit.status not in HERE:
            self._desk.screens.notify.say(_("Open somebody who is here first."), Status.INFO)
            return
        self._desk.say_at(Channel.WAITING)
        self._desk.finished()
