"""OpenDocument spreadsheets (ODS): read from their XML, so that formulas and repeats are seen.

A row or a cell may say that it stands a million times; only what holds a value is unfolded, and
not without end.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import IO
from xml.etree import ElementTree as ET

from reception.exchange import refusals
from reception.exchange.cells import plain_cell
from reception.values.sheet import Cell, Formula, SheetRow

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
MOST_CELLS = 20_000_000
_MOST_REPEATS = 10_000
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CLOCK = re.compile(r"-?PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?")


def is_open_document(archive: zipfile.ZipFile) -> bool:
    """Whether a packed file says it is such a spreadsheet."""
    if "mimetype" not in archive.namelist():
        return False
    with archive.open("mimetype") as stream:
        return stream.read(len(MIMETYPE) + 1).strip() == MIMETYPE


def read_open_document(archive: zipfile.ZipFile, name: str) -> list[tuple[str, list[SheetRow]]]:
    """Every sheet that has rows, by name; raises InvalidInput where a password is needed."""
    if "META-INF/manifest.xml" in archive.namelist():
        with archive.open("META-INF/manifest.xml") as stream:
            if b"encryption-data" in stream.read(4 * 1024 * 1024):
                raise refusals.protected(name)
    with archive.open("content.xml") as stream:
        return _Reader(name).read(stream)


class _Reader:
    """Walks through content.xml once, keeping one row in memory at a time."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._cells = 0
        self._nested = 0

    def read(self, stream: IO[bytes]) -> list[tuple[str, list[SheetRow]]]:
        sheets: list[tuple[str, list[SheetRow]]] = []
        rows: list[SheetRow] = []
        line = 0
        title = ""
        # Entities that grow without end are refused by the parser itself (expat 2.4.1 and later).
        for event, node in ET.iterparse(stream, events=("start", "end")):  # noqa: S314
            if node.tag == f"{_TABLE}table":
                self._nested += 1 if event == "start" else -1
                if event == "start" and self._nested == 1:
                    title, rows, line = node.get(f"{_TABLE}name", ""), [], 0
                elif event == "end" and self._nested == 0:
                    if rows:
                        sheets.append((title, rows))
                    node.clear()
            elif event == "end" and node.tag == f"{_TABLE}table-row" and self._nested == 1:
                line = self._take(node, line, rows)
                node.clear()
        return sheets

    def _take(self, node: ET.Element, line: int, rows: list[SheetRow]) -> int:
        """Put a row in as often as it stands; answers the number of the last line."""
        times = _times(node, f"{_TABLE}number-rows-repeated")
        cells = list(self._row(node))
        while cells and cells[-1] == "":
            cells.pop()
        if not cells:
            return line + times
        if times > _MOST_REPEATS:
            raise refusals.too_large(self._name)
        for _ in range(times):
            line += 1
            self._cells += len(cells)
            rows.append(SheetRow(line, cells))
        if self._cells > MOST_CELLS:
            raise refusals.too_large(self._name)
        return line

    def _row(self, node: ET.Element) -> Iterator[Cell]:
        empty = 0
        for cell in node:
            if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            times = _times(cell, f"{_TABLE}number-columns-repeated")
            value = _value(cell)
            if value == "":
                empty += times
                continue
            if empty > _MOST_REPEATS or times > _MOST_REPEATS:
                raise refusals.too_large(self._name)
            for _ in range(empty):
                yield ""
            empty = 0
            for _ in range(times):
                yield value


def _times(node: ET.Element, attribute: str) -> int:
    text = node.get(attribute, "1")
    return int(text) if text.isdecimal() and len(text) < 10 else 1


def _value(cell: ET.Element) -> Cell:
    shown = "\n".join("".join(_words(part)) for part in cell.iter(f"{_TEXT}p"))
    if cell.get(f"{_TABLE}formula"):
        return Formula(shown[:200])
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "currency", "percentage"):
        return plain_cell(float(cell.get(f"{_OFFICE}value", "nan")))
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "date":
        return _moment(cell.get(f"{_OFFICE}date-value", ""), shown)
    if kind == "time":
        found = _CLOCK.fullmatch(cell.get(f"{_OFFICE}time-value", ""))
        if found is not None:
            hours, minutes, seconds = (int(part or 0) for part in found.groups())
            return plain_cell(timedelta(hours=hours, minutes=minutes, seconds=seconds))
    return plain_cell(shown)


def _words(node: ET.Element) -> Iterator[str]:
    """The text of a paragraph; spaces, tabs and breaks have tags of their own, notes are left."""
    yield node.text or ""
    for part in node:
        if part.tag == f"{_TEXT}s":
            yield " " * min(_times(part, f"{_TEXT}c"), 1000)
        elif part.tag == f"{_TEXT}tab":
            yield "\t"
        elif part.tag == f"{_TEXT}line-break":
            yield "\n"
        else:
            yield from _words(part)
        yield part.tail or ""


def _moment(written: str, shown: str) -> Cell:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return plain_cell(shown)
    if moment.time() == time() and "T" not in written:
        return moment.date()
    return moment.replace(tzinfo=None)
