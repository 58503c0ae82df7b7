"""`python -m tests.fuzz.guided [RUNS]`: every reader of files under atheris, guided by coverage.

Atheris is no dependency of the project; where it does not install this says so and ends with 0.
Each input is read as CSV, XLSX, ODS, XLS and vCard; only refusals in words may come out.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

SUFFIXES = (".csv", ".xlsx", ".ods", ".xls", ".vcf")
TODAY = date(2026, 11, 2)


def main(arguments: list[str]) -> int:
    """Try RUNS inputs (20 000 without a number); a traceback ends it with the input kept."""
    try:
        atheris: Any = import_module("atheris")
    except ImportError:
        print("atheris is not installed: passed over; `python run.py fuzz` tries without it")
        return 0
    with atheris.instrument_imports(include=["reception.exchange"]):
        from reception.errors import ReceptionError
        from reception.exchange.columns import Subject
        from reception.exchange.raw_table import read_table
        from reception.exchange.sheets import open_source

    place = Path(tempfile.mkdtemp(prefix="reception-fuzz-"))
    subjects = list(Subject)

    def one_input(data: bytes) -> None:
        if len(data) < 2:
            return
        path = place / f"file{SUFFIXES[data[0] % len(SUFFIXES)]}"
        path.write_bytes(data[2:])
        try:
            table = read_table(open_source(path), subjects[data[1] % len(subjects)], today=TODAY)
            for _row in table.rows:
                pass
        except ReceptionError:
            return

    runs = arguments[0] if arguments else "20000"
    corpus = place / "corpus"
    corpus.mkdir()
    for number, example in enumerate(sorted((Path(__file__).parents[1] / "fixtures").rglob("*"))):
        if example.suffix in SUFFIXES and example.stat().st_size < 200_000:
            head = bytes([SUFFIXES.index(example.suffix), number % len(subjects)])
            (corpus / str(number)).write_bytes(head + example.read_bytes())
    atheris.Setup(
        [sys.argv[0], f"-runs={runs}", "-max_len=200000", "-timeout=30", os.fspath(corpus)],
        one_input,
    )
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
