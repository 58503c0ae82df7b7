"""The one place where the window is composed of its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication

from reception import bootstrap
from reception.bootstrap import OpenClinic, Supervisor
from reception.clock import Clock
from reception.paths import DataFolder
from reception.queries.clinic import clinic_facts
from reception.translation import load_translator
from reception.ui import i18n, looks
from reception.ui.actions import ActionRunner
from reception.ui.backup_round import Safe, backup_round
from reception.ui.clock_watch import ClockWatch
from reception.ui.files import FileChooser
from reception.ui.jobs import JobRunner
from reception.ui.main_window import Frame, MainWindow
from reception.ui.notices import Notices
from reception.ui.page import Navigator, PageEntry, Screens
from reception.ui.papers import PaperDesk
from reception.ui.preferences import Preferences
from reception.ui.premises import Premises
from reception.ui.printer import Printer
from reception.ui.printing import Printing
from reception.ui.report_round import ReportRound
from reception.ui.seat import Seat

Pages = Callable[[Premises], Sequence[PageEntry]]


@dataclass(frozen=True)
class Surroundings:
    """Everything from outside: where the data lie, the time, this PC's choices and devices."""

    folder: DataFolder
    clock: Clock
    preferences: Preferences
    files: FileChooser
    printer: Printer
    pages: Pages


class Owner(Protocol):
    """What only the owner of the window can do for its settings."""

    def rebuild(self) -> None:
        """Build the window anew."""

    def restore(self, copy: Path) -> None:
        """Go back to a copy."""

    def protect(self, supervisor: Supervisor) -> None:
        """Put the first password on the folder."""


def compose_window(
    clinic: OpenClinic, around: Surroundings, seat: Seat, owner: Owner
) -> tuple[MainWindow, Screens]:
    """The window with its pages over an open clinic, in its language and looks."""
    chosen = around.preferences.chosen
    with clinic.database.reading() as session:
        facts = clinic_facts(session)
    translator = load_translator(chosen.language or facts.language)
    i18n.install(translator)
    looks.dress(QApplication.instance(), chosen)
    last_backup = partial(bootstrap.last_backup, clinic.folder)
    window = MainWindow(Frame(facts, clinic.key is not None, last_backup))
    notices = Notices(window, around.files)
    actions = ActionRunner(clinic.database, around.clock, seat, notices, window)
    jobs = JobRunner(clinic.database, around.clock, seat, notices, actions, window)
    printing = Printing(around.files, around.printer)
    screens = Screens(
        actions=actions,
        jobs=jobs,
        printing=printing,
        papers=PaperDesk(actions, jobs, printing),
        files=around.files,
        notify=notices,
        clock=around.clock,
        preferences=around.preferences,
        navigate=Navigator(window),
        translator=translator,
        seat=seat,
    )
    premises = Premises(
        folder=clinic.folder,
        key=clinic.key,
        is_demonstration=facts.is_demonstration,
        rebuild=owner.rebuild,
        restore=owner.restore,
        protect=owner.protect,
    )
    window.furnish(screens, around.pages(premises))
    window.watch_clock(ClockWatch(actions, around.clock, ZoneInfo(facts.time_zone), window))
    if not facts.is_demonstration:
        safe = Safe(clinic, ZoneInfo(facts.time_zone), around.preferences, around.clock)
        window.backups = backup_round(safe, actions, jobs, window)
        window.backups.trouble.connect(window.tell_backup_trouble)
        ReportRound(clinic, safe.zone, screens, window).begin()
    return window, screens
