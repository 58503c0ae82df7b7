"""Old Excel files (XLS, BIFF8): cells read record by record ([MS-XLS]).

Formulas are told apart from values, dates from numbers by the format of their cell.  Nothing is
asked of memory that the file itself does not hold: a damaged file is refused, never believed.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from reception.exchange import refusals
from reception.exchange.cells import bounded, plain_cell
from reception.exchange.compound import Container, NotCompound
from reception.values.sheet import Cell, Formula, SheetRow

_BOF, _EOF, _CONTINUE = 0x0809, 0x000A, 0x003C
_FILEPASS, _BOUNDSHEET, _DATEMODE, _XF, _FORMAT, _SST = 0x2F, 0x85, 0x22, 0xE0, 0x041E, 0xFC
_NUMBER, _RK, _MULRK, _LABEL, _LABELSST, _BOOLERR, _FORMULA = (
    *(0x0203, 0x027E, 0x00BD, 0x0204, 0x00FD, 0x0205),
    0x0006,
)
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_IN_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_EIGHT = 0x0600
_SHEET, _GLOBALS = 0x10, 0x05


class _Torn(ValueError):
    """A record that does not hold what it should."""


@dataclass
class _Book:
    """What the globals say."""

    names: dict[int, str] = field(default_factory=dict)
    strings: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    from_1904: bool = False

    def is_date(self, style: int) -> bool:
        """Whether a cell of this style shows a day or a time."""
        number = self.styles[style] if style < len(self.styles) else 0
        written = _IN_FORMAT.sub("", self.formats.get(number, "")).lower()
        return number in _DATE_FORMATS or any(sign in written for sign in "dyhs")


def read_old_workbook(data: bytes, name: str) -> list[tuple[str, list[SheetRow]]]:
    """Every sheet that has rows, by name; raises InvalidInput where it cannot be read."""
    if _ENCRYPTED in data:
        raise refusals.protected(name)
    try:
        container = Container(data)
        stream = container.find("Workbook")
        if stream is None:
            if container.find("Book") is not None:
                raise refusals.too_old(name)
            raise refusals.not_a_table(name)
        sheets = _sheets(container.read(*stream), name)
    except (NotCompound, _Torn, struct.error, IndexError, OverflowError) as fault:
        raise refusals.damaged(name) from fault
    if not sheets:
        raise refusals.empty(name)
    return sheets


def _sheets(stream: bytes, name: str) -> list[tuple[str, list[SheetRow]]]:
    records = list(_records(stream))
    book = _globals(records, name)
    sheets = []
    for place, title in book.names.items():
        start = next((n for n, one in enumerate(records) if one[0] == place), None)
        if start is None:
            raise _Torn
        rows = _rows(records, start, book)
        if rows:
            sheets.append((title, rows))
    return sheets


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Each record with its place; zeros at the end fill the last sector up."""
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == 0 and length == 0:
            return
        if place + 4 + length > len(stream):
            raise _Torn
        yield place, kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _globals(records: list[tuple[int, int, bytes]], name: str) -> _Book:
    book = _Book()
    _place, kind, body = records[0]
    version, substream = struct.unpack_from("<HH", body)
    if kind != _BOF or substream != _GLOBALS:
        raise _Torn
    if version != _EIGHT:
        raise refusals.too_old(name)
    for number, (_place, kind, body) in enumerate(records):
        if kind == _EOF:
            return book
        if kind == _FILEPASS:
            raise refusals.protected(name)
        if kind == _SST:
            book.strings = _Strings(records, number).read()
        else:
            _learn(book, kind, body)
    raise _Torn


def _learn(book: _Book, kind: int, body: bytes) -> None:
    """What one record of the globals tells: a sheet, a style, a format."""
    if kind == _BOUNDSHEET and body[5] == 0:
        book.names[struct.unpack_from("<I", body)[0]] = _text(body, 7, body[6])[0]
    elif kind == _DATEMODE:
        book.from_1904 = body[:2] == b"\x01\x00"
    elif kind == _XF:
        book.styles.append(struct.unpack_from("<H", body, 2)[0])
    elif kind == _FORMAT:
        number, count = struct.unpack_from("<HH", body)
        book.formats[number] = _text(body, 4, count)[0]


def _text(body: bytes, place: int, count: int) -> tuple[str, int]:
    """The characters of a string whose flags stand at `place`, and the place after them."""
    wide = body[place] & 1
    end = place + 1 + count * (2 if wide else 1)
    if end > len(body):
        raise _Torn
    kind = "utf-16-le" if wide else "latin-1"
    return body[place + 1 : end].decode(kind, errors="replace"), end


class _Strings:
    """The shared strings: one long record, cut anywhere into pieces that go on."""

    def __init__(self, records: list[tuple[int, int, bytes]], number: int) -> None:
        self._parts = [records[number][2]]
        for _place, kind, body in records[number + 1 :]:
            if kind != _CONTINUE:
                break
            self._parts.append(body)
        self._part = self._place = 0

    def read(self) -> list[str]:
        """Every string, cut where it is absurdly long."""
        unique = struct.unpack("<I", self._take(8)[4:])[0]
        if unique > sum(map(len, self._parts)) // 3:
            raise _Torn
        return [bounded(self._string()) for _ in range(unique)]

    def _string(self) -> str:
        count, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
        text = self._letters(count, flags & 1)
        self._take(runs * 4 + extra)
        return text

    def _letters(self, count: int, wide: int) -> str:
        pieces = []
        while count:
            body = self._parts[self._part]
            width = 2 if wide else 1
            here = min(count, (len(body) - self._place) // width)
            part = body[self._place : self._place + here * width]
            pieces.append(part.decode("utf-16-le" if wide else "latin-1", errors="replace"))
            self._place += here * width
            count -= here
            if count:
                self._next()
                wide = self._take(1)[0] & 1
        return "".join(pieces)

    def _take(self, count: int) -> bytes:
        taken = b""
        while count:
            body = self._parts[self._part]
            part = body[self._place : self._place + count]
            self._place += len(part)
            count -= len(part)
            taken += part
            if count:
                self._next()
        return taken

    def _next(self) -> None:
        self._part, self._place = self._part + 1, 0
        if self._part >= len(self._parts):
            raise _Torn


def _rows(records: list[tuple[int, int, bytes]], start: int, book: _Book) -> list[SheetRow]:
    """The rows of the sheet whose first record is at `start`; raises _Torn where it does not end."""
    cells: dict[int, dict[int, Cell]] = {}
    depth = 0
    for _place, kind, body in records[start:]:
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth == 0:
                return [_row(line, cells[line]) for line in sorted(cells)]
        elif depth == 1:
            for row, column, cell in _cells(kind, body, book):
                if cell != "":
                    cells.setdefault(row, {})[column] = cell
    raise _Torn


def _row(line: int, found: dict[int, Cell]) -> SheetRow:
    return SheetRow(line + 1, [found.get(column, "") for column in range(max(found) + 1)])


def _cells(kind: int, body: bytes, book: _Book) -> Iterator[tuple[int, int, Cell]]:
    if kind == _MULRK:
        row, first = struct.unpack_from("<HH", body)
        for number in range((len(body) - 6) // 6):
            style, packed = struct.unpack_from("<HI", body, 4 + number * 6)
            yield row, first + number, _number(_unpacked(packed), style, book)
        return
    if kind not in (_NUMBER, _RK, _LABEL, _LABELSST, _BOOLERR, _FORMULA):
        return
    row, column, style = struct.unpack_from("<HHH", body)
    yield row, column, _single(kind, body, style, book)


def _single(kind: int, body: bytes, style: int, book: _Book) -> Cell:
    if kind == _FORMULA:
        return Formula("")
    if kind == _NUMBER:
        return _number(struct.unpack_from("<d", body, 6)[0], style, book)
    if kind == _RK:
        return _number(_unpacked(struct.unpack_from("<I", body, 6)[0]), style, book)
    if kind == _LABELSST:
        number: int = struct.unpack_from("<I", body, 6)[0]
        return book.strings[number]
    if kind == _BOOLERR:
        return "#" if body[7] else bool(body[6])
    text, _rest = _text(body, 8, struct.unpack_from("<H", body, 6)[0])
    return plain_cell(text)


def _unpacked(packed: int) -> float:
    """A number in thirty bits: whole or the upper half of a double, perhaps in hundredths."""
    value: float
    if packed & 2:
        whole = packed >> 2
        value = float(whole - (1 << 30) if whole & (1 << 29) else whole)
    else:
        value = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))[0]
    return value / 100 if packed & 1 else value


def _number(value: float, style: int, book: _Book) -> Cell:
    if not book.is_date(style) or not 0 <= value < 2_958_466:
        return plain_cell(value)
    if value < 1:
        return plain_cell(timedelta(seconds=round(value * 86_400)))
    first: Any = datetime(1904, 1, 1) if book.from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no zone
    moment: datetime = first + timedelta(days=int(value), seconds=round(value % 1 * 86_400))
    return moment if value % 1 else date(moment.year, moment.month, moment.day)
