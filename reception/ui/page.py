"""What a page is: built once, asks its query again when something it shows has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from reception.changes import Changes, Topic
from reception.clock import Clock
from reception.translation import Translator
from reception.ui.actions import ActionRunner
from reception.ui.files import FileChooser
from reception.ui.jobs import JobRunner
from reception.ui.notices import Notices
from reception.ui.papers import PaperDesk
from reception.ui.preferences import Preferences
from reception.ui.printing import Printing
from reception.ui.seat import Seat

DUPLICATES = "duplicates"
"""What the page of patients shows by this name instead of a record: the pairs to decide."""


class Navigator(QObject):
    """Takes the person to another page: `navigate("patient", patient_id)`."""

    asked = Signal(str, object)

    def __call__(self, place: str, subject: object = None) -> None:
        """Go to a page by its key, with what it should show."""
        self.asked.emit(place, subject)


@dataclass(frozen=True)
class Screens:
    """What every page is given."""

    actions: ActionRunner
    jobs: JobRunner
    printing: Printing
    papers: PaperDesk
    files: FileChooser
    notify: Notices
    clock: Clock
    preferences: Preferences
    navigate: Navigator
    translator: Translator
    seat: Seat


@dataclass(frozen=True)
class Command:
    """An action of the palette: its name in words, its key if it has one, and what it does."""

    name: str
    act: Callable[[], None]
    key: str = ""


class Page(QWidget):
    """The base of all pages.

    A page overrides `refresh` (asks its query and shows the answer), names the topics it is
    `interested_in`, and may override `arrive`, `step_back`, `first_focus` and `commands`.
    `refresh` is called when the page is shown for the first time, after a committed action
    that touched its topics while it is visible, and at the next showing otherwise.
    """

    interested_in: ClassVar[frozenset[Topic]] = frozenset()

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.screens = screens
        self._stale = True

    def refresh(self) -> None:
        """Ask again and show the answer."""

    def arrive(self, subject: object) -> None:
        """Somebody navigated here, with a subject or None."""

    def step_back(self) -> bool:
        """Esc: undo the last step within the page; False where there is none."""
        return False

    def first_focus(self) -> QWidget | None:
        """What has the focus when the page is shown."""
        return None

    def in_hand(self) -> int | None:
        """The patient this page is about now; None where it is about nobody."""
        return None

    def commands(self) -> Sequence[Command]:
        """Actions of this page for the command palette."""
        return ()

    def on_committed(self, changes: Changes) -> None:
        """An action was committed: ask again now, or when the page is next shown."""
        if not changes.touch(*self.interested_in):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """A stale page asks before it is seen."""
        if self._stale:
            self._stale = False
            self.refresh()
        super().showEvent(event)


@dataclass(frozen=True)
class PageEntry:
    """A page of the window: built on its first visit by `build`.

    `number` is its key on the rail (Ctrl+1 … Ctrl+8), 0 where it is not on the rail; `due`
    is a query for the count beside its word, asked again when `due_topics` change.
    """

    key: str
    word: str
    icon: str
    build: Callable[[Screens], Page]
    number: int = 0
    due: Callable[..., int] | None = None
    due_topics: frozenset[Topic] = frozenset()
