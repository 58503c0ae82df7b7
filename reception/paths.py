"""Where things lie: the program's own files, and the folders a clinic's data live in."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def resources_directory() -> Path:
    """Fonts, icons and starter content."""
    return _ROOT / "resources"


def translations_directory() -> Path:
    """The catalogues of the three languages."""
    return _ROOT / "i18n"


def default_data_directory() -> Path:
    """The folder of the clinic's data where none is named: the platform's own place for it."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    return base / "Reception"


@dataclass(frozen=True)
class DataFolder:
    """One clinic's folder: database, keys, backups, papers waiting to be printed, logs."""

    root: Path

    @property
    def database(self) -> Path:
        """The clinic's database file."""
        return self.root / "reception.db"

    @property
    def keys(self) -> Path:
        """The database key, wrapped by each member of staff's password."""
        return self.root / "keys.json"

    @property
    def backups(self) -> Path:
        """Verified copies of the database."""
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        """Logs and crash reports, free of patients' data."""
        return self.root / "logs"

    @property
    def lock(self) -> Path:
        """Held by the one running instance."""
        return self.root / "reception.lock"

    @property
    def refused(self) -> Path:
        """Rows that an import refused, ready to be corrected."""
        return self.root / "refused"
