"""Situation 18: a refund after the points were spent: money back, points back, earned points off.

The starter's terms know no debt; the slip goes to the till, Undo takes everything back.
"""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt

from reception.clock import SetClock
from reception.models import PointsEntry, PointsLot, VisitRefund
from reception.ui.pages.desk.checkout_form import CheckoutForm
from reception.ui.pages.desk.refund_form import RefundForm
from reception.values.choices import EntryKind
from tests.documents.conftest import Printed
from tests.stories.people import every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import fill
from tests.ui.house import settle


def pays(desk: AtDesk, amount: str, points: str = "") -> None:
    """Marina comes in, pays, and is done."""
    desk.press(Qt.Key.Key_F5)
    if desk.page.side.form is not None:
        desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_F11)
    form = desk.form()
    assert isinstance(form, CheckoutForm)
    fill(desk, form.lines.rows[0].amount.line, amount)
    if points:
        fill(desk, form.points.line, points)
    desk.press(Qt.Key.Key_Return) if points else form.pay()
    settle()


def money_back(desk: AtDesk) -> RefundForm:
    """The form, from the visit that is shown."""
    desk.page.side.bar.refund.click()
    settle()
    form = desk.form()
    assert isinstance(form, RefundForm)
    return form


def lots(desk: AtDesk) -> list[tuple[int, int]]:
    """What is left and what was taken back of every lot."""
    return [(lot.left, lot.taken_back) for lot in every(desk, PointsLot)]


def test_money_back_after_the_points_were_spent(small_desk: AtDesk, clock: SetClock) -> None:
    desk = small_desk
    person = marina_joins(desk)
    pays(desk, "2000")
    clock.advance(timedelta(days=2))
    desk.page.open_person(person)
    pays(desk, "880", "440")
    assert lots(desk)[:2] == [(0, 0), (0, 0)], "welcome points and the first visit are spent"
    before = lots(desk)

    form = money_back(desk)
    first = next(one for one in form._visits.values() if one.bill_minor == 200_000)
    form.visit.set_value(first.visit_id)
    form.visit.chosen.emit(first.visit_id)
    settle()
    (amount,) = form.amounts.values()
    fill(desk, amount.line, "2500")
    assert "at most 2,000 ₽ is left" in desk.words(form)
    fill(desk, amount.line, "2000")
    assert "To give back: 2,000 ₽" in desk.words(form)
    assert "140 spent points are forgiven: no debt" in desk.words(form)
    form.short.why_button.click()
    settle()
    assert "So say the terms of the visit, version 1." in form.short.answer.text()
    desk.press(Qt.Key.Key_Return)
    assert desk.has_focus(form.reason.line)
    desk.type("услугу не оказали")
    desk.press(Qt.Key.Key_Return)
    assert desk.form() is None
    assert "To give back: 2,000\N{NO-BREAK SPACE}₽" in desk.toast()

    (slip,) = desk.save_papers()
    paper = Printed(slip.read_bytes())
    assert paper.has("2 000 ₽")
    assert not paper.has("Соколова")

    (refund,) = every(desk, VisitRefund)
    assert (refund.amount_minor, refund.money_minor) == (200_000, 200_000)
    kinds = [entry.kind for entry in every(desk, PointsEntry)]
    assert kinds[-1] is EntryKind.WRITTEN_OFF
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "taken back" in desk.toast()
    assert lots(desk) == before
    assert sum(row.amount_minor for row in every(desk, VisitRefund)) == 0
