"""The desk of a small Russian clinic in English, with its requisites, a printer and a folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reception.clock import SetClock
from reception.paths import DataFolder
from reception.services.clinic import change_clinic
from reception.translation import Language
from reception.values.choices import Country
from tests.ui.at_desk import REQUISITES, AtDesk, ChosenFolder
from tests.ui.house import House


class OfficePrinter:
    """A printer that may be out of paper: then it says so, and nothing comes out."""

    def __init__(self) -> None:
        self.has_paper = True
        self.pages = 0

    def print_papers(
        self,
        documents: Sequence[QPdfDocument],
        title: str,
        parent: QWidget,
        sent: Callable[[bool], None],
    ) -> None:
        """Print, or refuse."""
        if self.has_paper:
            self.pages += sum(document.pageCount() for document in documents)
        sent(self.has_paper)


@pytest.fixture
def printer() -> OfficePrinter:
    """The printer at the desk."""
    return OfficePrinter()


@pytest.fixture
def small_desk(
    qtbot: QtBot,
    clinic_masters: Callable[[Country], Path],
    data_folder: DataFolder,
    clock: SetClock,
    tmp_path: Path,
    type_text: Callable[[object, str], None],
    printer: OfficePrinter,
) -> Iterator[AtDesk]:
    """Somebody at the desk; what is saved goes into one folder."""
    shutil.copyfile(clinic_masters(Country.RU), data_folder.database)
    folder = tmp_path / "papers"
    folder.mkdir()
    files = ChosenFolder(folder)
    house = House(data_folder, clock, files=files, printer=printer)
    house.preferences.choose(language=Language.EN, theme="light", scale=100)
    house.enter()
    desk = AtDesk(house, type_text, files)
    for field, value in REQUISITES.items():
        desk.act(change_clinic, field=field, value=value)
    yield desk
    desk.close_previews()
    house.close()
