"""Situation 43: two records of one person, both with cards: merged, and parted again in time."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reception.models import Account, Patient, PointsEntry
from reception.services.cards import issue_card
from reception.services.joining import join_programme
from reception.ui.i18n import say
from reception.ui.pages.patients.page import PatientsPage
from reception.values.card_number import group
from reception.values.choices import AccountStatus, VisitStatus
from tests.stories.people import active, every
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import book
from tests.ui.house import settle

BORN = date(1988, 5, 14)
PHONE = "89161234567"


def _with_card(desk: AtDesk, last: str) -> int:
    person = desk.person(last, "Марина", BORN, phone=PHONE, patronymic="Викторовна")
    book(desk, person, date(2026, 10, 5), VisitStatus.DONE)
    desk.act(join_programme, patient_id=person)
    account = every(desk, Account)[-1]
    desk.act(issue_card, account_id=account.id, holder_id=person)
    return person


def test_one_person_one_card_and_a_way_back(small_desk: AtDesk) -> None:
    desk = small_desk
    main, other = _with_card(desk, "Соколова"), _with_card(desk, "Орлова")
    first, second = active(desk)
    points = sum(entry.points for entry in every(desk, PointsEntry))
    page = desk.house.go("patients")
    assert isinstance(page, PatientsPage)
    assert page.duplicates_button.text() == "Duplicates: 1"
    page.duplicates_button.click()
    desk.wait(lambda: not desk.house.screens.jobs.is_busy, "the comparison")
    panel = page.duplicates
    (pair,) = panel.table.rows_model.rows
    assert "same phone" in [say(reason) for reason in pair.reasons]
    panel.merge_button.setFocus()
    desk.press(Qt.Key.Key_Space)
    words = desk.words(panel.merge)
    assert "Kept together: 2 visits" in words
    assert "The two accounts become one" in words
    assert "can be undone for 30 days" in words
    panel.merge.merge_button.setFocus()
    desk.press(Qt.Key.Key_Space)
    settle()

    (valid,) = active(desk)
    assert sum(entry.points for entry in every(desk, PointsEntry)) == points
    open_accounts = [one for one in every(desk, Account) if one.status is not AccountStatus.CLOSED]
    assert len(open_accounts) == 1
    desk.house.go("desk")
    desk.activate()
    blocked = second if valid.id == first.id else first
    desk.page.scans.scanned(blocked.number)
    assert group(blocked.number) in desk.toast()
    assert "Соколова" not in desk.toast()
    assert "Орлова" not in desk.toast()
    desk.page.go_home()
    desk.type("орлова")
    (row,) = desk.page.results.list.rows_model.rows
    assert row.patient_id == main

    page = desk.house.go("patients", main)
    assert isinstance(page, PatientsPage)
    merged = page.record.overview.merged
    assert "Орлова Марина Викторовна" in desk.words(merged)
    (line,) = merged.rows
    QTest.mouseClick(line.part_button, Qt.MouseButton.LeftButton)
    settle()
    assert {card.number for card in active(desk)} == {first.number, second.number}
    stored = {one.id: one for one in every(desk, Patient)}
    assert stored[other].merged_into_id is None
    assert stored[other].full_name == "Орлова Марина Викторовна"
    assert not merged.isVisible()
