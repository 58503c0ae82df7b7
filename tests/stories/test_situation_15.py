"""Situation 15: two visits in one day: asked about in place, told once at most, both earn."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt

from reception.clock import SetClock
from reception.models import Mention, PointsEntry, Visit
from reception.ui.pages.desk.booking_form import BookingForm
from reception.ui.pages.desk.work_form import QuestionForm
from reception.values.choices import EntryKind, VisitStatus
from tests.stories.people import every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import enter, open_person


def pay(desk: AtDesk, sum_: str) -> None:
    """F11, the sum, Return; once more where points could be used."""
    desk.press(Qt.Key.Key_F11)
    form = desk.form()
    desk.type(sum_)
    desk.press(Qt.Key.Key_Return)
    if desk.form() is form:
        desk.press(Qt.Key.Key_Return)
    assert desk.form() is None


def test_both_visits_of_a_member_earn(small_desk: AtDesk, clock: SetClock) -> None:
    desk = small_desk
    marina_joins(desk)
    desk.press(Qt.Key.Key_F5)
    pay(desk, "1000")
    clock.advance(timedelta(hours=5))

    desk.press(Qt.Key.Key_F5)
    question = desk.form()
    assert isinstance(question, QuestionForm)
    assert "checked in today at 09:00. A second visit?" in desk.words(question)
    desk.press(Qt.Key.Key_Return)
    pay(desk, "2000")

    first, second = every(desk, Visit)
    assert (first.day, first.status) == (second.day, VisitStatus.DONE)
    earned = [one for one in every(desk, PointsEntry) if one.kind is EntryKind.EARNED]
    assert [one.visit_id for one in earned] == [first.id, second.id]
    assert all(one.points > 0 for one in earned)


def test_who_was_told_in_the_morning_hears_nothing_in_the_afternoon(
    small_desk: AtDesk, clock: SetClock
) -> None:
    desk = small_desk
    person = enter(desk, "Соколова", "Марина", date(1988, 4, 12), phone="89161234567", visits=2)
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    form = desk.form()
    assert isinstance(form, BookingForm)
    form.fields["at"].line.setFocus()
    desk.type("1500")
    desk.press(Qt.Key.Key_Return)
    (booked,) = [one for one in every(desk, Visit) if one.planned_time is not None]
    assert (booked.patient_id, f"{booked.planned_time:%H:%M}") == (person, "15:00")

    desk.press(Qt.Key.Key_F5)  # the booked one begins early
    desk.press(Qt.Key.Key_2)
    desk.wait(lambda: every(desk, Mention), "the answer")
    pay(desk, "1000")
    clock.advance(timedelta(hours=5))
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_Return)
    assert not desk.page.side.prompt.isVisible()
    assert len(every(desk, Mention)) == 1
