"""Tables as CSV for the Excel of the reader's language: BOM, its separator, CRLF.

A text that begins with = + - @ is given an apostrophe, so that no spreadsheet takes it for a
formula; the reader of this program takes it off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

from reception.translation import Language, Message, Translator
from reception.values.money import Money, write_minor
from reception.values.table import Kind, Table, TableCell

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(tables: Table | Sequence[Table], translator: Translator) -> bytes:
    """One table with its header; several, each under its name, parted by an empty line."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator_of(translator.language), lineterminator="\r\n")
    if isinstance(tables, Table):
        writer.writerows(_lines(tables, translator))
    else:
        for number, table in enumerate(tables):
            if number:
                writer.writerow([])
            writer.writerow([neutral(translator.text(table.name))])
            writer.writerows(_lines(table, translator))
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", errors="replace")


def write_plain_csv(rows: Iterable[Sequence[str]], language: Language) -> bytes:
    """Rows of text as they are, in the same dialect: refused rows, ready to be corrected."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator_of(language), lineterminator="\r\n")
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", errors="replace")


def separator_of(language: Language) -> str:
    """What parts columns in the Excel of a language."""
    return "," if language is Language.EN else ";"


def neutral(text: str) -> str:
    """A text that no spreadsheet computes."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _lines(table: Table, translator: Translator) -> Iterable[list[str]]:
    yield [neutral(translator.text(column.title)) for column in table.columns]
    for row in table.rows:
        yield [
            cell_as_text(cell, column.kind, translator)
            for cell, column in zip(row, table.columns, strict=True)
        ]
    if table.note is not None:
        yield [neutral(translator.text(table.note))]


def cell_as_text(cell: TableCell, kind: Kind, translator: Translator) -> str:
    """A cell as the language's spreadsheet reads it back: numbers without grouping."""
    if cell is None:
        return ""
    if isinstance(cell, Message | str):
        return neutral(translator.text(cell) if isinstance(cell, Message) else cell)
    if isinstance(cell, bool):
        return translator.gettext("yes") if cell else translator.gettext("no")
    if isinstance(cell, date | time):
        return _moment(cell, translator)
    return _number(cell, kind, translator)


def _number(cell: Money | Fraction | Decimal | int, kind: Kind, translator: Translator) -> str:
    if isinstance(cell, Money):
        return _decimal(write_minor(cell.minor), translator)
    if kind is Kind.PERCENT:
        percent = Decimal(round(Fraction(cell) * 1000)) / 10
        return _decimal(f"{percent:.1f}", translator) + "%"
    return _decimal(f"{float(cell):g}" if isinstance(cell, Fraction) else str(cell), translator)


def _moment(cell: date | time, translator: Translator) -> str:
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    if isinstance(cell, datetime):
        return f"{_day(cell.date(), translator)} {cell:%H:%M}"
    return _day(cell, translator)


def _decimal(text: str, translator: Translator) -> str:
    return text if translator.language is Language.EN else text.replace(".", ",")


def _day(day: date, translator: Translator) -> str:
    return day.isoformat() if translator.language is Language.EN else f"{day:%d.%m.%Y}"
