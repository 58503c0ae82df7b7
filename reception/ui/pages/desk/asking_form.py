"""Somebody asks about the open person: who it is, what may be told, and the words to refuse."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reception.queries.who_asks import Asker, Told
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import STRETCH, Column, clear, row
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.pages.desk.work_form import WorkForm
from reception.ui.theme import Status

MOST = 9


class _AskerButton(Button):
    """Somebody who asks."""

    chosen = Signal(object)

    def __init__(self, digit: int, one: Asker, parent: QWidget) -> None:
        super().__init__(one.name, hint=str(digit), parent=parent)
        self._asker = one
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._asker)


class AskingForm(WorkForm):
    """Digits choose who asks; the answer stands below with its reason, ready to be said."""

    def __init__(
        self,
        name: str,
        askers: Sequence[Asker],
        told: Callable[[Asker], Told],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Who asks about {name}?", name=name),
            _("What is told to others is a matter of law; each question is logged."),
            parent=parent,
        )
        self._told = told
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.askers = [_AskerButton(n, one, self) for n, one in enumerate(askers[:MOST], start=1)]
        for button in self.askers:
            button.chosen.connect(self._ask)
        self.answer = Column(gap=8)
        self.add(Flow(*self.askers, parent=self))
        if not askers:
            self._refuse_stranger()
        self.add(self.answer)
        self.stranger_button = Button(_("somebody else"), hint="0", parent=self)
        self.stranger_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stranger_button.clicked.connect(self._refuse_stranger)
        self.close_button = Button(_("Close"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        self.add(row(self.stranger_button, self.close_button, STRETCH))

    def first_focus(self) -> QWidget | None:
        """The form itself: a digit chooses."""
        return self

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose; 0 is anybody else."""
        digit = event.key() - Qt.Key.Key_0
        if digit == 0:
            self._refuse_stranger()
        elif 1 <= digit <= len(self.askers):
            self.askers[digit - 1].click()
        else:
            super().keyPressEvent(event)

    @Slot(object)
    def _ask(self, asker: Asker) -> None:
        told = self._told(asker)
        clear(self.answer.box)
        if told.visits_answer.allowed:
            self._say_visits(told)
        else:
            words = refusal(told.balance)
            self.answer.box.addWidget(Strip(words, Status.WARN))
            self.answer.box.addWidget(Text(say(told.visits_answer.reason), "muted", wrap=True))
        if told.balance is not None:
            points = ngettext_("{count} point", "{count} points", told.balance)
            self.answer.box.addWidget(Text(_("Common balance: {points}", points=points), "strong"))
        else:
            self.answer.box.addWidget(Text(say(told.balance_answer.reason), "muted", wrap=True))
        if told.child_points is not None:
            count = ngettext_("{count} point", "{count} points", told.child_points)
            words = _("The child's own: {points}", points=count)
            self.answer.box.addWidget(Text(words, "strong", wrap=True))

    def _say_visits(self, told: Told) -> None:
        days = ", ".join(screen_translator().day(day) for day in told.visits) or _("none")
        self.answer.box.addWidget(Text(_("Visits: {days}", days=days), "strong", wrap=True))
        self.answer.box.addWidget(Text(say(told.visits_answer.reason), "muted", wrap=True))

    @Slot()
    def _refuse_stranger(self) -> None:
        clear(self.answer.box)
        self.answer.box.addWidget(Strip(refusal(None), Status.WARN))


def refusal(balance: int | None) -> str:
    """The words to refuse with, kindly; with the common balance where it may be told."""
    if balance is None:
        return _(
            "“I may not tell whether and when somebody was here: that is a medical secret. Please"
            " ask them.”"
        )
    return _(
        "“I may not tell whether and when somebody was here: that is a medical secret, for you as"
        " well. I can tell you the common balance of the account.”"
    )
