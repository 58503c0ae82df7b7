"""The tree as the tests of the house read it: its files, and what stands in its modules."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PASSED_OVER = {".git", ".venv", "__pycache__", "build", "dist", "out"}


@cache
def tracked_files() -> tuple[Path, ...]:
    """Files of the project: what git knows, or, in an unpacked archive, what lies there."""
    told = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if told.returncode == 0 and told.stdout:
        names = [name for name in told.stdout.split("\0") if name]
        return tuple(path for name in names if (path := ROOT / name).is_file())
    return tuple(
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file()
        and not PASSED_OVER & set(path.relative_to(ROOT).parts)
        and not any(part.endswith(("_cache", ".egg-info")) for part in path.parts)
        and path.suffix not in {".pyc", ".mo"}
    )


def modules(*rooms: str) -> list[Path]:
    """Modules of the package, or of the named folders below the root."""
    folders = [ROOT / room for room in rooms or ("reception",)]
    return [
        path
        for path in tracked_files()
        if path.suffix == ".py" and any(path.is_relative_to(folder) for folder in folders)
    ]


def name(path: Path) -> str:
    """A file's name as it is said in the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """A module as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def calls(path: Path) -> Iterator[tuple[int, str, ast.Call]]:
    """Calls in a module: line, dotted name, the call itself."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func), node
