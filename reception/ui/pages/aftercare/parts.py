"""The parts of the page, in the order they stand: one place to register a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reception.ui.i18n import _
from reception.ui.page import Screens
from reception.ui.pages.aftercare.complaints_part import ComplaintsPart
from reception.ui.pages.aftercare.leads_part import LeadsPart
from reception.ui.pages.aftercare.part import Part
from reception.ui.pages.aftercare.queue_part import QueuePart
from reception.ui.pages.aftercare.suggestions_part import SuggestionsPart
from reception.ui.pages.aftercare.themes_part import ThemesPart


@dataclass(frozen=True)
class PartEntry:
    """A part by its key, its word in the language of the screen, and how it is made."""

    key: str
    word: str
    make: Callable[[Screens], Part]


def aftercare_parts() -> tuple[PartEntry, ...]:
    """Every part; the first is shown when the page is opened."""
    return (
        PartEntry("queue", _("To reach today"), QueuePart),
        PartEntry("leads", _("Not patients yet"), LeadsPart),
        PartEntry("complaints", _("Complaints"), ComplaintsPart),
        PartEntry("suggestions", _("Suggestions"), SuggestionsPart),
        PartEntry("themes", _("Themes"), ThemesPart),
    )
