"""The quiz while it is taken: one question at a time, answered by a digit; then what was wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.rules.quiz import Marks, Quiz
from reception.ui.i18n import _, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.layout import STRETCH, Column, Row, clear
from reception.ui.kit.text import Text
from reception.ui.pages.knowledge.option_button import OptionButton


class QuizRun(Card):
    """Asks every question of a quiz; `finished` when the last is answered, `left` without."""

    finished = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Quiz"), gap=16, parent=parent)
        self._quiz: Quiz | None = None
        self._place = 0
        self.chosen: dict[int, str] = {}
        self.question = Text("", "lead", wrap=True, parent=self)
        self.options = Column(gap=8)
        self.buttons: list[OptionButton] = []
        self.back_button = Button(_("Back"), "quiet", icon="chevron_left", key="Ctrl+Up")
        self.leave_button = Button(_("Stop"), "quiet")
        self.back_button.clicked.connect(self._back)
        self.leave_button.clicked.connect(self.left)
        self.add(self.question)
        self.add(self.options)
        self.add(Row(self.back_button, STRETCH, self.leave_button))

    @property
    def quiz(self) -> Quiz | None:
        """The quiz that is being taken."""
        return self._quiz

    def begin(self, quiz: Quiz) -> None:
        """Ask the first question of a quiz."""
        self._quiz, self._place, self.chosen = quiz, 0, {}
        self._show_question()

    def forget(self) -> None:
        """No quiz is being taken."""
        self._quiz, self.chosen = None, {}

    def _show_question(self) -> None:
        if self._quiz is None:
            return
        language = screen_translator().language
        asked = self._quiz.questions[self._place]
        self.title.setText(
            _(
                "Question {number} of {all}",
                number=self._place + 1,
                all=len(self._quiz.questions),
            )
        )
        self.question.setText(asked.text.in_language(language))
        clear(self.options.box)
        self.buttons = []
        for digit, option in enumerate(asked.options, start=1):
            button = OptionButton(digit, option.text.in_language(language), self.options)
            button.setChecked(self.chosen.get(asked.number) == option.code)
            button.setProperty("code", option.code)
            button.clicked.connect(self._answered)
            self.options.box.addWidget(button)
            self.buttons.append(button)
        self.back_button.setEnabled(self._place > 0)
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _answered(self) -> None:
        if self._quiz is None:
            return
        asked = self._quiz.questions[self._place]
        self.chosen[asked.number] = str(self.sender().property("code"))
        if self._place + 1 < len(self._quiz.questions):
            self._place += 1
            self._show_question()
        else:
            self.finished.emit()

    @Slot()
    def _back(self) -> None:
        if self._place > 0:
            self._place -= 1
            self._show_question()


class QuizAnswers(Card):
    """What came of a quiz: how many were right, and the right answer to each that was not."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Result"), gap=12, parent=parent)
        self.rows = Column(gap=12)
        self.close_button = Button(_("Close"), "primary")
        self.close_button.clicked.connect(self.closed)
        self.add(self.rows)
        self.add(Row(self.close_button, STRETCH))

    def show_marks(self, quiz: Quiz, marks: Marks) -> None:
        """Show the result of a quiz."""
        language = screen_translator().language
        self.title.setText(
            _("Passed: {right} of {asked}", right=marks.right, asked=marks.asked)
            if marks.is_passed
            else _("Not passed yet: {right} of {asked}", right=marks.right, asked=marks.asked)
        )
        self.about.setText(
            _("Everything is known.")
            if marks.right == marks.asked
            else _("These answers were wrong; this is how it is:")
        )
        self.about.setVisible(True)
        clear(self.rows.box)
        wrong = {each.number for each in marks.marks if not each.is_right}
        for question in quiz.questions:
            if question.number in wrong:
                self.rows.box.addWidget(
                    Column(
                        Text(question.text.in_language(language), "strong", wrap=True),
                        Text(question.right.text.in_language(language), wrap=True),
                        gap=2,
                    )
                )
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
