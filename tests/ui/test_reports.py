"""Reports, worked by keys: the month, the list behind each figure, the files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reception.clock import SetClock
from reception.paths import DataFolder
from reception.queries.month_tables import month_tables
from reception.translation import Language
from reception.ui.files import Chosen, FileChooser
from reception.ui.pages.patients.page import PatientsPage
from reception.ui.pages.reports.behind_dialog import BehindDialog
from reception.ui.pages.reports.page import OVERVIEW, UNTOLD, ReportsPage
from reception.values.choices import Country
from tests.ui.house import House, lay_down_demonstration, settle, until


class Answering(FileChooser):
    """Chooses the file it was told to, as a person would."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = Path()
        self.suggested = ""

    def save_file(
        self, parent: QWidget, title: str, suggested: str, filters: str, chosen: Chosen
    ) -> None:
        """The answer at once."""
        self.suggested = suggested
        chosen(self.answer)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demonstration")
    from tests.clinics import MONDAY_MORNING

    lay_down_demonstration(
        DataFolder(folder), Country.RU, SetClock(MONDAY_MORNING), patients=250, months=12
    )
    return folder


@pytest.fixture
def files() -> Answering:
    return Answering()


@pytest.fixture
def house(
    qapp: QApplication,
    demonstration: Path,
    data_folder: DataFolder,
    clock: SetClock,
    files: Answering,
) -> Iterator[House]:
    shutil.copyfile(demonstration / "reception.db", data_folder.database)
    opened = House(data_folder, clock, files=files)
    opened.preferences.choose(language=Language.EN, theme="light", scale=100)
    opened.enter()
    yield opened
    opened.close()


@pytest.fixture
def page(house: House) -> ReportsPage:
    QTest.keyClick(house.window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    shown = house.window.page("reports")
    assert isinstance(shown, ReportsPage)
    counted(shown)
    return shown


def counted(page: ReportsPage) -> None:
    until(lambda: page.view is not None and not page.screens.jobs.is_busy, "the month")
    settle()


def dialog() -> BehindDialog:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, BehindDialog)]
    return found


def test_the_month_that_is_over_is_shown_first(page: ReportsPage) -> None:
    assert page.title.text() == "October 2026"
    assert page.view is not None
    report = page.view.report
    rate = page.overview.tiles["mention_rate"]
    one = report.indicator("mention_rate")
    assert one.value is not None
    assert rate.value.text() == f"{round(one.value * 100)}%"
    assert rate.cases.text() == f"{one.numerator} of {one.denominator}"
    assert "target: 100%" in rate.beside.text()
    assert len(page.overview.minus.rows_model.rows) == len(report.minus)


def test_months_are_turned_by_keys(page: ReportsPage) -> None:
    QTest.keyClick(page.window(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    counted(page)
    assert page.title.text() == "September 2026"
    assert page.view is not None
    assert page.view.report.period.first.month == 9
    for _month in range(2):
        QTest.keyClick(page.window(), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        counted(page)
    assert page.title.text() == "November 2026"
    assert not page.after_button.isEnabled()
    QTest.keyClick(page.window(), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.title.text() == "November 2026"
    assert "not over" in page.remarks.text()


def test_a_range_of_days_is_shown_and_bad_ones_are_explained(page: ReportsPage) -> None:
    page.choose_days()
    form = page.range
    assert (form.first.text(), form.last.text()) == ("1 Oct 2026", "31 Oct 2026")
    form.first.set_text("12.10.2026")
    form.last.set_text("05.10.2026")
    QTest.keyClick(form.last.editor, Qt.Key.Key_Return)
    assert "before it begins" in form.last.error()
    form.last.set_text("18.10.2026")
    QTest.keyClick(form.last.editor, Qt.Key.Key_Return)
    counted(page)
    assert page.title.text() == "12 Oct 2026 – 18 Oct 2026"
    assert page.view is not None
    assert page.view.report.period.days == 7
    assert page.view.previous.period.last.day == 11
    assert len(page.view.trend) == 12
    QTest.keyClick(form.last.editor, Qt.Key.Key_Escape)
    counted(page)
    assert form.isHidden()
    assert page.title.text() == "October 2026"


def test_return_on_a_tile_opens_its_list_and_return_again_the_patient(
    house: House, page: ReportsPage
) -> None:
    tile = page.overview.tiles["mention_rate"]
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Return)
    settle()
    opened = dialog()
    assert page.view is not None
    behind = page.view.report.indicator("mention_rate").behind
    assert behind is not None
    assert len(opened.table.rows_model.rows) == len(behind.ids)
    first = opened.table.rows_model.rows[0]
    assert not first.counts
    QTest.keyClick(opened.table, Qt.Key.Key_Return)
    settle()
    shown = house.window.page("patients")
    assert house.window.shown == "patients"
    assert isinstance(shown, PatientsPage)


def test_what_went_wrong_opens_its_list(page: ReportsPage) -> None:
    table = page.overview.minus
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle()
    opened = dialog()
    assert page.view is not None
    assert len(opened.table.rows_model.rows) == page.view.report.minus[0].count
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    settle()


def test_every_figure_opens_something_or_says_that_there_is_nothing(page: ReportsPage) -> None:
    for table in page.figures.tables.values():
        for line in range(len(table.rows_model.rows)):
            table.opened.emit(table.rows_model.key_at(line))
            settle()
            for one in QApplication.topLevelWidgets():
                if isinstance(one, BehindDialog):
                    one.reject()
            settle()


def test_the_never_told_list_by_keys(house: House, page: ReportsPage) -> None:
    button = page.parts.button(UNTOLD)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    settle()
    assert page.view is not None
    families = page.view.report.never_told
    assert page.untold.rows_model.rows == families
    assert page.parts.value() == UNTOLD
    page.untold.selectRow(0)
    page.untold.setFocus()
    QTest.keyClick(page.untold, Qt.Key.Key_Return)
    settle()
    assert house.window.shown == "patients"


def test_escape_leads_back_to_the_overview(page: ReportsPage) -> None:
    page.show_part(UNTOLD)
    assert page.step_back()
    assert page.parts.value() == OVERVIEW
    assert not page.step_back()


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv"])
def test_the_files_say_what_the_screen_says(
    page: ReportsPage, files: Answering, tmp_path: Path, kind: str
) -> None:
    files.answer = tmp_path / f"october.{kind}"
    button = page.file_buttons[kind]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    until(lambda: not page.screens.jobs.is_busy, "the file")
    settle()
    assert files.suggested == f"report-2026-10.{kind}"
    assert page.view is not None
    data = files.answer.read_bytes()
    head = page.view.report.never_told[0].head
    if kind == "pdf":
        text = "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(data)).pages)
        assert "October 2026" in text
    elif kind == "xlsx":
        book = load_workbook(BytesIO(data))
        tables = month_tables(page.view.report, page.view.previous)
        for table, sheet in zip(tables, book.worksheets, strict=False):
            assert sheet.max_column >= len(table.columns)
            assert sheet.max_row >= len(table.rows) + 1
        text = head
    else:
        text = data.decode("utf-8-sig")
    assert head.split()[0] in text


def test_a_folder_that_cannot_be_written_is_said(
    page: ReportsPage, files: Answering, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    files.answer = blocked / "october.csv"
    page.file_buttons["csv"].click()
    until(lambda: not page.screens.jobs.is_busy, "the refusal")
    settle()
    assert not files.answer.exists()
