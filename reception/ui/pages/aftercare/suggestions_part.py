"""Suggestions: where each stands, whether it would help others, who must be told and how."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.clinic import clinic_day
from reception.queries.suggestions import ClosedLoop, SuggestionRow, closed_loop, suggestions
from reception.services.contacts import record_contact
from reception.services.suggestions import NEXT, move_suggestion, shorten_suggestion
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.chip import Filters
from reception.ui.kit.choose import Segments
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.field import AreaField, Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import STRETCH, Column, Scroll, clear, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.aftercare.outcome_bar import OutcomeBar
from reception.ui.pages.aftercare.part import LIST_WIDTH, NARROW_LIST_WIDTH, ROOMY_SCALE, Part
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.values.aftercare import ContactOutcome, ContactReason, SuggestionState
from reception.values.aftercare_labels import suggestion_state_label, way_label
from reception.values.choices import ContactChannel
from reception.values.period import add_months

OUTCOMES = (ContactOutcome.REACHED, ContactOutcome.NO_ANSWER, ContactOutcome.DECLINED)
WRITTEN = (ContactOutcome.SENT,)


class SuggestionsPart(Part):
    """The register on the left, the suggestion in hand on the right."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self._rows: list[SuggestionRow] = []
        self._row: SuggestionRow | None = None
        self._day = date.min
        self.filters = Filters(
            [("all", _("all")), ("work", _("in work")), ("tell", _("to tell"))], wraps=True
        )
        self.filters.chosen.connect(self._filter)
        self.loop = Text("", "muted", wrap=True)
        self.list = _table(self)
        self.list.selected.connect(self._chosen)
        self.nothing = EmptyState(
            "note",
            _("No suggestions"),
            _("What patients would change will stand here, with what became of it."),
        )
        self.side = Column(gap=12)
        self.side.box.setContentsMargins(0, 0, 8, 0)
        left = Column(self.filters, self.loop, self.list, self.nothing, gap=8)
        wear = theme.active()
        left.setFixedWidth(wear.px(LIST_WIDTH if wear.scale <= ROOMY_SCALE else NARROW_LIST_WIDTH))
        both = row(left, Scroll(self.side), gap=24)
        both.setStretch(1, 1)
        self.setLayout(both)

    def refresh(self) -> None:
        """Ask again; the suggestion in hand stays."""
        ask = self.screens.actions.ask
        self._day = ask(partial(clinic_day, now=self.screens.clock.now()))
        self._rows = ask(partial(suggestions, day=self._day))
        first = add_months(self._day, -12)
        told: ClosedLoop = ask(partial(closed_loop, first=first, last=self._day))
        self.loop.setText(
            _(
                "Told within 14 days: {told} of {done} in 12 months",
                told=told.told_in_time,
                done=told.done,
            )
        )
        self.loop.setVisible(bool(told.done))
        self._filter(self.filters.current)

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.list

    @Slot(str)
    def _filter(self, key: str) -> None:
        ended = (SuggestionState.DONE, SuggestionState.DECLINED)
        shown = [
            one
            for one in self._rows
            if key == "all"
            or (key == "work" and one.state not in ended)
            or (key == "tell" and one.must_be_told)
        ]
        self.list.show_rows(shown)
        self.list.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        standing = {one.suggestion_id: one for one in shown}
        kept = None if self._row is None else standing.get(self._row.suggestion_id)
        self._show(kept or (shown[0] if shown else None))

    @Slot(object)
    def _chosen(self, key: object) -> None:
        found = next((one for one in self._rows if one.suggestion_id == key), None)
        known = None if self._row is None else self._row.suggestion_id
        if found is not None and found.suggestion_id != known:
            self._show(found)

    def _show(self, one: SuggestionRow | None) -> None:
        self._row = one
        clear(self.side.box)
        if one is None:
            self.side.box.addStretch(1)
            return
        if self.list.current_key() != one.suggestion_id:
            self.list.choose(one.suggestion_id)
        card = Card(one.name or _("Anonymous"), say(suggestion_state_label(one.state)))
        card.add(Text(_("“{words}”", words=one.words), "large", wrap=True, selectable=True))
        self.short = Field(
            _("In short, without names"),
            one.short,
            hint=_("Other patients are asked whether it would help them."),
            longest=120,
        )
        self.short.saved.connect(self._shortened)
        card.add(self.short)
        words = ngettext_(
            "would help {count} patient", "would help {count} patients", one.would_help
        )
        against = ngettext_(
            "would not help {count} patient", "would not help {count} patients", one.would_not
        )
        card.add(Text(f"{words} · {against}", "muted", wrap=True))
        if one.reason:
            card.add(Text(_("Reason: {reason}", reason=one.reason), wrap=True))
        self._add_steps(card, one)
        if one.state in (SuggestionState.DONE, SuggestionState.DECLINED):
            self._add_telling(card, one)
        self.side.box.addWidget(card)
        self.side.box.addStretch(1)

    def _add_steps(self, card: Card, one: SuggestionRow) -> None:
        following = NEXT.get(one.state, ())
        self.step_buttons: dict[SuggestionState, Button] = {}
        if not following:
            return
        self.reason = AreaField(_("Reason"), hint=_("It is told to the patient."), lines=2)
        self.reason.setVisible(SuggestionState.DECLINED in following)
        card.add(self.reason)
        words = {
            SuggestionState.CONSIDERED: _("Consider it"),
            SuggestionState.ACCEPTED: _("Accept"),
            SuggestionState.DECLINED: _("Decline"),
            SuggestionState.DONE: _("It is done"),
        }
        slots = {
            SuggestionState.CONSIDERED: self._consider,
            SuggestionState.ACCEPTED: self._accept,
            SuggestionState.DECLINED: self._decline,
            SuggestionState.DONE: self._finish,
        }
        for place, to in enumerate(following):
            button = Button(words[to], "secondary" if place else "primary")
            button.clicked.connect(slots[to])
            self.step_buttons[to] = button
        card.add(Flow(*self.step_buttons.values()))

    def _add_telling(self, card: Card, one: SuggestionRow) -> None:
        if one.told_on is not None:
            day = screen_translator().day(one.told_on)
            card.add(Text(_("The patient was told on {day}.", day=day), "muted"))
            return
        if not one.must_be_told or not one.channels:
            card.add(Text(_("Nobody may be told about it."), "muted"))
            return
        card.add(Text(_("Say, in your own words:"), "caption"))
        card.add(Text(one.text, "large", wrap=True, selectable=True))
        self.channels = Segments(
            [(channel, say(way_label(channel))) for channel in one.channels], one.channels[0]
        )
        self.channels.chosen.connect(self._channel_chosen)
        self._place = Column(gap=8)
        card.add(row(Text(_("By"), "caption"), self.channels, STRETCH)).add(self._place)
        self._channel_chosen(one.channels[0])

    @Slot(object)
    def _channel_chosen(self, channel: ContactChannel) -> None:
        clear(self._place.box)
        self.outcomes = OutcomeBar(OUTCOMES if channel is ContactChannel.CALL else WRITTEN)
        self.outcomes.picked.connect(self._told)
        self._place.box.addWidget(self.outcomes)

    @Slot(object)
    def _told(self, outcome: ContactOutcome) -> None:
        one = self._row
        if one is not None and one.patient_id is not None:
            self.screens.actions.run(
                partial(
                    record_contact,
                    reason=ContactReason.RESULT,
                    subject_id=one.suggestion_id,
                    patient_id=one.patient_id,
                    channel=self.channels.value(),
                    outcome=outcome,
                )
            )

    @Slot(str)
    def _shortened(self, text: str) -> None:
        if self._row is not None:
            number = self._row.suggestion_id
            self.screens.actions.run(
                partial(shorten_suggestion, suggestion_id=number, short=text), quiet=True
            )

    @Slot()
    def _consider(self) -> None:
        self._move(SuggestionState.CONSIDERED)

    @Slot()
    def _accept(self) -> None:
        self._move(SuggestionState.ACCEPTED)

    @Slot()
    def _decline(self) -> None:
        self._move(SuggestionState.DECLINED)

    @Slot()
    def _finish(self) -> None:
        self._move(SuggestionState.DONE)

    def _move(self, to: SuggestionState) -> None:
        if self._row is not None:
            self.screens.actions.run(
                partial(
                    move_suggestion,
                    suggestion_id=self._row.suggestion_id,
                    to=to,
                    reason=self.reason.text(),
                ),
                failed=self._refused,
            )

    def _refused(self, error: ReceptionError) -> None:
        if isinstance(error, InvalidInput) and error.field == "reason":
            self.reason.set_error(say(error.message))
        else:
            self.screens.notify.explain(error)


def _table(parent: QWidget) -> Table[SuggestionRow]:
    def words(one: SuggestionRow) -> str:
        return one.short or one.words

    def name(one: SuggestionRow) -> str:
        return one.name or _("Anonymous")

    def state(one: SuggestionRow) -> str:
        return say(suggestion_state_label(one.state))

    def tell(one: SuggestionRow) -> str:
        return _("to tell") if one.must_be_told else ""

    def status(one: SuggestionRow) -> str:
        return "warn" if one.must_be_told else ""

    def key(one: SuggestionRow) -> int:
        return one.suggestion_id

    return Table(
        RowsModel(
            [
                TableColumn(_("Suggestion"), words, stretch=True, strong=True, second=name),
                TableColumn(_("State"), state, second=tell, status=status),
            ],
            key,
        ),
        header=False,
        tall=True,
        parent=parent,
    )
