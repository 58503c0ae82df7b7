"""Checking in and every step of a visit, each taken back."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from reception.errors import InvalidInput, Refused
from reception.models import Visit
from reception.services.check_in import (
    cancel_visit,
    check_in,
    draft_subject,
    enter_room,
    greet,
    mark_no_show,
    tell_price,
    undo_check_in,
)
from reception.services.drafts import discard_draft, open_draft, save_draft
from reception.values.choices import VisitOrigin, VisitStatus
from tests.people import Desk

TODAY = date(2026, 11, 2)


@pytest.fixture
def anna(desk: Desk) -> int:
    return desk.person("Иванова", "Анна", "Сергеевна", birth_date=date(1992, 1, 5))


def visit(desk: Desk, visit_id: int) -> Visit:
    found: Visit = desk.ask(lambda session: session.get(Visit, visit_id))
    return found


def visits(desk: Desk) -> list[Visit]:
    return list(desk.ask(lambda session: list(session.scalars(select(Visit)))))


def test_a_walk_in_is_made(desk: Desk, anna: int) -> None:
    done = desk.do(check_in, patient_id=anna)
    row = visit(desk, done.value.visit_id)
    assert (row.origin, row.status, row.day) == (VisitOrigin.WALK_IN, VisitStatus.ARRIVED, TODAY)
    assert row.arrived_at == row.opened_at == desk.now
    assert row.checked_in_by_id == 2


def test_the_planned_visit_arrives(desk: Desk, anna: int) -> None:
    late = desk.visit(anna, TODAY, at=time(15, 0), status=VisitStatus.PLANNED)
    early = desk.visit(anna, TODAY, at=time(9, 30), status=VisitStatus.PLANNED)
    done = desk.do(check_in, patient_id=anna)
    assert done.value.visit_id == early
    assert done.value.was_planned
    assert visit(desk, late).status is VisitStatus.PLANNED


def test_a_second_arrival_is_asked_about_and_confirmed(desk: Desk, anna: int) -> None:
    desk.do(check_in, patient_id=anna)
    with pytest.raises(Refused) as refusal:
        desk.do(check_in, patient_id=anna)
    assert refusal.value.code == "already_here"
    assert len(visits(desk)) == 1
    desk.do(check_in, patient_id=anna, confirm_second=True)
    assert len(visits(desk)) == 2


def test_a_retry_never_books_twice(desk: Desk, anna: int) -> None:
    first = desk.do(check_in, patient_id=anna, request_id="r-1")
    again = desk.do(check_in, patient_id=anna, request_id="r-1")
    assert again.value == first.value
    assert len(visits(desk)) == 1
    with pytest.raises(Refused) as refusal:
        desk.do(check_in, patient_id=anna, request_id="r-1", confirm_second=True)
    assert refusal.value.code == "request_reused"


def test_undo_puts_a_booked_visit_back_and_cancels_a_walk_in(desk: Desk, anna: int) -> None:
    booked = desk.visit(anna, TODAY, at=time(9, 30), status=VisitStatus.PLANNED)
    desk.undo(desk.do(check_in, patient_id=anna))
    assert visit(desk, booked).status is VisitStatus.PLANNED
    assert visit(desk, booked).arrived_at is None
    other = desk.person("Петров", "Пётр")
    done = desk.do(check_in, patient_id=other)
    taken_back = desk.do(undo_check_in, visit_id=done.value.visit_id, reason="другой человек")
    row = visit(desk, done.value.visit_id)
    assert (row.status, row.undo_reason) == (VisitStatus.CANCELLED, "другой человек")
    desk.undo(taken_back)
    assert visit(desk, done.value.visit_id).status is VisitStatus.ARRIVED
    with pytest.raises(InvalidInput):
        desk.do(undo_check_in, visit_id=done.value.visit_id, reason="  ")


def test_every_step_has_its_stamp_and_its_undo(desk: Desk, anna: int) -> None:
    number = desk.do(check_in, patient_id=anna).value.visit_id
    desk.now += timedelta(minutes=3)
    greeted = desk.do(greet, visit_id=number)
    priced = desk.do(tell_price, visit_id=number, amount_minor=320_000)
    in_room = desk.do(enter_room, visit_id=number, room="3")
    row = visit(desk, number)
    assert (row.status, row.room, row.in_room_at) == (VisitStatus.IN_ROOM, "3", desk.now)
    assert (row.price_told_minor, row.price_told_by_id) == (320_000, 2)
    desk.undo(in_room)
    with pytest.raises(Refused):
        desk.undo(in_room)
    desk.undo(priced)
    desk.undo(greeted)
    row = visit(desk, number)
    assert (row.status, row.room, row.in_room_at) == (VisitStatus.ARRIVED, "", None)
    assert (row.price_told_minor, row.greeted_at) == (None, None)
    cancelled = desk.do(cancel_visit, visit_id=number, reason="заболел врач")
    assert visit(desk, number).status is VisitStatus.CANCELLED
    desk.undo(cancelled)
    assert visit(desk, number).status is VisitStatus.ARRIVED


def test_steps_out_of_order_are_refused(desk: Desk, anna: int) -> None:
    booked = desk.visit(anna, TODAY, status=VisitStatus.PLANNED)
    with pytest.raises(Refused):
        desk.do(enter_room, visit_id=booked)
    desk.do(mark_no_show, visit_id=booked)
    with pytest.raises(Refused):
        desk.do(mark_no_show, visit_id=booked)
    with pytest.raises(Refused):
        desk.do(check_in, patient_id=anna, visit_id=booked)
    for wrong in (0, -5, 10**13):
        with pytest.raises(InvalidInput):
            desk.do(tell_price, visit_id=booked, amount_minor=wrong)


def test_a_begun_check_in_is_kept_and_used_up(desk: Desk, anna: int) -> None:
    subject = draft_subject(anna)
    desk.do(open_draft, kind="check_in", subject=subject)
    began = desk.now
    desk.now += timedelta(minutes=2)
    desk.do(save_draft, kind="check_in", subject=subject, field="room", value="5")
    thrown = desk.do(discard_draft, kind="check_in", subject=subject)
    desk.undo(thrown)
    desk.do(discard_draft, kind="check_in", subject=subject)
    assert desk.do(discard_draft, kind="check_in", subject=subject).undo is None
    desk.now = began
    desk.do(open_draft, kind="check_in", subject=subject)
    desk.now += timedelta(minutes=4)
    row = visit(desk, desk.do(check_in, patient_id=anna).value.visit_id)
    assert (row.opened_at, row.arrived_at) == (began, desk.now)


def test_nobody_dead_is_checked_in(desk: Desk, anna: int) -> None:
    desk.database.connect().execute("UPDATE patient SET deceased_on = '2026-10-01'")
    with pytest.raises(Refused) as refusal:
        desk.do(check_in, patient_id=anna)
    assert refusal.value.code == "deceased"
