"""The desk: search above, the day or what was found on the left, one person on the right.

The focus lives in the search box; after a check-in the prompt takes it visibly, and every step
back leads home (design/screens.md, Desk).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reception.changes import Topic
from reception.queries.cards import card_settings
from reception.queries.clinic import ClinicFacts, clinic_day, clinic_facts
from reception.queries.desk import person_panel
from reception.queries.person_panel import PersonPanel
from reception.queries.phrases import phrases_in_force
from reception.queries.search import search
from reception.rules.prompt_choice import Prompt
from reception.rules.prompts import PhraseKind
from reception.ui import theme
from reception.ui.i18n import _
from reception.ui.page import Command, Page, Screens
from reception.ui.pages.desk.asking_work import AskingWork
from reception.ui.pages.desk.call_work import CallWork
from reception.ui.pages.desk.day_list import DayPanel
from reception.ui.pages.desk.day_work import DayWork
from reception.ui.pages.desk.desk_work import DeskWork
from reception.ui.pages.desk.learning import Learning
from reception.ui.pages.desk.person_side import PersonSide
from reception.ui.pages.desk.points_notes import PointsNotes
from reception.ui.pages.desk.recents import Recents
from reception.ui.pages.desk.refund_work import RefundWork
from reception.ui.pages.desk.scan_desk import ScanDesk
from reception.ui.pages.desk.search_box import SearchBox
from reception.ui.pages.desk.search_results import SearchResults
from reception.ui.pages.desk.shift_work import ShiftWork
from reception.ui.pages.desk.telling import Telling
from reception.ui.pages.desk.topics import DESK_TOPICS
from reception.ui.pages.desk.visit_bar import BOOK, GREET, REFUND
from reception.ui.pages.desk.visit_changes import VisitChanges
from reception.ui.pages.desk.visit_steps import VisitSteps
from reception.ui.premises import Premises
from reception.ui.scanner import ScanWatch
from reception.values.choices import Channel, CheckRule

NARROW = 1000
CLOCK_MS = 30_000


class DeskPage(Page):
    """Where the day happens."""

    interested_in: ClassVar[frozenset[Topic]] = DESK_TOPICS

    def __init__(self, screens: Screens, premises: Premises, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self.facts: ClinicFacts = screens.actions.ask(clinic_facts)
        self._patient_id: int | None = None
        self._visit_id: int | None = None
        self.opened_at: datetime | None = None
        self._channel = Channel.CHECK_IN
        self._watch: ScanWatch | None = None
        self._panel: PersonPanel | None = None
        self.search_box = SearchBox(self)
        self.day_list = DayPanel(self)
        self.results = SearchResults(self)
        self.side = PersonSide(self)
        self.steps = VisitSteps(self, self)
        self.asking = AskingWork(self, self)
        self.day = DayWork(self, self)
        self.changes = VisitChanges(self, self)
        self.shift = ShiftWork(self, premises, self)
        self.work = DeskWork(self, self)
        self.refunds = RefundWork(self, self)
        self.points_notes = PointsNotes(screens, self)
        self.side.notes.box.addWidget(self.points_notes)
        self.telling = Telling(self, self)
        self.calls = CallWork(self, self)
        self.learning = Learning(screens, self.side, self)
        self.scans = ScanDesk(screens, self.work, self)
        self._lay_out()
        self._connect()
        self.recents = Recents(self, self)
        self._clock_timer = QTimer(self)
        self._clock_timer.setInterval(CLOCK_MS)
        self._clock_timer.timeout.connect(self._minute_passed)
        self._clock_timer.start()

    def _lay_out(self) -> None:
        wear = theme.active()
        self.left = QStackedWidget(self)
        self.left.addWidget(self.day_list)
        self.left.addWidget(self.results)
        body = QHBoxLayout()
        body.setSpacing(wear.px(24))
        body.addWidget(self.left, 5)
        body.addWidget(self.side, 7)
        layout = QVBoxLayout(self)
        side = wear.px(24)
        layout.setContentsMargins(side, wear.px(16), side, wear.px(16))
        layout.setSpacing(wear.px(16))
        layout.addWidget(self.search_box)
        layout.addLayout(body, 1)

    def _connect(self) -> None:
        self.search_box.edited.connect(self._typed)
        self.search_box.moved.connect(self.results.step)
        self.search_box.entered.connect(self._entered)
        self.results.opened.connect(self.open_person)
        self.day_list.opened.connect(self.open_visit)
        self.side.header.person_asked.connect(self.open_person)
        self.side.header.person_asked.connect(self.asking.looked)
        self.side.header.record_asked.connect(self._open_record)
        self.side.bar.asked.connect(self._step)
        self.side.prompt.answered.connect(self.telling.answered)
        self.side.prompt.speaker_asked.connect(self.telling.next_speaker)
        self.side.form_closed.connect(self._form_closed)
        self.side.form_opened.connect(self.search_box.line.clearFocus)
        self.side.form_opened.connect(self._fold)
        self.steps.companions.booking_asked.connect(self.day.book)
        self.side.header.asking_button.clicked.connect(self.asking.open)
        self.side.draft_asked.connect(self.work.resume)
        self.side.draft_discarded.connect(self.work.discard)
        self.side.papers.print_asked.connect(self.work.show_papers)
        self.side.papers.signed.connect(self.work.all_signed)
        self.side.papers.handed.connect(self.work.handed)
        self.search_box.new_asked.connect(self.work.new_patient)
        self.results.new_asked.connect(self.work.new_patient)
        QShortcut(QKeySequence("F3"), self).activated.connect(self.search_box.come_home)
        QShortcut(QKeySequence("F2"), self).activated.connect(self._greeted)

    # --- What the page shows ----------------------------------------------------------------

    @property
    def panel(self) -> PersonPanel | None:
        """The open person as last asked for."""
        return self._panel

    def refresh(self) -> None:
        """Ask for the day, for what is searched, and for the open person."""
        self._show_day()
        self.learning.look()
        if self.search_box.text():
            self._search()
        self.show_panel()
        self._fold()

    def _show_day(self) -> None:
        self.day.show()
        self.day_list.choose_visit(self._visit_id)

    def show_panel(self) -> None:
        """Ask for the open person again; where nobody is open, for a form somebody began."""
        if self._patient_id is None:
            self._panel = None
            if self.side.form is None:
                self.side.show_nobody(self.work.begun(), self.day.last_saved())
            return
        now = self.screens.clock.now()
        day = self.screens.actions.ask(partial(clinic_day, now=now))
        self._panel = self.screens.actions.ask(
            partial(
                person_panel,
                patient_id=self._patient_id,
                day=day,
                now=now,
                book=self.screens.actions.ask(phrases_in_force),
                visit_id=self._visit_id,
                channel=self._channel,
                call=self.calls.call(self._channel),
            )
        )
        self._panel = self.calls.seen(self._panel, self._channel)
        visit = self._panel.visit
        brief = visit is not None and visit.is_queue_mode and self._channel is Channel.CHECK_IN
        self.side.show_person(self._panel, speaker=self.telling.speaker_name, brief=brief)
        self.points_notes.show_panel(self._panel, day)

    @Slot()
    def _minute_passed(self) -> None:
        if self.isVisible():
            self._show_day()

    # --- Search -----------------------------------------------------------------------------

    @Slot(str)
    def _typed(self, _text: str) -> None:
        if self.search_box.text():
            self._search()
        else:
            self._leave_search()
        self._fold()

    def _search(self) -> None:
        now = self.screens.clock.now()
        day = self.screens.actions.ask(partial(clinic_day, now=now))
        found = self.screens.actions.ask(
            partial(search, text=self.search_box.text(), country=self.facts.country, today=day)
        )
        self.search_box.show_found(found)
        self.results.show_found(found)
        self.left.setCurrentWidget(self.results)

    def _leave_search(self) -> None:
        self.search_box.show_found(None)
        self.left.setCurrentWidget(self.day_list)

    @Slot()
    def _entered(self) -> None:
        patient_id = self.results.current()
        if self.search_box.text() and patient_id is not None:
            self.open_person(patient_id)

    # --- Opening ----------------------------------------------------------------------------

    @Slot(int)
    def open_person(self, patient_id: int) -> None:
        """Open a person, with the visit of today that goes on or is expected."""
        self._open(patient_id, None)

    @Slot(int, int)
    def open_visit(self, patient_id: int, visit_id: int) -> None:
        """Open a person with this visit; of another day, with its appointment."""
        self._open(patient_id, visit_id)
        if self.day.is_elsewhere or self.day_list.filters.current == "off":
            self.day.open_booking(visit_id)

    def _open(self, patient_id: int, visit_id: int | None) -> None:
        self.side.close_form()
        self._patient_id, self._visit_id = patient_id, visit_id
        self.opened_at = self.screens.clock.now()
        self._channel = self.calls.channel_for(patient_id)
        self.telling.forget_speaker()
        self.show_panel()
        self._fold()
        self.go_home()

    def in_hand(self) -> int | None:
        """Whoever stands in the panel."""
        return self._patient_id

    def arrive(self, subject: object) -> None:
        """Somebody navigated here, perhaps with a patient."""
        if isinstance(subject, int):
            self.open_person(subject)

    @Slot()
    def _open_record(self) -> None:
        if self._patient_id is not None:
            self.screens.navigate("patients", self._patient_id)

    def checked_in(self, visit_id: int) -> None:
        """A visit has begun: the search is over, the prompt takes the focus if there is one."""
        self._visit_id = visit_id
        self._channel = self.calls.here(self._channel)
        self.search_box.set_text("")
        self._leave_search()
        self.refresh()
        if self.day.is_queue:
            self.day.owe_mention(visit_id)
            self.go_home()
        else:
            self.finished()

    @property
    def is_queue(self) -> bool:
        """Whether five people wait."""
        return self.day.is_queue

    def ask_second(self, visit_id: int) -> None:
        """One's own check-in is confirmed by a colleague, now or later."""
        self.changes.ask_second(visit_id)

    def finished(self) -> None:
        """Something is done: an open prompt takes the focus, else it goes home."""
        panel = self._panel
        prompt = None if panel is None else panel.prompt
        if isinstance(prompt, Prompt) and prompt.kind is not PhraseKind.HOLDER:
            self.side.focus_prompt()
        else:
            self.go_home()

    def say_at(self, channel: Channel) -> None:
        """From now on the prompt of the open person is said here."""
        self._channel = channel
        self.show_panel()

    @Slot()
    def _form_closed(self) -> None:
        self.show_panel()
        self._fold()
        self.go_home()

    def searched(self) -> str:
        """What stands in the search box."""
        return self.search_box.text()

    def check_in_now(self) -> None:
        """Whoever was just entered is here."""
        self.steps.begin_check_in()

    def joins(self) -> None:
        """The person joins: the form opens."""
        self.work.card_or_joining()

    @Slot(str)
    def _step(self, name: str) -> None:
        if name == REFUND:
            self.refunds.open()
        elif name == BOOK:
            self.day.book()
        elif not self.work.take(name) and not self.changes.take(name):
            self.steps.take(name)

    @Slot()
    def _greeted(self) -> None:
        self._step(GREET)

    def _check_rule(self) -> CheckRule:
        return self.screens.actions.ask(card_settings).rule

    def showEvent(self, event: QShowEvent) -> None:
        """From the first showing on, scans are watched for in the whole window."""
        super().showEvent(event)
        if self._watch is None:
            self._watch = ScanWatch(self.window(), self._check_rule)
            self._watch.scanned.connect(self.scans.scanned)

    def go_home(self) -> None:
        """The focus goes home to the search box."""
        self.search_box.come_home()

    def first_focus(self) -> QWidget | None:
        """The search box."""
        return self.search_box.line

    def step_back(self) -> bool:
        """Esc: the form, the reasons, the search text, the person; then home."""
        form = self.side.form
        if form is not None:
            if not form.step_back():
                self.side.close_form_and_tell()
            return True
        if self.side.prompt.hasFocus() and self.side.prompt.step_back():
            return True
        if self.search_box.text():
            self.search_box.set_text("")
            self._leave_search()
            self._fold()
        elif self._patient_id is not None and self.search_box.line.hasFocus():
            self._patient_id = self._visit_id = None
            self.refresh()
        self.go_home()
        return True

    def commands(self) -> Sequence[Command]:
        """What can be done here, by name."""
        found = [Command(_("Search a patient"), self.search_box.come_home, "F3")]
        if self._panel is not None:
            found.extend(
                Command(button.text(), button.click, button.shortcut().toString())
                for button in self.side.bar.buttons()
            )
            found.append(Command(_("Print what the card gives"), self.work.what_it_gives))
            found.append(Command(_("Somebody asks about them"), self.asking.open, "Ctrl+I"))
            found.append(Command(_("Money back for a paid visit…"), self.refunds.open))
        found.extend([*self.calls.commands(), *self.telling.commands()])
        found += self.steps.prices.commands()
        return [*found, *self.changes.commands(), *self.day.commands(), *self.shift.commands()]

    # --- Room -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is short, one side at a time."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        narrow = self.width() < theme.active().px(NARROW)
        on_the_right = self._patient_id is not None or self.side.form is not None
        typing = self.side.form is None or self.search_box.line.hasFocus()
        searching = typing and self.left.currentWidget() is self.results
        self.left.setVisible(not narrow or not on_the_right or searching)
        self.side.setVisible(not narrow or (on_the_right and not searching))
