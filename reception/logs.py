"""Logs: one rotating file a data folder, without patients' data.

Code logs what happened by ids and codes, never by names, phones or amounts; a test writes
a whole day and looks for them.
"""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def start_logging(folder: Path) -> None:
    """Write the program's log into `folder`, at most five files of half a megabyte."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "reception.log", maxBytes=512 * 1024, backupCount=4, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger("reception")
    root.setLevel(logging.INFO)
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
