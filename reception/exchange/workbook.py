"""Workbooks (XLSX): real numbers and dates kept, formulas marked, bombs and locks refused."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree as ET

from reception.errors import InvalidInput
from reception.translation import msg
from reception.values.sheet import Cell, Formula, SheetRow

_LARGEST_UNPACKED = 1024 * 1024 * 1024
_MOST_CELLS = 20_000_000
# RuntimeError: an encrypted archive; NotImplementedError: an unknown compression.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ET.ParseError,
    LookupError,
    ValueError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
)
_CHUNK = 4 * 1024 * 1024
_CELL = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?(/?)>(?:\s*<(?:\w+:)?(f)\b)?'
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class _Extent:
    """What a look through the XML of a sheet finds before the sheet is loaded."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    columns: int = 0
    rows: int = 0


def read_workbook(data: bytes, name: str) -> list[tuple[str, list[SheetRow]]]:
    """Every sheet that has rows, by name; raises InvalidInput where it cannot be read."""
    extents = _look_through(data, name)
    import python_calamine

    sheets: list[tuple[str, list[SheetRow]]] = []
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for title in workbook.sheet_names:
            if title not in extents or not extents[title].rows:
                continue
            sheet = workbook.get_sheet_by_name(title)
            values = sheet.to_python(skip_empty_area=False)
            sheets.append((title, list(_rows(values, extents[title].formulas))))
    except (python_calamine.CalamineError, OSError, ValueError) as fault:
        raise _damaged(name) from fault
    if not sheets:
        raise InvalidInput(msg("The file {file} is empty.", file=name))
    return sheets


def _rows(values: list[list[Any]], formulas: set[tuple[int, int]]) -> Iterator[SheetRow]:
    with_formulas = {row for row, _ in formulas}
    for line, cells in enumerate(values, start=1):
        plain = [_cell(value) for value in cells]
        if line in with_formulas:
            for place, value in enumerate(plain):
                if (line, place) in formulas:
                    plain[place] = Formula(str(value))
        yield SheetRow(line, plain)


def _cell(value: Any) -> Cell:
    """Whole numbers lose the point that the format gives them: 5.0 → 5."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, str | bool | int | datetime | date | time):
        return value
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        if not 0 <= seconds < 24 * 3600:
            return str(value)
        return time(seconds // 3600, seconds // 60 % 60)
    return str(value)


def _look_through(data: bytes, name: str) -> dict[str, _Extent]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise InvalidInput(
                    msg("{file} is not a table. Allowed: CSV and XLSX files.", file=name),
                    code="not_a_table",
                )
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST_UNPACKED:
                raise _too_large(name)
            return {
                title: _extent(archive, member, name)
                for title, member in _members(archive)
                if member in archive.namelist()
            }
    except _DAMAGE as fault:
        raise _damaged(name) from fault


def _members(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {node.get("Id"): node.get("Target", "") for node in relations}
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    found = []
    for node in book.iter():
        if node.tag.rpartition("}")[2] == "sheet":
            target = targets.get(node.get(_RELATION), "")
            member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found.append((node.get("name", ""), member))
    return found


def _extent(archive: zipfile.ZipFile, member: str, name: str) -> _Extent:
    """Formulas and size of a sheet: a cell far away would make the reader ask for all memory."""
    extent = _Extent()
    rest = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            cut = text.rfind(b"<row")
            text, rest = (text[:cut], text[cut:]) if cut > 0 else (text, b"")
            _note(text, extent)
    _note(rest, extent)
    if extent.columns * extent.rows > _MOST_CELLS:
        raise _too_large(name)
    return extent


def _note(text: bytes, extent: _Extent) -> None:
    for letters, digits, closed, formula in _CELL.findall(text):
        if closed:
            continue
        column, row = _column(letters), int(digits)
        extent.columns = max(extent.columns, column + 1)
        extent.rows = max(extent.rows, row)
        if formula:
            extent.formulas.add((row, column))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _too_large(name: str) -> InvalidInput:
    return InvalidInput(
        msg(
            "The workbook {file} unpacks to more than the program can hold. Export it in parts,"
            " or save it as CSV.",
            file=name,
        )
    )


def _damaged(name: str) -> InvalidInput:
    return InvalidInput(
        msg(
            "The workbook {file} is damaged and cannot be read. Open it in Excel and save it anew.",
            file=name,
        )
    )
