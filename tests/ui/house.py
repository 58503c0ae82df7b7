"""The whole window over a clinic's folder, for stories, pictures and the search for cut text."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from reception import bootstrap
from reception.clock import Clock
from reception.paths import DataFolder
from reception.translation import Language, load_translator
from reception.ui import i18n, theme
from reception.ui.files import FileChooser
from reception.ui.furnishing import make_workplace
from reception.ui.main_window import MainWindow
from reception.ui.page import Screens
from reception.ui.preferences import Preferences
from reception.ui.printer import Printer
from reception.ui.workplace import Workplace
from reception.values.choices import Country

SCREEN = (1366, 768)
COUNTRIES = {Language.RU: Country.RU, Language.UK: Country.UA, Language.EN: Country.RU}
LONGEST_WAIT_MS = 15_000


def settle() -> None:
    """Let Qt do what it has put off: layouts, painting, deletions."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()


def until(condition: Callable[[], object], what: str) -> None:
    """Let Qt work until `condition` holds; fails after fifteen seconds."""
    timer = QElapsedTimer()
    timer.start()
    while not condition():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if timer.hasExpired(LONGEST_WAIT_MS):
            said = [
                label.text()
                for window in QApplication.topLevelWidgets()
                for label in window.findChildren(QLabel)
                if label.isVisible() and label.text()
            ]
            raise AssertionError(f"waited in vain for {what}; the screen says: {said}")


def lay_down_demonstration(
    folder: DataFolder, country: Country, clock: Clock, *, patients: int = 80, months: int = 6
) -> None:
    """A small demonstration clinic in `folder`, always the same."""
    bootstrap.lay_down_demonstration(
        folder, country=country, clock=clock, seed=1, patients=patients, months=months
    ).close()


class House:
    """The opened program: its workplace, its window, and how it looks."""

    def __init__(
        self,
        folder: DataFolder,
        clock: Clock,
        *,
        files: FileChooser | None = None,
        printer: Printer | None = None,
    ) -> None:
        self.folder = folder
        self.preferences = Preferences(folder.root)
        self.workplace: Workplace = make_workplace(
            folder, clock, self.preferences, files=files, printer=printer
        )

    @property
    def window(self) -> MainWindow:
        """The window; there is one once the clinic is open."""
        window = self.workplace.window
        assert window is not None
        return window

    @property
    def screens(self) -> Screens:
        """What the pages are given."""
        return self.window.page(self.window.shown).screens

    def enter(self) -> None:
        """Open an unprotected folder and wait for its window."""
        self.workplace.begin()
        until(lambda: self.workplace.window is not None, "the window")
        self.window.resize(*SCREEN)
        settle()

    def wear(self, language: Language, *, dark: bool = False, scale: int = 100) -> None:
        """Show the window in a language, light or dark, at a text size in per cent."""
        self.preferences.choose(language=language, theme="dark" if dark else "light", scale=scale)
        self.workplace.rebuild()
        self.window.resize(*SCREEN)
        settle()

    def go(self, place: str, subject: object = None) -> QWidget:
        """Show a page and let it finish."""
        self.window.go(place, subject)
        settle()
        return self.window.page(place)

    def close(self) -> None:
        """Close the program and take its language and looks off again."""
        window = self.workplace.window
        if window is not None:
            window.close()
            window.deleteLater()
        self.workplace.close()
        self.workplace.deleteLater()
        settle()
        i18n.install(load_translator(Language.EN))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, theme.Theme())


@contextmanager
def open_house(folder: Path, clock: Clock) -> Iterator[House]:
    """The program over an unprotected folder, closed at the end."""
    house = House(DataFolder(folder), clock)
    try:
        house.enter()
        yield house
    finally:
        house.close()
