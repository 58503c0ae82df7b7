"""The window does not use up None, True and False (docs/decisions/0007-immortal-none.md)."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONG_DAY = """
import reception.ui
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rung = Signal(object)

bell = Bell()
for _ in range(100_000):
    bell.property("nothing")
    bell.rung.emit(None)
print("still here")
"""


def test_a_long_day_does_not_end_the_interpreter() -> None:
    told = subprocess.run(
        [sys.executable, "-c", LONG_DAY],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout.strip()) == (0, "still here"), told.stderr
