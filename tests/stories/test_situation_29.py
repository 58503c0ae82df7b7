"""Situation 29: opened twice: the first window comes to the front; reading commands work beside it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt

from reception.ui.instance import Instance
from reception.values.choices import VisitStatus
from tests.ui.at_desk import AtDesk
from tests.ui.desk_day import enter, open_person, visits
from tests.ui.house import settle, until

ROOT = Path(__file__).resolve().parents[2]


def test_the_second_start_raises_the_first_window(small_desk: AtDesk) -> None:
    desk = small_desk
    window = desk.house.window
    first, second = Instance(desk.house.folder), Instance(desk.house.folder)
    assert first.acquire()
    raised: list[bool] = []
    first.raised.connect(window.showNormal)
    first.raised.connect(lambda: raised.append(True))
    window.showMinimized()
    settle()
    assert not second.acquire()
    assert second.raise_first()
    until(lambda: raised, "the window to be raised")
    settle()
    assert not window.isMinimized()
    first.release()


def test_a_command_reads_beside_the_window_and_the_window_writes_on(
    small_desk: AtDesk, tmp_path: Path
) -> None:
    desk = small_desk
    marina = enter(desk, "Соколова", "Марина", date(1988, 4, 12), phone="89161234567", visits=2)
    lock = Instance(desk.house.folder)
    assert lock.acquire()
    told = subprocess.run(
        [
            *(sys.executable, "-m", "reception", "--data", str(desk.house.folder.root)),
            *("--lang", "en", "report", "--month", "2026-10"),
            *("--out", str(tmp_path / "report")),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert told.returncode == 0, told.stderr
    open_person(desk, "4567")
    desk.press(Qt.Key.Key_F5)
    assert visits(desk, marina)[0].status is VisitStatus.ARRIVED
    lock.release()
