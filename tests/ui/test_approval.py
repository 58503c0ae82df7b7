"""What an administrator may not do, a supervisor allows once at her screen, by PIN."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reception.models import AuditRow, Clinic
from reception.services.clinic import change_clinic
from reception.ui.approval import ApprovalDialog
from tests.clinics import PIN
from tests.stories.people import every, sits_down
from tests.ui.at_desk import AtDesk, ChosenFolder
from tests.ui.house import House, settle

CHANGE = partial(change_clinic, field="phone", value="+7 383 200-10-20")


@pytest.fixture
def desk(house: House, type_text: Callable[[object, str], None], tmp_path: Path) -> AtDesk:
    return AtDesk(house, type_text, ChosenFolder(tmp_path))


def asked(desk: AtDesk) -> ApprovalDialog:
    """The question, opened from the toast."""
    toast = desk.house.screens.notify.toasts.toast
    assert toast is not None
    assert toast.action is not None
    toast.action.click()
    settle()
    dialog = desk.house.window.findChild(ApprovalDialog)
    assert dialog is not None
    return dialog


def answer(dialog: ApprovalDialog, pin: str) -> None:
    dialog.pin.line.setText(pin)
    QTest.keyClick(dialog.pin.line, Qt.Key.Key_Return)
    settle()


def phone(desk: AtDesk) -> str:
    (clinic,) = every(desk, Clinic)
    return str(clinic.phone)


def test_a_supervisor_allows_one_action_by_her_pin(desk: AtDesk) -> None:
    olga = sits_down(desk, "olga")
    assert not desk.house.screens.actions.run(CHANGE)
    dialog = asked(desk)
    answer(dialog, "0000")
    assert dialog.pin.error() == "The PIN is wrong."
    assert phone(desk) == ""
    answer(dialog, PIN)
    assert phone(desk) == "+7 383 200-10-20"
    actor = desk.house.screens.seat.actor
    assert actor is not None
    assert actor.staff_id == olga
    rows = every(desk, AuditRow)
    done = rows[-1]
    assert (done.action, done.actor_name) == ("change_clinic", "Анна Орлова")
    allowed = rows[-2]
    assert (allowed.action, allowed.actor_name) == ("approve", "Ольга Титова")
    notes = [one["note"] for one in json.loads(allowed.difference) if "note" in one]
    assert notes == [{"allowed": True, "at_screen_of": olga, "wanted": "change_clinic"}]
    assert not desk.house.screens.actions.run(CHANGE)  # once, and not again


def test_a_supervisor_is_not_asked_for_leave(desk: AtDesk) -> None:
    assert desk.house.screens.actions.run(CHANGE)
