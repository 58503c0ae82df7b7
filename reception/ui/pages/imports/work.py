"""The work of the import page beside the screen: reading, comparing and writing files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from reception.errors import InvalidInput
from reception.exchange.column_map import LEFT_OUT, ColumnMap, load_map
from reception.exchange.columns import Subject
from reception.exchange.raw_table import RawTable, read_table, table_by_first_row
from reception.exchange.refused_rows import LeftOut, left_out, save_refused_rows
from reception.exchange.saving import save_whole
from reception.exchange.sheets import open_source
from reception.progress import Progress
from reception.queries.imports import ImportCheck, KeptRows
from reception.services.imports import ImportResult
from reception.translation import msg
from reception.ui.i18n import screen_translator


def read_file(
    path: Path, mapping: ColumnMap, subject: Subject, today: date, progress: Progress
) -> RawTable:
    """The rows of a file under their fields; where its titles say nothing, under what is there."""
    progress.report(0, 0, msg("Reading the file…"))
    source = open_source(path, encoding=mapping.encoding, separator=mapping.separator)
    try:
        return read_table(source, subject, today=today, mapping=mapping)
    except InvalidInput as refused:
        table = table_by_first_row(source, subject, today=today, mapping=mapping)
        if refused.code != "no_header" or table is None:
            raise
        return replace(table, not_understood=refused.message)


def still_the_same(path: Path, table: RawTable, progress: Progress) -> RawTable:
    """The table that was checked; raises InvalidInput where its file has changed since."""
    progress.report(0, 0, msg("Reading the file…"))
    source = open_source(path, encoding=table.source.encoding, separator=table.source.separator)
    if source.digest != table.source.digest:
        raise InvalidInput(
            msg("The file has changed since it was checked. Choose it again."), code="changed"
        )
    return table


def save_rows(
    path: Path, table: RawTable, outcome: ImportCheck | ImportResult, _progress: Progress
) -> Path:
    """Write the refused rows with their reasons in the language of the screen."""
    save_refused_rows(path, table.header, left_out(table, outcome.refused), screen_translator())
    return path


def save_kept(path: Path, kept: KeptRows, _progress: Progress) -> Path:
    """Write the refused rows of an earlier import out of the database."""
    rows = [LeftOut(row.line, row.cells, row.reasons) for row in kept.rows]
    save_refused_rows(path, kept.header, rows, screen_translator())
    return path


def save_text(path: Path, text: str, _progress: Progress) -> Path:
    """Write a text."""
    save_whole(path, text.encode("utf-8"))
    return path


def load_mapping(path: Path, subject: Subject, _progress: Progress) -> ColumnMap:
    """Read a saved mapping."""
    return load_map(path, subject)


def whole_mapping(table: RawTable) -> ColumnMap:
    """The mapping with every column named, so that it does not depend on guesses."""
    fields = {column.title: column.base or LEFT_OUT for column in table.columns if column.title}
    return ColumnMap(fields, table.source.encoding, table.source.separator)
