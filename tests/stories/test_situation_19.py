"""Situation 19: a partial refund: any number of them ends where one full refund ends."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reception.models import PointsEntry, VisitRefund
from reception.ui.pages.desk.checkout_form import CheckoutForm
from reception.ui.pages.desk.refund_form import RefundForm
from tests.stories.people import every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import fill
from tests.ui.house import settle


def balance(desk: AtDesk) -> int:
    """Points of the only account."""
    return sum(entry.points for entry in every(desk, PointsEntry))


def open_by_palette(desk: AtDesk) -> RefundForm:
    """Ctrl+K, a few letters of the action, Return."""
    desk.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    desk.type("Money back for")
    desk.press(Qt.Key.Key_Return)
    form = desk.form()
    assert isinstance(form, RefundForm)
    return form


def test_refunds_in_parts_end_like_one(small_desk: AtDesk) -> None:
    desk = small_desk
    marina_joins(desk)
    welcome = balance(desk)
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_F11)
    checkout = desk.form()
    assert isinstance(checkout, CheckoutForm)
    fill(desk, checkout.lines.rows[0].amount.line, "1000")
    desk.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    checkout.lines.rows[1].group.set_value("medicines")
    fill(desk, checkout.lines.rows[1].amount.line, "500")
    fill(desk, checkout.points.line, "150")
    desk.press(Qt.Key.Key_Return)
    assert desk.form() is None

    form = open_by_palette(desk)
    consultation, medicines = form.amounts.values()
    fill(desk, medicines.line, "500")
    assert "To give back: 500 ₽" in desk.words(form)
    assert not form.taken.isVisible(), "medicines earn nothing and no points were used on them"
    form.give_back()
    desk.close_previews()

    form = open_by_palette(desk)
    consultation, medicines = form.amounts.values()
    assert not medicines.line.isEnabled()
    fill(desk, consultation.line, "333,33")
    words = desk.words(form)
    assert "50 used points come back" in words
    assert "To give back: 283.33 ₽" in words
    form.returned.why_button.click()
    settle()
    assert "rounded up" in form.returned.answer.text()
    form.give_back()
    desk.close_previews()

    form = open_by_palette(desk)
    QTest.mouseClick(form.all_button, Qt.MouseButton.LeftButton)
    settle()
    assert "To give back: 566.67 ₽" in desk.words(form)
    desk.press(Qt.Key.Key_Return)
    desk.close_previews()
    assert balance(desk) == welcome
    refunds = every(desk, VisitRefund)
    assert sum(one.amount_minor for one in refunds) == 150_000
    assert sum(one.money_minor for one in refunds) == 135_000

    desk.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    desk.type("Money back for")
    desk.press(Qt.Key.Key_Return)
    assert "Nothing can be given back" in desk.toast()
