"""The day at the desk: turned, filtered, booked, printed, masked; typed days and times."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt

from reception.clock import SetClock
from reception.models import AuditRow, Visit
from reception.services.booking import Slot, book_visit
from reception.services.desk_settings import MASKED, WAIT_LONG, change_desk_setting
from reception.ui.pages.desk.back_form import TakeBackForm
from reception.ui.pages.desk.booking_form import BookingForm
from reception.ui.pages.desk.work_form import QuestionForm
from reception.ui.typed_day import read_booking_day, read_clock
from reception.values.choices import VisitStatus
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import TODAY, enter, every, fill, open_person, visits
from tests.ui.house import settle

CTRL = Qt.KeyboardModifier.ControlModifier
BORN = date(1988, 4, 12)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", TODAY),
        ("5", date(2026, 11, 5)),
        ("1", date(2026, 12, 1)),
        ("5.11", date(2026, 11, 5)),
        ("15.01", date(2027, 1, 15)),
        ("0511", date(2026, 11, 5)),
        ("051126", date(2026, 11, 5)),
        ("05.11.2026", date(2026, 11, 5)),
        ("+7", date(2026, 11, 9)),
        ("01.11", date(2026, 11, 1)),
        ("31", date(2026, 12, 31)),
        ("31.02", None),
        ("когда-нибудь", None),
    ],
)
def test_a_day_is_typed_as_people_say_it(typed: str, day: date | None) -> None:
    assert read_booking_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9", time(9)),
        ("930", time(9, 30)),
        ("9:30", time(9, 30)),
        ("09.30", time(9, 30)),
        ("1815", time(18, 15)),
        ("25", None),
        ("9:75", None),
        ("утром", None),
    ],
)
def test_a_time_is_typed_as_people_say_it(typed: str, at: time | None) -> None:
    assert read_clock(typed) == at


def booking_form(desk: AtDesk) -> BookingForm:
    desk.press(Qt.Key.Key_B, CTRL)
    form = desk.form()
    assert isinstance(form, BookingForm)
    return form


def test_an_appointment_is_booked_for_another_day(desk: AtDesk) -> None:
    enter(desk, "Соколова", "Марина", BORN, phone="89161234567")
    open_person(desk, "4567")
    form = booking_form(desk)
    desk.type("31.02")
    desk.press(Qt.Key.Key_Return)
    assert "Enter a day" in form.fields["day"].error()
    fill(desk, form.fields["day"].line, "+7")
    fill(desk, form.fields["at"].line, "25")
    desk.press(Qt.Key.Key_Return)
    assert "Enter a time" in form.fields["at"].error()
    fill(desk, form.fields["at"].line, "930")
    fill(desk, form.fields["doctor"].line, "Белова Н. Н.")
    fill(desk, form.fields["room"].line, "3")
    desk.press(Qt.Key.Key_Return)
    (visit,) = every(desk, Visit)
    assert (visit.day, visit.planned_time, visit.room) == (date(2026, 11, 9), time(9, 30), "3")
    desk.press(Qt.Key.Key_PageDown, CTRL)
    assert desk.page.day_list.title.text().startswith("Tomorrow")
    for _ in range(6):
        desk.press(Qt.Key.Key_PageDown, CTRL)
    rows = desk.page.day_list.list.rows_model.rows
    assert [row.visit_id for row in rows] == [visit.id]
    desk.press(Qt.Key.Key_T, CTRL)
    assert desk.page.day_list.title.text() == "Today"


def opened_booking(desk: AtDesk, person: int, visit: int) -> BookingForm:
    desk.page.open_visit(person, visit)
    settle()
    form = desk.form()
    assert isinstance(form, BookingForm)
    return form


def test_an_appointment_is_moved_cancelled_and_had_back(desk: AtDesk) -> None:
    person = enter(desk, "Соколова", "Марина", BORN, phone="89161234567")
    slot = Slot(TODAY + timedelta(days=1), time(9, 30))
    desk.act(book_visit, patient_id=person, slot=slot)
    (visit,) = every(desk, Visit)
    desk.press(Qt.Key.Key_PageDown, CTRL)
    moving = opened_booking(desk, person, visit.id)
    fill(desk, moving.fields["at"].line, "11")
    desk.press(Qt.Key.Key_Return)
    assert every(desk, Visit)[0].planned_time == time(11)
    desk.press(Qt.Key.Key_Z, CTRL)
    assert every(desk, Visit)[0].planned_time == time(9, 30)

    cancelling = opened_booking(desk, person, visit.id)
    cancelling.cancel_button.click()
    assert cancelling.reason.error() == "Say why."
    fill(desk, cancelling.reason.line, "заболела")
    cancelling.cancel_button.click()
    settle()
    assert every(desk, Visit)[0].status is VisitStatus.CANCELLED
    for _ in range(4):
        desk.press(Qt.Key.Key_L, CTRL)
    assert desk.page.day_list.filters.current == "off"
    back = opened_booking(desk, person, visit.id)
    fill(desk, back.reason.line, "передумала")
    back.back_button.click()
    settle()
    assert every(desk, Visit)[0].status is VisitStatus.PLANNED


def test_what_is_typed_of_an_appointment_is_kept(desk: AtDesk) -> None:
    enter(desk, "Соколова", "Марина", BORN, phone="89161234567")
    open_person(desk, "4567")
    form = booking_form(desk)
    desk.type("+7")
    form.fields["at"].line.setFocus()
    settle()
    desk.press(Qt.Key.Key_Escape)
    assert booking_form(desk).fields["day"].text() == "+7"


def test_a_second_appointment_of_the_day_is_asked_about_in_place(desk: AtDesk) -> None:
    person = enter(desk, "Соколова", "Марина", BORN, phone="89161234567")
    desk.act(book_visit, patient_id=person, slot=Slot(TODAY + timedelta(days=1), time(10)))
    open_person(desk, "4567")
    form = booking_form(desk)
    desk.type("+1")
    fill(desk, form.fields["at"].line, "15")
    desk.press(Qt.Key.Key_Return)
    assert isinstance(desk.form(), QuestionForm)
    desk.press(Qt.Key.Key_Return)
    assert len(every(desk, Visit)) == 2


def test_a_step_is_taken_back_with_a_reason(desk: AtDesk) -> None:
    person = enter(desk, "Соколова", "Марина", BORN, phone="89161234567")
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_Y, CTRL)
    form = desk.form()
    assert isinstance(form, TakeBackForm)
    form.steps.button(form.steps.value()).setFocus()
    desk.press(Qt.Key.Key_Right)
    form.reason.line.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert form.reason.error() == "Say why it is taken back."
    desk.type("не видел её")
    desk.press(Qt.Key.Key_Return)
    (visit,) = visits(desk, person)
    assert (visit.greeted_at, visit.status) == (None, VisitStatus.ARRIVED)


def test_the_wait_shows_in_words_by_the_clinics_limits(desk: AtDesk, clock: SetClock) -> None:
    enter(desk, "Соколова", "Марина", BORN, phone="89161234567")
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)

    def second() -> str:
        model = desk.page.day_list.list.rows_model
        column = model.columns[2]
        assert column.second is not None
        return column.second(model.rows[0])

    desk.act(change_desk_setting, key=WAIT_LONG, value=4)
    clock.advance(timedelta(minutes=4))
    desk.page.refresh()
    assert second().startswith("waits long: 4 min")
    clock.advance(timedelta(minutes=30))
    desk.page.refresh()
    assert second().startswith("waits too long: 34 min")


def test_who_comes_soon_is_told_with_what_she_likes(desk: AtDesk) -> None:
    from reception.services.patients import change_patient

    person = enter(desk, "Соколова", "Марина", BORN, phone="89161234567")
    desk.act(change_patient, patient_id=person, field="drink", value="чай")
    desk.act(change_patient, patient_id=person, field="prefers_silence", value=True)
    desk.act(book_visit, patient_id=person, slot=Slot(TODAY, time(9, 20)))
    settle()
    assert desk.page.day_list.soon.text() == "Soon: 09:20 Марина (чай, prefers quiet)"


def test_masked_names_are_shown_for_a_while_and_the_look_is_recorded(desk: AtDesk) -> None:
    person = enter(desk, "Соколова", "Марина", BORN, phone="89161234567")
    desk.act(book_visit, patient_id=person, slot=Slot(TODAY, time(9, 20)))
    desk.act(change_desk_setting, key=MASKED, value=True)
    settle()
    assert [row.name for row in desk.page.day_list.list.rows_model.rows] == ["С. М."]
    desk.page.day.reveal()
    assert [row.name for row in desk.page.day_list.list.rows_model.rows] == ["Соколова М."]
    assert every(desk, AuditRow)[-1].action == "reveal_names"


def test_each_doctor_gets_a_list_without_the_others_patients(printing_desk: AtDesk) -> None:
    desk = printing_desk
    anna = enter(desk, "Соколова", "Марина", BORN, phone="89161234567", visits=3)
    inna = enter(desk, "Волкова", "Инна", BORN, phone="89167654321")
    desk.act(book_visit, patient_id=anna, slot=Slot(TODAY, time(10), "Белова Н. Н.", "3"))
    desk.act(book_visit, patient_id=inna, slot=Slot(TODAY, time(11), "Громов С. В.", "4"))
    settle()
    desk.press(Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    pages = [document.getAllText(0).text() for document in desk.preview().documents]
    hers = next(text for text in pages if "Белова" in text)
    his = next(text for text in pages if "Громов" in text)
    assert "Соколова М." in hers
    assert "рассказать" in hers
    assert "Волкова" not in hers
    assert "Волкова И." in his
    assert "Соколова" not in his
