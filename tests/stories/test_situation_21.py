"""Situation 21: the child turns eighteen: the own consent at the next visit, and an own account."""

from __future__ import annotations

from datetime import date, timedelta

from pypdf import PdfReader
from PySide6.QtCore import Qt

from reception.clock import SetClock
from reception.models import Consent, Task
from reception.services.joining import enter_children
from reception.values.choices import ConsentPurpose, ConsentState, Relation, TaskKind, TaskStatus
from tests.stories.family_people import TODAY, AtHome, at_home
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle


def grown(desk: AtDesk) -> tuple[AtHome, int]:
    """Lev is entered by his mother a day before he comes of age."""
    home = at_home(desk)
    household = home.patient(home.marina).household_id
    lev = desk.person(
        "Соколов",
        "Лев",
        date(2008, 11, 3),
        household_id=household,
        relation=Relation.CHILD,
        guardian_id=home.marina,
    )
    desk.act(enter_children, patient_id=home.marina, child_ids=[lev])
    clock = desk.house.screens.clock
    assert isinstance(clock, SetClock)
    clock.advance(timedelta(days=1))
    return home, lev


def test_the_own_consent_is_asked_at_the_next_visit(small_desk: AtDesk) -> None:
    desk = small_desk
    home, lev = grown(desk)
    desk.page.open_person(lev)
    settle()
    assert "Came of age on 3 Nov 2026: ask for the own consent" in desk.words(desk.page.side.header)
    desk.press(Qt.Key.Key_F5)
    (task,) = [one for one in every(desk, Task) if one.kind is TaskKind.OWN_CONSENT]
    assert (task.patient_id, task.status) == (lev, TaskStatus.OPEN)
    part = home.record(lev)
    part.own_consent_button.click()
    (saved,) = desk.save_papers()
    text = PdfReader(saved).pages[0].extract_text()
    assert "Соколов Лев" in text
    assert "Соколова Марина" not in text  # he signs in person
    home.back_to_desk()
    desk.page.open_person(lev)
    settle()
    desk.type_text(desk.page.side.papers.kept_in.line, "папка 5")
    desk.page.side.papers.signed_button.click()
    settle()
    signed = [
        row
        for row in every(desk, Consent)
        if row.patient_id == lev and row.purpose is ConsentPurpose.DATA and row.signed_by_id == lev
    ]
    assert [(row.state, row.proof) for row in signed] == [(ConsentState.GIVEN, "папка 5")]
    (task,) = [one for one in every(desk, Task) if one.kind is TaskKind.OWN_CONSENT]
    assert task.status is TaskStatus.DONE
    assert "Came of age" not in desk.words(desk.page.side.header)


def test_he_leaves_with_an_own_account_and_the_points_stay(small_desk: AtDesk) -> None:
    desk = small_desk
    home, lev = grown(desk)
    account = home.account(lev)
    assert account is not None
    points = home.balance(account)
    part = home.record(lev)
    part.leave_button.click()
    assert f"Points: 0 go along, {points} stay." in desk.words(part)
    home.form(part).paper_button.click()  # type: ignore[attr-defined]
    (saved,) = desk.save_papers()
    text = PdfReader(saved).pages[0].extract_text()
    assert "Заявление о выходе" in text
    assert "подпись: Соколов Лев" in text
    home.go(part)
    own = home.account(lev)
    assert own not in (None, account)
    assert home.balance(account) == points
    assert date(2026, 11, 3) > TODAY
    desk.activate()
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert home.account(lev) == account
