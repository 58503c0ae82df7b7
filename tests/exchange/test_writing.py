"""Tables as CSV and XLSX: read back they are what they were, and nothing in them computes."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from reception.errors import InvalidInput
from reception.exchange.csv_writer import write_csv, write_plain_csv
from reception.exchange.delimited import read_delimited
from reception.exchange.saving import save_whole
from reception.exchange.xlsx_writer import ExportFacts, write_xlsx
from reception.translation import Language, load_translator, msg
from reception.values.money import Money
from reception.values.period import Period
from reception.values.table import Column, Kind, Table

TABLE = Table(
    msg("Visits"),
    (
        Column("name", msg("Name")),
        Column("bill", msg("Bill"), Kind.MONEY),
        Column("share", msg("Share"), Kind.PERCENT),
        Column("count", msg("Count"), Kind.NUMBER),
        Column("day", msg("Day"), Kind.DATE),
        Column("at", msg("At"), Kind.MOMENT),
        Column("time", msg("Time"), Kind.TIME),
        Column("told", msg("Told"), Kind.YES_NO),
    ),
    [
        (
            "=1+1",
            Money(320_050, "RUB"),
            Fraction(17, 20),
            Decimal("1234.5"),
            date(2026, 10, 31),
            datetime(2026, 10, 31, 9, 5),
            time(9, 5),
            True,
        ),
        ("+7 916 123-45-67", Money(-5, "RUB"), None, -3, None, None, None, False),
    ],
)
FACTS = ExportFacts(
    "Клиника", datetime(2026, 11, 2, 9, 0), Period(date(2026, 10, 1), date(2026, 10, 31))
)


def _read(data: bytes, separator: str) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert "\r\n" in text
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def test_csv_of_a_russian_excel() -> None:
    rows = _read(write_csv(TABLE, load_translator(Language.RU)), ";")
    assert rows[1][:7] == [
        "'=1+1",
        "3200,50",
        "85,0%",
        "1234,5",
        "31.10.2026",
        "31.10.2026 09:05",
        "09:05",
    ]
    assert rows[2][:4] == ["'+7 916 123-45-67", "-0,05", "", "-3"]


def test_csv_of_an_english_excel() -> None:
    rows = _read(write_csv([TABLE, TABLE], load_translator(Language.EN)), ",")
    assert rows[0] == ["Visits"]
    assert rows[2][1:6] == ["3200.50", "85.0%", "1234.5", "2026-10-31", "2026-10-31 09:05"]
    assert rows[2][7] == "yes"
    assert rows[4] == []


def test_a_written_row_is_read_back_as_it_was() -> None:
    cells = ['=HYPERLINK("x")', "+7 916", "О'Коннор", 'кавычка " и ;', "две\nстроки", "-"]
    rows, encoding, separator = read_delimited(
        write_plain_csv([["а", "б", "в", "г", "д", "е"], cells], Language.RU), "x.csv"
    )
    assert rows[1].cells == cells
    assert (encoding, separator) == ("utf-8-sig", ";")


def test_workbook() -> None:
    data = write_xlsx([TABLE, TABLE], FACTS, load_translator(Language.EN))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Visits", "Visits 2", "About"]
    sheet = book["Visits"]
    values = [cell.value for cell in sheet[2]]
    assert values[:7] == [
        "=1+1",
        3200.5,
        0.85,
        1234.5,
        datetime(2026, 10, 31),
        datetime(2026, 10, 31, 9, 5),
        time(9, 5),
    ]
    assert sheet["A2"].data_type == "s"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:H3")
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about["Clinic"] == "Клиника"
    assert about["Period"] == "1 Oct 2026 – 31 Oct 2026"
    assert about["Program"].startswith("Reception ")


def test_an_empty_table_is_written() -> None:
    empty = Table(msg("Visits"), TABLE.columns, [])
    book = openpyxl.load_workbook(
        io.BytesIO(write_xlsx([empty], FACTS, load_translator(Language.UK)))
    )
    assert book.worksheets[0].max_row == 1


def test_saved_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "in" / "out.csv"
    save_whole(path, b"one")
    save_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["out.csv"]
    with pytest.raises(InvalidInput, match="cannot be written"):
        save_whole(path / "below.csv", b"x")
