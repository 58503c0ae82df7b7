"""Complaints: who puts it right until when, what was done; then the personal conversation."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.clinic import clinic_day
from reception.queries.complaints import ComplaintRow, complaints, conversation_facts
from reception.queries.staff import staff_rows
from reception.rules.days import DayFault, read_day
from reception.services.complaints import assign_complaint, drop_complaint, resolve_complaint
from reception.services.conversations import begin_conversation
from reception.services.feedback_papers import issue_conversation_sheet
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.field import AreaField, ChoiceField, Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import STRETCH, Column, Scroll, clear, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.aftercare.conversation_form import ConversationForm
from reception.ui.pages.aftercare.part import LIST_WIDTH, NARROW_LIST_WIDTH, ROOMY_SCALE, Part
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.values.aftercare import ComplaintState
from reception.values.aftercare_labels import complaint_state_label, influence_label


class ComplaintsPart(Part):
    """The list on the left, the complaint in hand on the right."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self._rows: list[ComplaintRow] = []
        self._row: ComplaintRow | None = None
        self._day = date.min
        self.form: ConversationForm | None = None
        self.count = Text("", "muted")
        self.list = _table(self)
        self.list.selected.connect(self._chosen)
        self.nothing = EmptyState(
            "check",
            _("No complaints"),
            _("What a patient wants put right will stand here, with who does it and until when."),
        )
        self.side = Column(gap=12)
        self.side.box.setContentsMargins(0, 0, 8, 0)
        left = Column(self.count, self.list, self.nothing, gap=8)
        wear = theme.active()
        left.setFixedWidth(wear.px(LIST_WIDTH if wear.scale <= ROOMY_SCALE else NARROW_LIST_WIDTH))
        both = row(left, Scroll(self.side), gap=24)
        both.setStretch(1, 1)
        self.setLayout(both)

    def refresh(self) -> None:
        """Ask again; the complaint in hand stays."""
        ask = self.screens.actions.ask
        self._day = ask(partial(clinic_day, now=self.screens.clock.now()))
        self._rows = ask(partial(complaints, day=self._day))
        self.list.show_rows(self._rows)
        self.list.setVisible(bool(self._rows))
        self.nothing.setVisible(not self._rows)
        waiting = sum(one.state is ComplaintState.OPEN for one in self._rows)
        self.count.setText(ngettext_("{count} open complaint", "{count} open complaints", waiting))
        self.count.setVisible(bool(self._rows))
        if self.form is not None:
            return
        standing = {one.complaint_id: one for one in self._rows}
        kept = None if self._row is None else standing.get(self._row.complaint_id)
        self._show(kept or (self._rows[0] if self._rows else None))

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.list

    def step_back(self) -> bool:
        """Esc puts the conversation away; what was noted stays and it goes on later."""
        if self.form is None:
            return False
        self._conversation_over()
        return True

    def arrive(self, subject: object) -> None:
        """A complaint's number opens it."""
        if isinstance(subject, int):
            self.open_complaint(subject)

    def open_complaint(self, complaint_id: int) -> None:
        """Show one complaint."""
        found = next((one for one in self._rows if one.complaint_id == complaint_id), None)
        if found is not None:
            self.list.choose(complaint_id)
            self._show(found)

    @Slot(object)
    def _chosen(self, key: object) -> None:
        found = next((one for one in self._rows if one.complaint_id == key), None)
        if found is not None and (
            self._row is None or found.complaint_id != self._row.complaint_id
        ):
            self._show(found)

    def _show(self, one: ComplaintRow | None) -> None:
        self.form = None
        self._row = one
        clear(self.side.box)
        if one is None:
            self.side.box.addStretch(1)
            return
        if self.list.current_key() != one.complaint_id:
            self.list.choose(one.complaint_id)
        card = Card(one.name, say(complaint_state_label(one.state)))
        card.add(Text(_("In their own words"), "caption"))
        card.add(Text(_("“{words}”", words=one.words), "large", wrap=True, selectable=True))
        if one.influence is not None:
            words = _("Affects the wish to come back: {how}", how=influence_label(one.influence))
            card.add(Text(words, wrap=True))
        facts = self.screens.actions.ask(partial(conversation_facts, complaint_id=one.complaint_id))
        card.add(Text("\n".join(say(fact) for fact in facts), "muted", wrap=True))
        if one.state is ComplaintState.OPEN:
            self._add_work(card, one)
        else:
            self._add_what_became(card, one)
        self.record_button = Button(_("Open the record"), "quiet", icon="patient")
        self.record_button.clicked.connect(self._open_record)
        card.add(row(self.record_button, STRETCH))
        self.side.box.addWidget(card)
        self.side.box.addStretch(1)

    # --- Still open ------------------------------------------------------------------------------

    def _add_work(self, card: Card, one: ComplaintRow) -> None:
        staff = self.screens.actions.ask(staff_rows)
        nobody: list[tuple[int | None, str]] = [(None, _("nobody yet"))]
        self.owner = ChoiceField(
            _("Who puts it right"), [*nobody, *((int(each.id), each.name) for each in staff)]
        )
        self.owner.set_value(one.owner_id)
        self.owner.chosen.connect(self._owner_chosen)
        self.due = Field(_("Until"), screen_translator().day(one.due_on), longest=20)
        self.due.saved.connect(self._due_saved)
        card.add(row(self.owner, self.due, gap=12))
        self.resolution = AreaField(
            _("What was done"), hint=_("It is read to the patient; for dropping, the reason.")
        )
        card.add(self.resolution)
        self.resolve_button = Button(_("It is put right"), "primary", key="Ctrl+Return")
        self.resolve_button.clicked.connect(self._resolve)
        self.drop_button = Button(_("Drop it"), "quiet")
        self.drop_button.clicked.connect(self._drop)
        card.add(Flow(self.resolve_button, self.drop_button))
        words = _("A personal conversation opens when it is put right.")
        card.add(Text(words, "muted", wrap=True))

    @Slot(object)
    def _owner_chosen(self, _owner: object) -> None:
        self._assign()

    @Slot(str)
    def _due_saved(self, _text: str) -> None:
        self._assign()

    def _assign(self) -> None:
        if self._row is None:
            return
        day = read_day(self.due.text(), self._day)
        if isinstance(day, DayFault):
            self.due.set_error(_("Enter a day, for example 01.09.2026."))
            return
        self.screens.actions.run(
            partial(
                assign_complaint,
                complaint_id=self._row.complaint_id,
                owner_id=self.owner.value(),
                due_on=day,
            ),
            failed=self._refused,
        )

    @Slot()
    def _resolve(self) -> None:
        if self._row is not None:
            self.screens.actions.run(
                partial(
                    resolve_complaint,
                    complaint_id=self._row.complaint_id,
                    resolution=self.resolution.text(),
                ),
                failed=self._refused,
            )

    @Slot()
    def _drop(self) -> None:
        if self._row is not None:
            self.screens.actions.run(
                partial(
                    drop_complaint,
                    complaint_id=self._row.complaint_id,
                    reason=self.resolution.text(),
                ),
                failed=self._refused,
            )

    def _refused(self, error: ReceptionError) -> None:
        field = error.field if isinstance(error, InvalidInput) else ""
        if field == "resolution":
            self.resolution.set_error(say(error.message))
        elif field == "due_on":
            self.due.set_error(say(error.message))
        else:
            self.screens.notify.explain(error)

    # --- Put right -------------------------------------------------------------------------------

    def _add_what_became(self, card: Card, one: ComplaintRow) -> None:
        card.add(Text(_("What was done"), "caption"))
        card.add(Text(one.resolution, wrap=True, selectable=True))
        if one.state is not ComplaintState.RESOLVED:
            return
        if one.talk_over:
            card.add(Text(_("The personal conversation is over."), "muted"))
            return
        if one.later_on is not None:
            words = _("The patient asked to talk on {day}.", day=one.later_on)
            card.add(Text(words, wrap=True))
        self.talk_button = Button(_("Personal conversation"), "primary", key="Ctrl+Return")
        self.talk_button.clicked.connect(self._begin)
        self.paper_button = Button(_("Print the sheet"), icon="print")
        self.paper_button.clicked.connect(self._print)
        card.add(Flow(self.talk_button, self.paper_button))

    @Slot()
    def _begin(self) -> None:
        if self._row is not None:
            self.screens.actions.run(
                partial(begin_conversation, complaint_id=self._row.complaint_id),
                done=self._begun,
                quiet=True,
            )

    def _begun(self, conversation_id: int) -> None:
        clear(self.side.box)
        self.form = ConversationForm(self.screens, conversation_id)
        self.form.finished.connect(self._conversation_over)
        self.side.box.addWidget(self.form)
        self.side.box.addStretch(1)
        self.form.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _conversation_over(self) -> None:
        self.form = None
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _print(self) -> None:
        if self._row is not None:
            self.screens.actions.run(
                partial(issue_conversation_sheet, complaint_id=self._row.complaint_id),
                done=self._issued,
            )

    def _issued(self, paper_id: int) -> None:
        self.screens.papers.show([paper_id], self)

    @Slot()
    def _open_record(self) -> None:
        if self._row is not None:
            self.screens.navigate("patients", self._row.patient_id)


def _table(parent: QWidget) -> Table[ComplaintRow]:
    def name(one: ComplaintRow) -> str:
        return one.name

    def words(one: ComplaintRow) -> str:
        return one.words

    def state(one: ComplaintRow) -> str:
        return say(complaint_state_label(one.state))

    def due(one: ComplaintRow) -> str:
        day = one.due_on if one.state is ComplaintState.OPEN else one.resolved_on
        return "" if day is None else screen_translator().day(day)

    def status(one: ComplaintRow) -> str:
        return "warn" if one.is_overdue else ""

    def key(one: ComplaintRow) -> int:
        return one.complaint_id

    return Table(
        RowsModel(
            [
                TableColumn(_("Whom"), name, stretch=True, strong=True, second=words),
                TableColumn(_("State"), state, second=due, status=status),
            ],
            key,
        ),
        header=False,
        tall=True,
        parent=parent,
    )
