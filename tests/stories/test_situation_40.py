"""Situation 40: the promotion ended yesterday, the visit was booked while it ran.

A supervisor may honour it with one button; who booked later hears the end date, kindly.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import Qt
from sqlalchemy import select

from reception.clock import SetClock
from reception.models import PointsEntry, Staff
from reception.services.joining import join_programme
from reception.services.promotions import publish_promotion
from reception.ui.pages.desk.checkout_form import CheckoutForm
from reception.values.actor import Actor
from reception.values.choices import EntryKind, Role, VisitStatus
from reception.values.ids import StaffId
from tests.people import Desk
from tests.stories.people import TODAY, every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import fill
from tests.ui.house import settle

FIRST, LAST = TODAY + timedelta(days=2), TODAY + timedelta(days=8)
COMES = LAST + timedelta(days=1)
NAME = {"ru": "Неделя анализов", "uk": "Тиждень аналізів", "en": "Week of tests"}


def promotion_is_published(desk: AtDesk) -> None:
    """The supervisor publishes a promotion of a week."""
    row = desk.ask(lambda s: s.scalars(select(Staff).where(Staff.login == "anna")).one())
    desk.house.screens.seat.sit(Actor(StaffId(row.id), row.name, row.role))
    tree = {
        "code": "week",
        "name": NAME,
        "first_day": str(FIRST),
        "last_day": str(LAST),
        "multiplier": "2",
    }
    desk.act(publish_promotion, tree=tree)


def booked(desk: AtDesk, person: int, on: date) -> None:
    """An appointment for the day after the promotion, made on a day."""
    made = datetime.combine(on, time(9), tzinfo=UTC)
    actor = desk.house.screens.seat.require()
    clinic = Desk(desk.house.screens.actions._database, actor, made)
    clinic.visit(person, COMES, at=time(12), status=VisitStatus.PLANNED)


def pays(desk: AtDesk, amount: str) -> None:
    """In, and out with a bill."""
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_F11)
    form = desk.form()
    assert isinstance(form, CheckoutForm)
    fill(desk, form.lines.rows[0].amount.line, amount)
    form.pay()
    settle()


def test_a_promotion_that_ended_yesterday(small_desk: AtDesk, clock: SetClock) -> None:
    desk = small_desk
    promotion_is_published(desk)
    marina = marina_joins(desk)
    late = desk.person("Громова", "Инна", date(1979, 6, 6), phone="89160000001")
    desk.act(join_programme, patient_id=late)
    booked(desk, marina, FIRST + timedelta(days=1))
    booked(desk, late, FIRST - timedelta(days=1))
    clock.set(datetime.combine(COMES, time(9), tzinfo=UTC))
    desk.house.window.watch.touched = clock.now()  # somebody came in the morning

    desk.page.open_person(late)
    settle()
    notes = desk.page.points_notes
    assert "Say kindly: “Week of tests” ended on" in notes.ended.text()
    assert not notes.honour_button.isVisible()

    desk.page.open_person(marina)
    settle()
    assert "was booked on" in notes.ended.text()
    assert "A supervisor can honour it once the visit is paid." in notes.ended.text()
    assert not notes.honour_button.isVisible()
    pays(desk, "1000")
    assert notes.honour_button.text() == "Honour it: 70 points"

    seat = desk.house.screens.seat
    anna = seat.require()
    seat.sit(Actor(anna.staff_id, anna.name, Role.ADMINISTRATOR))
    desk.page.refresh()
    settle()
    assert "A supervisor can honour it." in notes.ended.text()
    assert not notes.honour_button.isVisible()
    seat.sit(anna)
    desk.page.refresh()
    settle()
    notes.honour_button.click()
    settle()
    assert "70 points added." in desk.toast()
    assert "It has been honoured." in notes.ended.text()
    assert not notes.honour_button.isVisible()
    entry = every(desk, PointsEntry)[-1]
    assert (entry.kind, entry.points) == (EntryKind.ADJUSTED, 70)
    assert "Неделя анализов" in entry.reason

    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert notes.honour_button.isVisible(), "taken back, it can be honoured again"
