"""The open clinic's folder and key, and what only the composer of the window can do with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reception.bootstrap import Supervisor
from reception.paths import DataFolder


@dataclass(frozen=True)
class Premises:
    """Given to the settings.

    `rebuild` builds the window anew after a change of language or looks; `restore` closes the
    clinic and goes back to a copy; `protect` puts the first password on an open folder.
    """

    folder: DataFolder
    key: bytes | None
    is_demonstration: bool
    rebuild: Callable[[], None]
    restore: Callable[[Path], None]
    protect: Callable[[Supervisor], None]
