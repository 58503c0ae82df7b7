"""From nothing to the first picture, and to the first word of a command, in processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).parents[2]
# Modules are compiled once, on the first start.
UNLIKE_A_CLINIC = {"PYTHONDONTWRITEBYTECODE"}
BARE_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
application = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(QTableWidget(1000, 5))
window.show()
application.processEvents()
"""
OUR_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication
from reception.ui import app, i18n, looks
from reception.ui.preferences import Chosen
application = QApplication(sys.argv[:1])
i18n.install(app.load_translator(app.Language.RU))
looks.dress(application, Chosen())
window = app.EntryWindow()
window.show()
application.processEvents()
"""


def run(*arguments: str) -> None:
    """One process of this Python, from its start to its end."""
    around = {name: value for name, value in os.environ.items() if name not in UNLIKE_A_CLINIC}
    told = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=around | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr


@pytest.mark.benchmark(group="start: the first picture")
def test_floor_of_the_first_picture(benchmark: BenchmarkFixture) -> None:
    benchmark(lambda: run("-c", BARE_WINDOW))


@pytest.mark.benchmark(group="start: the first picture")
def test_the_first_picture(benchmark: BenchmarkFixture) -> None:
    benchmark(lambda: run("-c", OUR_WINDOW))


@pytest.mark.benchmark(group="start: a command's first word")
def test_floor_of_a_command(benchmark: BenchmarkFixture) -> None:
    benchmark(lambda: run("-c", "print('0.1.0')"))


@pytest.mark.benchmark(group="start: a command's first word")
def test_a_command(benchmark: BenchmarkFixture) -> None:
    benchmark(lambda: run("-m", "reception", "--version"))
