"""Text files of rows: comma, semicolon or tab, quotes with line breaks in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from reception.errors import InvalidInput
from reception.exchange.cells import bounded
from reception.exchange.refusals import not_a_table
from reception.exchange.text_encoding import decode, detect_encoding
from reception.translation import msg
from reception.values.sheet import SheetRow

SEPARATORS = (";", ",", "\t", "|")
_SAMPLE_LINES = 200
_LONGEST_FIELD = 16 * 1024 * 1024
_MOST_COLUMNS = 1000
_COMPUTED = ("=", "+", "-", "@")


def read_delimited(
    data: bytes, name: str, *, encoding: str = "", separator: str = ""
) -> tuple[list[SheetRow], str, str]:
    """Rows, encoding and separator of a text file.

    A row keeps the number a spreadsheet would show: a quoted line break does not start a new
    one, an empty line counts.  Raises InvalidInput where it is no table.
    """
    encoding = encoding or detect_encoding(data)
    text = decode(data, encoding)
    if encoding == "utf-8":
        text = text.removeprefix("\ufeff")
    strange = sum(text.count(chr(code)) for code in range(32) if code not in (9, 10, 13))
    if strange > 16 and strange > len(text) // 100:
        raise not_a_table(name)
    separator = separator or detect_separator(text)
    csv.field_size_limit(_LONGEST_FIELD)  # the library's own limit of 128 KB stops the whole file
    try:
        rows = _rows(text, name, separator)
    except csv.Error as fault:
        raise InvalidInput(
            msg(
                "The file {file} cannot be read as a table with the separator {separator}: a"
                " quotation mark is opened and not closed, or a field is too long.",
                file=name,
                separator=separator_name(separator),
            )
        ) from fault
    return rows, encoding, separator


def _rows(text: str, name: str, separator: str) -> list[SheetRow]:
    """Every row; raises InvalidInput where a stray quotation mark swallows the rows after it."""
    taken: list[str] = []
    reader = csv.reader(_taking(text, taken), delimiter=separator)
    rows: list[SheetRow] = []
    last = ""
    for line, cells in enumerate(reader, start=1):
        if len(cells) > _MOST_COLUMNS:
            raise _too_wide(name, line, len(cells))
        rows.append(SheetRow(line, [_plain(cell) for cell in cells]))
        if len(taken) > 1 and _is_torn(taken, separator):
            raise _stray_quote(name, line)
        last = "".join(taken)
        taken.clear()
    if _is_open(last, separator):
        raise _stray_quote(name, len(rows))
    return rows


def _taking(text: str, taken: list[str]) -> Iterator[str]:
    """The lines of a text; those of the row that is being read stand in `taken`."""
    for line in io.StringIO(text, newline=""):
        taken.append(line)
        yield line


def _is_torn(lines: Sequence[str], separator: str) -> bool:
    """Whether a row of several lines is no row by the letter of the format."""
    try:
        list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error:
        return True
    return False


def _is_open(line: str, separator: str) -> bool:
    """Whether a quotation mark is still open at the end of the file."""
    return len(list(csv.reader([line, "x"], delimiter=separator))) == 1


def _too_wide(name: str, line: int, count: int) -> InvalidInput:
    return InvalidInput(
        msg(
            "Line {line} of {file} has {count} columns. Allowed: {limit}.",
            line=line,
            file=name,
            count=count,
            limit=_MOST_COLUMNS,
        ),
        code="too_wide",
    )


def _stray_quote(name: str, line: int) -> InvalidInput:
    return InvalidInput(
        msg(
            "Line {line} of {file}: a quotation mark is opened and not closed, so that it takes"
            " in what follows. Close it or leave it out.",
            line=line,
            file=name,
        ),
        code="stray_quote",
    )


def _plain(cell: str) -> str:
    """A cell without the apostrophe by which a writer kept a spreadsheet from computing it."""
    text = bounded(cell)
    return text[1:] if text[:1] == "'" and text[1:2] in _COMPUTED else text


def detect_separator(text: str) -> str:
    """The separator that parts the first lines into the most columns, and evenly."""
    lines = text.splitlines()[:_SAMPLE_LINES]
    best, best_score = ";", 0.0
    for candidate in SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=candidate) if row]
        except csv.Error:
            continue
        if not widths:
            continue
        usual = max(set(widths), key=widths.count)
        score = (usual - 1) * widths.count(usual) / len(widths)
        if score > best_score:
            best, best_score = candidate, score
    return best


def separator_name(separator: str) -> str:
    """A separator as it is shown: the sign, or «Tab»."""
    return {"\t": "Tab"}.get(separator, f"“{separator}”")
