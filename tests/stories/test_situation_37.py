"""Situation 37: somebody pays and shows another family's card: it neither earns nor pays here."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from reception.models import PointsEntry, Visit
from reception.ui.pages.desk.checkout_form import CheckoutForm
from tests.stories.family_people import digit
from tests.stories.people import active, card_form, every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def test_a_card_counts_for_its_members_alone(small_desk: AtDesk) -> None:
    desk = small_desk
    marina = marina_joins(desk)
    card_form(desk)
    desk.press(Qt.Key.Key_Return)
    desk.close_previews()
    (card,) = active(desk)
    before = len(every(desk, PointsEntry))

    anna = desk.person("Лебедева", "Анна", date(1990, 2, 2))
    desk.page.open_person(anna)
    desk.press(Qt.Key.Key_F5)
    digit(desk, Qt.Key.Key_3)  # declines
    desk.press(Qt.Key.Key_F11)
    form = desk.form()
    assert isinstance(form, CheckoutForm)
    desk.page.scans.scanned(card.number)
    settle()
    words = desk.words(form)
    assert "belongs to another account: its points are for its members" in words
    assert "Offer to join (F8)" in words
    assert "Марина" not in words
    panel = desk.opened()
    assert panel is not None
    assert panel.patient_id == anna
    desk.press(Qt.Key.Key_Escape)
    desk.page.open_person(marina)
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_F11)
    form = desk.form()
    assert isinstance(form, CheckoutForm)
    desk.page.scans.scanned(card.number)
    assert "belongs to this account" in desk.toast()
    assert len(every(desk, PointsEntry)) == before
    assert len(every(desk, Visit)) == 2
