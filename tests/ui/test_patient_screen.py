"""The second screen shows a patient her own items and sum, and the clinic's name otherwise."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from reception.services.check_in import check_in
from reception.ui.pages.desk.estimate_form import EstimateForm
from reception.ui.pages.desk.patient_window import PatientWindow
from tests.stories.people import do_by_name
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import fill
from tests.ui.house import settle
from tests.ui.test_desk_estimate import desk

__all__ = ["desk"]


@pytest.fixture
def screen(desk: AtDesk, member: int) -> PatientWindow:
    """Marina is here; the second screen stands."""
    desk.press(Qt.Key.Key_F5)
    do_by_name(desk, "The patient's screen: show or put away")
    shown = desk.page.steps.prices.screen.shown
    assert shown is not None
    desk.activate()
    return shown


def test_her_own_items_and_nobody_elses(desk: AtDesk, screen: PatientWindow) -> None:
    clinic = desk.page.facts.name
    assert desk.words(screen) == clinic
    desk.press(Qt.Key.Key_F6)
    assert isinstance(desk.form(), EstimateForm)
    desk.type("k1")
    desk.press(Qt.Key.Key_Return)
    words = desk.words(screen)
    assert "Первый приём врача" in words
    assert "Всего: 3 200 ₽" in words
    assert "Соколова" not in words
    assert clinic not in words
    desk.press(Qt.Key.Key_Return)
    assert desk.words(screen) == clinic

    other = desk.person("Орлова", "Инна", date(1988, 4, 12), phone="89160000000")
    desk.act(check_in, patient_id=other)
    desk.press(Qt.Key.Key_F11)
    assert "Первый приём врача" in desk.words(screen)
    assert "224 балла" in desk.words(screen)
    desk.page.open_person(other)
    settle()
    assert desk.words(screen) == clinic


def test_the_privacy_key_blanks_it_too(desk: AtDesk, screen: PatientWindow) -> None:
    desk.press(Qt.Key.Key_F6)
    form = desk.form()
    assert isinstance(form, EstimateForm)
    fill(desk, form.field.line, "r1")
    desk.press(Qt.Key.Key_Return)
    assert "Снимок зуба" in desk.words(screen)
    desk.house.window.hide_screen()
    settle()
    assert desk.words(screen) == desk.page.facts.name
    desk.press(Qt.Key.Key_Space)
    assert "Снимок зуба" in desk.words(screen)
    desk.house.go("reports")
    assert desk.words(screen) == desk.page.facts.name
    do_by_name(desk, "The patient's screen: show or put away")
    assert desk.page.steps.prices.screen.shown is None
