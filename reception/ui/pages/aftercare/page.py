"""After the visit, in parts: the queue of today first; each part is registered in parts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from reception.changes import Topic
from reception.ui.i18n import _
from reception.ui.kit.chip import Filters
from reception.ui.kit.layout import column
from reception.ui.kit.text import Text
from reception.ui.page import Command, Page, Screens
from reception.ui.pages.aftercare.part import Part
from reception.ui.pages.aftercare.parts import aftercare_parts


class AftercarePage(Page):
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
        super().__init__(screens, parent)
        self._entries = aftercare_parts()
        self.parts: dict[str, Part] = {each.key: each.make(screens) for each in self._entries}
        self.filters = Filters([(each.key, each.word) for each in self._entries], wraps=True)
        self.filters.setVisible(len(self._entries) > 1)
        self.filters.chosen.connect(self._show_part)
        self.stack = QStackedWidget(self)
        for part in self.parts.values():
            self.stack.addWidget(part)
        layout = column(
            Text(_("After the visit"), "title"), self.filters, self.stack, gap=16, margins=(24,)
        )
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Ask the query of the part that is shown; the others ask when they are."""
        self.parts[self.filters.current].refresh()

    def arrive(self, subject: object) -> None:
        """A part's key opens it."""
        if isinstance(subject, str) and subject in self.parts:
            self.filters.choose(subject)

    def step_back(self) -> bool:
        """Whatever the part that is shown goes back from."""
        return self.parts[self.filters.current].step_back()

    def first_focus(self) -> QWidget | None:
        """What the part that is shown begins with."""
        return self.parts[self.filters.current].first_focus()

    @Slot(str)
    def _show_part(self, key: str) -> None:
        self.parts[key].refresh()
        self.stack.setCurrentIndex(list(self.parts).index(key))
        focus = self.parts[key].first_focus()
        if focus is not None and self.isVisible():
            focus.setFocus()

    def commands(self) -> Sequence[Command]:
        """The parts by name."""
        return [
            Command(
                _("After the visit: {part}", part=each.word), partial(self.filters.choose, each.key)
            )
            for each in self._entries
        ]
