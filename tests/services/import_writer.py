"""Imports a file and says each chunk: a process of its own, so that a test can kill it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

from reception.exchange.columns import Subject
from reception.exchange.raw_table import read_table
from reception.exchange.sheets import open_source
from reception.progress import Progress
from reception.services.import_patients import import_patients
from reception.storage.database import open_database
from reception.values.actor import COMMAND_LINE
from tests.clinics import MONDAY_MORNING


class Telling(Progress):
    """Prints every report, and after the one named waits for a word that never comes."""

    def __init__(self, stop_at: int) -> None:
        super().__init__()
        self.left = stop_at

    def report(self, done: int, total: int = 0, doing: Any = None) -> None:
        super().report(done, total, doing)
        self.left -= 1
        print(done, flush=True)
        if self.left <= 0:
            sys.stdin.read()


def main(path: Path, file: Path, stop_at: int) -> None:
    """Import `file` into the database at `path`."""
    table = read_table(open_source(file), Subject.PATIENTS, today=date(2026, 11, 2))
    database = open_database(path, None)
    with database.unit_of_work(
        now=MONDAY_MORNING, actor=COMMAND_LINE, action="import_patients"
    ) as uow:
        import_patients(uow, content=table.content, progress=Telling(stop_at))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
