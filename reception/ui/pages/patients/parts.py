"""The parts of a patient's record, in the order they stand: one place to register a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from reception.ui.i18n import _
from reception.ui.page import Screens
from reception.ui.pages.patients.consents_part import ConsentsPart
from reception.ui.pages.patients.family_part import FamilyPart
from reception.ui.pages.patients.history_part import HistoryPart
from reception.ui.pages.patients.overview_part import OverviewPart
from reception.ui.pages.patients.papers_part import PapersPart
from reception.ui.pages.patients.part import PersonPart
from reception.ui.pages.patients.points_part import PointsPart
from reception.ui.pages.patients.portrait_part import PortraitPart
from reception.ui.pages.patients.preferences_part import PreferencesPart
from reception.ui.pages.patients.traces_part import TracesPart


@dataclass(frozen=True)
class PartEntry:
    """A part by its key, its word in the language of the screen, and how it is made."""

    key: str
    word: str
    make: Callable[[Screens, QWidget | None], PersonPart]


def record_parts() -> tuple[PartEntry, ...]:
    """Every part; the first is shown when a record is opened."""
    return (
        PartEntry("person", _("Person"), OverviewPart),
        PartEntry("family", _("Family"), FamilyPart),
        PartEntry("points", _("Points"), PointsPart),
        PartEntry("preferences", _("Preferences"), PreferencesPart),
        PartEntry("consents", _("Consents"), ConsentsPart),
        PartEntry("papers", _("Papers"), PapersPart),
        PartEntry("portrait", _("Loyalty"), PortraitPart),
        PartEntry("traces", _("History of visits"), TracesPart),
        PartEntry("history", _("History of changes"), HistoryPart),
    )
