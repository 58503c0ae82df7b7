"""The window over a small Russian clinic: Anna supervises, Olga works at the desk."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reception.clock import SetClock
from reception.paths import DataFolder
from reception.services.clinic import change_clinic
from reception.services.joining import join_programme
from reception.translation import Language
from reception.values.choices import Country
from tests.ui.at_desk import REQUISITES, AtDesk, ChosenFolder
from tests.ui.desk_day import enter, open_person
from tests.ui.house import House, settle


@pytest.fixture
def house(
    qtbot: QtBot,
    clinic_masters: Callable[[Country], Path],
    data_folder: DataFolder,
    clock: SetClock,
) -> Iterator[House]:
    """The opened program, in English; nobody's password is asked, the folder is open."""
    shutil.copyfile(clinic_masters(Country.RU), data_folder.database)
    opened = House(data_folder, clock)
    opened.preferences.choose(language=Language.EN, theme="light", scale=100)
    opened.enter()
    yield opened
    opened.close()


@pytest.fixture
def desk(house: House, type_text: Callable[[object, str], None], tmp_path: Path) -> AtDesk:
    """Somebody at the desk of a small clinic."""
    return AtDesk(house, type_text, ChosenFolder(tmp_path))


@pytest.fixture
def marina(desk: AtDesk) -> int:
    """Marina, who came four times and was never told."""
    return enter(desk, "Соколова", "Марина", date(1988, 4, 12), phone="89161234567", visits=4)


@pytest.fixture
def here(desk: AtDesk, marina: int) -> int:
    """Marina is checked in and the prompt has the focus."""
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    assert desk.has_focus(desk.page.side.prompt)
    return marina


@pytest.fixture
def printing_desk(
    house: House, type_text: Callable[[object, str], None], tmp_path: Path
) -> Iterator[AtDesk]:
    """Somebody at the desk of a small clinic; previews that open are closed at the end."""
    at = AtDesk(house, type_text, ChosenFolder(tmp_path))
    for field, value in REQUISITES.items():
        at.act(change_clinic, field=field, value=value)
    yield at
    at.close_previews()


@pytest.fixture
def member(desk: AtDesk) -> int:
    """Marina, who has joined."""
    person = desk.person("Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    desk.act(join_programme, patient_id=person)
    desk.page.open_person(person)
    settle()
    return person
