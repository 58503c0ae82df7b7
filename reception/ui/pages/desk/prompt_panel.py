"""The prompt: what to say now, the facts that must be in it, one digit for each answer.

Never a window, never in the way.  The digits answer only while the panel has the focus, which it
takes visibly after check-in; typing in the search box never answers anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reception.rules.prompt_choice import Prompt
from reception.rules.prompts import PhraseKind
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, say
from reception.ui.kit.button import Button
from reception.ui.kit.chip import Chip
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import STRETCH, Column, Scroll, row
from reception.ui.kit.text import Text
from reception.ui.theme import Status
from reception.values.choices import MentionOutcome, NotNowReason
from reception.values.labels import not_now_label

OUTCOMES = (
    (1, MentionOutcome.JOINS),
    (2, MentionOutcome.LATER),
    (3, MentionOutcome.DECLINED),
    (4, MentionOutcome.HAS_ONE),
    (5, MentionOutcome.WILL_FIND_OUT),
    (6, MentionOutcome.NEVER_HEARD),
    (7, MentionOutcome.SHEET_HANDED),
    (0, MentionOutcome.NOT_NOW),
)
REASONS = tuple(enumerate(NotNowReason, start=1))
BRIEF = (MentionOutcome.SHEET_HANDED, MentionOutcome.NOT_NOW)
LEAST_WORDS = 40


@dataclass(frozen=True)
class Answer:
    """What was pressed: the outcome, why not now, and how long the prompt stood, in seconds."""

    outcome: MentionOutcome
    reason: NotNowReason | None
    seconds: int


class _DigitButton(Button):
    """An answer with its digit."""

    pressed_digit = Signal(int)

    def __init__(self, digit: int, word: str, parent: QWidget | None = None) -> None:
        super().__init__(word, hint=str(digit), parent=parent)
        self._digit = digit
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._press)

    @Slot()
    def _press(self) -> None:
        self.pressed_digit.emit(self._digit)


class PromptPanel(QFrame):
    """Shows one prompt; `answered` tells the answer, `speaker_asked` the wish for another speaker."""

    answered = Signal(object)
    speaker_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        wear = theme.active()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("What to say now"))
        self._prompt: Prompt | None = None
        self._asks_reason = False
        self._shown = QElapsedTimer()
        self._shown.start()
        self.heading = Text("", "caption", parent=self)
        self.lead = Text(_("Say, in your own words:"), "muted", parent=self)
        self.phrase = Text("", "large", wrap=True, parent=self)
        self.note = Text("", "lead", wrap=True, parent=self)
        self.must = Flow(gap=4, parent=self)
        self.reasons_about = Text(_("Why not now?"), "strong", parent=self)
        self.reasons = Flow(*self._reason_buttons(), gap=8, parent=self)
        self.objections_button = Button(
            _("If they object"), "quiet", icon="question", key="Ctrl+O", parent=self
        )
        self.objections_button.clicked.connect(self.toggle_objections)
        self.speaker_button = Button("", "quiet", icon="switch", key="Ctrl+D", parent=self)
        self.speaker_button.clicked.connect(self.speaker_asked)
        self.objections = Column(gap=8, parent=self)
        self.objections.hide()
        buttons = self._answer_buttons()
        self.answers = Flow(*buttons, self.objections_button, gap=8, parent=self)
        self._brief = False
        self._simple = False
        self._room = 0
        self._lay_out(wear)

    def _lay_out(self, wear: theme.Theme) -> None:
        """The words scroll where room is short; the answers never do."""
        self.words = Column(self.phrase, self.note, self.must, self.objections, gap=8)
        self.words_area = Scroll(self.words, self)
        layout = QVBoxLayout(self)
        side = wear.px(16)
        layout.setContentsMargins(side, wear.px(12), side, wear.px(12))
        layout.setSpacing(wear.px(8))
        layout.addLayout(row(self.heading, self.lead, STRETCH, self.speaker_button, gap=12))
        layout.addWidget(self.words_area)
        for widget in (self.answers, self.reasons_about, self.reasons):
            layout.addWidget(widget)

    def give_room(self, height: int) -> None:
        """Be no higher than that: what of the words does not fit is scrolled to."""
        self._room = height
        self._fit()

    def _fit(self) -> None:
        if self._brief:
            width = self.width() - 2 * theme.active().px(16)
            self.answers.setMinimumHeight(max(self.answers.heightForWidth(width), 0))
            return
        layout, inner = self.layout(), self.words.layout()
        if layout is None or inner is None:
            return
        width = self.width() - 2 * theme.active().px(16)
        wanted = inner.heightForWidth(width) if inner.hasHeightForWidth() else 0
        wanted = max(wanted, inner.sizeHint().height() if wanted <= 0 else 0)
        shown = self.reasons if self._asks_reason else self.answers
        head = max(self.heading.sizeHint().height(), self.speaker_button.sizeHint().height())
        others = head + theme.active().px(24 + 3 * 8)
        if not shown.isHidden():
            high = max(shown.heightForWidth(width), 0)
            shown.setMinimumHeight(high)
            others += high
        if self._asks_reason:
            others += self.reasons_about.sizeHint().height() + theme.active().px(8)
        least = min(wanted, theme.active().px(LEAST_WORDS))
        height = max(least, min(wanted, self._room - others)) if self._room else wanted
        whole = height >= wanted
        self.words_area.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        if self.words_area.maximumHeight() != height:
            self.words_area.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrapped words take another height."""
        super().resizeEvent(event)
        self._fit()

    def simplify(self, on: bool) -> None:
        """For whoever still learns: the phrase is read as it stands, objections go to F1."""
        self._simple = on

    # --- Showing ----------------------------------------------------------------------------

    @property
    def prompt(self) -> Prompt | None:
        """The prompt that stands."""
        return self._prompt

    def show_prompt(
        self, prompt: Prompt, *, untold: int, speaker: str, brief: bool = False
    ) -> None:
        """Show what to say; the seconds are counted anew when it is another prompt.

        With `brief` one line stands: hand the sheet over, the rest is said at checkout.
        """
        self._brief = brief
        if self._prompt != prompt:
            self._shown.restart()
            self._ask_reason(False)
        self._prompt = prompt
        answers = prompt.kind is not PhraseKind.HOLDER
        self.answers.setVisible(answers and not self._asks_reason)
        self.speaker_button.setVisible(answers)
        heading = _("To tell") if answers else _("To say")
        if untold and answers:
            visits = ngettext_("{count} visit", "{count} visits", untold)
            heading = f"{heading} · {visits}"
        self.heading.setText(heading)
        self.words_area.setVisible(not brief)
        for number, button in zip(OUTCOMES, self.answers.parts(), strict=False):
            button.setVisible(not brief or number[1] in BRIEF)
        self.phrase.setText(_("“{text}”", text=prompt.text) if prompt.text else "")
        self.phrase.setVisible(bool(prompt.text))
        self.lead.setText(
            _("Queue: hand the sheet over.")
            if brief
            else _("Read it as it stands:")
            if self._simple
            else _("Say, in your own words:")
        )
        self.lead.setVisible(bool(prompt.text) or brief)
        note = say(prompt.note) if prompt.note is not None else ""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        facts = [Chip(fact, Status.INFO) for fact in prompt.must]
        about = [Text(_("must be in it:"), "muted")] if facts else []
        self.must.show_parts(*about, *facts)
        self.speaker_button.setText(_("Said by {name}", name=speaker))
        self.speaker_button.updateGeometry()
        self._show_objections(prompt)
        if brief:
            self.objections_button.hide()
            self.speaker_button.hide()
        self.setAccessibleDescription(prompt.text or note)
        self.updateGeometry()
        self._fit()
        self.update()

    def _show_objections(self, prompt: Prompt) -> None:
        from reception.ui.kit.layout import clear

        clear(self.objections.box)
        for objection in prompt.objections:
            self.objections.box.addWidget(Text(objection.said, "muted", wrap=True))
            self.objections.box.addWidget(Text(objection.answer, wrap=True))
        shown = bool(prompt.objections) and not self._simple
        self.objections_button.setVisible(shown)
        if not shown:
            self.objections.hide()

    @Slot()
    def toggle_objections(self) -> None:
        """Ctrl+O: what they may say, and the one answer to it."""
        self.objections.setVisible(not self.objections.isVisible())
        self._fit()
        QTimer.singleShot(0, self, self._show_objections_whole)

    @Slot()
    def _show_objections_whole(self) -> None:
        """The answers to objections are read at once; put away, the phrase is."""
        bar = self.words_area.verticalScrollBar()
        bar.setValue(bar.maximum() if self.objections.isVisible() else 0)

    def _answer_buttons(self) -> list[QWidget]:
        words = {
            MentionOutcome.JOINS: _("joins"),
            MentionOutcome.LATER: _("later"),
            MentionOutcome.DECLINED: _("no"),
            MentionOutcome.HAS_ONE: _("has one"),
            MentionOutcome.WILL_FIND_OUT: _("asks, I find out"),
            MentionOutcome.NEVER_HEARD: _("never heard"),
            MentionOutcome.SHEET_HANDED: _("sheet handed"),
            MentionOutcome.NOT_NOW: _("not now"),
        }
        return [self._digit(digit, words[outcome]) for digit, outcome in OUTCOMES]

    def _reason_buttons(self) -> list[QWidget]:
        return [self._digit(digit, say(not_now_label(reason))) for digit, reason in REASONS]

    def _digit(self, digit: int, word: str) -> _DigitButton:
        button = _DigitButton(digit, word, self)
        button.pressed_digit.connect(self.press)
        return button

    # --- Answering --------------------------------------------------------------------------

    @Slot(int)
    def press(self, digit: int) -> None:
        """A digit was pressed or clicked."""
        if self._prompt is None or self._prompt.kind is PhraseKind.HOLDER:
            return
        if self._asks_reason:
            reason = dict(REASONS).get(digit)
            if reason is not None:
                self._tell(MentionOutcome.NOT_NOW, reason)
            return
        outcome = dict(OUTCOMES).get(digit)
        if outcome is MentionOutcome.NOT_NOW:
            self._ask_reason(True)
        elif outcome is not None:
            self._tell(outcome, None)

    def step_back(self) -> bool:
        """Esc: from the reasons to the answers."""
        if not self._asks_reason:
            return False
        self._ask_reason(False)
        return True

    def _tell(self, outcome: MentionOutcome, reason: NotNowReason | None) -> None:
        seconds = int(self._shown.elapsed() // 1000)
        self._ask_reason(False)
        self.answered.emit(Answer(outcome, reason, seconds))

    def _ask_reason(self, asks: bool) -> None:
        self._asks_reason = asks
        self.answers.setVisible(not asks)
        self.reasons.setVisible(asks)
        self.reasons_about.setVisible(asks)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The digits answer; everything else goes on its way."""
        digit = event.key() - Qt.Key.Key_0
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if 0 <= digit <= 9 and plain == Qt.KeyboardModifier.NoModifier:
            if not event.isAutoRepeat():
                self.press(digit)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring says that the digits answer now."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And is gone."""
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A surface with a bar of the accent; a ring while the digits answer."""
        wear = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        focused = self.hasFocus()
        edge = wear.color("accent" if focused else "line")
        painter.setPen(QPen(edge, 2 if focused else 1))
        painter.setBrush(wear.color("surface"))
        painter.drawRoundedRect(place, theme.RADIUS, theme.RADIUS)
        painter.end()
