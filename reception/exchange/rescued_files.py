"""The lists rescued from a damaged file, each as CSV in a folder that is chosen for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reception.exchange.csv_writer import write_csv
from reception.exchange.saving import save_whole
from reception.translation import Translator
from reception.values.table import Table

NAMES = ("patients", "visits", "points", "cards")


def save_rescued(folder: Path, tables: Sequence[Table], translator: Translator) -> list[Path]:
    """Write each list into `folder`; answers where they lie.  Raises InvalidInput."""
    written = []
    for name, table in zip(NAMES, tables, strict=True):
        path = folder / f"rescued-{name}.csv"
        save_whole(path, write_csv(table, translator))
        written.append(path)
    return written
