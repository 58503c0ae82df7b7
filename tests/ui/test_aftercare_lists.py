"""The queue as a file for an SMS service: only who may be written to, once, undone together."""

from __future__ import annotations

import csv
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reception.changes import Done
from reception.models import Consent, Contact, Paper, Visit
from reception.services.patients import register_patient
from reception.storage.unit_of_work import UnitOfWork
from reception.ui.pages.aftercare.page import AftercarePage
from reception.ui.pages.aftercare.queue_part import QueuePart
from reception.values.aftercare import ContactOutcome
from reception.values.choices import (
    ConsentPurpose,
    ConsentState,
    ContactChannel,
    PaperKind,
    VisitOrigin,
    VisitStatus,
)
from tests.ui.house import House, settle, until

DAY = date(2026, 11, 2)


def rows(house: House, kind: type) -> list:
    return house.screens.actions.ask(lambda session: list(session.query(kind)))


def _tomorrow(uow: UnitOfWork) -> Done[None]:
    people = (
        ("=Котова", "89161234567", True),
        ("Орлова", "89167654321", True),
        ("Белова", "89160000001", False),
    )
    for name, phone, agrees in people:
        person = register_patient(
            uow, last_name=name.strip("="), first_name="Анна", phones=[phone]
        ).value
        uow.find.patient(person).form_of_address = name
        uow.add(
            Visit(
                patient_id=person,
                day=DAY + timedelta(days=1),
                planned_time=time(9, 30),
                status=VisitStatus.PLANNED,
                origin=VisitOrigin.BOOKED,
                created_at=uow.now,
            )
        )
        if agrees:
            uow.add(
                Consent(
                    patient_id=person,
                    purpose=ConsentPurpose.SERVICE_MESSAGES,
                    channel=ContactChannel.SMS,
                    state=ConsentState.GIVEN,
                    recorded_at=uow.now,
                )
            )
    return Done(None)


@pytest.fixture
def queue(house: House) -> QueuePart:
    assert house.screens.actions.run(_tomorrow, quiet=True)
    page = house.go("aftercare", "queue")
    assert isinstance(page, AftercarePage)
    part = page.parts["queue"]
    assert isinstance(part, QueuePart)
    house.window.activateWindow()
    QTest.qWaitForWindowActive(house.window, 2000)
    settle()
    return part


def test_the_file_holds_who_agreed_and_marks_them_as_sent(
    house: House, queue: QueuePart, tmp_path: Path
) -> None:
    path = tmp_path / "sms.csv"
    queue.lists._file_chosen(path)
    until(path.exists, "the file")
    until(lambda: not house.screens.jobs.is_busy, "the job")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream, delimiter=","))
    assert lines[0] == ["phone", "text"]
    assert sorted(line[0] for line in lines[1:]) == ["79161234567", "79167654321"]
    assert all("09:30" in line[1] for line in lines[1:])
    assert not any(cell.startswith("=") for line in lines for cell in line)
    assert {one.outcome for one in rows(house, Contact)} == {ContactOutcome.SENT}
    assert queue.nothing.isVisible()
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert all(one.undone_at is not None for one in rows(house, Contact))
    assert queue.count.text() == "2 people to reach"


def test_a_file_that_cannot_be_written_leaves_everybody_waiting(
    house: House, queue: QueuePart, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("x")
    queue.lists._file_chosen(tmp_path / "taken" / "sms.csv")
    until(lambda: all(one.undone_at for one in rows(house, Contact)), "taken back")
    settle()
    assert queue.count.text() == "2 people to reach"


def test_the_list_is_printed_with_names_and_words(house: House, queue: QueuePart) -> None:
    queue.lists.print_button.click()
    settle()
    (paper,) = rows(house, Paper)
    assert paper.kind is PaperKind.CONTACT_LIST
    assert "Орлова Анна" in paper.payload
