"""Situation 9: somebody gives no data: the visit goes on, the card is left alone, no nagging."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from reception.models import Mention, Visit
from reception.ui.kit.button import Button
from reception.values.choices import MentionOutcome, NotNowReason, VisitStatus
from tests.stories.family_people import digit
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def test_no_data_and_no_nagging(small_desk: AtDesk) -> None:
    desk = small_desk
    anna = desk.person("Лебедева", "Анна", date(1990, 2, 2))  # no phone, nothing else
    desk.page.open_person(anna)
    desk.press(Qt.Key.Key_F5)
    assert desk.page.side.prompt.isVisible()
    digit(desk, Qt.Key.Key_0)
    buttons = desk.page.side.prompt.findChildren(Button)
    shown = [one for one in buttons if one.isVisible() and "gives no data" in one.text()]
    shown[0].click()
    settle()
    (row,) = every(desk, Mention)
    assert (row.outcome, row.not_now_reason) == (MentionOutcome.NOT_NOW, NotNowReason.NO_DATA)
    (visit,) = every(desk, Visit)
    assert visit.status is VisitStatus.ARRIVED  # the visit counts, and goes on
    assert not desk.page.side.prompt.isVisible()
    desk.press(Qt.Key.Key_F11)
    assert not desk.page.side.prompt.isVisible()
