"""Situation 30: the clock is wrong; it is said, nothing lapses by it, a supervisor confirms it."""

from __future__ import annotations

from datetime import date, timedelta

from reception.clock import SetClock
from reception.models import AuditRow, PointsEntry
from reception.queries.clock_facts import doubt_of
from reception.services.check_in import check_in
from reception.ui.clock_watch import ClockWatch
from tests.stories.people import every, marina_joins, sits_down
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def watch(desk: AtDesk) -> ClockWatch:
    """The strip of the clock in the window that is open now."""
    found = desk.house.window.clock_watch
    assert found is not None
    return found


def look(desk: AtDesk) -> ClockWatch:
    """A minute later."""
    found = watch(desk)
    found.look()
    settle()
    return found


def test_a_clock_that_went_back_is_said_until_a_supervisor_confirms_it(
    small_desk: AtDesk, clock: SetClock
) -> None:
    desk = small_desk
    marina_joins(desk)
    assert not look(desk).isVisible()
    entries = len(every(desk, PointsEntry))

    clock.advance(-timedelta(days=400))
    strip = look(desk)
    assert strip.isVisible()
    assert "but the last action was recorded at" in strip.strip.text()

    sits_down(desk, "olga")  # care never waits for a clock
    anna = desk.person("Котова", "Анна", date(1990, 3, 5), phone="89161112233")
    desk.act(check_in, patient_id=anna)
    assert look(desk).isVisible()
    strip.accept_button.click()
    settle()
    assert "Only a supervisor confirms the clock." in desk.toast()
    assert strip.isVisible()

    sits_down(desk, "anna")
    strip.accept_button.click()
    settle()
    assert not strip.isVisible()
    assert not look(desk).isVisible()
    assert len(every(desk, PointsEntry)) == entries
    (accepted,) = [one for one in every(desk, AuditRow) if one.action == "accept_clock"]
    assert accepted.actor_name == "Анна Орлова"


def test_a_jump_ahead_is_doubted_and_nothing_lapses_by_itself(
    small_desk: AtDesk, clock: SetClock
) -> None:
    desk = small_desk
    marina_joins(desk)
    entries = [one.id for one in every(desk, PointsEntry)]
    clock.advance(timedelta(days=800))
    strip = look(desk)
    assert "nothing was recorded since" in strip.strip.text()
    desk.house.go("reports")
    desk.house.go("desk")
    assert [one.id for one in every(desk, PointsEntry)] == entries
    clock.advance(-timedelta(days=800))
    assert desk.ask(doubt_of, now=clock.now()) is None


def test_the_next_working_day_is_no_jump(small_desk: AtDesk, clock: SetClock) -> None:
    marina_joins(small_desk)
    clock.advance(timedelta(days=1))
    assert not look(small_desk).isVisible()
