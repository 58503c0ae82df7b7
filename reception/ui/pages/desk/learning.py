"""A colleague whose quiz is not valid for the terms in force: a banner, and simpler prompts (S0.19)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot

from reception.queries.clinic import clinic_day
from reception.queries.knowledge import quiz_due
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.strip import Strip
from reception.ui.page import Screens
from reception.ui.pages.desk.person_side import PersonSide
from reception.ui.theme import Status


class Learning(QObject):
    """Looks whether whoever sits here still learns; care and telling go on all the same."""

    def __init__(self, screens: Screens, side: PersonSide, parent: QObject) -> None:
        super().__init__(parent)
        self._screens = screens
        self._side = side
        self.quiz_button = Button(_("To the quiz"), "quiet")
        self.quiz_button.clicked.connect(self._to_quiz)
        self.strip = Strip(
            _(
                "You are learning: the quiz on the terms in force is not passed yet. Read the phrase"
                " as it stands; for questions press F1."
            ),
            Status.INFO,
            action=self.quiz_button,
        )
        self.strip.hide()
        side.notes.box.addWidget(self.strip)
        screens.seat.changed.connect(self._somebody_sat_down)

    @Slot()
    def look(self) -> None:
        """Ask again: somebody sat down, or other terms came into force."""
        actor = self._screens.seat.actor
        ask = self._screens.actions.ask
        day = ask(partial(clinic_day, now=self._screens.clock.now()))
        staff_id = None if actor is None else actor.staff_id
        learns = ask(partial(quiz_due, day=day, staff_id=staff_id))
        self.strip.setVisible(learns)
        self._side.prompt.simplify(learns)

    @Slot()
    def _somebody_sat_down(self) -> None:
        """A window that was left asks nothing more: its clinic may be closed already."""
        if self._side.window().isVisible():
            self.look()

    @Slot()
    def _to_quiz(self) -> None:
        self._screens.navigate("knowledge", "quiz")
