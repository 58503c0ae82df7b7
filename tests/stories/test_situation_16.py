"""Situation 16: cancelled after check-in, before or after paying, with a reason.

What was said stays said, nothing is earned, and it is no no-show.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from reception.models import Mention, PointsEntry, Visit
from reception.queries.refunds import refundable_visits
from reception.ui.pages.desk.checkout_form import CheckoutForm
from reception.ui.pages.desk.refund_form import RefundForm
from reception.ui.pages.desk.work_form import FieldForm
from reception.values.choices import MentionOutcome, VisitStatus
from tests.stories.people import every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import enter, fill, open_person
from tests.ui.house import settle


def test_a_visit_is_cancelled_after_check_in(small_desk: AtDesk) -> None:
    desk = small_desk
    enter(desk, "Соколова", "Марина", date(1988, 4, 12), phone="89161234567", visits=2)
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_2)
    desk.wait(lambda: every(desk, Mention), "the answer")
    (mention,) = every(desk, Mention)
    assert mention.outcome is MentionOutcome.LATER
    desk.page.side.bar.price.click()
    settle()
    desk.type("1500")
    desk.press(Qt.Key.Key_Return)

    desk.page.side.bar.cancel.click()
    settle()
    form = desk.form()
    assert isinstance(form, FieldForm)
    desk.press(Qt.Key.Key_Return)
    assert "Say why the visit is cancelled." in desk.words(form)
    desk.type("срочно вызвали домой")
    desk.press(Qt.Key.Key_Return)

    visit = max(every(desk, Visit), key=lambda one: one.id)
    assert visit.status is VisitStatus.CANCELLED
    assert visit.no_show_at is None
    assert visit.undo_reason == "срочно вызвали домой"
    assert len(every(desk, Mention)) == 1, "what was said stays said"
    assert every(desk, PointsEntry) == []


def test_a_paid_visit_is_cancelled_and_everything_goes_back(small_desk: AtDesk) -> None:
    desk = small_desk
    person = marina_joins(desk)
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_F11)
    checkout = desk.form()
    assert isinstance(checkout, CheckoutForm)
    fill(desk, checkout.lines.rows[0].amount.line, "400")
    fill(desk, checkout.points.line, "200")
    desk.press(Qt.Key.Key_Return)

    desk.page.side.bar.refund.click()
    settle()
    form = desk.form()
    assert isinstance(form, RefundForm)
    form.cancel.click()
    settle()
    words = desk.words(form)
    assert "To give back: 200 ₽" in words
    assert "200 used points come back" in words
    assert "14 earned points are taken off" in words
    form.reason.line.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert form.reason.error() == "Say why the visit is cancelled."
    desk.type("врач заболел")
    desk.press(Qt.Key.Key_Return)
    desk.close_previews()
    (visit,) = every(desk, Visit)
    assert visit.status is VisitStatus.CANCELLED
    assert sum(entry.points for entry in every(desk, PointsEntry)) == 300
    assert desk.ask(refundable_visits, patient_id=person) == ()
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    (visit,) = every(desk, Visit)
    assert visit.status is VisitStatus.DONE
    assert sum(entry.points for entry in every(desk, PointsEntry)) == 300 - 200 + 14
