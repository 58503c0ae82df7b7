"""The floors of the house: imports point down only, and each room knows only its own library."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_imports_point_down_only(tmp_path: Path) -> None:
    command = "from importlinter.cli import lint_imports_command as go; go()"
    told = subprocess.run(
        [sys.executable, "-c", command, "--no-logo", "--cache-dir", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
