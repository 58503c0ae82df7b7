"""A damaged clinic at the door: what can be read is written into lists, the file stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reception import bootstrap
from reception.clock import SetClock
from reception.paths import DataFolder
from reception.storage.database import connect
from reception.translation import Language
from reception.ui.sign_in import SignIn
from reception.ui.trouble import Trouble
from tests.clinics import PASSWORD
from tests.people import Desk
from tests.ui.at_desk import ChosenFolder
from tests.ui.house import House, settle, until


@pytest.fixture
def door(
    qtbot: QtBot, desk: Desk, data_folder: DataFolder, clock: SetClock, tmp_path: Path
) -> Iterator[House]:
    """The program before the door of a protected clinic whose file is not known any more."""
    desk.person("Соколова", "Марина", phone="89161234567")
    desk.database.close()
    key = bootstrap.protect(data_folder, "anna", PASSWORD)
    connection = connect(data_folder.database, key)
    connection.execute("PRAGMA application_id = 7")
    connection.close()
    house = House(data_folder, clock, files=ChosenFolder(tmp_path))
    house.preferences.choose(language=Language.EN, theme="light", scale=100)
    yield house
    house.workplace.entrance.leave()
    house.workplace.close()
    house.workplace.deleteLater()
    settle()


def part(house: House, kind: type[QWidget]) -> QWidget | None:
    found: list[QWidget] = house.workplace.entry.findChildren(kind)
    return found[-1] if found else None


def sign_in(house: House) -> None:
    until(lambda: part(house, SignIn), "the sign-in")
    form = part(house, SignIn)
    assert isinstance(form, SignIn)
    form.login.set_text("anna")
    form.password.line.setText(PASSWORD)
    QTest.keyClick(form.password.line, Qt.Key.Key_Return)


def test_what_can_be_read_is_rescued_from_the_door(door: House, tmp_path: Path) -> None:
    stood = door.folder.database.read_bytes()
    door.workplace.begin()
    sign_in(door)
    until(lambda: part(door, Trouble), "the trouble")
    trouble = part(door, Trouble)
    assert isinstance(trouble, Trouble)
    assert trouble.rescue_button.isVisible()
    trouble.rescue_button.click()
    settle()
    sign_in(door)
    until((tmp_path / "rescued-cards.csv").exists, "the lists")
    until(lambda: isinstance(part(door, Trouble), Trouble), "the trouble again")
    trouble = part(door, Trouble)
    assert isinstance(trouble, Trouble)
    assert "Patients: 1 row" in trouble.told.text()
    assert "Соколова" in (tmp_path / "rescued-patients.csv").read_text(encoding="utf-8-sig")
    assert door.folder.database.read_bytes() == stood
