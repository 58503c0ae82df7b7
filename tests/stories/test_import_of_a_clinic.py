"""A Ukrainian clinic's list comes in while the desk works; refused rows follow; all goes back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from reception.clock import SetClock
from reception.paths import DataFolder
from reception.queries.patients import patient_page
from reception.queries.search import search
from reception.services.patients import register_patient
from reception.translation import Language
from reception.ui.kit.dialog import Confirm
from reception.ui.pages.imports.page import ImportPage
from reception.ui.pages.patients.page import PatientsPage
from reception.values.choices import Country
from tests.fixtures.exports import EXPORTS
from tests.ui.at_desk import ChosenFolder
from tests.ui.house import House, settle, until

TODAY = date(2026, 11, 2)
CORRECTED = {
    ";десь у травні;": ";05.05.1990;",
    "81002;;": "81002;Олійник;",
    "81003;2;": "81003;Хоменко;",
    ";04.03.2033;": ";04.03.2003;",
}


@pytest.fixture
def house(
    qtbot: QtBot,
    clinic_masters: Callable[[Country], Path],
    data_folder: DataFolder,
    clock: SetClock,
    tmp_path: Path,
) -> Iterator[House]:
    shutil.copyfile(clinic_masters(Country.UA), data_folder.database)
    opened = House(data_folder, clock, files=ChosenFolder(tmp_path))
    opened.preferences.choose(language=Language.UK, theme="light", scale=100)
    opened.enter()
    yield opened
    opened.close()


def _count(house: House) -> int:
    return house.screens.actions.ask(partial(patient_page, limit=1)).total


def _idle(house: House) -> None:
    until(lambda: not house.screens.jobs.is_busy, "the end")
    settle()


def _open(page: ImportPage, path: Path) -> None:
    page.step_back()
    page.open_path(path)
    until(lambda: page.result.isVisible() and not page.screens.jobs.is_busy, "the check")
    settle()


def _take_back(house: House, page: ImportPage, file_name: str, left: int) -> None:
    rows = page.history.list.rows_model.rows
    page.history.list.choose(next(row.id for row in rows if row.file_name == file_name))
    settle()
    page.history.undo_button.click()
    settle()
    (dialog,) = [one for one in house.window.findChildren(QDialog) if one.isVisible()]
    assert isinstance(dialog, Confirm)
    dialog.accept()
    until(lambda: _count(house) == left, "the list to be taken back")
    _idle(house)


def test_a_clinic_comes_in_while_the_desk_works(house: House, tmp_path: Path) -> None:
    page = house.go("import")
    assert isinstance(page, ImportPage)
    _open(page, EXPORTS / "uk_patients.xlsx")
    QTest.keyClick(page.result.import_button, Qt.Key.Key_Return)
    settle()
    new = partial(
        register_patient,
        last_name="Гнатюк",
        first_name="Мар’яна",
        birth_date=date(1953, 1, 4),
        phones=["095 612 18 56"],
    )
    assert house.screens.actions.run(new)
    until(lambda: _count(house) == 1122, "the import")
    _idle(house)
    found = partial(search, text="Гнатюк Мар’яна", country=Country.UA, today=TODAY)
    assert house.screens.actions.ask(found).total == 2

    pairs = page.result.likely_button
    assert pairs.text() == "Дублікати: 1"
    assert pairs.isVisible()
    assert not page.writing.isVisible()
    pairs.click()
    settle()
    patients = house.window.findChild(PatientsPage)
    assert patients is not None
    assert patients.duplicates.isVisible()
    house.go("import")

    QTest.keyClick(page.result.save_button, Qt.Key.Key_Space)
    (refused,) = _saved(house, tmp_path)
    text = refused.read_text("utf-8-sig")
    for wrong, right in CORRECTED.items():
        assert text.count(wrong) == 1, (wrong, text)
        text = text.replace(wrong, right)
    mended = tmp_path / "mended.csv"
    mended.write_text(text, "utf-8-sig")
    _open(page, mended)
    assert not page.result.list.rows_model.rows
    page.result.import_button.click()
    until(lambda: _count(house) == 1126, "the corrected rows")
    _idle(house)

    _take_back(house, page, "mended.csv", 1122)
    _take_back(house, page, "uk_patients.xlsx", 1)
    assert house.screens.actions.ask(found).total == 1


def _saved(house: House, folder: Path) -> list[Path]:
    until(lambda: list(folder.glob("*.csv")), "the refused rows")
    _idle(house)
    return list(folder.glob("*.csv"))
