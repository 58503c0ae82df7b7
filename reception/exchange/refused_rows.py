"""Refused rows as a file of the same columns, ready to be corrected and imported again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reception.exchange.csv_writer import write_plain_csv
from reception.exchange.raw_table import RawTable
from reception.exchange.saving import save_whole
from reception.exchange.xlsx_writer import write_rows
from reception.rules.import_report import RowReport
from reception.translation import Message, Translator
from reception.values.sheet import Cell, Formula, cell_text


@dataclass(frozen=True)
class LeftOut:
    """A row that was left out: its line, its cells as they stood, and why."""

    line: int
    cells: Sequence[str]
    reasons: Sequence[Message]


def left_out(table: RawTable, refused: Iterable[RowReport]) -> list[LeftOut]:
    """The refused rows of a table that was read."""
    return [
        LeftOut(
            report.line,
            [_shown(cell) for cell in table.source_rows[report.line].cells],
            [fault.reason for fault in report.faults],
        )
        for report in refused
    ]


def save_refused_rows(
    path: Path, header: Sequence[str], rows: Iterable[LeftOut], translator: Translator
) -> None:
    """Write the rows as they stood, their line and reasons beside them; CSV, or XLSX by suffix.

    Raises InvalidInput where the file cannot be written.
    """
    width = len(header)
    written = [[*header, translator.gettext("Line in the file"), translator.gettext("Reason")]]
    for row in rows:
        cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
        reasons = " ".join(translator.text(reason) for reason in row.reasons)
        written.append([*cells, str(row.line), reasons])
    if path.suffix.lower() == ".xlsx":
        save_whole(path, write_rows(written))
    else:
        save_whole(path, write_plain_csv(written, translator.language))


def _shown(cell: Cell) -> str:
    """Characters a table cannot hold are left out, so that the file opens everywhere."""
    if isinstance(cell, Formula):
        return cell.shown
    text = cell if isinstance(cell, str) else cell_text(cell)
    return "".join(ch for ch in text if ch in "\n\t" or ch.isprintable() or ch == "\xa0")
