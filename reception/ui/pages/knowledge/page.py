"""Knowledge in parts: the quiz about the terms, the trainings; each part is registered in parts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from reception.changes import Topic
from reception.ui.i18n import _
from reception.ui.page import Command, Screens
from reception.ui.pages.knowledge.part import Part
from reception.ui.pages.knowledge.parts import knowledge_parts
from reception.ui.parts_page import PartsPage


class KnowledgePage(PartsPage):
    """The parts by name; navigating here with a part's key opens it."""

    interested_in: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.KNOWLEDGE, Topic.PROGRAMME, Topic.STAFF, Topic.TASKS}
    )

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, _("Knowledge"), parent)
        self._entries = knowledge_parts()
        self.parts: dict[str, Part] = {each.key: each.make(screens) for each in self._entries}
        self.lay_out({each.key: (each.word, self.parts[each.key]) for each in self._entries})

    def commands(self) -> Sequence[Command]:
        """The parts by name."""
        return [
            Command(_("Knowledge: {part}", part=each.word), partial(self.filters.choose, each.key))
            for each in self._entries
        ]
