"""The import by hands: choose, look, correct the mapping, import, save what was refused, undo."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from reception.clock import SetClock
from reception.exchange.columns import Subject
from reception.paths import DataFolder
from reception.queries.exports import ExportKind, export_table
from reception.translation import Language
from reception.ui.files import Chosen, FileChooser
from reception.ui.kit.dialog import Confirm
from reception.ui.pages.imports.page import ImportPage
from reception.values.choices import Country
from tests.fixtures.exports import EXPORTS
from tests.ui.house import House, settle, until


class ReadyChooser(FileChooser):
    """Answers every question for a file with the next of its paths."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    def open_file(self, parent: QWidget, title: str, filters: str, chosen: Chosen) -> None:
        chosen(self.paths.pop(0))

    def save_file(
        self, parent: QWidget, title: str, suggested: str, filters: str, chosen: Chosen
    ) -> None:
        chosen(self.paths.pop(0))


@pytest.fixture
def files() -> ReadyChooser:
    return ReadyChooser()


@pytest.fixture
def house(
    qtbot: QtBot,
    clinic_masters: Callable[[Country], Path],
    data_folder: DataFolder,
    clock: SetClock,
    files: ReadyChooser,
) -> Iterator[House]:
    shutil.copyfile(clinic_masters(Country.UA), data_folder.database)
    opened = House(data_folder, clock, files=files)
    opened.preferences.choose(language=Language.UK, theme="light", scale=100)
    opened.enter()
    yield opened
    opened.close()


def _page(house: House) -> ImportPage:
    page = house.go("import")
    assert isinstance(page, ImportPage)
    return page


def _checked(page: ImportPage) -> None:
    until(lambda: page.result.isVisible() and not page.screens.jobs.is_busy, "the check")
    settle()


def _press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)
    settle()


def _patients(house: House) -> int:
    return len(house.screens.actions.ask(lambda s: export_table(s, kind=ExportKind.PATIENTS)).rows)


def test_a_whole_clinic_by_keys(house: House, files: ReadyChooser, tmp_path: Path) -> None:
    page = _page(house)
    focus = QApplication.focusWidget()
    assert focus is page.nothing.button
    files.paths = [EXPORTS / "uk_patients.xlsx"]
    _press(focus, Qt.Key.Key_Return)
    _checked(page)
    assert page.result.import_button.text() == "Завантажити 1 121 рядок".replace(" 121", "\xa0121")
    rows = page.result.list.rows_model.rows
    assert [(row.line, row.key, row.field) for row in rows] == [
        (1121, "81001", "Дата народження"),
        (1122, "81002", "Прізвище"),
        (1123, "81003", "Прізвище"),
        (1126, "81006", "Дата народження"),
    ]
    assert rows[1].reason == "Немає прізвища."
    page.result.filters.choose("doubtful")
    assert [row.key for row in page.result.list.rows_model.rows] == ["81004", "81005"]
    assert _patients(house) == 0

    files.paths = [tmp_path / "refused.csv"]
    _press(page.result.save_button, Qt.Key.Key_Space)
    until((tmp_path / "refused.csv").exists, "the refused rows")
    until(lambda: not page.screens.jobs.is_busy, "the saving")
    assert "десь у травні" in (tmp_path / "refused.csv").read_text("utf-8-sig")

    assert house.window.focusWidget() is page.result.import_button
    _press(page.result.import_button, Qt.Key.Key_Return)
    until(lambda: _patients(house) == 1121, "the import")
    until(lambda: not page.screens.jobs.is_busy, "the end")
    settle()
    assert page.result.title.text() == "Завантажено"
    assert not page.result.import_button.isVisible()
    assert "1\xa0121" in page.screens.notify.text
    assert page.history.list.rows_model.rows[0].file_name == "uk_patients.xlsx"

    page.subject.button(Subject.VISITS).click()
    files.paths = [EXPORTS / "uk_visits.xlsx"]
    page.file_button.click()
    _checked(page)
    assert "2\xa0829" in page.result.import_button.text()
    page.result.import_button.click()
    until(lambda: len(page.history.list.rows_model.rows) == 2, "the visits")
    until(lambda: not page.screens.jobs.is_busy, "the end")


def _confirm(house: House) -> None:
    settle()
    dialogs = [d for d in house.window.findChildren(QDialog) if d.isVisible()]
    assert len(dialogs) == 1
    assert isinstance(dialogs[0], Confirm)
    dialogs[0].accept()
    settle()


def test_taken_back_from_the_list(house: House, files: ReadyChooser) -> None:
    page = _page(house)
    page.open_path(EXPORTS / "uk_patients.xlsx")
    _checked(page)
    page.result.import_button.click()
    until(page.history.list.isVisible, "the import")
    until(lambda: not page.screens.jobs.is_busy, "the end")
    assert page.history.undo_button.isEnabled()
    _press(page.history.undo_button, Qt.Key.Key_Return)
    _confirm(house)
    until(lambda: _patients(house) == 0, "the undoing")
    until(lambda: not page.screens.jobs.is_busy, "the end")
    settle()
    assert page.history.list.rows_model.rows[0].undone_at is not None
    assert not page.history.undo_button.isEnabled()


def test_encoding_and_columns_are_corrected(
    house: House, files: ReadyChooser, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Ключ;Людина;Телефон\n7;Їжакевич Ґалина;0501112233\n".encode("cp1251"))
    page = _page(house)
    page.open_path(path)
    until(page.trouble.isVisible, "the refusal")
    assert "не знайдено рядка" in page.trouble.text()

    saved = tmp_path / "map.toml"
    saved.write_text('[columns]\n"Людина" = "full_name"\n"Ключ" = "external_id"\n', "utf-8")
    page._use_mapping(saved)
    _checked(page)
    assert not page.trouble.isVisible()
    assert page.reading.encoding.value() == "cp1251"

    page.reading.encoding.set_value("cp866")
    page.reading.encoding.chosen.emit("cp866")
    until(lambda: page.trouble.isVisible() and not page.screens.jobs.is_busy, "the wrong letters")

    page._use_mapping(saved)
    _checked(page)
    phone = page.reading.choices[2]
    phone.set_value("-")
    phone.chosen.emit("-")
    until(lambda: not page.screens.jobs.is_busy, "the reading")
    _checked(page)
    assert page.reading.choices[2].value() == "-"
    files.paths = [tmp_path / "saved.toml"]
    page.reading.save_button.click()
    until((tmp_path / "saved.toml").exists, "the mapping")
    until(lambda: not page.screens.jobs.is_busy, "the saving")
    assert '"Телефон" = "-"' in (tmp_path / "saved.toml").read_text("utf-8")
    page.result.import_button.click()
    until(lambda: _patients(house) == 1, "the import")
    until(lambda: not page.screens.jobs.is_busy, "the end")


def test_a_file_that_changed_or_is_none(house: House, files: ReadyChooser, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Код;ПІБ\n1;Ким Анна\n", "utf-8")
    page = _page(house)
    page.open_path(path)
    _checked(page)
    path.write_text("Код;ПІБ\n2;Лі Яна\n", "utf-8")
    page.result.import_button.click()
    until(page.trouble.isVisible, "the refusal")
    assert page.trouble.text() == "Файл змінився після перевірки. Виберіть його знову."
    assert _patients(house) == 0
    path.write_bytes(b"%PDF-1.7")
    page.open_path(path)
    until(lambda: "не таблиця" in page.trouble.text(), "the refusal")
    until(lambda: not page.screens.jobs.is_busy, "the end")
    assert page.step_back()
    assert page.nothing.isVisible()
    assert not page.step_back()


STRANGE = "Нечто;Людина;Звʼязок\n1;Їжакевич Ґалина;0501112233\n2;;0501112234\n"


def _name_column(page: ImportPage, place: int, field: str) -> None:
    page.reading.choices[place].set_value(field)
    page.reading.choices[place].chosen.emit(field)
    until(lambda: not page.screens.jobs.is_busy, "the reading")
    settle()


def test_columns_nobody_knows_are_named_and_remembered(house: House, tmp_path: Path) -> None:
    path = tmp_path / "strange.csv"
    path.write_text(STRANGE, "utf-8")
    page = _page(house)
    page.open_path(path)
    until(page.trouble.isVisible, "the question")
    assert not page.result.isVisible()
    _name_column(page, 0, "external_id")
    _name_column(page, 1, "full_name")
    _checked(page)
    assert not page.trouble.isVisible()
    page.mappings.keep_button.click()
    assert page.mappings.name.error()
    page.mappings.name.line.setText("Стара програма")
    page.mappings.keep_button.click()
    _checked(page)

    assert page.step_back()
    page.open_path(path)
    _checked(page)
    assert page.reading.choices[1].value() == "full_name"
    assert page.mappings.choice.value()
    page.result.import_button.click()
    until(lambda: _patients(house) == 1, "the import")
    until(lambda: not page.screens.jobs.is_busy, "the end")


def test_refused_rows_of_an_earlier_import(
    house: House, files: ReadyChooser, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Код;ПІБ\n1;Ким Анна\n2;\n", "utf-8")
    page = _page(house)
    page.open_path(path)
    _checked(page)
    page.result.import_button.click()
    until(page.history.list.isVisible, "the import")
    until(lambda: not page.screens.jobs.is_busy, "the end")
    files.paths = [tmp_path / "kept.csv"]
    _press(page.history.save_button, Qt.Key.Key_Space)
    until((tmp_path / "kept.csv").exists, "the rows")
    until(lambda: not page.screens.jobs.is_busy, "the end")
    assert "2;;3;Немає імені." in (tmp_path / "kept.csv").read_text("utf-8-sig")


def test_prices_and_appointments(house: House, tmp_path: Path) -> None:
    page = _page(house)
    for subject, text in (
        (Subject.PATIENTS, "Код;ПІБ\n1;Ким Анна\n"),
        (Subject.PRICES, "Послуга;Ціна\nУЗД;2500\nОгляд;1200\n"),
        (Subject.APPOINTMENTS, "№ запису;№ картки;Дата;Час\nz1;1;03.11.2026;10:00\n"),
    ):
        path = tmp_path / "list.csv"
        path.write_text(text, "utf-8")
        page.step_back()
        page.subject.button(subject).click()
        page.open_path(path)
        _checked(page)
        before = len(page.history.list.rows_model.rows)
        page.result.import_button.click()
        until(lambda: len(page.history.list.rows_model.rows) > before, "the import")  # noqa: B023
        until(lambda: not page.screens.jobs.is_busy, "the end")
    asked = house.screens.actions.ask
    assert len(asked(lambda s: export_table(s, kind=ExportKind.PRICES)).rows) == 2
    assert len(asked(lambda s: export_table(s, kind=ExportKind.APPOINTMENTS)).rows) == 1
