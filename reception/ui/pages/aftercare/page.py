"""After the visit, in parts: the queue of today first; each part is registered in parts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from reception.changes import Topic
from reception.ui.i18n import _
from reception.ui.page import Command, Screens
from reception.ui.pages.aftercare.part import Part
from reception.ui.pages.aftercare.parts import aftercare_parts
from reception.ui.parts_page import PartsPage


class AftercarePage(PartsPage):
    """The parts by name; navigating here with a part's key opens it."""

    interested_in: ClassVar[frozenset[Topic]] = frozenset(
        {
            Topic.VISITS,
            Topic.PATIENTS,
            Topic.CONSENTS,
            Topic.TASKS,
            Topic.FEEDBACK,
            Topic.CONTACTS,
            Topic.SETTINGS,
            Topic.IMPORTS,
        }
    )

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, _("After the visit"), parent)
        self._entries = aftercare_parts()
        self.parts: dict[str, Part] = {each.key: each.make(screens) for each in self._entries}
        self.lay_out(
            {each.key: (each.word, self.parts[each.key]) for each in self._entries}, scrolls=False
        )

    def arrive(self, subject: object) -> None:
        """A part's key opens it; with a second word, what it should show."""
        key, shown = subject if isinstance(subject, tuple) else (subject, None)
        super().arrive(key)
        if isinstance(key, str) and key in self.parts:
            self.parts[key].arrive(shown)

    def commands(self) -> Sequence[Command]:
        """The parts by name."""
        return [
            Command(
                _("After the visit: {part}", part=each.word), partial(self.filters.choose, each.key)
            )
            for each in self._entries
        ]
