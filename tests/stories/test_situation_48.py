"""Situation 48: somebody asks to have all data erased; thirty days, the act, the log, no way back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from reception.bootstrap import told_redactions, verify_database
from reception.models import Erasure, Patient, Staff, Task
from reception.services.joining import join_programme, sign_papers
from reception.services.papers import print_joining_papers
from reception.ui.pages.patients.consents_part import ConsentsPart
from reception.ui.pages.patients.erasure_dialog import ErasureDialog
from reception.ui.pages.patients.page import PatientsPage
from reception.values.actor import Actor
from reception.values.choices import ErasureState, TaskKind, TaskStatus
from reception.values.ids import StaffId
from tests.documents.conftest import Printed
from tests.stories.people import every
from tests.ui.at_desk import AtDesk
from tests.ui.house import settle

SURNAME = "Соколовская"


def sits(desk: AtDesk, login: str) -> None:
    """Somebody else takes the seat."""
    (row,) = [one for one in every(desk, Staff) if one.login == login]
    desk.house.screens.seat.sit(Actor(StaffId(row.id), row.name, row.role))


def consents(desk: AtDesk, person: int) -> ConsentsPart:
    """Her consents on the record."""
    page = desk.house.go("patients", person)
    assert isinstance(page, PatientsPage)
    page.record.open_part("consents")
    settle()
    part = page.record.part("consents")
    assert isinstance(part, ConsentsPart)
    return part


def wizard(desk: AtDesk, part: ConsentsPart) -> ErasureDialog:
    """The wizard, opened by its button."""
    desk.activate()
    part.own_data.erase_button.setFocus()
    desk.press(Qt.Key.Key_Space)
    (dialog,) = [one for one in desk.house.window.findChildren(ErasureDialog) if one.isVisible()]
    return dialog


def asks(desk: AtDesk) -> int:
    """Marina, a member with papers, asks Olga at the desk; what it means is told, the wish noted."""
    person = desk.person(SURNAME, "Марина", date(1988, 4, 12), phone="89161234567")
    desk.act(join_programme, patient_id=person)
    desk.act(print_joining_papers, patient_id=person)
    desk.act(sign_papers, patient_id=person, kept_in="folder 7")

    sits(desk, "olga")
    part = consents(desk, person)
    dialog = wizard(desk, part)
    words = desk.words(dialog)
    assert "points are written off and the account is closed" in words
    assert "signed papers in the clinic's folder" in words
    assert "medical record" in words
    assert not dialog.erase_button.isVisible()
    dialog.note_button.click()
    settle()
    assert not dialog.erase_button.isVisible()  # a supervisor does it
    (wish,) = every(desk, Erasure)
    assert (wish.asked_on, wish.due_on) == (date(2026, 11, 2), date(2026, 12, 2))
    (task,) = [one for one in every(desk, Task) if one.kind is TaskKind.ERASURE]
    assert (task.due_on, task.status) == (wish.due_on, TaskStatus.OPEN)
    dialog.reject()
    settle()
    assert "to be erased by" in desk.words(part)
    return person


def erases(desk: AtDesk, person: int) -> tuple[Printed, dict[str, Any]]:
    """Anna, a supervisor, erases for good; the act as printed, and the exported log."""
    sits(desk, "anna")
    dialog = wizard(desk, consents(desk, person))
    assert "Nothing brings the data back" in desk.words(dialog)
    assert not dialog.erase_button.isEnabled()
    dialog.checked.setFocus()
    desk.press(Qt.Key.Key_Space)
    dialog.erase_button.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.wait(dialog.act_button.isVisible, "the act")

    dialog.act_button.click()
    (act,) = desk.save_papers()
    dialog.log_button.click()
    desk.wait(lambda: not desk.house.screens.jobs.is_busy, "the log")
    log = json.loads(desk.files.saved[-1].read_text(encoding="utf-8"))
    dialog.reject()
    settle()
    return Printed(act.read_bytes()), log


def test_asked_told_erased_with_act_and_log(small_desk: AtDesk) -> None:
    desk = small_desk
    person = asks(desk)
    paper, log = erases(desk, person)
    assert paper.has("02.11.2026")
    assert paper.has(f"{person:06d}")
    assert SURNAME not in paper.text
    assert {one["table"] for one in log["events"]} >= {"patient", "patient_phone", "audit"}
    (wish,) = every(desk, Erasure)
    assert wish.state is ErasureState.DONE
    (row,) = [one for one in every(desk, Patient) if one.id == person]
    assert row.full_name == f"№ {person}"
    page = desk.house.go("patients")
    assert isinstance(page, PatientsPage)
    desk.type_text(page.finder.line, SURNAME[:6])
    settle()
    assert SURNAME not in desk.words(page)
    path = desk.house.folder.database
    assert verify_database(path, None) == []
    assert [dict(one.fields)["table"] for one in told_redactions(path, None)] == ["audit"]
    assert SURNAME.encode() not in path.read_bytes()
