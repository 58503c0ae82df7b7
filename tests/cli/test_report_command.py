"""`reception report`: three files and JSON, beside the open window; bad arguments in words."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from reception.cli.arguments import CommandLine
from reception.cli.report import read_month, run
from reception.cli.runner import Access, Command, explain_and_code, held_lock
from reception.clock import SetClock
from reception.errors import InvalidInput, ReceptionError
from reception.paths import DataFolder
from reception.queries.month import month_report
from reception.queries.month_files import report_json
from reception.queries.month_tables import month_tables
from reception.queries.month_values import MonthReport
from reception.translation import Language, load_translator
from reception.values.period import Period
from reception.values.table import Kind
from tests.queries.november import LAST_DAY, NOVEMBER, November

EVENING = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
Report = Callable[..., tuple[int, str, str]]


@pytest.fixture
def report(november: November, data_folder: DataFolder) -> Report:
    """Runs the command on the evening of 30 November."""
    assert november.desk.database.path == data_folder.database

    def call(*arguments: str, language: Language = Language.EN) -> tuple[int, str, str]:
        words = load_translator(language)
        options = CommandLine(words).read(["report", *arguments])
        out, err = io.StringIO(), io.StringIO()
        command = Command(data_folder, SetClock(EVENING), words, Access(), out, err)
        try:
            code = run(command, options)
        except ReceptionError as error:
            code = explain_and_code(error, words, err)
        return code, out.getvalue(), err.getvalue()

    return call


def test_three_files_are_written(report: Report, tmp_path: Path) -> None:
    code, out, err = report("--month", "2026-11", "--out", str(tmp_path / "out"), "--lang", "ru")
    assert (code, out) == (0, "")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["report-2026-11.csv", "report-2026-11.pdf", "report-2026-11.xlsx"]
    assert err.count("report-2026-11") == 3
    pages = PdfReader(tmp_path / "out" / "report-2026-11.pdf").pages
    text = "\n".join(page.extract_text() for page in pages)
    assert "ноябрь 2026" in text
    assert "Ветрова Вера" in text
    assert "57,1" in text


def test_the_files_and_the_tables_say_the_same_cell_by_cell(
    report: Report, november: November, tmp_path: Path
) -> None:
    report("--month", "2026-11", "--out", str(tmp_path), "--lang", "en")
    now: MonthReport = november.desk.ask(month_report, period=NOVEMBER, today=LAST_DAY)
    before: MonthReport = november.desk.ask(
        month_report,
        period=Period(date(2026, 10, 1), date(2026, 10, 31)),
        today=LAST_DAY,
    )
    words = load_translator(Language.EN)
    book = load_workbook(BytesIO((tmp_path / "report-2026-11.xlsx").read_bytes()))
    for table, sheet in zip(month_tables(now, before), book.worksheets, strict=False):
        heads = [cell.value for cell in sheet[1]]
        assert heads == [words.text(column.title) for column in table.columns]
        for line, row in enumerate(table.rows, start=2):
            for place, (cell, column) in enumerate(zip(row, table.columns, strict=True), start=1):
                found = sheet.cell(line, place).value
                if cell is None:
                    assert found is None
                elif column.kind in (Kind.NUMBER, Kind.PERCENT):
                    assert isinstance(cell, int | Fraction)
                    assert found == pytest.approx(float(cell))
    rows = (tmp_path / "report-2026-11.csv").read_bytes().decode("utf-8-sig")
    assert "Ветрова Вера" in rows


def test_the_workbook_draws_the_year_and_says_what_figures_mean(
    report: Report, tmp_path: Path
) -> None:
    report("--month", "2026-11", "--out", str(tmp_path), "--lang", "en")
    book = load_workbook(BytesIO((tmp_path / "report-2026-11.xlsx").read_bytes()))
    sheet = book["Told, month by month"]
    (chart,) = sheet._charts
    assert len(chart.series) == 1
    assert sheet.max_row == 13
    assert sheet.cell(13, 1).value.month == 11
    assert sheet.cell(13, 2).value == pytest.approx(4 / 7)
    meanings = [row[0].value for row in book["What the figures mean"].iter_rows(min_row=2)]
    assert "NPS, from −100 to 100" in meanings


def test_any_range_of_days(report: Report, tmp_path: Path) -> None:
    days = ("--from", "2026-11-09", "--to", "2026-11-15")
    code, out, _err = report(*days, "--json")
    answer = json.loads(out)
    assert (code, answer["from"], answer["to"]) == (0, "2026-11-09", "2026-11-15")
    assert answer["indicators"]["mention_rate"]["numerator"] == 1
    code, _out, err = report(*days, "--out", str(tmp_path))
    assert code == 0
    assert "There was one visit" in err
    assert (tmp_path / "report-2026-11-09-2026-11-15.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "one of both"),
        (("--month", "2026-11", "--from", "2026-11-01"), "one of both"),
        (("--from", "2026-11-15", "--to", "2026-11-09"), "before it begins"),
        (("--from", "2026-12-01", "--to", "2026-12-09"), "still to come"),
    ],
)
def test_bad_periods_are_explained(report: Report, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = report(*arguments, "--json")
    assert (code, out) == (2, "")
    assert said in err


def test_json_is_one_value_and_nothing_else(report: Report, november: November) -> None:
    code, out, err = report("--month", "2026-11", "--json")
    assert code == 0
    answer = json.loads(out)
    assert (answer["from"], answer["to"]) == ("2026-11-01", "2026-11-30")
    assert answer["indicators"]["mention_rate"] == {
        "value": pytest.approx(4 / 7),
        "numerator": 4,
        "denominator": 7,
        "note": None,
    }
    assert answer["indicators"]["liability_gross"]["value"] == 51_000
    assert answer["indicators"]["points_flow_welcome"]["value"] == 300
    employee = answer["indicators"]["mention_rate_per_employee_olga"]
    assert (employee["value"], employee["numerator"], employee["denominator"]) == (None, 4, 7)
    assert employee["note"]
    (family,) = answer["never_told"]
    assert set(family) == {"family", "visits_untold", "since"}
    assert family["family"]["head"] == "Ветрова Вера"
    assert (family["visits_untold"], family["since"]) == (2, "2026-11-06")
    assert "2 Nov 2026" in err
    now: MonthReport = november.desk.ask(month_report, period=NOVEMBER, today=LAST_DAY)
    again = report_json(now, load_translator(Language.RU))
    assert answer == json.loads(json.dumps(again))


def test_it_works_while_the_window_is_open(report: Report, data_folder: DataFolder) -> None:
    with held_lock(data_folder):
        code, _out, _err = report("--month", "2026-11", "--json")
    assert code == 0


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "november", "11.2026", "2026-1", ""])
def test_a_month_that_is_none_is_said_in_words(report: Report, month: str) -> None:
    code, out, err = report("--month", month, "--json", language=Language.RU)
    assert (code, out) == (2, "")
    assert "например 2026-10" in err
    with pytest.raises(InvalidInput):
        read_month(month)


def test_a_month_to_come_is_refused(report: Report, tmp_path: Path) -> None:
    code, _out, err = report("--month", "2026-12", "--out", str(tmp_path / "out"))
    assert code == 2
    assert "1 Dec 2026 is still to come" in err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_a_file_is_refused(report: Report, tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.write_text("x", encoding="utf-8")
    code, _out, err = report("--month", "2026-11", "--out", str(place))
    assert code == 2
    assert "is a file" in err
    assert place.read_text(encoding="utf-8") == "x"


def test_without_a_folder_it_says_what_is_missing(report: Report) -> None:
    code, _out, err = report("--month", "2026-11")
    assert code == 2
    assert "--out DIR" in err


@pytest.mark.parametrize("arguments", [["--month", "2026-11", "--lang", "de"]])
def test_bad_usage_ends_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        CommandLine(load_translator(Language.EN)).read(["report", *arguments])
    assert stopped.value.code == 2


def test_a_folder_without_a_clinic(tmp_path: Path) -> None:
    words = load_translator(Language.EN)
    options = CommandLine(words).read(["report", "--month", "2026-11", "--json"])
    command = Command(
        DataFolder(tmp_path), SetClock(EVENING), words, Access(), io.StringIO(), io.StringIO()
    )
    with pytest.raises(ReceptionError) as refused:
        run(command, options)
    assert refused.value.exit_code == 4
