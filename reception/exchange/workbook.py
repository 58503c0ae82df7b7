"""Workbooks (XLSX, ODS): numbers and dates kept, formulas marked, bombs and locks refused."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

from reception.exchange import refusals
from reception.exchange.cells import plain_cell
from reception.exchange.open_document import is_open_document, read_open_document
from reception.values.sheet import Formula, SheetRow

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
# Every place that the library may believe, of a cell or of a row, however it is written.
_PLACE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*)(\d+)""")
_LAST_ROW, _MOST_LETTERS = 1_048_576, 3
_SHORT, _MOST_KNOWN = 40, 2000
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class _Extent:
    """What a look through the XML of a sheet finds before the sheet is loaded."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    columns: int = 0
    rows: int = 0


def read_workbook(data: bytes, name: str) -> list[tuple[str, list[SheetRow]]]:
    """Every sheet that has rows, by name; raises InvalidInput where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST_UNPACKED:
                raise refusals.too_large(name)
            if is_open_document(archive):
                sheets = read_open_document(archive, name)
            else:
                extents = _look_through(archive, name)
                sheets = _sheets(data, name, extents)
    except _DAMAGE as fault:
        raise refusals.damaged(name) from fault
    if not sheets:
        raise refusals.empty(name)
    return sheets


def _sheets(
    data: bytes, name: str, extents: dict[str, _Extent]
) -> list[tuple[str, list[SheetRow]]]:
    """Values by the library; `extents` are what was seen before of each sheet."""
    import python_calamine

    sheets: list[tuple[str, list[SheetRow]]] = []
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for title in workbook.sheet_names:
            extent = extents.get(title)
            if extent is None or not extent.rows:
                continue
            sheet = workbook.get_sheet_by_name(title)
            left = sheet.start[1] if sheet.start else 0  # it leaves empty columns there out
            sheets.append((title, list(_rows(sheet.iter_rows(), extent.formulas, left))))
    except python_calamine.PasswordError as fault:
        raise refusals.protected(name) from fault
    except (python_calamine.CalamineError, OSError, ValueError) as fault:
        raise refusals.damaged(name) from fault
    except BaseException as fault:
        # The library gives up on some damage by an exception it lets nobody import.
        if type(fault).__name__ != "PanicException":
            raise
        raise refusals.damaged(name) from fault
    return sheets


def _rows(
    values: Iterable[list[Any]], formulas: set[tuple[int, int]], left: int
) -> Iterator[SheetRow]:
    """Rows one by one, so that the library's copy and ours never stand in memory whole together."""
    with_formulas = {row for row, _ in formulas}
    known: dict[str, str] = {}  # «ж», «рус», «знакомые»: said on every row, kept once
    for line, found in enumerate(values, start=1):
        cells = [""] * left + found if left else found
        plain = [
            known.get(value, value)
            if type(value) is str and len(value) <= _SHORT
            else plain_cell(value)
            for value in cells
        ]
        if len(known) < _MOST_KNOWN:
            known.update((text, text) for text in plain if type(text) is str)
        if line in with_formulas:
            for place, value in enumerate(plain):
                if (line, place) in formulas:
                    plain[place] = Formula(str(value))
        yield SheetRow(line, plain)


def _look_through(archive: zipfile.ZipFile, name: str) -> dict[str, _Extent]:
    if "xl/workbook.xml" not in archive.namelist():
        raise refusals.not_a_table(name)
    return {
        title: _extent(archive, member, name)
        for title, member in _members(archive)
        if member in archive.namelist()
    }


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
        raise refusals.too_large(name)
    return extent


def _note(text: bytes, extent: _Extent) -> None:
    """What a piece of a sheet adds; raises ValueError for a place no sheet has."""
    places = _PLACE.findall(text)
    columns, rows = {letters for letters, _ in places}, {digits for _, digits in places}
    if any(len(letters) > _MOST_LETTERS for letters in columns):
        raise ValueError("no such column")
    last = max([0, *(int(digits[:9]) for digits in rows)])
    if last > _LAST_ROW or any(len(digits) > len(str(_LAST_ROW)) for digits in rows):
        raise ValueError("no such row")
    extent.columns = max([extent.columns, *(_column(one.upper()) + 1 for one in columns)])
    extent.rows = max(extent.rows, last)
    if b"<f" not in text and b":f" not in text:
        return
    for letters, digits, closed, formula in _CELL.findall(text):
        if formula and not closed:
            extent.formulas.add((int(digits), _column(letters)))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
