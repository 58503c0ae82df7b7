"""Which services earn points and which can be paid with them: two ticks for each group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from reception.rules.wording import Sentence
from reception.ui import theme
from reception.ui.i18n import _
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Tick
from reception.ui.kit.text import Text
from reception.ui.pages.programme.terms_card import LARGE_TEXT

EARNING, REDEMPTION = "earning", "redemption"


class GroupsCard(Card):
    """`changed` tells the table of the terms, the group, and whether it is excluded now."""

    changed = Signal(str, str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Services"), parent=parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.active().px(16))
        self._grid.setColumnStretch(0, 1)
        self.add(self._grid)
        self.ticks: dict[tuple[str, str], Tick] = {}
        self.printed = Text(_("Printed on the sheet"), "caption", parent=self)
        self.said = Text("", "muted", wrap=True, selectable=True, parent=self)
        self.add(self.printed)
        self.add(self.said)

    def show_terms(
        self,
        tree: Mapping[str, Any],
        sentences: Sequence[Sentence],
        groups: Sequence[tuple[str, str]],
    ) -> None:
        """Show what is saved; the rows are built once for the clinic's groups."""
        if {code for _table, code in self.ticks} != {code for code, _name in groups}:
            self._build(groups)
        for (table, code), tick in self.ticks.items():
            tick.setChecked(code not in tree[table]["excluded_groups"])
        self.said.setText("\n".join(f"{one.code[1:]}. {one.text}" for one in sentences))

    def _build(self, groups: Sequence[tuple[str, str]]) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.ticks.clear()
        apart = theme.active().px(100) > LARGE_TEXT
        for count, (code, name) in enumerate(groups):
            line = 2 * count + 1 if apart else count
            width = 3 if apart else 1
            self._grid.addWidget(Text(name, wrap=True, parent=self), line - apart, 0, 1, width)
            for place, (table, word) in enumerate(
                ((EARNING, _("earns")), (REDEMPTION, _("paid with points"))), start=1
            ):
                tick = Tick(word, parent=self)
                tick.setAccessibleName(f"{name}: {word}")
                tick.setObjectName(f"{table} {code}")
                tick.clicked.connect(self._clicked)
                self.ticks[table, code] = tick
                self._grid.addWidget(tick, line, place, Qt.AlignmentFlag.AlignLeft)

    @Slot(bool)
    def _clicked(self, checked: bool) -> None:
        table, _blank, code = self.sender().objectName().partition(" ")
        self.changed.emit(table, code, not checked)
