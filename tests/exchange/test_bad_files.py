"""A sample of the campaign of malformed files: each is read or refused, never a mistake."""

from __future__ import annotations

import io
import struct
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reception.errors import InvalidInput
from reception.exchange.columns import Subject
from reception.exchange.compound import MAGIC
from reception.exchange.old_workbook import read_old_workbook
from reception.exchange.raw_table import read_table
from reception.exchange.sheets import open_source
from reception.rules.import_plan import plan_patients
from reception.translation import Language, load_translator
from reception.values.choices import Country
from tests.fixtures.exports import EXPORTS

TODAY = date(2026, 11, 2)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "cp866", "koi8-u")
NASTY = st.sampled_from(
    ["", " ", "=1+1", "+7", "-", "@x", "\x00", "\u202eабв", "\ufeff", "31.02.2020", "Ы" * 300, '"']
)
FIELDS = st.one_of(NASTY, st.text(max_size=30), st.integers().map(str), st.dates().map(str))
ROWS = st.lists(st.lists(FIELDS, max_size=8), max_size=8)


def _read_and_check(path: Path) -> None:
    """The way of every import as far as the database; faults are said in three languages."""
    try:
        table = read_table(open_source(path), Subject.PATIENTS, today=TODAY)
    except InvalidInput as refused:
        load_translator(Language.UK).text(refused.message)
        return
    plan = plan_patients(table.content, country=Country.UA, today=TODAY)
    assert len(plan.new) + len(plan.refused) + plan.unchanged == len(table.rows)
    for report in plan.refused:
        for language in Language:
            assert load_translator(language).text(report.first.reason)


shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@shared_folder
@given(rows=ROWS, encoding=st.sampled_from(ENCODINGS), separator=st.sampled_from(";,\t"))
def test_text_files(tmp_path: Path, rows: list[list[str]], encoding: str, separator: str) -> None:
    lines = [["Код", "ПІБ", "Дата народження", "Телефон", "Голова родини"], *rows]
    text = "\n".join(separator.join(cells) for cells in lines)
    path = tmp_path / "index.csv"
    path.write_bytes(text.encode(encoding, errors="replace"))
    _read_and_check(path)


@shared_folder
@given(rows=st.lists(st.lists(FIELDS | st.floats() | st.booleans(), max_size=8), max_size=8))
def test_workbooks(tmp_path: Path, rows: list[list[str | float | bool]]) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "nan_inf_to_errors": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Код", "ПІБ", "Дата народження", "Телефон", "Голова родини"])
    for line, cells in enumerate(rows, start=1):
        for place, cell in enumerate(cells):
            sheet.write(line, place, cell)
    book.close()
    path = tmp_path / "index.xlsx"
    path.write_bytes(buffer.getvalue())
    _read_and_check(path)


@shared_folder
@given(data=st.binary(max_size=400))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    for name in ("x.csv", "x.xlsx"):
        path = tmp_path / name
        path.write_bytes(data)
        _read_and_check(path)


@shared_folder
@given(place=st.integers(0, 60_000), length=st.integers(1, 2000))
def test_a_damaged_workbook(tmp_path: Path, place: int, length: int) -> None:
    data = bytearray((EXPORTS / "uk_patients.xlsx").read_bytes())
    data[place : place + length] = b"\xff" * length
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(data)
    _read_and_check(path)


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (['1;"Иванов Иван;01.01.1990', "2;Петров Пётр;02.02.1990"], 2),
        (["1;Иванов Иван;01.01.1990", '2;"Петров Пётр;02.02.1990'], 3),
        (['1;"Иванов Иван;01.01.1990', '2;"Петров Пётр;02.02.1990', "3;Кот Анна;3.3.90"], 2),
    ],
)
def test_a_stray_quotation_mark_swallows_nobody(
    tmp_path: Path, lines: list[str], line: int
) -> None:
    path = tmp_path / "index.csv"
    path.write_text("\n".join(["Код;ФИО;Дата рождения", *lines, ""]), encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        open_source(path)
    assert (refused.value.code, refused.value.message.fields["line"]) == ("stray_quote", line)


@pytest.mark.parametrize(
    "cell", ['"Иванов\nИван"', '"Ромашка" Иван', 'Иванов "мл." Иван', '"О""Коннор"', '"Иванов"']
)
def test_quotation_marks_that_stand_where_they_may(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "index.csv"
    path.write_bytes(f"Код;Дата рождения;ФИО\n1;01.01.1990;{cell}".encode())
    assert len(open_source(path).sheets[0].rows) == 2


def test_a_row_of_endless_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.csv"
    path.write_text("Код;ФИО\n1" + ";" * 2000, encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        open_source(path)
    assert refused.value.code == "too_wide"


def test_a_container_that_leads_in_a_circle_costs_nothing() -> None:
    """Found by atheris: the list of sectors pointed to itself a million times, in 2 KB."""
    data = bytearray(MAGIC + bytes(2048 - len(MAGIC)))
    struct.pack_into("<HH", data, 30, 9, 6)
    struct.pack_into("<I", data, 44, 2)  # sectors of the table
    struct.pack_into("<II", data, 68, 0, 1_048_576)  # the list goes on in sector 0, for long
    data[512:] = bytes(2048 - 512)
    tracemalloc.start()
    try:
        with pytest.raises(InvalidInput):
            read_old_workbook(bytes(data), "list.xls")
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()
