"""The queue of today: whom to reach, the words to say, one key for how it went."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from reception.queries.clinic import clinic_day
from reception.queries.surveys import survey_sheet
from reception.queries.work_queue import work_queue
from reception.queries.work_row import WorkRow
from reception.services.contacts import record_contact
from reception.services.leads import record_call_back
from reception.services.surveys import open_survey
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.chip import Filters
from reception.ui.kit.choose import Segments
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.layout import STRETCH, Column, Scroll, clear, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.aftercare.outcome_bar import OutcomeBar
from reception.ui.pages.aftercare.part import LIST_WIDTH, NARROW_LIST_WIDTH, ROOMY_SCALE, Part
from reception.ui.pages.aftercare.queue_lists import QueueLists
from reception.ui.pages.aftercare.survey_form import SurveyForm
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.values.aftercare import ContactOutcome, ContactReason
from reception.values.aftercare_labels import contact_reason_label, way_label
from reception.values.choices import ContactChannel
from reception.values.phone_number import PhoneNumber

OUTCOMES = (
    ContactOutcome.REACHED,
    ContactOutcome.NO_ANSWER,
    ContactOutcome.LATER,
    ContactOutcome.DECLINED,
    ContactOutcome.WRONG_NUMBER,
)
WRITTEN = (ContactOutcome.SENT,)
GROUPS: dict[str, frozenset[ContactReason]] = {
    "all": frozenset(ContactReason),
    "surveys": frozenset({ContactReason.SURVEY}),
    "owed": frozenset(
        {
            ContactReason.ANSWER,
            ContactReason.RECOVERY,
            ContactReason.RESULT,
            ContactReason.CONVERSATION,
            ContactReason.PLASTIC,
            ContactReason.CALL_BACK,
        }
    ),
    "reminders": frozenset({ContactReason.REMINDER, ContactReason.RECALL}),
    "greetings": frozenset({ContactReason.GREETING, ContactReason.THANKS}),
}


class QueuePart(Part):
    """The list on the left, whoever is reached now on the right."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self._rows: list[WorkRow] = []
        self._row: WorkRow | None = None
        self._day = date.min
        self._channel = ContactChannel.CALL
        self.form: SurveyForm | None = None
        self.filters = Filters(
            [
                ("all", _("all")),
                ("surveys", _("surveys")),
                ("owed", _("owed")),
                ("reminders", _("reminders")),
                ("greetings", _("greetings")),
            ],
            wraps=True,
        )
        self.filters.chosen.connect(self._filter)
        self.count = Text("", "muted")
        self.list = _queue_table(self)
        self.list.selected.connect(self._chosen)
        self.list.opened.connect(self._opened)
        self.nothing = EmptyState(
            "check",
            _("Nobody waits today"),
            _("Surveys, answers owed, reminders and birthdays stand here when due."),
        )
        self.side = Column(gap=12)
        self.side.box.setContentsMargins(0, 0, 8, 0)
        self.lists = QueueLists(screens)
        left = Column(self.filters, self.count, self.list, self.lists, self.nothing, gap=8)
        wear = theme.active()
        left.setFixedWidth(wear.px(LIST_WIDTH if wear.scale <= ROOMY_SCALE else NARROW_LIST_WIDTH))
        both = row(left, Scroll(self.side), gap=24)
        both.setStretch(1, 1)
        self.setLayout(both)

    def refresh(self) -> None:
        """Ask for the queue again; whoever is being reached stays."""
        now = self.screens.clock.now()
        ask = self.screens.actions.ask
        self._day = ask(partial(clinic_day, now=now))
        self._rows = ask(partial(work_queue, day=self._day, now=now))
        for key, word in (
            ("all", _("all")),
            ("surveys", _("surveys")),
            ("owed", _("owed")),
            ("reminders", _("reminders")),
            ("greetings", _("greetings")),
        ):
            count = sum(one.reason in GROUPS[key] for one in self._rows)
            self.filters.set_word(key, f"{word} {count}" if count else word)
        self._filter(self.filters.current)

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.list

    def step_back(self) -> bool:
        """Esc puts a survey away that was begun; its answers so far are not kept."""
        if self.form is None:
            return False
        self._show(self._row)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @Slot(str)
    def _filter(self, key: str) -> None:
        shown = [one for one in self._rows if one.reason in GROUPS[key]]
        self.list.show_rows(shown)
        self.list.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        self.lists.show_rows(shown)
        overdue = sum(one.is_overdue for one in shown)
        waiting = ngettext_("{count} person to reach", "{count} people to reach", len(shown))
        self.count.setText(
            waiting
            if not overdue
            else _("{waiting}, {overdue} overdue", waiting=waiting, overdue=overdue)
        )
        self.count.setVisible(bool(shown))
        if self.form is None:
            standing = {one.key: one for one in shown}
            kept = None if self._row is None else standing.get(self._row.key)
            if kept is None and shown:
                self.list.choose(shown[0].key)
            self._show(kept or (shown[0] if shown else None))

    @Slot(object)
    def _chosen(self, key: object) -> None:
        found = next((one for one in self._rows if one.key == key), None)
        if found is not None and (self._row is None or found.key != self._row.key):
            self._show(found)

    @Slot(object)
    def _opened(self, _key: object) -> None:
        if self._row is not None and self._row.reason is ContactReason.SURVEY:
            self._begin_survey()
        elif self._row is not None and self._row.reason is ContactReason.CONVERSATION:
            self._open_conversation()
        else:
            self.outcomes.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- Whoever is reached now ---------------------------------------------------------------

    def _show(self, one: WorkRow | None) -> None:
        self.form = None
        self._row = one
        clear(self.side.box)
        if one is None:
            self.side.box.addStretch(1)
            return
        card = Card(one.name, say(one.why))
        if one.about:
            card.add(Text(_("about {name}", name=one.about), "muted", wrap=True))
        phone = str(PhoneNumber("+" + one.phone)) if one.phone else _("no phone")
        card.add(Text(phone, "title", selectable=True))
        if one.text:
            card.add(Text(_("Say, in your own words:"), "caption"))
            card.add(Text(one.text, "large", wrap=True, selectable=True))
        card.add(self._state(one))
        self.channels = Segments(
            [(channel, say(way_label(channel))) for channel in one.channels], one.channels[0]
        )
        self.channels.chosen.connect(self._channel_chosen)
        card.add(row(Text(_("By"), "caption"), self.channels, STRETCH))
        self._place = Column(gap=8)
        card.add(self._place)
        self._show_outcomes(one.channels[0])
        if one.reason is ContactReason.SURVEY:
            self.survey_button = Button(_("Reached: begin the survey"), "primary", hint="⏎")
            self.survey_button.clicked.connect(self._begin_survey)
            card.add(row(self.survey_button, STRETCH))
        if one.reason is ContactReason.CONVERSATION:
            self.talk_button = Button(_("Reached: open the conversation"), "primary", hint="⏎")
            self.talk_button.clicked.connect(self._open_conversation)
            card.add(row(self.talk_button, STRETCH))
        self.record_button = Button(_("Open the record"), "quiet", icon="patient")
        self.record_button.clicked.connect(self._open_record)
        card.add(row(self.record_button, STRETCH))
        self.side.box.addWidget(card)
        self.side.box.addStretch(1)

    def _state(self, one: WorkRow) -> Text:
        parts = []
        if one.is_overdue:
            parts.append(_("due since {day}", day=one.due_on))
        if one.attempts:
            parts.append(
                ngettext_("{count} attempt so far", "{count} attempts so far", one.attempts)
            )
        words = Text(" · ".join(parts), "muted")
        words.set_status("warn" if one.is_overdue else "")
        words.setVisible(bool(parts))
        return words

    def _show_outcomes(self, channel: ContactChannel) -> None:
        clear(self._place.box)
        self.outcomes = OutcomeBar(OUTCOMES if channel is ContactChannel.CALL else WRITTEN)
        self.outcomes.picked.connect(self._picked)
        self._place.box.addWidget(self.outcomes)

    @Slot(object)
    def _channel_chosen(self, channel: ContactChannel) -> None:
        self._show_outcomes(channel)

    @Slot(object)
    def _picked(self, outcome: ContactOutcome) -> None:
        one = self._row
        if one is None:
            return
        if one.reason is ContactReason.SURVEY and outcome is ContactOutcome.REACHED:
            self._begin_survey()
            return
        if one.reason is ContactReason.CONVERSATION and outcome is ContactOutcome.REACHED:
            self._open_conversation()
            return
        self._record(one, outcome)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _record(self, one: WorkRow, outcome: ContactOutcome) -> None:
        if one.patient_id is None:
            self.screens.actions.run(
                partial(
                    record_call_back,
                    lead_id=one.subject_id or 0,
                    channel=self.channels.value(),
                    outcome=outcome,
                ),
            )
            return
        self.screens.actions.run(
            partial(
                record_contact,
                reason=one.reason,
                subject_id=one.subject_id,
                patient_id=one.patient_id,
                channel=self.channels.value(),
                outcome=outcome,
                has_gift=one.has_gift,
            )
        )

    # --- Surveys --------------------------------------------------------------------------------

    @Slot()
    def _begin_survey(self) -> None:
        if self._row is not None and self._row.subject_id is not None:
            self._channel = self.channels.value()
            self.screens.actions.run(
                partial(open_survey, visit_id=self._row.subject_id),
                done=self._survey_begun,
                quiet=True,
            )

    def _survey_begun(self, survey_id: int) -> None:
        sheet = self.screens.actions.ask(partial(survey_sheet, survey_id=survey_id))
        clear(self.side.box)
        self.form = SurveyForm(self.screens, sheet)
        self.form.title.setText(sheet.name)
        self.form.title.show()
        self.form.finished.connect(self._survey_finished)
        self.side.box.addWidget(self.form)
        self.side.box.addStretch(1)
        self.form.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _survey_finished(self) -> None:
        one, self.form = self._row, None
        if one is not None:
            self._record_quietly(one)
        self._row = None
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _record_quietly(self, one: WorkRow) -> None:
        if one.patient_id is None:
            return
        self.screens.actions.run(
            partial(
                record_contact,
                reason=one.reason,
                subject_id=one.subject_id,
                patient_id=one.patient_id,
                channel=self._channel,
                outcome=ContactOutcome.REACHED,
            ),
            quiet=True,
        )

    @Slot()
    def _open_conversation(self) -> None:
        if self._row is not None:
            self.screens.navigate("aftercare", ("complaints", self._row.subject_id))

    @Slot()
    def _open_record(self) -> None:
        if self._row is None:
            return
        if self._row.patient_id is None:
            self.screens.navigate("aftercare", "leads")
        else:
            self.screens.navigate("patients", int(self._row.patient_id))


def _queue_table(parent: QWidget) -> Table[WorkRow]:
    def name(one: WorkRow) -> str:
        return one.name

    def why(one: WorkRow) -> str:
        return say(one.why)

    def kind(one: WorkRow) -> str:
        return say(contact_reason_label(one.reason))

    def due(one: WorkRow) -> str:
        return screen_translator().day(one.due_on) if one.is_overdue else ""

    def status(one: WorkRow) -> str:
        return "warn" if one.is_overdue else ""

    def key(one: WorkRow) -> str:
        return one.key

    return Table(
        RowsModel(
            [
                TableColumn(_("Whom"), name, stretch=True, strong=True, second=why),
                TableColumn(_("Why"), kind, second=due, status=status),
            ],
            key,
        ),
        header=False,
        tall=True,
        parent=parent,
    )
