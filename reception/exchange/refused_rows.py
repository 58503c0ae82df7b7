"""Refused rows as a file of the same columns, ready to be corrected and imported again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reception.exchange.csv_writer import write_plain_csv
from reception.exchange.raw_table import RawTable
from reception.exchange.saving import save_whole
from reception.exchange.xlsx_writer import write_rows
from reception.rules.import_report import RowReport
from reception.translation import Translator
from reception.values.sheet import Cell, Formula, cell_text


def save_refused_rows(
    path: Path, table: RawTable, refused: Sequence[RowReport], translator: Translator
) -> None:
    """Write the rows as they stood, their line and reasons beside them; CSV, or XLSX by suffix.

    Raises InvalidInput where the file cannot be written.
    """
    width = max((column.position for column in table.columns), default=0) + 1
    titles = [""] * width
    for column in table.columns:
        titles[column.position] = column.title
    header = [*titles, translator.gettext("Line in the file"), translator.gettext("Reason")]
    rows = [header]
    for report in refused:
        cells = table.source_rows[report.line].cells
        shown = [_shown(cell) for cell in cells][:width]
        shown += [""] * (width - len(shown))
        reasons = " ".join(translator.text(fault.reason) for fault in report.faults)
        rows.append([*shown, str(report.line), reasons])
    if path.suffix.lower() == ".xlsx":
        save_whole(path, write_rows(rows))
    else:
        save_whole(path, write_plain_csv(rows, translator.language))


def _shown(cell: Cell) -> str:
    """Characters a table cannot hold are left out, so that the file opens everywhere."""
    if isinstance(cell, Formula):
        return cell.shown
    text = cell if isinstance(cell, str) else cell_text(cell)
    return "".join(ch for ch in text if ch in "\n\t" or ch.isprintable() or ch == "\xa0")
