"""Situation 6: twins: not a duplicate, and “which child?” is asked before anything is done."""

from __future__ import annotations

from PySide6.QtCore import Qt

from reception.models import Visit
from reception.queries.duplicates import duplicates_to_decide
from reception.values.choices import Relation
from tests.stories.family_people import MIRA_BORN, at_home, digit
from tests.stories.people import every
from tests.ui.at_desk import AtDesk


def test_which_child_is_here(small_desk: AtDesk) -> None:
    desk = small_desk
    home = at_home(desk, joined=False)
    vera = desk.person(
        "Соколова",
        "Вера",
        MIRA_BORN,
        household_id=home.patient(home.marina).household_id,
        relation=Relation.CHILD,
        guardian_id=home.marina,
    )
    assert desk.ask(duplicates_to_decide).total == 0
    desk.page.open_person(vera)
    assert "Twins: this is Вера; the other is Мира." in desk.words(desk.page.side.header)
    desk.press(Qt.Key.Key_F5)
    words = desk.words(desk.form())
    assert "Which child? The twin is Мира" in words
    digit(desk, Qt.Key.Key_1)
    (visit,) = every(desk, Visit)
    assert (visit.patient_id, visit.accompanied_by_id) == (vera, home.marina)
