"""The day's book: appointments entered and moved, steps taken back with a reason, the right person."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from reception.errors import InvalidInput, Refused
from reception.models import Mention, Patient, Task, Visit
from reception.queries.day import booking, traces_of
from reception.queries.desk import todays_list
from reception.services.booking import Slot, book_visit, move_visit
from reception.services.check_in import cancel_visit, check_in, greet, mark_no_show, tell_price
from reception.services.mentions import record_mention
from reception.services.seconding import confirm_own, set_own_patient
from reception.services.visit_day import (
    Step,
    mark_emergency,
    owe_mention,
    room_ready,
    take_back,
    tell_doctor,
)
from reception.services.wrong_person import give_to_right_person
from reception.translation import Language
from reception.values.choices import (
    Channel,
    MentionOutcome,
    Relation,
    TaskKind,
    TaskStatus,
    VisitStatus,
)
from reception.values.day_choices import TraceKind
from tests.clinics import PIN
from tests.people import Desk

TODAY = date(2026, 11, 2)
BORN = date(1988, 4, 12)


def visit(desk: Desk, visit_id: int) -> Visit:
    found: Visit = desk.ask(lambda session: session.get_one(Visit, visit_id))
    return found


def every(desk: Desk, kind: type[Any]) -> list[Any]:
    found: list[Any] = desk.ask(lambda session: list(session.query(kind).order_by(kind.id)))
    return found


def told(desk: Desk, listener: int, visit_id: int) -> None:
    desk.do(
        record_mention,
        visit_id=visit_id,
        listener_id=listener,
        outcome=MentionOutcome.LATER,
        channel=Channel.CHECK_IN,
        situation="P4",
        variant="1",
        language=Language.RU,
        seconds_shown=12,
    )


def test_an_appointment_is_entered_for_any_day_to_come(desk: Desk) -> None:
    anna = desk.person("Соколова", "Анна", birth_date=BORN)
    slot = Slot(TODAY + timedelta(days=9), time(10, 30), " Петров  И. С. ", "3")
    done = desk.do(book_visit, patient_id=anna, slot=slot)
    found = desk.ask(booking, visit_id=done.value)
    assert (found.day, found.at, found.doctor, found.room) == (
        date(2026, 11, 11),
        time(10, 30),
        "Петров И. С.",
        "3",
    )
    desk.undo(done)
    assert visit(desk, done.value).status is VisitStatus.CANCELLED


@pytest.mark.parametrize(
    ("day", "words"), [(TODAY - timedelta(days=1), "is over"), (date(2226, 11, 3), "a year ahead")]
)
def test_a_day_that_cannot_be_is_answered_at_its_field(desk: Desk, day: date, words: str) -> None:
    anna = desk.person("Соколова", "Анна", birth_date=BORN)
    with pytest.raises(InvalidInput, match=words) as refused:
        desk.do(book_visit, patient_id=anna, slot=Slot(day))
    assert refused.value.field == "day"
    assert every(desk, Visit) == []


def test_a_taken_hour_is_asked_about_first(desk: Desk) -> None:
    anna = desk.person("Соколова", "Анна", birth_date=BORN)
    boris = desk.person("Волков", "Борис", birth_date=BORN)
    slot = Slot(TODAY, time(11), "Петров И. С.")
    desk.do(book_visit, patient_id=anna, slot=slot)
    with pytest.raises(Refused, match="has somebody at") as refused:
        desk.do(book_visit, patient_id=boris, slot=slot)
    assert refused.value.code == "taken"
    desk.do(book_visit, patient_id=boris, slot=slot, confirm_taken=True)
    with pytest.raises(Refused, match="has an appointment"):
        desk.do(book_visit, patient_id=anna, slot=Slot(TODAY, time(15)))


def test_a_moved_appointment_keeps_its_old_hour_in_the_history(desk: Desk) -> None:
    anna = desk.person("Соколова", "Анна", birth_date=BORN)
    number = desk.do(book_visit, patient_id=anna, slot=Slot(TODAY, time(11), room="3")).value
    done = desk.do(
        move_visit, visit_id=number, slot=Slot(date(2026, 11, 4), time(9)), reason="работа"
    )
    (line,) = desk.ask(traces_of, patient_id=anna)
    assert (line.kind, line.was, line.became, line.reason) == (
        TraceKind.MOVED,
        "2026-11-02 11:00 / 3",
        "2026-11-04 09:00",
        "работа",
    )
    desk.undo(done)
    assert visit(desk, number).planned_time == time(11)
    assert len(desk.ask(traces_of, patient_id=anna)) == 2


@pytest.mark.parametrize(
    ("act", "step", "stands"),
    [
        (lambda d, v: d.do(mark_no_show, visit_id=v), Step.STATUS, VisitStatus.PLANNED),
        (lambda d, v: d.do(cancel_visit, visit_id=v, reason="заболела"), Step.STATUS, "planned"),
        (lambda d, v: d.do(greet, visit_id=v), Step.GREETED, "planned"),
        (lambda d, v: d.do(room_ready, visit_id=v), Step.ROOM_READY, "planned"),
        (lambda d, v: d.do(tell_doctor, visit_id=v), Step.DOCTOR_TOLD, "planned"),
        (lambda d, v: d.do(tell_price, visit_id=v, amount_minor=320_000), Step.PRICE, "planned"),
        (lambda d, v: d.do(mark_emergency, visit_id=v), Step.EMERGENCY, "planned"),
    ],
)
def test_every_step_is_taken_back_with_a_reason(desk: Desk, act, step: Step, stands: str) -> None:
    anna = desk.person("Соколова", "Анна", birth_date=BORN)
    number = desk.do(book_visit, patient_id=anna, slot=Slot(TODAY, time(11))).value
    before = {c: getattr(visit(desk, number), c) for c in ("greeted_at", "price_told_at")}
    act(desk, number)
    with pytest.raises(InvalidInput):
        desk.do(take_back, visit_id=number, step=step, reason="  ")
    desk.do(take_back, visit_id=number, step=step, reason="не та строка")
    row = visit(desk, number)
    assert row.status.value == str(stands)
    assert {c: getattr(row, c) for c in before} == before
    assert not row.is_emergency
    last = desk.ask(traces_of, patient_id=anna)[0]
    assert (last.kind, last.reason) == (TraceKind.TAKEN_BACK, "не та строка")
    with pytest.raises(Refused):
        desk.do(take_back, visit_id=number, step=step, reason="ещё раз")


def test_cancelled_visits_stand_in_a_list_of_their_own(desk: Desk) -> None:
    anna = desk.person("Соколова", "Анна", birth_date=BORN)
    number = desk.do(book_visit, patient_id=anna, slot=Slot(TODAY, time(11))).value
    desk.do(cancel_visit, visit_id=number, reason="заболела")
    day = desk.ask(todays_list, day=TODAY, now=desk.now)
    assert (day.rows, [row.visit_id for row in day.off]) == ((), [number])


def test_an_emergency_opens_a_care_call_and_its_undo_drops_it(desk: Desk) -> None:
    anna = desk.person("Соколова", "Анна", birth_date=BORN)
    number = desk.do(check_in, patient_id=anna).value.visit_id
    done = desk.do(mark_emergency, visit_id=number)
    (task,) = every(desk, Task)
    assert (task.kind, task.due_on) == (TaskKind.CARE_CALL, TODAY + timedelta(days=1))
    desk.undo(done)
    (task,) = every(desk, Task)
    assert task.status is TaskStatus.DROPPED


def test_what_is_owed_at_checkout_is_done_once_it_was_said(desk: Desk) -> None:
    anna = desk.person("Соколова", "Анна", birth_date=BORN)
    number = desk.do(check_in, patient_id=anna, is_queue_mode=True).value.visit_id
    desk.do(owe_mention, visit_id=number)
    desk.do(owe_mention, visit_id=number)  # twice is once
    told(desk, anna, number)
    (task,) = every(desk, Task)
    assert (task.kind, task.status) == (TaskKind.MENTION_OWED, TaskStatus.DONE)


# --- The wrong person -----------------------------------------------------------------------------


def test_a_walk_in_goes_to_the_right_person_with_price_and_answer(desk: Desk) -> None:
    anna = desk.person("Соколова", "Анна", birth_date=BORN)
    alla = desk.person("Соколова", "Алла", birth_date=BORN)
    number = desk.do(check_in, patient_id=anna).value.visit_id
    desk.do(tell_price, visit_id=number, amount_minor=320_000)
    told(desk, anna, number)
    done = desk.do(give_to_right_person, visit_id=number, patient_id=alla, reason="тёзки")
    row = visit(desk, done.value)
    assert (row.patient_id, row.price_told_minor, row.status) == (alla, 320_000, "arrived")
    first, back, again = every(desk, Mention)
    assert (back.reverses_id, again.listener_id, again.outcome) == (first.id, alla, first.outcome)
    assert [line.kind for line in desk.ask(traces_of, patient_id=anna)] == [TraceKind.WRONG_PERSON]
    (line,) = desk.ask(traces_of, patient_id=alla)
    assert (line.kind, line.other) == (TraceKind.RIGHT_PERSON, "Соколова Анна")
    desk.undo(done)
    assert visit(desk, number).patient_id == anna
    assert every(desk, Mention)[-1].listener_id == anna


def test_two_bookings_change_places(desk: Desk) -> None:
    anna = desk.person("Соколова", "Анна", birth_date=BORN)
    alla = desk.person("Соколова", "Алла", birth_date=BORN)
    hers = desk.do(book_visit, patient_id=anna, slot=Slot(TODAY, time(11))).value
    right = desk.do(book_visit, patient_id=alla, slot=Slot(TODAY, time(12))).value
    desk.do(check_in, patient_id=anna)
    desk.do(tell_price, visit_id=hers, amount_minor=320_000)
    done = desk.do(give_to_right_person, visit_id=hers, patient_id=alla, reason="тёзки")
    assert done.value == right
    wrong, good = visit(desk, hers), visit(desk, right)
    assert (wrong.status, wrong.arrived_at, wrong.price_told_minor) == ("planned", None, None)
    assert (good.status, good.price_told_minor, good.planned_time) == ("arrived", 320_000, time(12))


def test_who_is_here_already_is_nobody_s_right_person(desk: Desk) -> None:
    anna = desk.person("Соколова", "Анна", birth_date=BORN)
    alla = desk.person("Соколова", "Алла", birth_date=BORN)
    number = desk.do(check_in, patient_id=anna).value.visit_id
    desk.do(check_in, patient_id=alla)
    with pytest.raises(Refused) as refused:
        desk.do(give_to_right_person, visit_id=number, patient_id=alla, reason="тёзки")
    assert refused.value.code == "already_here"


# --- One's own -------------------------------------------------------------------------------------


def test_ones_own_check_in_waits_for_a_second_person(desk: Desk) -> None:
    olga = desk.person("Титова", "Ольга", birth_date=BORN)
    son = desk.person(
        "Титов",
        "Илья",
        birth_date=date(2015, 3, 1),
        household_id=desk.ask(lambda session: session.get(Patient, olga).household_id),
        relation=Relation.CHILD,
    )
    desk.do(set_own_patient, staff_id=2, patient_id=olga)
    checked = desk.do(check_in, patient_id=son).value
    assert checked.needs_second
    with pytest.raises(Refused):
        desk.do(confirm_own, visit_id=checked.visit_id, staff_id=2, pin=PIN)
    wrong = desk.do(confirm_own, visit_id=checked.visit_id, staff_id=1, pin="9999")
    assert (wrong.value.actor, visit(desk, checked.visit_id).seconded_at) == (None, None)
    done = desk.do(confirm_own, visit_id=checked.visit_id, staff_id=1, pin=PIN)
    assert visit(desk, checked.visit_id).seconded_by_id == 1
    desk.undo(done)
    assert visit(desk, checked.visit_id).seconded_at is None


def test_a_stranger_s_check_in_waits_for_nobody(desk: Desk) -> None:
    olga = desk.person("Титова", "Ольга", birth_date=BORN)
    anna = desk.person("Соколова", "Анна", birth_date=BORN)
    desk.do(set_own_patient, staff_id=2, patient_id=olga)
    assert not desk.do(check_in, patient_id=anna).value.needs_second
