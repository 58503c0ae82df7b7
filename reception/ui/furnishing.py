"""Which pages this release has, and in which order they stand on the rail.

Number 3 (After the visit) is kept for a page that comes later.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from reception.changes import Topic
from reception.clock import Clock
from reception.paths import DataFolder
from reception.queries.cards import cards_due
from reception.ui.composing import Surroundings
from reception.ui.files import FileChooser
from reception.ui.i18n import _
from reception.ui.page import Page, PageEntry, Screens
from reception.ui.pages.aftercare.page import AftercarePage
from reception.ui.pages.cards.page import CardsPage
from reception.ui.pages.desk.page import DeskPage
from reception.ui.pages.imports.page import ImportPage
from reception.ui.pages.knowledge.page import KnowledgePage
from reception.ui.pages.patients.page import PatientsPage
from reception.ui.pages.programme.page import ProgrammePage
from reception.ui.pages.reports.page import ReportsPage
from reception.ui.pages.settings.page import SettingsPage
from reception.ui.preferences import Preferences
from reception.ui.premises import Premises
from reception.ui.printer import Printer, SystemPrinter
from reception.ui.workplace import Workplace


def pages(premises: Premises) -> Sequence[PageEntry]:
    """Every page of the window."""
    return (
        PageEntry("desk", _("Desk"), "desk", partial(_desk, premises), 1),
        PageEntry("patients", _("Patients"), "patients", PatientsPage, 2),
        PageEntry("import", _("Import"), "upload", ImportPage),
        PageEntry(
            "aftercare",
            _("After the visit"),
            "after_visit",
            AftercarePage,
            3,
        ),
        PageEntry(
            "cards",
            _("Cards"),
            "cards",
            CardsPage,
            4,
            due=cards_due,
            due_topics=frozenset({Topic.PAPERS, Topic.TASKS}),
        ),
        PageEntry("programme", _("Programme"), "programme", ProgrammePage, 5),
        PageEntry("knowledge", _("Knowledge"), "knowledge", KnowledgePage, 6),
        PageEntry("reports", _("Reports"), "reports", ReportsPage, 7),
        PageEntry("settings", _("Settings"), "settings", partial(_settings, premises), 8),
    )


def _desk(premises: Premises, screens: Screens) -> Page:
    return DeskPage(screens, premises)


def _settings(premises: Premises, screens: Screens) -> Page:
    return SettingsPage(screens, premises)


def make_workplace(
    folder: DataFolder,
    clock: Clock,
    preferences: Preferences,
    *,
    files: FileChooser | None = None,
    printer: Printer | None = None,
    parent: QObject | None = None,
) -> Workplace:
    """The workplace with the system's own file dialog and printer, unless others are given."""
    around = Surroundings(
        folder=folder,
        clock=clock,
        preferences=preferences,
        files=files or FileChooser(parent),
        printer=printer or SystemPrinter(preferences),
        pages=pages,
    )
    return Workplace(around, parent)
