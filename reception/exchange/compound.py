"""Old Excel files (XLS): the stream of records inside the compound file, walked record by record.

The library reads their values; what it does not tell is asked of the records themselves: which
cells are formulas, whether a password is needed, and how far a sheet reaches.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_NAMES = ("Workbook", "Book")
_ENCRYPTED = "EncryptedPackage"
_END, _LARGEST_SECTORS = 0xFFFFFFF0, 4_000_000
_BOF, _FILEPASS, _BOUNDSHEET, _FORMULA = (0x0809, 0x0409, 0x0209, 0x0009), 0x2F, 0x85, 0x06
_FORMULAS = (_FORMULA, 0x0206, 0x0406)
_VALUES = (0x0203, 0x027E, 0x00FD, 0x0204, 0x0205, 0x00D6)  # NUMBER RK LABELSST LABEL BOOLERR …
_MULRK = 0x00BD


class NotCompound(ValueError):
    """The container does not hold together."""


class NoWorkbook(NotCompound):
    """It holds something else: a letter, a message."""


@dataclass
class SheetRecords:
    """One sheet as its records tell: where formulas stand (row from 1, column from 0), its size."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    columns: int = 0
    rows: int = 0

    def reach(self, row: int, column: int) -> None:
        """A cell stands here, both counted from 0."""
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)


@dataclass
class BookRecords:
    """A workbook as its records tell."""

    protected: bool = False
    sheets: list[SheetRecords] = field(default_factory=list)


def look_through(data: bytes) -> BookRecords:
    """What the records of a compound file say; raises NotCompound."""
    if _ENCRYPTED.encode("utf-16-le") in data:
        return BookRecords(protected=True)
    try:
        streams = _Container(data)
        for name in _NAMES:
            entry = streams.find(name)
            if entry is not None:
                return _book(streams.read(*entry))
    except (struct.error, IndexError, ValueError) as fault:
        raise NotCompound from fault
    raise NoWorkbook


def _book(stream: bytes) -> BookRecords:
    """Globals first, then a substream for each sheet."""
    book = BookRecords()
    sheet: SheetRecords | None = None
    depth = -1
    for kind, body in _records(stream):
        if kind in _BOF:
            depth += 1
            if depth == 0 and len(body) >= 4 and struct.unpack_from("<H", body, 2)[0] == 0x10:
                sheet = SheetRecords()
                book.sheets.append(sheet)
        elif kind == 0x0A:
            depth -= 1
            if depth < 0:
                sheet = None
        elif kind == _FILEPASS:
            book.protected = True
            return book
        elif sheet is not None and depth == 0 and len(body) >= 6:
            _note(sheet, kind, body)
    return book


def _note(sheet: SheetRecords, kind: int, body: bytes) -> None:
    if kind in _FORMULAS:
        row, column = struct.unpack_from("<HH", body)
        sheet.formulas.add((row + 1, column))
        sheet.reach(row, column)
    elif kind in _VALUES:
        sheet.reach(*struct.unpack_from("<HH", body))
    elif kind == _MULRK:
        row = struct.unpack_from("<H", body)[0]
        sheet.reach(row, struct.unpack_from("<H", body, len(body) - 2)[0])


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        place += 4
        if place + length > len(stream):
            return
        yield kind, stream[place : place + length]
        place += length


class _Container:
    """Sectors, their chains, and the directory that names streams ([MS-CFB])."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise NotCompound
        self._size = 1 << shift
        (count, self._directory) = struct.unpack_from("<I", data, 44)[0], 0
        self._directory = struct.unpack_from("<I", data, 48)[0]
        self._cutoff, small_first = struct.unpack_from("<II", data, 56)
        self._table = self._sector_table(count)
        self._small_table = _numbers(self._chain(small_first)) if small_first < _END else ()
        self._entries = dict(self._list())
        root = self._entries.get("Root Entry") or next(iter(self._entries.values()), None)
        self._small = self._chain(root[0]) if root is not None and root[0] < _END else b""

    def find(self, name: str) -> tuple[int, int] | None:
        """First sector and length of a stream."""
        return self._entries.get(name)

    def read(self, first: int, length: int) -> bytes:
        """A stream whole."""
        if length >= self._cutoff:
            return self._chain(first)[:length]
        parts, sector, seen = [], first, 0
        while sector < _END:
            seen += 1
            if seen > len(self._small_table):
                raise NotCompound
            parts.append(self._small[sector * 64 : sector * 64 + 64])
            sector = self._small_table[sector]
        return b"".join(parts)[:length]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _sector_table(self, count: int) -> tuple[int, ...]:
        listed = list(struct.unpack_from("<109I", self._data, 76))
        following, more = struct.unpack_from("<II", self._data, 68)
        while following < _END and more:
            numbers = _numbers(self._sector(following))
            listed += numbers[:-1]
            following, more = numbers[-1], more - 1
        taken = [number for number in listed if number < _END][:count]
        if len(taken) * self._size // 4 > _LARGEST_SECTORS:
            raise NotCompound
        return tuple(one for number in taken for one in _numbers(self._sector(number)))

    def _chain(self, first: int) -> bytes:
        parts, sector, seen = [], first, 0
        while sector < _END:
            seen += 1
            if seen > len(self._table):
                raise NotCompound
            parts.append(self._sector(sector))
            sector = self._table[sector]
        return b"".join(parts)

    def _list(self) -> Iterator[tuple[str, tuple[int, int]]]:
        directory = self._chain(self._directory)
        for start in range(0, len(directory) - 127, 128):
            length = struct.unpack_from("<H", directory, start + 64)[0]
            if not 2 <= length <= 64:
                continue
            name = directory[start : start + length - 2].decode("utf-16-le", errors="replace")
            yield name, struct.unpack_from("<II", directory, start + 116)


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
