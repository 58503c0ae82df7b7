"""Situation 12: a card is lost, another one is given, the old one turns up again.

The points stay on the account; whoever scans the old card learns that it is blocked, and no name.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reception.models import Card, PointsEntry
from reception.ui.pages.desk.card_form import CardForm
from reception.values.card_number import group
from reception.values.choices import CardState, ReplaceCause
from tests.stories.people import active, card_form, every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def test_a_lost_card_is_replaced_and_found(small_desk: AtDesk) -> None:
    desk = small_desk
    marina = marina_joins(desk)
    card_form(desk)
    desk.press(Qt.Key.Key_Return)
    desk.close_previews()
    (old,) = active(desk)
    points = sum(entry.points for entry in every(desk, PointsEntry))

    form = card_form(desk)
    form.card_rows[0].replace_button.click()
    settle()
    assert form.cause.value() is ReplaceCause.LOST
    form.issue_button.click()
    desk.close_previews()
    (new,) = active(desk)
    assert new.number != old.number
    stored = {card.id: card for card in every(desk, Card)}
    assert stored[old.id].state is CardState.REPLACED
    assert stored[old.id].replaced_by_id == new.id
    assert sum(entry.points for entry in every(desk, PointsEntry)) == points
    header = desk.words(desk.page.side.header)
    assert group(new.number) in header

    desk.page.go_home()
    desk.page.scans.scanned(old.number)
    assert group(old.number) in desk.toast()
    assert "reported lost and is blocked" in desk.toast()
    assert "Соколова" not in desk.toast()
    desk.page.scans.scanned(new.number)
    panel = desk.opened()
    assert panel is not None
    assert panel.patient_id == marina

    form = card_form(desk)
    assert isinstance(form, CardForm)
    found = next(one for one in form.card_rows if one.found_button.isVisible())
    QTest.mouseClick(found.found_button, Qt.MouseButton.LeftButton)
    settle()
    assert [card.number for card in active(desk)] == [old.number]
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [card.number for card in active(desk)] == [new.number]
