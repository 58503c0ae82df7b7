"""The history of a record: who changed what from which value to which, and who looked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from reception.services.check_in import check_in
from reception.services.patients import change_patient, change_phones
from reception.ui.pages.patients.history_part import LOOKS, HistoryPart
from reception.ui.pages.patients.page import PatientsPage
from reception.values.choices import Sex
from tests.ui.at_desk import AtDesk, ChosenFolder
from tests.ui.house import House, settle


@pytest.fixture
def desk(house: House, type_text: Callable[[object, str], None], tmp_path: Path) -> AtDesk:
    return AtDesk(house, type_text, ChosenFolder(tmp_path))


def history(desk: AtDesk, person: int) -> HistoryPart:
    page = desk.house.go("patients", person)
    assert isinstance(page, PatientsPage)
    page.record.open_part("history")
    settle()
    part = page.record.part("history")
    assert isinstance(part, HistoryPart)
    return part


def shown(part: HistoryPart) -> list[str]:
    model = part.table.rows_model
    what = model.columns[1]
    assert what.second is not None
    return [f"{what.text(row)} | {what.second(row)}" for row in model.rows]


def test_every_change_of_a_record_is_told_in_words(desk: AtDesk) -> None:
    person = desk.person("Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    desk.act(change_patient, patient_id=person, field="last_name", value="Котова")
    desk.act(change_patient, patient_id=person, field="sex", value=Sex.FEMALE)
    desk.act(change_patient, patient_id=person, field="birth_date", value=date(1988, 12, 4))
    desk.act(change_phones, patient_id=person, phones=["89160000000"])
    desk.act(check_in, patient_id=person)
    lines = shown(history(desk, person))
    assert lines[0].startswith("Checked in | ")
    assert "Phones changed | " in lines[1]
    assert "79160000000" in lines[1]
    assert "Date of birth: 12.04.1988 → 04.12.1988" in lines[2] or "12 Apr" in lines[2]
    assert lines[3] == "Data changed | Sex: female"
    assert "Surname: Соколова → Котова" in lines[4]
    assert lines[-1].startswith("Patient entered | ")
    assert "Surname: Соколова" in lines[-1]
    assert "id" not in " ".join(lines).split()


def test_who_looked_stands_apart_from_what_was_done(desk: AtDesk) -> None:
    person = desk.person("Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    part = history(desk, person)
    assert all("looked" not in line for line in shown(part))
    part.filters.choose(LOOKS)
    settle()
    assert shown(part)[0].startswith("Record looked at")
