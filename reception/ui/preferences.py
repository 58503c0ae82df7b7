"""What this PC prefers: language, light or dark, text size.  A small file, not in the database."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from reception.translation import Language

FILE_NAME = "preferences.json"
THEMES = ("light", "dark", "system")
SCALES = (100, 125, 150)
SHEETS, CARDS = "sheets", "cards"
"""Kinds of paper, each with its printer."""
MOST_OFFSET = 200
"""Tenths of a millimetre."""
BACKUP_HOURS = (1, 2, 4, 8)
MOST_PLACES = 4
BACKUP_HOURS = (1, 2, 4, 8)
MOST_PLACES = 4


@dataclass(frozen=True)
class Chosen:
    """The choices; a language of None follows the clinic."""

    language: Language | None = None
    theme: str = "system"
    scale: int = 100
    last_login: str = ""
    printers: dict[str, str] = field(default_factory=dict)
    """The printer of each kind of paper; none = the system's dialog asks."""
    offsets: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Tenths of a millimetre to the right and down, by printer."""
    vectors: bool = sys.platform.startswith("linux")
    """Through `lp` with the exact size of the page: sharper bars, where there is an `lp`."""
    backup_places: tuple[str, ...] = ()
    """Folders that get a copy too, besides the one beside the data."""
    backup_hours: int = 4
    """A backup by itself after so many hours with work in them."""
    drilled_at: str = ""
    """When a backup was last proven (ISO, UTC)."""

    def printer(self, kind: str) -> str:
        """The printer of a kind of paper; empty where none is chosen."""
        return self.printers.get(kind, "")

    def offset(self, printer: str) -> tuple[int, int]:
        """What is added when printing there."""
        return self.offsets.get(printer, (0, 0))


class Preferences:
    """Reads and keeps the choices of this PC in a folder; a broken file is as good as none."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._chosen = _read(self._path)

    @property
    def chosen(self) -> Chosen:
        """The choices that hold now."""
        return self._chosen

    def choose(self, **choices: Any) -> Chosen:
        """Change some choices and keep them; raises OSError where the folder cannot be written."""
        self._chosen = replace(self._chosen, **choices)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self._chosen), indent=1), encoding="utf-8")
        fresh.replace(self._path)
        return self._chosen

    def choose_printer(self, kind: str, name: str) -> None:
        """Give a kind of paper its printer; an empty name asks every time."""
        self.choose(printers={**self._chosen.printers, kind: name})

    def save_offset(self, printer: str, right: int, down: int) -> None:
        """Keep what was measured on the test page."""
        self.choose(offsets={**self._chosen.offsets, printer: (right, down)})


def _read(path: Path) -> Chosen:
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Chosen()
    if not isinstance(tree, dict):
        return Chosen()
    known = {language.value: language for language in Language}
    theme, scale = tree.get("theme"), tree.get("scale")
    return Chosen(
        language=known.get(str(tree.get("language"))),
        theme=theme if theme in THEMES else "system",
        scale=scale if scale in SCALES else 100,
        last_login=str(tree.get("last_login") or "")[:60],
        printers=_printers(tree.get("printers")),
        offsets=_offsets(tree.get("offsets")),
        vectors=bool(tree.get("vectors", Chosen.vectors)),
        backup_places=_places(tree.get("backup_places")),
        backup_hours=_hours(tree.get("backup_hours")),
        drilled_at=str(tree.get("drilled_at") or "")[:40],
    )


def _places(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(str(one)[:1000] for one in value if one)[:MOST_PLACES]


def _hours(value: Any) -> int:
    return value if value in BACKUP_HOURS else Chosen.backup_hours


def _printers(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {kind: str(value[kind])[:200] for kind in (SHEETS, CARDS) if value.get(kind)}


def _offsets(value: Any) -> dict[str, tuple[int, int]]:
    if not isinstance(value, dict):
        return {}
    found = {}
    for name, pair in value.items():
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, int) for one in pair):
            right, down = (max(-MOST_OFFSET, min(MOST_OFFSET, one)) for one in pair)
            found[str(name)[:200]] = (right, down)
    return found
