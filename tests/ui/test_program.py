"""The program as a whole: one window a folder, crashes that leave a report, garbage on one thread."""

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from reception.clock import SetClock
from reception.paths import DataFolder
from reception.translation import Language
from reception.ui.app import Program, Start
from reception.ui.collector import Collector
from reception.ui.crash import CRASH_FILE, CrashHooks
from reception.ui.first_start import Welcome
from reception.ui.instance import Instance
from reception.ui.kit.strip import Strip
from tests.ui.house import settle, until

ROOT = Path(__file__).parents[2]


def test_the_second_start_raises_the_first_window(qtbot: QtBot, data_folder: DataFolder) -> None:
    first, second = Instance(data_folder), Instance(data_folder)
    assert first.acquire()
    assert not second.acquire()
    with qtbot.waitSignal(first.raised, timeout=5000):
        assert second.raise_first()
    first.release()
    assert second.acquire()
    second.release()


def test_a_lock_left_by_a_dead_process_is_taken_over(data_folder: DataFolder) -> None:
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"],
        capture_output=True,
        text=True,
        check=True,
    )
    data_folder.lock.write_text(f"{dead.stdout.strip()}\nreception\n\n\n\n", encoding="utf-8")
    instance = Instance(data_folder)
    assert instance.acquire()
    instance.release()


HOLD = """
import sys
from pathlib import Path
from reception.cli.runner import held_lock
from reception.paths import DataFolder
with held_lock(DataFolder(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_command_that_writes_keeps_the_window_away(qtbot: QtBot, data_folder: DataFolder) -> None:
    window = Instance(data_folder)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data_folder.root)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as command:
        assert command.stdout is not None
        assert command.stdout.readline() == "held\n"
        assert not window.acquire()
        assert not window.raise_first()
        command.communicate("done\n")
    assert window.acquire()
    window.release()


@pytest.fixture
def hooks(qtbot: QtBot, tmp_path: Path) -> Iterator[CrashHooks]:
    hooks = CrashHooks(tmp_path)
    yield hooks
    hooks.remove()


def test_what_no_screen_caught_is_explained_and_logged_without_data(
    hooks: CrashHooks, log_watch: Any
) -> None:
    log_watch.expect("ZeroDivisionError")
    told: list[BaseException] = []
    hooks.explain = told.append
    assert hooks.install() == ""
    error = ZeroDivisionError("Иванова +79161234567")
    sys.excepthook(type(error), error, None)
    until(lambda: told, "the explanation")
    assert "Иванова" not in str([record.getMessage() for record in log_watch.records])


def test_an_error_on_another_thread_reaches_the_screen(hooks: CrashHooks, log_watch: Any) -> None:
    log_watch.expect("ValueError")
    told: list[str] = []
    hooks.explain = lambda error: told.append(threading.current_thread().name)
    hooks.install()

    def fall() -> None:
        raise ValueError

    thread = threading.Thread(target=fall)
    thread.start()
    thread.join()
    until(lambda: told, "the explanation")
    assert told == [threading.main_thread().name]


def test_a_crash_is_told_at_the_next_start(hooks: CrashHooks, tmp_path: Path) -> None:
    code = (
        "import faulthandler, os, signal, sys;"
        f"faulthandler.enable(open({str(tmp_path / CRASH_FILE)!r}, 'w'));"
        "os.kill(os.getpid(), signal.SIGSEGV)"
    )
    subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    report = hooks.install()
    assert "Segmentation fault" in report
    hooks.remove()
    assert not (tmp_path / CRASH_FILE).exists()


def test_garbage_is_collected_on_the_screens_thread_only(qtbot: QtBot) -> None:
    collector = Collector()
    try:
        assert not gc.isenabled()
        threads: list[str] = []
        gc.callbacks.append(
            note := lambda phase, info: threads.append(threading.current_thread().name)
        )
        for _ in range(5000):
            loop: list[Any] = []
            loop.append(loop)
        collector.look()
        gc.callbacks.remove(note)
        assert set(threads) == {threading.main_thread().name}
    finally:
        collector.stop()
    assert gc.isenabled()


def test_the_program_paints_first_then_loads_and_asks(
    qtbot: QtBot, qapp: Any, data_folder: DataFolder, clock: SetClock
) -> None:
    program = Program(qapp, Start(data_folder, Language.UK), clock)
    assert program.begin() is None
    entry = program._entry
    assert entry is not None
    assert entry.isVisible()
    until(lambda: program._workplace, "the libraries")
    workplace = program._workplace
    assert workplace is not None
    until(lambda: workplace.entry.findChildren(Welcome), "the first question")
    workplace.entry.close()
    workplace.entry.deleteLater()
    program.end()
    program.deleteLater()
    settle()
    assert not (data_folder.logs / CRASH_FILE).exists()


def test_a_folder_that_cannot_be_used_is_explained_and_left_alone(
    qtbot: QtBot, qapp: Any, tmp_path: Path, clock: SetClock
) -> None:
    file = tmp_path / "a file"
    file.write_text("not a folder", encoding="utf-8")
    program = Program(qapp, Start(DataFolder(file), Language.RU, language_named=True), clock)
    assert program.begin() is None
    entry = program._entry
    assert entry is not None
    said = [strip.text() for strip in entry.findChildren(Strip)]
    assert len(said) == 1
    assert str(file) in said[0]
    entry.close()
    entry.deleteLater()
    program.end()
    program.deleteLater()
    settle()
    assert file.read_text(encoding="utf-8") == "not a folder"


OPEN_AND_CLOSE = """
import sys
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication
from reception.main import main

class Visitor(QObject):
    @Slot()
    def look(self):
        names = [type(one).__name__ for one in app.topLevelWidgets() if one.isVisible()]
        if "MainWindow" in names:
            print("open")
            app.closeAllWindows()

app = QApplication([])
visitor = Visitor()
timer = QTimer()
timer.timeout.connect(visitor.look)
timer.start(100)
sys.exit(main(["--data", sys.argv[1], "--lang", "ru", "--demo"]))
"""


def test_the_window_opens_and_closes_in_a_process_of_its_own(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", OPEN_AND_CLOSE, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    errors = [line for line in told.stderr.splitlines() if "propagateSizeHints" not in line]
    assert (told.returncode, told.stdout.strip(), errors) == (0, "open", [])
    assert not (tmp_path / "reception.db").exists()
