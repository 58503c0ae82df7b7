"""The points of a record through the window: any day, reasons, other adults, corrections."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt

from reception.models import AuditRow, PointsEntry
from reception.services.joining import join_programme
from reception.services.points_corrections import correct_points
from reception.ui.pages.patients.page import PatientsPage
from reception.ui.pages.patients.points_part import PointsPart, StatementLine
from reception.values.actor import Actor
from reception.values.choices import Role
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import every, fill
from tests.ui.house import settle


@pytest.fixture
def part(desk: AtDesk, member: int) -> PointsPart:
    """The points of Marina, who has just joined."""
    page = desk.house.go("patients", member)
    assert isinstance(page, PatientsPage)
    page.record.open_part("points")
    desk.activate()
    shown = page.record.part("points")
    assert isinstance(shown, PointsPart)
    return shown


def test_the_statement_answers_why_on_every_line(desk: AtDesk, part: PointsPart) -> None:
    assert "300 points" in desk.words(part)
    (line,) = part.findChildren(StatementLine)
    assert not line.answer.isVisible()
    line.why_button.click()
    settle()
    assert "300 welcome points." in line.answer.text()
    assert "The last day to use them:" in line.answer.text()
    line.why_button.click()
    settle()
    assert not line.answer.isVisible()


def test_a_balance_as_of_another_day(desk: AtDesk, part: PointsPart) -> None:
    fill(desk, part.as_of.line, "02.11.2028")
    desk.press(Qt.Key.Key_Return)
    assert part.balance.text() == "300 points"
    fill(desk, part.as_of.line, "03.11.2028")
    desk.press(Qt.Key.Key_Return)
    assert part.balance.text() == "0 points"
    assert "No points are left on this day." in desk.words(part)
    fill(desk, part.as_of.line, "весной")
    desk.press(Qt.Key.Key_Return)
    assert part.as_of.error() == "Enter a day, for example 17.03.2026."
    part.as_of.line.clear()
    desk.press(Qt.Key.Key_Return)
    assert part.balance.text() == "300 points"


def test_a_supervisor_corrects_with_a_reason(desk: AtDesk, part: PointsPart) -> None:
    card = part.correction
    assert card.isVisible()
    fill(desk, card.points.line, "много")
    card.go_button.click()
    settle()
    assert "for example 50" in card.points.error()
    fill(desk, card.points.line, "-50")
    desk.press(Qt.Key.Key_Return)
    assert desk.has_focus(card.reason.line)
    desk.press(Qt.Key.Key_Return)
    assert card.reason.error()
    desk.type("начислено дважды")
    desk.press(Qt.Key.Key_Return)
    assert part.balance.text() == "250 points"
    assert "начислено дважды" in desk.words(part)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert part.balance.text() == "300 points"


def test_an_administrator_cannot_correct(desk: AtDesk, part: PointsPart) -> None:
    seat = desk.house.screens.seat
    actor = seat.require()
    seat.sit(Actor(actor.staff_id, actor.name, Role.ADMINISTRATOR))
    desk.house.window.page("patients").refresh()
    settle()
    assert not part.correction.isVisible()
    given = partial(correct_points, account_id=1, points=5, reason="проба")
    assert not desk.house.screens.actions.run(given)
    assert len(every(desk, PointsEntry)) == 1


def test_looking_at_the_entries_of_others_is_logged(desk: AtDesk, part: PointsPart) -> None:
    (own,) = every(desk, PointsEntry)
    other = desk.person("Соколов", "Илья", date(1986, 1, 2), household_id=1)
    desk.act(join_programme, patient_id=other)
    assert {one.account_id for one in every(desk, PointsEntry)} == {own.account_id}
    page = desk.house.go("patients", other)
    settle()
    assert "Other adults on the account: 1 entry, 300 points in all." in desk.words(part)
    assert not any(line.isVisible() for line in part.findChildren(StatementLine))
    part.others_button.click()
    settle()
    assert [line.isVisible() for line in part.findChildren(StatementLine)] == [True]
    assert "Соколова Марина" in desk.words(part)
    assert every(desk, AuditRow)[-1].action == "look_at_entries"
    assert page.isVisible()
