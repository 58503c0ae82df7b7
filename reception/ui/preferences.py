"""What this PC prefers: language, light or dark, text size.  A small file, not in the database."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from reception.translation import Language

FILE_NAME = "preferences.json"
THEMES = ("light", "dark", "system")
SCALES = (100, 125, 150)


@dataclass(frozen=True)
class Chosen:
    """The choices; a language of None follows the clinic."""

    language: Language | None = None
    theme: str = "system"
    scale: int = 100
    last_login: str = ""


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
    )
