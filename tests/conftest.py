"""What every test stands on: a screen without a display, a set clock, and nothing left behind."""

import atexit
import gc
import logging
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Before anything imports Qt: no display, no fonts but our own, no folder of the person who runs it.
FIXTURES = Path(__file__).parent / "fixtures"
_AWAY = Path(tempfile.gettempdir()) / f"reception-tests-{os.getpid()}"
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["FONTCONFIG_FILE"] = str(FIXTURES / "fonts.conf")
for _name, _folder in (
    ("HOME", "home"),
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_DATA_HOME", "data"),
    ("XDG_CACHE_HOME", "cache"),
    ("XDG_RUNTIME_DIR", "runtime"),
    ("LOCALAPPDATA", "local"),
):
    (_AWAY / _folder).mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ[_name] = str(_AWAY / _folder)
atexit.register(shutil.rmtree, _AWAY, ignore_errors=True)

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

import reception.ui  # noqa: E402, F401 -- before Qt: see reception/ui/immortal.py
from reception.clock import SetClock  # noqa: E402
from reception.translation import Language, Translator, load_translator  # noqa: E402
from tests.clinics import (  # noqa: E402, F401 -- fixtures
    MONDAY_MORNING,
    administrator,
    clinic_masters,
    data_folder,
    database,
    empty_database,
    empty_master,
    open_clinic,
    supervisor,
)
from tests.people import desk  # noqa: E402, F401 -- a fixture
from tests.queries.november import lived_november, november  # noqa: E402, F401 -- fixtures

# The suite runs the same sample each time; campaigns (`run.py fuzz`) look further.
settings.register_profile("suite", deadline=None, derandomize=True, database=None, max_examples=60)
settings.register_profile("campaign", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("RECEPTION_HYPOTHESIS", "suite"))


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues once, before the workers all want them."""
    if not hasattr(config, "workerinput"):
        for language in Language:
            load_translator(language)


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands at nine on Monday 2 November 2026 in Moscow."""
    return SetClock(MONDAY_MORNING)


@pytest.fixture
def translator() -> Callable[[Language], Translator]:
    """The translator of a language."""
    return load_translator


@pytest.fixture
def exports() -> Path:
    """The two clinics' exports as they really come."""
    return FIXTURES / "exports"


# --- Nothing unexpected in the log ------------------------------------------------------------


@dataclass
class LogWatch(logging.Handler):
    """Collects warnings and worse, and forgets those a test says it expects."""

    records: list[logging.LogRecord] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.WARNING)

    __hash__ = logging.Handler.__hash__

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record for the end of the test."""
        self.records.append(record)

    def expect(self, fragment: str) -> None:
        """Some record of this test will contain `fragment`."""
        self.expected.append(fragment)

    def verdict(self) -> list[str]:
        """What was logged without being expected, and what was expected in vain."""
        said = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in self.records]
        surprises = [line for line in said if not any(part in line for part in self.expected)]
        missing = [part for part in self.expected if not any(part in line for line in said)]
        return surprises + [f"expected in vain: {part}" for part in missing]


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """Fails the test on any warning or error in a log that it did not announce by `expect`."""
    watch = LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)
    verdict = watch.verdict()
    if verdict:
        pytest.fail("the log says: " + "; ".join(verdict))


# --- Nothing left over ------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def nothing_left_over() -> Iterator[None]:
    """Fails the test when it leaves a window open or a thread running."""
    threads, before = set(threading.enumerate()), _windows()
    yield
    windows = _left_windows(before)
    for thread in set(threading.enumerate()) - threads:
        thread.join(timeout=5)
    running = [t.name for t in set(threading.enumerate()) - threads if t.is_alive()]
    if windows:
        pytest.fail(f"windows left open: {', '.join(windows)}")
    if running:
        pytest.fail(f"threads left running: {', '.join(running)}")


def _windows() -> set[int]:
    """Top-level widgets alive now, by their address in Qt; deletions put off are carried out."""
    if "PySide6.QtWidgets" not in sys.modules:
        return set()
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication
    from shiboken6 import getCppPointer

    if QApplication.instance() is None:
        return set()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return {getCppPointer(widget)[0] for widget in QApplication.topLevelWidgets()}


def _left_windows(before: set[int]) -> list[str]:
    """Names of windows the test made and left; they are closed, so that the next starts clean."""
    if not _windows() - before:
        return []
    gc.collect()
    from PySide6.QtWidgets import QApplication
    from shiboken6 import getCppPointer

    left = []
    for widget in QApplication.topLevelWidgets():
        if getCppPointer(widget)[0] not in before:
            left.append(f"{type(widget).__name__} “{widget.objectName() or widget.windowTitle()}”")
            widget.close()
            widget.deleteLater()
    _windows()
    return left


# --- Keys -------------------------------------------------------------------------------------


@pytest.fixture
def type_text() -> Callable[[object, str], None]:
    """Types a text of any alphabet into a widget, one key event a letter.

    `qtbot.keyClicks` ends the interpreter on the first letter that is not ASCII.
    """
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication, QWidget

    def type_into(target: object, text: str) -> None:
        assert isinstance(target, QWidget)
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(target, event)

    return type_into
