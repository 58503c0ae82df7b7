"""XLS, ODS and vCard: read like any table, and refused kindly where they are not one."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, time
from pathlib import Path
from random import Random

import pytest
import xlsxwriter

from reception.errors import InvalidInput
from reception.exchange.columns import Subject
from reception.exchange.raw_table import RawTable, read_table
from reception.exchange.sheets import LARGEST_FILE, open_source
from reception.exchange.vcard import Card, write_vcards
from reception.rules.import_plan import PatientsPlan, plan_patients
from reception.values.choices import Country, Sex
from reception.values.sheet import Formula
from tests.fixtures.workbooks import OLD, PROTECTED, open_document

TODAY = date(2026, 11, 2)


def table_of(path: Path) -> RawTable:
    return read_table(open_source(path), Subject.PATIENTS, today=TODAY)


def plan_of(path: Path) -> PatientsPlan:
    return plan_patients(table_of(path).content, country=Country.RU, today=TODAY)


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InvalidInput) as refused:
        open_source(path)
    return refused.value.code


def test_an_old_workbook() -> None:
    plan = plan_of(OLD)
    assert [(one.external_id, str(one.name), one.birth_date) for one in plan.new] == [
        ("1001", "Тестова Анна Петровна", date(1990, 3, 5)),
        ("1003", "Пробный Иван", date(2000, 2, 29)),
    ]
    assert plan.new[0].phones == ("79161234567",)
    (formula,) = plan.refused
    assert (formula.line, formula.key, formula.first.field) == (3, "1002", "full_name")


def test_an_old_workbook_under_a_password(tmp_path: Path) -> None:
    data = OLD.read_bytes()
    write_access = data.index(b"\x5c\x00\x70\x00")  # the name of who saved it, in the globals
    locked = data[:write_access] + b"\x2f\x00" + data[write_access + 2 :]
    assert refusal(written(tmp_path, "locked.xls", locked)) == "password"


def test_a_new_workbook_under_a_password() -> None:
    assert refusal(PROTECTED) == "password"


def test_an_open_document(tmp_path: Path) -> None:
    rest = (
        '<table:table-row><table:table-cell office:value-type="float" office:value="3"/>'
        "<table:table-cell><text:p>Кот <text:span>Зоя</text:span></text:p></table:table-cell>"
        '<table:table-cell office:value-type="date" office:date-value="1990-03-05"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT09H05M00S"/>'
        "</table:table-row>"
    )
    rows = [["Код", "ФИО", "Дата рождения", "Телефон"], ["1", "Тестова Анна"], ["2", "=A1"]]
    path = written(tmp_path, "index.ods", open_document(rows, rest=rest))
    table = table_of(path)
    assert [row.line for row in table.rows] == [2, 3, 4]
    assert isinstance(table.rows[1].cells["full_name"], Formula)
    assert dict(table.rows[2].cells) == {
        "external_id": 3,
        "full_name": "Кот Зоя",
        "birth_date": date(1990, 3, 5),
        "phone": time(9, 5),
    }


def test_an_open_document_without_end(tmp_path: Path) -> None:
    endless = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell'
        ' table:number-columns-repeated="16000"><text:p>я</text:p></table:table-cell>'
        "</table:table-row>"
    )
    path = written(tmp_path, "endless.ods", open_document([["Код", "ФИО"]], rest=endless))
    assert refusal(path) == "too_large"


def test_an_open_document_under_a_password(tmp_path: Path) -> None:
    data = open_document([["Код"]], manifest="<manifest:encryption-data/>")
    assert refusal(written(tmp_path, "locked.ods", data)) == "password"


def test_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _ in range(1100):
                member.write(bytes(1024 * 1024))
    assert path.stat().st_size < 2 * 1024 * 1024
    assert refusal(path) == "too_large"


def test_two_gigabytes_are_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(2 * 1024**3)
    with pytest.raises(InvalidInput) as refused:
        open_source(path)
    assert refused.value.message.fields["limit"] == LARGEST_FILE // 1024**2


def test_formulas_of_a_workbook_refuse_their_row(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Код", "ФИО"])
    sheet.write_row(1, 0, ["1", "Тестова Анна"])
    sheet.write_string(2, 0, "2")
    sheet.write_formula(2, 1, '="Тест"', value="Тест")
    book.close()
    plan = plan_of(written(tmp_path, "index.xlsx", buffer.getvalue()))
    assert [report.key for report in plan.refused] == ["2"]


def test_a_table_that_begins_in_the_middle_of_a_sheet(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(3, 2, ["Код", "ФИО"])
    sheet.write_row(4, 2, ["1", "Тестова Анна"])
    sheet.write_string(5, 2, "2")
    sheet.write_formula(5, 3, '="Тест"', value="Тест")
    book.close()
    plan = plan_of(written(tmp_path, "index.xlsx", buffer.getvalue()))
    assert [(one.line, one.external_id) for one in plan.new] == [(5, "1")]
    assert [(report.line, report.first.field) for report in plan.refused] == [(6, "full_name")]


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"\x89PNG\r\n"])
def test_no_table(tmp_path: Path, head: bytes) -> None:
    assert refusal(written(tmp_path, "x.csv", head + b"\x01" * 600)) == "not_a_table"


CARDS = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=A2=D0=B5=D1=81=D1=82=D0=BE=D0=B2=
=D0=B0;=D0=90=D0=BD=D0=BD=D0=B0
TEL;CELL:+7 916 123-45-67
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Пробный Иван
N:Пробный;Иван;Петрович;;
item1.TEL;TYPE=CELL:8 (916) 123-45-68
TEL:8 916 123-45-69
BDAY:1985-12-31
ADR;TYPE=HOME:;;ул. Мира\\, 1;Москва;;101000;
NOTE:длинная
  строка
PHOTO;ENCODING=b:AAAA
END:VCARD
BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:4fbe8971
FN:Зоя
GENDER:F
BDAY:19900305
TEL;VALUE=uri:tel:+380671999063
END:VCARD
"""


def test_an_address_book(tmp_path: Path) -> None:
    plan = plan_of(written(tmp_path, "people.vcf", CARDS.encode()))
    anna, ivan, zoya = plan.new
    assert [one.line for one in plan.new] == [1, 7, 19]
    assert (str(anna.name), anna.phones) == ("Тестова Анна", ("79161234567",))
    assert (str(ivan.name), ivan.birth_date) == ("Пробный Иван Петрович", date(1985, 12, 31))
    assert ivan.phones == ("79161234568", "79161234569")
    assert (ivan.address, ivan.comment) == ("ул. Мира, 1, Москва, 101000", "длинная строка")
    assert (zoya.external_id, zoya.sex, str(zoya.name)) == ("4fbe8971", Sex.FEMALE, "Зоя")
    assert zoya.birth_date == date(1990, 3, 5)


def test_a_card_comes_back_as_it_went(tmp_path: Path) -> None:
    card = Card(
        uid="77",
        last_name="О’Коннор-Тестова",
        first_name="Анна; младшая",
        patronymic="Петровна",
        birth_date=date(1990, 3, 5),
        sex="F",
        phones=("+79161234567",),
        email="anna@example.org",
        address="ул. Длинная, дом 1, " * 5,
        language="ru",
    )
    data = write_vcards([card])
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    (back,) = plan_of(written(tmp_path, "one.vcf", data)).new
    assert (back.name.first, back.external_id) == ("Анна; младшая", "77")
    assert back.address == card.address.strip()
    assert back.phones == ("79161234567",)


def test_a_field_of_ten_megabytes_refuses_its_row_only(tmp_path: Path) -> None:
    text = "Код;ФИО;Телефон\n1;" + "Я" * 10_000_000 + ";\n2;Кот Зоя;" + "1," * 5_000_000 + "\n"
    plan = plan_of(written(tmp_path, "long.csv", text.encode()))
    assert ([one.key for one in plan.refused], len(plan.new)) == (["1"], 1)
    assert len(plan.new[0].comment) < 400


@pytest.mark.parametrize("seed", range(60))
def test_a_torn_old_workbook_ends_nothing(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    torn = bytearray(OLD.read_bytes())
    for _ in range(chance.choice((1, 3, 20))):
        torn[chance.randrange(len(torn))] = chance.randrange(256)
    path = written(tmp_path, "torn.xls", bytes(torn))
    with suppress(InvalidInput):
        open_source(path)


@pytest.mark.parametrize(
    "place", ['r="XFD1048576"', 'r="A99999999999"', "r='ZZZ9999'", 'r = "xfd1048576"', 'r="AAAA1"']
)
def test_a_cell_far_away_asks_for_no_memory(tmp_path: Path, place: str) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet().write_row(0, 0, ["Код", "ФИО"])
    book.close()
    path = tmp_path / "far.xlsx"
    source = zipfile.ZipFile(io.BytesIO(buffer.getvalue()))
    with zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b'r="B1"', place.encode())
            target.writestr(name, data)
    assert refusal(path) in ("too_large", "damaged")
