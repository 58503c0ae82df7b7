"""The window over a small Russian clinic: Anna supervises, Olga works at the desk."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reception.clock import SetClock
from reception.paths import DataFolder
from reception.translation import Language
from reception.values.choices import Country
from tests.ui.house import House


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
