"""Situation 4: a surname changed after marriage: found by both, and nothing else changes."""

from __future__ import annotations

from PySide6.QtCore import Qt

from reception.models import FormerName, Patient, PointsEntry
from reception.ui.i18n import say
from reception.ui.pages.patients.page import PatientsPage
from tests.stories.people import TODAY, active, card_form, every, marina_joins
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def test_the_new_surname_is_typed_and_the_old_one_still_finds_her(small_desk: AtDesk) -> None:
    desk = small_desk
    marina = marina_joins(desk)
    card_form(desk)
    desk.press(Qt.Key.Key_Return)
    desk.close_previews()
    (card,) = active(desk)
    points = sum(entry.points for entry in every(desk, PointsEntry))
    papers = desk.files.saved[:]

    page = desk.house.go("patients", marina)
    assert isinstance(page, PatientsPage)
    field = page.record.overview.fields["last_name"]
    field.line.setFocus()
    field.line.selectAll()
    desk.type("Римская-Корсакова")
    field.save_now()
    settle()

    (former,) = every(desk, FormerName)
    assert (former.last_name, former.until) == ("Соколова", TODAY)
    desk.house.go("desk")
    desk.activate()
    desk.page.go_home()
    desk.type("соколова")
    (row,) = desk.page.results.list.rows_model.rows
    assert row.name.startswith("Римская-Корсакова Марина")
    assert say(row.why) == "former surname Соколова"
    desk.press(Qt.Key.Key_Return)
    header = desk.words(desk.page.side.header)
    assert "Римская-Корсакова Марина" in header
    assert [one.number for one in active(desk)] == [card.number]
    assert sum(entry.points for entry in every(desk, PointsEntry)) == points
    assert desk.files.saved == papers  # nothing is printed anew by force
    assert [one.id for one in every(desk, Patient)] == [marina]
