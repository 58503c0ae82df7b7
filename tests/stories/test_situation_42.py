"""Situation 42: points burn in five days: said at check-in, usable up to the cap at checkout."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtCore import Qt

from reception.clock import SetClock
from reception.models import PointsLot
from reception.ui.pages.desk.checkout_form import CheckoutForm
from tests.stories.people import every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import fill
from tests.ui.house import settle


def test_what_burns_soon_is_said_and_can_be_used(small_desk: AtDesk, clock: SetClock) -> None:
    desk = small_desk
    person = marina_joins(desk)
    notes = desk.page.points_notes
    assert not notes.burning.isVisible(), "two years are left"
    (lot,) = every(desk, PointsLot)
    assert lot.last_day == date(2028, 11, 2)

    clock.set(datetime(2028, 10, 28, 9, 0, tzinfo=UTC))
    desk.house.window.watch.touched = clock.now()  # somebody came in the morning
    desk.page.open_person(person)
    settle()
    assert notes.burning.isVisible()
    assert notes.burning.text() == (
        "300 points burn after 2 Nov 2028. Up to 50% of a bill can be paid with points."
    )
    desk.press(Qt.Key.Key_F5)
    assert notes.burning.isVisible(), "before her visit has kept them alive"
    desk.press(Qt.Key.Key_F11)
    form = desk.form()
    assert isinstance(form, CheckoutForm)
    fill(desk, form.lines.rows[0].amount.line, "500")
    assert form.most_button.text() == "up to 250", "the cap, not all that burns"
    desk.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    desk.press(Qt.Key.Key_Return)
    assert desk.form() is None
    (lot, _earned) = every(desk, PointsLot)
    assert (lot.left, lot.last_day) == (50, date(2030, 10, 28)), "the visit keeps the rest alive"
    assert not notes.burning.isVisible()
