"""The container of old Office files: sectors, their chains, and a directory of streams ([MS-CFB]).

Read by ourselves: the libraries that read it take a damaged file's word for its sizes, and one
wrong number ends the whole program.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_END, _LARGEST_SECTORS = 0xFFFFFFF0, 4_000_000


class NotCompound(ValueError):
    """The container does not hold together."""


class Container:
    """A compound file in memory; raises NotCompound, struct.error or IndexError where it is torn."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise NotCompound
        self._size = 1 << shift
        self._most = len(data) // self._size
        """No chain has more sectors than the file: one that does leads in a circle."""
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
        if start + self._size > len(self._data):
            raise NotCompound  # cut short: the library would not forgive it
        return self._data[start : start + self._size]

    def _sector_table(self, count: int) -> tuple[int, ...]:
        listed = list(struct.unpack_from("<109I", self._data, 76))
        following, more = struct.unpack_from("<II", self._data, 68)
        if more > self._most or count > self._most:
            raise NotCompound
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
            if seen > min(self._most, len(self._table)):
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
