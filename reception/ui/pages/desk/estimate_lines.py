"""The lines of an estimate on the screen: what is told, what was added and agreed, what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.queries.prices import PriceRow, ToldLine
from reception.ui.i18n import _, screen_translator
from reception.ui.kit.button import IconButton
from reception.ui.kit.choose import Tick
from reception.ui.kit.layout import STRETCH, Column, Row
from reception.ui.kit.text import Text


@dataclass
class ChosenItem:
    """A service chosen in the form and not told yet."""

    row: PriceRow
    was_agreed: bool = False

    @property
    def item_id(self) -> int:
        """The version of its price."""
        return 0 if self.row.now is None else self.row.now.item_id

    @property
    def minor(self) -> int:
        """Its price."""
        return 0 if self.row.now is None else self.row.now.price_minor


class EstimateLineRow(Row):
    """One line: the service, added or not, agreed or not, the sum, and how to take it out."""

    agreed = Signal(object, bool)
    removed = Signal(object)

    def __init__(
        self,
        subject: ToldLine | ChosenItem,
        currency: str,
        *,
        is_added: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(gap=8, parent=parent)
        self.subject = subject
        told = isinstance(subject, ToldLine)
        name = subject.service if isinstance(subject, ToldLine) else subject.row.told_name
        minor = subject.amount_minor if isinstance(subject, ToldLine) else subject.minor
        self.name = Text(name, "body", wrap=True, parent=self)
        self.sum = Text(screen_translator().money(minor, currency), "strong", parent=self)
        self.box.addWidget(self.name, 1)
        self.tick: Tick | None = None
        if is_added:
            self.box.addWidget(Text(_("added"), "muted", parent=self))
            self.tick = Tick(_("Agreed"), checked=subject.was_agreed, parent=self)
            self.tick.clicked.connect(self._agreed)
            self.box.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignVCenter)
        self.box.addWidget(self.sum)
        self.remove_button: IconButton | None = None
        if not told:
            self.remove_button = IconButton("cross", _("Take {service} out", service=name))
            self.remove_button.clicked.connect(self._removed)
            self.box.addWidget(self.remove_button)

    @Slot()
    def _agreed(self) -> None:
        self.agreed.emit(self.subject, self.tick is not None and self.tick.isChecked())

    @Slot()
    def _removed(self) -> None:
        self.removed.emit(self.subject)


class EstimateLines(Column):
    """All lines with their sum in large type."""

    agreed = Signal(object, bool)
    removed = Signal(object)

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(gap=4, parent=parent)
        self._currency = currency
        self.rows: list[EstimateLineRow] = []
        self.lines = Column(gap=4, parent=self)
        self.empty = Text("", "muted", wrap=True, parent=self)
        self.total = Text("", "title", parent=self)
        for part in (self.lines, self.empty):
            self.box.addWidget(part)
        self.box.addWidget(Row(STRETCH, self.total))

    def show_lines(
        self, told: Sequence[ToldLine], chosen: Sequence[ChosenItem], *, sum_told: int | None
    ) -> None:
        """Show what is told and what is chosen; `sum_told` is one sum that was told instead."""
        for row in self.rows:
            self.lines.box.removeWidget(row)
            row.hide()
            row.deleteLater()
        is_added = sum_told is not None
        self.rows = [
            *(EstimateLineRow(one, self._currency, is_added=one.was_added) for one in told),
            *(EstimateLineRow(one, self._currency, is_added=is_added) for one in chosen),
        ]
        for row in self.rows:
            row.agreed.connect(self.agreed)
            row.removed.connect(self.removed)
            self.lines.box.addWidget(row)
        self.lines.setVisible(bool(self.rows))
        self.empty.setVisible(not self.rows)
        money = screen_translator().money
        if not told and sum_told is not None:
            words = _("Told as one sum: {money}", money=money(sum_told, self._currency))
            self.empty.setText(words)
            self.empty.show()
        else:
            self.empty.setText(_("What is told will stand here, line by line."))
        total = (sum_told or 0) + sum(one.minor for one in chosen)
        total += sum(one.amount_minor for one in told if one.was_added)
        self.total.setVisible(bool(self.rows) or sum_told is not None)
        self.total.setText(_("In all: {money}", money=money(total, self._currency)))
