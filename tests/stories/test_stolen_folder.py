"""A stolen disk: after a day's work nothing of a protected clinic can be read without a password."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reception import bootstrap
from reception.clock import SetClock
from reception.exchange.columns import Subject
from reception.logs import start_logging
from reception.paths import DataFolder
from reception.services.clinic import change_clinic
from reception.translation import Language
from reception.ui.errors import write_report
from reception.ui.pages.desk.new_patient import NewPatientForm
from reception.ui.pages.imports.page import ImportPage
from reception.ui.pages.settings.backup_part import BackupPart
from reception.ui.pages.settings.page import SettingsPage
from reception.values.actor import Actor
from reception.values.choices import Country, Role
from reception.values.ids import StaffId
from tests.clinics import PASSWORD
from tests.stories.conftest import OfficePrinter
from tests.stories.people import active, card_form, marina_joins
from tests.ui.at_desk import REQUISITES, AtDesk, ChosenFolder
from tests.ui.desk_day import fill
from tests.ui.house import House, settle, until

REFUSED_NAME = "Мухоморова"
BEGUN_NAME = "Зябликова"
LIST = f"surname;first name;phone;date of birth\n{REFUSED_NAME};Яна;89165550011;никогда\n"
CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1251")


class ListChooser(ChosenFolder):
    """Saves into one folder, and opens the list that was put there."""

    def open_file(
        self,
        parent: object,
        title: str,
        filters: str,
        chosen: Callable[[Path], None],
    ) -> None:
        """The one list."""
        chosen(self.chosen_folder / "list.csv")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files, of this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def log_folder(data_folder: DataFolder) -> Iterator[Path]:
    """The program's own log and crash file, as `main` lays them down."""
    root = logging.getLogger("reception")
    before = (root.level, root.handlers[:])
    start_logging(data_folder.logs)
    yield data_folder.logs
    for handler in root.handlers[:]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(before[0])
    for handler in before[1]:
        root.addHandler(handler)


@pytest.fixture
def protected_desk(
    qtbot: QtBot,
    clinic_masters: Callable[[Country], Path],
    data_folder: DataFolder,
    clock: SetClock,
    tmp_path: Path,
    type_text: Callable[[object, str], None],
    temporary: Path,
    log_folder: Path,
) -> Iterator[AtDesk]:
    """Anna at the desk of a clinic that is protected by passwords."""
    assert temporary.is_dir()
    assert log_folder.is_dir()
    shutil.copyfile(clinic_masters(Country.RU), data_folder.database)
    key = bootstrap.protect(data_folder, "anna", PASSWORD)
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "list.csv").write_text(LIST, encoding="utf-8")
    files = ListChooser(papers)
    house = House(data_folder, clock, files=files, printer=OfficePrinter())
    house.preferences.choose(language=Language.EN, theme="light", scale=100)
    clinic = bootstrap.enter(data_folder, key, now=clock.now())
    house.workplace.enter(clinic, Actor(StaffId(1), "Анна Орлова", Role.SUPERVISOR))
    settle()
    desk = AtDesk(house, type_text, files)
    for field, value in REQUISITES.items():
        desk.act(change_clinic, field=field, value=value)
    yield desk
    desk.close_previews()
    house.close()


def needles(card: str) -> list[tuple[str, bytes]]:
    """Every way a name, a phone or a card may be written in a file."""
    words = ["Соколова", "Марина", REFUSED_NAME, BEGUN_NAME]
    words += [one.casefold() for one in words] + [one.upper() for one in words]
    phone = ("9161234567", "916 123", "916-123-45-67", "1234567", "9165550011")
    numbers = [*phone, card, " ".join(card[at : at + 4] for at in range(0, len(card), 4))]
    return [(one, one.encode(coding)) for one in (*words, *numbers) for coding in CODINGS]


def found_in(folders: list[Path], card: str) -> list[str]:
    """What can be read where, in the bytes of every file and in its name."""
    wanted = needles(card)
    seen = []
    for folder in folders:
        for path in folder.rglob("*"):
            data = path.read_bytes() if path.is_file() else b""
            data += path.name.encode()
            seen += [f"{word} in {path.name}" for word, needle in wanted if needle in data]
    return seen


def a_days_work(desk: AtDesk) -> str:
    """A card is given, papers are printed, a form is left open, a list is refused, a copy made."""
    desk.page.go_home()
    desk.type(BEGUN_NAME)
    desk.press(Qt.Key.Key_F4)
    form = desk.form()
    assert isinstance(form, NewPatientForm)
    fill(desk, form.fields["phone"].line, "89165550011")
    marina_joins(desk)
    card_form(desk)
    desk.press(Qt.Key.Key_Return)
    until(lambda: active(desk), "the card")
    (card,) = active(desk)
    desk.press(Qt.Key.Key_F5)

    lists = desk.house.go("import")
    assert isinstance(lists, ImportPage)
    lists.subject.set_value(Subject.PATIENTS)
    lists.nothing.button.click()
    until(lambda: lists.result.isVisible() and not lists.screens.jobs.is_busy, "the check")

    page = desk.house.go("settings", "backup")
    assert isinstance(page, SettingsPage)
    part = page.parts["backup"]
    assert isinstance(part, BackupPart)
    part.now_button.click()
    until(lambda: part.table.rows_model.rows, "the copy")
    part.proof.prove_button.click()
    until(lambda: "The backup works" in part.proof.words.text(), "the proof")
    return str(card.number)


def test_a_stolen_folder_tells_nothing(protected_desk: AtDesk, temporary: Path) -> None:
    desk, folder = protected_desk, protected_desk.house.folder
    card = a_days_work(desk)
    (folder.logs / "crash.txt").write_text(
        write_report(ValueError(f"Соколова {card}")), encoding="utf-8"
    )
    files = [path for path in folder.root.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert {"reception.db", "reception.db-wal", "keys.json", "reception.log"} <= names
    assert any(path.parent == folder.backups for path in files)
    assert found_in([folder.root, temporary], card) == []


def test_the_search_itself_finds_what_is_not_protected(
    small_desk: AtDesk,
) -> None:
    desk = small_desk
    desk.person("Соколова", "Марина", date(1988, 4, 12), phone="89161234567")
    found = found_in([desk.house.folder.root], "7000000000000")
    assert any(one.startswith("Соколова in reception.db") for one in found)
