"""The personal conversation on the screen: consent, then step by step, facts beside, a quiet clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.changes import Done
from reception.errors import ReceptionError
from reception.queries.clinic import clinic_day
from reception.queries.complaints import ConversationSheet, Offered, conversation_sheet
from reception.rules.conversation import Step, StepKind, quiet_clock
from reception.rules.days import DayFault, read_day
from reception.services.conversations import (
    answer_consent,
    echo_suggestion,
    finish_conversation,
    note_step,
)
from reception.ui.i18n import _, ngettext_, say
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.chip import Choices
from reception.ui.kit.choose import Segments
from reception.ui.kit.field import AreaField, Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import STRETCH, Column, clear, row
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.theme import Status
from reception.values.aftercare import ConversationConsent, Echo
from reception.values.aftercare_labels import echo_label

CLOCK_MS = 15_000


class _Offer(Column):
    """Another patient's suggestion, and whether it would have helped."""

    answered = Signal(int, object)

    def __init__(self, offered: Offered, words: str) -> None:
        super().__init__(gap=8)
        self._number = offered.suggestion_id
        self.choices = Choices([(one, say(echo_label(one))) for one in Echo])
        self.choices.chosen.connect(self._chosen)
        self.box.addWidget(Text(words, "large", wrap=True))
        self.box.addWidget(self.choices)

    @Slot(object)
    def _chosen(self, echo: Echo) -> None:
        self.answered.emit(self._number, echo)


class StepWords(Column):
    """One step: what is said, and the patient's words, saved as they are typed."""

    noted = Signal(str, str)

    def __init__(self, number: int, step: Step, sheet: ConversationSheet) -> None:
        super().__init__(gap=8)
        self.step, self._sheet = step, sheet
        self.said = Text("", "large", wrap=True)
        self.field = AreaField(
            _("Step {number}: in their own words", number=number),
            sheet.answers.get(step.code, ""),
            lines=2,
        )
        self.field.edited.connect(self._edited)
        self.field.saved.connect(self._saved)
        self.box.addWidget(self.said)
        self.box.addWidget(self.field)
        self._edited(self.field.text())

    @Slot(str)
    def _edited(self, text: str) -> None:
        is_own = self.step.kind is StepKind.OWN
        self.said.setText(self._sheet.said(self.step.code, suggestion=text if is_own else "…"))

    @Slot(str)
    def _saved(self, text: str) -> None:
        self.noted.emit(self.step.code, text)


class ConversationForm(Card):
    """`finished` comes when the conversation is over, put off or not wanted."""

    finished = Signal()

    def __init__(
        self, screens: Screens, conversation_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Personal conversation"), parent=parent)
        self._screens, self._number = screens, conversation_id
        self._steps: list[Step] = []
        self.parts: dict[str, QWidget] = {}
        self.clock_words = Text("", "muted", parent=self)
        self.add_action(self.clock_words)
        self.closing = Strip("", Status.INFO, parent=self)
        self.closing.hide()
        self.facts = Text("", "muted", wrap=True, parent=self)
        self.place = Column(gap=16)
        self.fault = Text("", "error", wrap=True, parent=self)
        self.fault.hide()
        self.next_button = Button(_("Next step"), "primary", key="Ctrl+Return", parent=self)
        self.next_button.clicked.connect(self._next)
        for part in (self.facts, self.place, self.closing, self.fault):
            self.add(part)
        self.add(row(self.next_button, STRETCH))
        self._timer = QTimer(self)
        self._timer.setInterval(CLOCK_MS)
        self._timer.timeout.connect(self.look_at_clock)
        self._show()

    def first_focus(self) -> QWidget:
        """Where the keys go."""
        return self._last_focus

    def _show(self) -> None:
        ask = partial(conversation_sheet, conversation_id=self._number)
        self._sheet = self._screens.actions.ask(ask)
        self.title.setText(_("Personal conversation: {name}", name=self._sheet.name))
        words = [_("They said: “{words}”", words=self._sheet.words)]
        self.facts.setText("\n".join(words + [say(one) for one in self._sheet.facts]))
        clear(self.place.box)
        self.parts = {}
        agreed = self._sheet.consent is ConversationConsent.YES
        self.next_button.setVisible(agreed)
        if not agreed:
            self._ask_consent()
            return
        has_offer = bool(self._sheet.offered) or "another" in self._sheet.answers
        self._steps = [
            one
            for one in self._sheet.script.steps
            if one.kind is not StepKind.CONSENT and (one.kind is not StepKind.ECHO or has_offer)
        ]
        for one in self._steps:
            self._add_step(one)
            if one.code not in self._sheet.answers:
                break
        self._timer.start()
        self.look_at_clock()
        self._say_next()

    # --- The first step ------------------------------------------------------------------------

    def _ask_consent(self) -> None:
        sheet = self._sheet
        self.question = Text(sheet.said("consent"), "large", wrap=True)
        self.minutes = Segments(
            [
                (one, ngettext_("{count} minute", "{count} minutes", one))
                for one in sheet.script.minutes
            ],
            sheet.minutes,
        )
        self.yes_button = Button(_("Yes, begin"), "primary")
        self.yes_button.clicked.connect(self._yes)
        self.no_button = Button(_("No"), "quiet")
        self.no_button.clicked.connect(self._no)
        self.later_on = Field(_("Later, on"), hint=_("For example 01.09.2026."), longest=20)
        self.later_on.returned.connect(self._later)
        self.later_button = Button(_("Later"))
        self.later_button.clicked.connect(self._later)
        box = self.place.box
        box.addWidget(self.question)
        box.addLayout(row(Text(_("Planned"), "caption"), self.minutes, STRETCH))
        box.addWidget(Flow(self.yes_button, self.no_button))
        box.addLayout(row(self.later_on, self.later_button, STRETCH))
        self._last_focus: QWidget = self.yes_button

    @Slot()
    def _yes(self) -> None:
        self._consent(ConversationConsent.YES, self._begun, minutes=self.minutes.value())

    def _begun(self, _value: None) -> None:
        self._show()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _no(self) -> None:
        self._consent(ConversationConsent.NO, self._over)

    @Slot()
    def _later(self) -> None:
        today = self._screens.actions.ask(partial(clinic_day, now=self._screens.clock.now()))
        day = read_day(self.later_on.text(), today)
        if isinstance(day, DayFault):
            self.later_on.set_error(_("Enter a day, for example 01.09.2026."))
            return
        self._consent(ConversationConsent.LATER, self._over, later_on=day)

    def _consent(
        self,
        consent: ConversationConsent,
        done: Callable[[None], None],
        *,
        later_on: date | None = None,
        minutes: int | None = None,
    ) -> None:
        self._screens.actions.run(
            partial(
                answer_consent,
                conversation_id=self._number,
                consent=consent,
                later_on=later_on,
                minutes=minutes,
            ),
            done=done,
            failed=self._refused,
        )

    def _over(self, _value: object) -> None:
        self._timer.stop()
        self.finished.emit()

    # --- Step by step --------------------------------------------------------------------------

    def _add_step(self, step: Step) -> None:
        number = 1 + [one.code for one in self._sheet.script.steps].index(step.code)
        part: QWidget
        if step.kind is StepKind.ECHO:
            part = self._offers()
        elif step.kind is StepKind.TELL:
            part = self._tell(step)
        else:
            part = StepWords(number, step, self._sheet)
            part.noted.connect(self._noted)
            self._last_focus = part.field.area
        self.parts[step.code] = part
        self.place.box.addWidget(part)

    def _offers(self) -> Column:
        both = Column(gap=12)
        self.offers = [
            _Offer(one, self._sheet.said("another", suggestion=one.short))
            for one in self._sheet.offered
        ]
        for one in self.offers:
            one.answered.connect(self._echoed)
            both.box.addWidget(one)
        if self.offers:
            choices = self.offers[0].choices
            self._last_focus = choices.button(choices.values[0])
        return both

    def _tell(self, step: Step) -> Column:
        both = Column(gap=8)
        self.tell = Choices([("call", _("call")), ("message", _("message"))])
        self.tell.set_value(self._sheet.answers.get(step.code))
        self.tell.chosen.connect(self._told)
        both.box.addWidget(Text(self._sheet.said(step.code), "large", wrap=True))
        both.box.addWidget(self.tell)
        self._last_focus = self.tell.button("call")
        return both

    @Slot(int, object)
    def _echoed(self, suggestion_id: int, echo: Echo) -> None:
        self._run(
            partial(
                echo_suggestion,
                conversation_id=self._number,
                suggestion_id=suggestion_id,
                echo=echo,
            )
        )

    @Slot(object)
    def _told(self, way: str) -> None:
        self._noted("tell", way)

    @Slot(str, str)
    def _noted(self, step: str, answer: str) -> None:
        self._run(partial(note_step, conversation_id=self._number, step=step, answer=answer))

    def _run(self, service: Callable[..., Done[None]]) -> None:
        self.fault.hide()
        self._screens.actions.run(service, failed=self._refused, quiet=True)

    @Slot()
    def _next(self) -> None:
        current = list(self.parts)[-1]
        part = self.parts[current]
        if isinstance(part, StepWords):
            part.field.save_now()
        answers = self._answers()
        if current not in answers:
            self._noted(current, "")
        if current == self._steps[-1].code:
            self._screens.actions.run(
                partial(finish_conversation, conversation_id=self._number),
                done=self._over,
                failed=self._refused,
            )
            return
        following = self._steps[[one.code for one in self._steps].index(current) + 1]
        self._add_step(following)
        self._say_next()
        self._last_focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answers(self) -> dict[str, str]:
        ask = partial(conversation_sheet, conversation_id=self._number)
        return dict(self._screens.actions.ask(ask).answers)

    def _say_next(self) -> None:
        is_last = list(self.parts)[-1] == self._steps[-1].code
        self.next_button.setText(_("Finish the conversation") if is_last else _("Next step"))

    @Slot()
    def look_at_clock(self) -> None:
        """Show the minutes quietly; two before the end the closing phrase stands there."""
        sheet = self._sheet
        if sheet.started_at is None:
            return
        clock = quiet_clock(sheet.started_at, self._screens.clock.now(), sheet.minutes)
        self.clock_words.setText(
            _("{gone} of {planned} min", gone=clock.minutes, planned=clock.planned)
        )
        self.closing.say(sheet.script.closing.in_language(sheet.language))
        self.closing.setVisible(clock.closes)

    def _refused(self, error: ReceptionError) -> None:
        self.fault.setText(say(error.message))
        self.fault.show()
