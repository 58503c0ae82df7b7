"""Files of rows as they come: encodings, dialects, broken and dangerous ones."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from reception.errors import InvalidInput
from reception.exchange.column_map import ColumnMap, load_map, write_map
from reception.exchange.columns import Subject
from reception.exchange.raw_table import read_table
from reception.exchange.sheets import open_source
from reception.values.sheet import Formula
from tests.fixtures.exports import EXPORTS

TODAY = date(2026, 11, 2)
TEXT = (
    "Код;ПІБ;Дата народження;Примітка\r\n"
    '10;Ґалаґан Їжак;05.03.1990;"рядок ""раз""\nрядок; два"\r\n'
    "11;Щербина Євген;1990-03-06;\r\n"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"]
)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "index.csv"
    text = TEXT.replace("; два", " два").replace(";", separator)
    path.write_bytes(text.encode(encoding))
    table = read_table(open_source(path), Subject.PATIENTS, today=TODAY)
    assert [row.text("full_name") for row in table.rows] == ["Ґалаґан Їжак", "Щербина Євген"]
    assert table.source.separator == separator
    assert table.rows[0].text("comment") == 'рядок "раз"\nрядок два'
    assert [row.line for row in table.rows] == [2, 3]


def test_lines_are_those_a_spreadsheet_shows(tmp_path: Path) -> None:
    path = tmp_path / "index.csv"
    path.write_text("Картотека\n\n" + TEXT.replace("\r\n", "\n") + "\n12;Ким А.;;\n", "utf-8")
    table = read_table(open_source(path), Subject.PATIENTS, today=TODAY)
    assert table.header_line == 3
    assert [row.line for row in table.rows] == [4, 5, 7]


def test_unknown_columns_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "index.csv"
    path.write_text("Код;ПІБ;Група крові\n1;Ким А.;II\n", "utf-8")
    table = read_table(open_source(path), Subject.PATIENTS, today=TODAY)
    assert table.unknown_columns == ("Група крові",)


def test_columns_without_a_title_are_listed_by_their_letter(tmp_path: Path) -> None:
    path = tmp_path / "index.csv"
    path.write_text("Код;ПІБ;;\n1;Ким А.;потай;;зайве\n", "utf-8")
    table = read_table(open_source(path), Subject.PATIENTS, today=TODAY)
    assert table.unknown_columns == ("C", "E")


def test_a_mapping_names_what_is_not_known(tmp_path: Path) -> None:
    path = tmp_path / "index.csv"
    path.write_text("Ідентифікатор;Людина;Телефон\n1;Ким А.;0501112233\n", "utf-8")
    with pytest.raises(InvalidInput, match="No line with the columns of patients"):
        read_table(open_source(path), Subject.PATIENTS, today=TODAY)
    mapping = ColumnMap({"Ідентифікатор": "external_id", "людина": "full_name", "Телефон": "-"})
    saved = tmp_path / "map.toml"
    saved.write_text(write_map(mapping), "utf-8")
    table = read_table(
        open_source(path), Subject.PATIENTS, today=TODAY, mapping=load_map(saved, Subject.PATIENTS)
    )
    assert table.rows[0].cells == {"external_id": "1", "full_name": "Ким А."}


def test_every_fault_of_a_mapping_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(
        '[columns]\n"А" = "nonsense"\n"Б" = "sex"\n"В" = "sex"\n[file]\ncolour = "red"\n[x]\n',
        "utf-8",
    )
    with pytest.raises(InvalidInput) as caught:
        load_map(path, Subject.PATIENTS)
    assert len(caught.value.faults) == 4
    path.write_text("[columns", "utf-8")
    with pytest.raises(InvalidInput, match="cannot be read"):
        load_map(path, Subject.PATIENTS)


def test_formulas_dates_and_numbers_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "index.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Выгрузка"])
    sheet.append([])
    sheet.append(["Код", "ФИО", "Дата рожд.", "Телефон"])
    sheet.append([10004, "Ким А.", date(1990, 3, 5), 380671999063])
    sheet.append([10005, '=CONCATENATE("К","им")', 32937, "0671112233"])
    book.create_sheet("Лист2").append(["заметка"])
    book.save(path)
    table = read_table(open_source(path), Subject.PATIENTS, today=TODAY)
    first, second = table.rows
    assert (first.line, first.text("phone"), first.cells["birth_date"]) == (
        4,
        "380671999063",
        date(1990, 3, 5),
    )
    assert isinstance(second.cells["full_name"], Formula)
    assert second.text("external_id") == "10005"
    assert list(table.other_sheets) == ["Лист2"]


def _zip(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\xef\xbb\xbf \r\n", "is empty"),
        ("a.csv", b"%PDF-1.7 ...", "not a table"),
        ("a.csv", bytes(range(32)) * 40, "not a table"),
        ("a.xlsx", b"PK\x03\x04 broken", "damaged"),
        ("a.xlsx", _zip(word__document=b"x"), "not a table"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 100, "damaged"),
        (
            "a.xlsx",
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        ("a.csv", 'Код;ПІБ\n1;"не закрыто\n'.encode() * 3, "quotation mark"),
    ],
)
def test_what_is_no_table_is_refused_kindly(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InvalidInput, match=said):
        open_source(path)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="There is no file"):
        open_source(tmp_path / "нет.csv")
    with pytest.raises(InvalidInput, match="is a folder"):
        open_source(tmp_path)


def test_a_far_cell_does_not_take_all_memory(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Код")
    sheet.write(1_048_575, 16_383, "далеко")
    book.close()
    with pytest.raises(InvalidInput, match="more than the program can hold"):
        open_source(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", "x")
        archive.filelist[1].file_size = 8 * 1024**3
    path.write_bytes(data.getvalue())
    with pytest.raises(InvalidInput, match="more than the program can hold"):
        open_source(path)


def test_the_ukrainian_workbook() -> None:
    table = read_table(open_source(EXPORTS / "uk_patients.xlsx"), Subject.PATIENTS, today=TODAY)
    assert len(table.rows) == 1125
    assert table.rows[0].cells["external_id"] == 10004
    assert table.rows[-4].cells["last_name"] == Formula("2")
    assert table.rows[-4].line == 1123
