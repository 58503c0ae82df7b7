"""The quiz: on which version, who has passed, what is hardest; and taking it."""

from __future__ import annotations

import secrets
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.queries.clinic import clinic_day
from reception.queries.knowledge import (
    HardQuestion,
    QuizVersion,
    hardest_questions,
    quiz_of,
    quiz_versions,
)
from reception.rules.certification import Certified
from reception.rules.quiz import Marks, Quiz
from reception.services.training import take_quiz
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.layout import Column, Row, clear
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.knowledge.part import Part
from reception.ui.pages.knowledge.quiz_run import QuizAnswers, QuizRun
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.values.labels import job_label

SEEDS = 2**31


class QuizPart(Part):
    """Shows who knows which version; asks whoever is at the desk."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self._versions: list[QuizVersion] = []
        self._version: QuizVersion | None = None
        self.versions = Card(
            _("Quiz about the terms"),
            _("Ten questions made from the terms; nine right answers pass. Again at each version."),
        )
        self.rows = Column(gap=12)
        self.versions.add(self.rows)
        self.take_buttons: list[Button] = []
        self.people = Card(_("Front office"))
        self.table = _people_table(self)
        self.people.add(self.table)
        self.hard = Card(_("Hardest questions"))
        self.hard_rows = Column(gap=8)
        self.hard.add(self.hard_rows)
        self.run = QuizRun()
        self.answers = QuizAnswers()
        self.run.finished.connect(self._finished)
        self.run.left.connect(self._left)
        self.answers.closed.connect(self._left)
        for part in (self.run, self.answers, self.versions, self.people, self.hard):
            self.box.addWidget(part)
        self.box.addStretch(1)
        screens.seat.changed.connect(self._left)
        self._show_overview()

    # --- showing

    def refresh(self) -> None:
        """Show the versions, the people and the hardest questions."""
        ask = self.screens.actions.ask
        day = ask(partial(clinic_day, now=self.screens.clock.now()))
        actor = self.screens.seat.actor
        staff_id = None if actor is None else actor.staff_id
        self._versions = ask(partial(quiz_versions, day=day, staff_id=staff_id))
        clear(self.rows.box)
        self.take_buttons = []
        for place, version in enumerate(self._versions):
            self.rows.box.addWidget(self._version_row(place, version))
        if not self._versions:
            self.rows.box.addWidget(Text(_("There is no version of the programme yet."), "muted"))
        self._show_people()
        self._show_hardest(ask(hardest_questions))

    def _version_row(self, place: int, version: QuizVersion) -> Row:
        state = _("in force") if version.is_in_force else _("from {day}", day=version.valid_from)
        if version.is_draft:
            state = _("draft")
        words = Column(
            Text(
                _("Version {number} · {state}", number=str(version.number), state=state), "strong"
            ),
            Text(
                _(
                    "Passed: {passed} of {all}.",
                    passed=version.passed,
                    all=len(version.people),
                ),
                "muted",
            ),
            gap=2,
        )
        done = version.has_passed
        word = _("Take the quiz again") if done else _("Take the quiz")
        button = Button(
            word, "secondary" if done or self.take_buttons else "primary", icon="knowledge"
        )
        button.setAccessibleName(f"{word}: {_('Version {number}', number=str(version.number))}")
        button.setProperty("place", place)
        button.clicked.connect(self._take)
        self.take_buttons.append(button)
        line = Row(words, button, gap=12)
        line.box.setStretch(0, 1)
        return line

    def _show_people(self) -> None:
        current = [each for each in self._versions if each.is_in_force] or self._versions
        people = current[0].people if current else ()
        self.table.show_rows(people)
        self.table.fit(least=1, most=12)
        number = str(current[0].number) if current else ""
        self.people.about.setText(
            _("Who has passed on version {number}.", number=number)
            if people
            else _("Nobody of the front office is entered yet: add them to the staff.")
        )
        self.people.about.setVisible(True)
        self.table.setVisible(bool(people))

    def _show_hardest(self, found: list[HardQuestion]) -> None:
        language = screen_translator().language
        clear(self.hard_rows.box)
        for each in found:
            times = ngettext_("wrong {count} time", "wrong {count} times", each.wrong)
            share = _("{times} of {asked}", times=times, asked=each.asked)
            self.hard_rows.box.addWidget(
                Column(
                    Text(each.text.in_language(language), "strong", wrap=True),
                    Text(share, "muted"),
                    gap=2,
                )
            )
        if not found:
            words = _("Questions answered wrong most often will stand here.")
            self.hard_rows.box.addWidget(Text(words, "muted", wrap=True))

    def _show_overview(self, shown: QWidget | None = None) -> None:
        """The overview, or the quiz or its result instead."""
        for part in (self.run, self.answers):
            part.setVisible(part is shown)
        for card in (self.versions, self.people, self.hard):
            card.setVisible(shown is None)

    def first_focus(self) -> QWidget | None:
        """The first answer of a quiz that is being taken, else the button that begins one."""
        if self.run.isVisible() and self.run.buttons:
            return self.run.buttons[0]
        return self.take_buttons[0] if self.take_buttons else None

    def step_back(self) -> bool:
        """Esc leaves the quiz; nothing of it is kept."""
        if self.run.isHidden() and self.answers.isHidden():
            return False
        self._left()
        return True

    # --- taking it

    @Slot()
    def _take(self) -> None:
        self._version = self._versions[int(self.sender().property("place"))]
        seed = secrets.randbelow(SEEDS)
        quiz: Quiz = self.screens.actions.ask(
            partial(quiz_of, version_id=self._version.version_id, seed=seed)
        )
        self._show_overview(self.run)
        self.run.begin(quiz)

    @Slot()
    def _finished(self) -> None:
        quiz = self.run.quiz
        if quiz is None or self._version is None:
            return
        self.screens.actions.run(
            partial(
                take_quiz,
                version_id=self._version.version_id,
                seed=quiz.seed,
                language=screen_translator().language,
                chosen=dict(self.run.chosen),
            ),
            done=partial(self._marked, quiz),
        )

    def _marked(self, quiz: Quiz, marks: Marks) -> None:
        self.run.forget()
        self._show_overview(self.answers)
        self.answers.show_marks(quiz, marks)

    @Slot()
    def _left(self) -> None:
        self.run.forget()
        self._show_overview()
        if self.isVisible():
            self.refresh()
            focus = self.first_focus()
            if focus is not None:
                focus.setFocus()


def _people_table(parent: QWidget) -> Table[Certified]:
    def name(row: Certified) -> str:
        return row.name

    def job(row: Certified) -> str:
        return say(job_label(row.job))

    def state(row: Certified) -> str:
        if row.passed_on is not None:
            return _("passed on {day}", day=row.passed_on)
        if row.best is None:
            return _("not taken yet")
        return _("best so far: {right} of 10", right=row.best)

    def status(row: Certified) -> str:
        return "ok" if row.has_passed else "warn"

    def key(row: Certified) -> int:
        return row.staff_id

    return Table(
        RowsModel(
            (
                TableColumn(_("Name"), name, stretch=True, strong=True),
                TableColumn(_("Job"), job),
                TableColumn(_("Quiz"), state, status=status),
            ),
            key,
        ),
        parent=parent,
    )
