"""A page in parts of which one is shown: chosen by a chip, by the palette, or navigated to by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from reception.ui.kit.chip import Filters
from reception.ui.kit.layout import Scroll, column
from reception.ui.kit.text import Text
from reception.ui.page import Page, Screens


class PagePart(Protocol):
    """What a part of a page can do."""

    def refresh(self) -> None:
        """Ask again and show the answer."""

    def step_back(self) -> bool:
        """Esc: undo the last step within the part; False where there is none."""

    def first_focus(self) -> QWidget | None:
        """What has the focus when the part is shown."""


class PartsPage(Page):
    """The base of pages in parts; navigating here with a part's key opens it.

    Only the part that is shown asks its query; the others ask when they are.
    """

    def __init__(self, screens: Screens, title: str, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self._title = title
        self._parts: dict[str, PagePart] = {}

    def lay_out(self, parts: Mapping[str, tuple[str, PagePart]], *, scrolls: bool = True) -> None:
        """Put the parts in, each with its word; `scrolls` unless a part scrolls by itself."""
        self._parts = {key: part for key, (_word, part) in parts.items()}
        self.filters = Filters(
            [(key, word) for key, (word, _part) in parts.items()], wraps=True, parent=self
        )
        self.filters.setVisible(len(parts) > 1)
        self.filters.chosen.connect(self._show_part)
        self.stack = QStackedWidget(self)
        for part in self._parts.values():
            widget = cast("QWidget", part)
            self.stack.addWidget(Scroll(widget, self.stack) if scrolls else widget)
        layout = column(Text(self._title, "title"), self.filters, self.stack, gap=16, margins=(24,))
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Ask the query of the part that is shown."""
        self._parts[self.filters.current].refresh()

    def arrive(self, subject: object) -> None:
        """A part's key opens it."""
        if isinstance(subject, str) and subject in self._parts:
            self.filters.choose(subject)

    def step_back(self) -> bool:
        """Whatever the part that is shown goes back from."""
        return self._parts[self.filters.current].step_back()

    def first_focus(self) -> QWidget | None:
        """What the part that is shown begins with."""
        return self._parts[self.filters.current].first_focus()

    @Slot(str)
    def _show_part(self, key: str) -> None:
        part = self._parts[key]
        part.refresh()
        self.stack.setCurrentIndex(list(self._parts).index(key))
        focus = part.first_focus()
        if focus is not None and self.isVisible():
            focus.setFocus()
