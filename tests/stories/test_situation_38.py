"""Situation 38: the director's friend wants more: a correction with its reason, in the report."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reception.queries.month import month_report
from reception.queries.month_tables import month_tables
from reception.ui.pages.patients.page import PatientsPage
from reception.ui.pages.patients.points_part import PointsPart
from reception.ui.pages.reports.page import ReportsPage
from reception.ui.tables.table import Table
from reception.values.period import Period
from tests.stories.people import TODAY, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import fill
from tests.ui.house import settle, until


def _cells(view: Table[Any]) -> list[str]:
    """The words of every cell."""
    model = view.model()
    return [
        str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]


def test_a_correction_stands_in_the_report_with_its_reason(small_desk: AtDesk) -> None:
    desk = small_desk
    marina = marina_joins(desk)
    page = desk.house.go("patients", marina)
    assert isinstance(page, PatientsPage)
    page.record.open_part("points")
    desk.activate()
    part = page.record.part("points")
    assert isinstance(part, PointsPart)
    fill(desk, part.correction.points.line, "500")
    fill(desk, part.correction.reason.line, "просьба директора")
    desk.press(Qt.Key.Key_Return)
    assert part.balance.text() == "800 points"

    reports = desk.house.go("reports")
    assert isinstance(reports, ReportsPage)
    until(lambda: not desk.house.screens.jobs.is_busy, "the month that is over")
    settle()
    QTest.keyClick(reports.window(), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    until(lambda: not desk.house.screens.jobs.is_busy, "this month")
    settle()
    shown = reports.findChildren(Table)
    assert any("просьба директора" in _cells(view) for view in shown)
    period = Period(TODAY.replace(day=1), TODAY.replace(day=30))
    report = desk.ask(month_report, period=period, today=TODAY)
    (table,) = [one for one in month_tables(report) if one.name.id == "Points corrected by hand"]
    ((day, points, reason, by),) = table.rows
    assert (day, points, reason) == (TODAY, 500, "просьба директора")
    assert by
