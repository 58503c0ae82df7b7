"""Situation 20: divorced parents: the child earns on one account; both agree, or a court says so."""

from __future__ import annotations

from PySide6.QtCore import Qt

from reception.models import AuditRow
from reception.ui.pages.desk.asking_form import AskingForm
from reception.ui.pages.patients.family_accounts import ChildForm
from reception.ui.pages.patients.family_acting import CourtForm, RepresentativeForm
from reception.values.family_choices import Kinship
from tests.stories.family_people import AtHome, at_home, digit
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def divorced(desk: AtDesk) -> AtHome:
    """Ivan is a guardian, too, and has an account and a family of his own."""
    home = at_home(desk)
    part = home.record(home.mira)
    part.guardian_button.click()
    form = home.form(part)
    assert isinstance(form, RepresentativeForm)
    form.person.choose(home.ivan, "Соколов Иван")
    form.kinship.set_value(Kinship.FATHER)
    home.go(part)
    part = home.record(home.ivan)
    part.leave_button.click()
    form = home.form(part)
    form.own_family.setChecked(True)  # type: ignore[attr-defined]
    home.go(part)
    assert home.account(home.ivan) != home.account(home.marina)
    return home


def test_both_parents_or_a_court_paper(small_desk: AtDesk) -> None:
    desk = small_desk
    home = divorced(desk)
    assert home.account(home.mira) == home.account(home.marina)  # chosen at first joining
    part = home.record(home.mira)
    part.child_button.click()
    form = home.form(part)
    assert isinstance(form, ChildForm)
    assert form.into.value() == home.account(home.ivan)
    form.agreed[home.ivan].setChecked(True)
    home.go(part)
    words = desk.words(part)
    assert "These guardians have to agree, too: Соколова Марина" in words
    assert "a court paper is needed" in words
    form.court_paper.line.setText("2-118/2026 of 1 Oct 2026")
    home.go(part)
    assert home.account(home.mira) == home.account(home.ivan)
    moved = [one for one in every(desk, AuditRow) if one.action == "move_child"]
    assert "2-118/2026" in moved[0].difference
    desk.activate()
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert home.account(home.mira) == home.account(home.marina)


def test_each_parent_sees_the_child_and_not_the_other(small_desk: AtDesk) -> None:
    desk = small_desk
    home = divorced(desk)
    home.back_to_desk()
    desk.page.open_person(home.mira)
    desk.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    form = desk.form()
    assert isinstance(form, AskingForm)
    assert [one.text() for one in form.askers] == ["Соколова Марина", "Соколов Иван"]
    digit(desk, Qt.Key.Key_2)
    words = desk.words(form)
    assert "A parent or guardian sees the visits of the child." in words
    assert "balance:" not in words  # he is not on that account
    assert "Only adults who are on the account learn its balance." in words


def test_a_court_paper_is_seen_by_everybody(small_desk: AtDesk) -> None:
    desk = small_desk
    home = divorced(desk)
    part = home.record(home.mira)
    part.court_button.click()
    form = home.form(part)
    assert isinstance(form, CourtForm)
    home.go(part)
    assert form.document.error().startswith("Name the court paper")
    form.person.choose(home.ivan, "Соколов Иван")
    form.document.line.setText("Центральный районный суд, 2-118/2026")
    form.day.line.setText("01.10.2026")
    home.go(part)
    assert "forbidden by a court" in desk.words(part)
    home.back_to_desk()
    desk.page.open_person(home.mira)
    settle()
    alert = "Соколов Иван is told nothing and takes nobody along"
    assert alert in desk.words(desk.page.side.header)
    desk.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    digit(desk, Qt.Key.Key_2)
    assert "A court paper is on file: nothing is told" in desk.words(desk.form())
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_F5)
    words = desk.words(desk.form())
    assert "A court forbids it: Соколов Иван takes the child nowhere." in words
