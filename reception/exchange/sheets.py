"""Opening a file of rows: what it is, its sheets, and every kind reason why it cannot be read.

The file is read once, whole, and known by its hash, so that an import can tell whether it
changed since it was previewed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reception.errors import InvalidInput, system_reason
from reception.exchange import compound, refusals
from reception.exchange.delimited import read_delimited
from reception.exchange.old_workbook import read_old_workbook
from reception.exchange.vcard import is_vcard, read_vcards
from reception.exchange.workbook import read_workbook
from reception.translation import msg
from reception.values.sheet import SheetRow

LARGEST_FILE = 200 * 1024 * 1024
_KNOWN_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"MZ",
    b"\x1f\x8b",
)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name (empty for a text file) and its rows."""

    name: str
    rows: Sequence[SheetRow]


@dataclass(frozen=True)
class SourceFile:
    """A file of rows as it was read; encoding and separator are empty for a workbook."""

    name: str
    digest: str
    sheets: Sequence[Sheet]
    encoding: str = ""
    separator: str = ""


def open_source(path: Path, *, encoding: str = "", separator: str = "") -> SourceFile:
    """Read a CSV, XLSX, XLS, ODS or vCard file; encoding and separator are detected unless given.

    Raises InvalidInput with the reason where the file is missing, empty, huge, locked by a
    password or by another program, or no table at all.
    """
    data = _read(path)
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(b"PK"):
        sheets = [Sheet(name, rows) for name, rows in read_workbook(data, path.name)]
        return SourceFile(path.name, digest, sheets)
    if data.startswith(compound.MAGIC):
        sheets = [Sheet(name, rows) for name, rows in read_old_workbook(data, path.name)]
        return SourceFile(path.name, digest, sheets)
    if data.startswith(_KNOWN_OTHERS):
        raise refusals.not_a_table(path.name)
    if is_vcard(data):
        rows, encoding = read_vcards(data, encoding)
        return SourceFile(path.name, digest, [Sheet("", rows)], encoding)
    rows, encoding, separator = read_delimited(
        data, path.name, encoding=encoding, separator=separator
    )
    return SourceFile(path.name, digest, [Sheet("", rows)], encoding, separator)


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InvalidInput(msg("{file} is a folder. A file is needed.", file=path.name))
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise InvalidInput(
                msg(
                    "The file {file} is too large: {size} MB. Allowed: {limit} MB. Export it in"
                    " parts, for example year by year.",
                    file=path.name,
                    size=size // (1024 * 1024),
                    limit=LARGEST_FILE // (1024 * 1024),
                )
            )
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise InvalidInput(msg("There is no file {file}.", file=str(path))) from fault
    except OSError as fault:
        raise InvalidInput(
            msg(
                "The file {file} cannot be opened: {reason}. If it is open in another program,"
                " close it there.",
                file=path.name,
                reason=system_reason(fault),
            )
        ) from fault
    except ValueError as fault:  # a path with a zero character
        raise InvalidInput(msg("There is no file {file}.", file=repr(str(path)))) from fault
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise refusals.empty(path.name)
    return data
