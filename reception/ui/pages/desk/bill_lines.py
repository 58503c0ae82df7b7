"""The lines of a bill as they are typed: group of services, words, sum."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.queries.prices import ToldLine
from reception.services.checkout import GivenLine
from reception.ui.i18n import _
from reception.ui.kit.button import Button, IconButton
from reception.ui.kit.choose import Tick
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.layout import STRETCH, Column, Row
from reception.ui.kit.text import Text
from reception.ui.pages.desk.typed_money import read_money


class BillLineRow(Column):
    """One line; `changed` with every key, `returned` with Return in the sum.

    Above a line of the estimate stands its service; what was added has its "Agreed".
    """

    changed = Signal()
    returned = Signal()
    removed = Signal(object)

    def __init__(self, groups: Sequence[tuple[str, str]], *, titled: bool) -> None:
        super().__init__(gap=2)
        self.told: ToldLine | None = None
        self.service = Text("", "strong", wrap=True)
        self.added = Text(_("added"), "muted")
        self.tick = Tick(_("Agreed"))
        self.tick.clicked.connect(self._changed)
        self.head = Row(self.service, self.added, self.tick, gap=8)
        self.head.box.setStretch(0, 1)
        self.head.hide()
        self.group = ChoiceField(
            _("Group of services") if titled else "", groups, groups[0][0] if groups else None
        )
        self.amount = Field(_("Sum") if titled else "", longest=15)
        self.remove_button = IconButton("cross", _("Take the line out"))
        if titled:
            self.remove_button.hide()
        self.group.chosen.connect(self._changed)
        self.amount.edited.connect(self._changed)
        self.amount.returned.connect(self.returned)
        self.remove_button.clicked.connect(self._remove)
        fields = Row(gap=8)
        fields.box.addWidget(self.group, 3)
        fields.box.addWidget(self.amount, 2)
        fields.box.addWidget(self.remove_button)
        self.box.addWidget(self.head)
        self.box.addWidget(fields)

    def take(self, told: ToldLine, amount: str) -> None:
        """Bill a line of the estimate."""
        self.told = told
        self.service.setText(told.service)
        self.group.set_value(told.group)
        self.amount.line.setText(amount)
        self.added.setVisible(told.was_added)
        self.tick.setVisible(told.was_added)
        self.tick.setChecked(told.was_agreed)
        self.head.show()

    def line(self) -> GivenLine | None:
        """The line as typed; None where the sum is none or nothing."""
        minor = read_money(self.amount.text())
        if minor is None or self.group.value() is None:
            return None
        told = self.told
        if told is None:
            return GivenLine(self.group.value(), minor)
        return GivenLine(
            self.group.value(),
            minor,
            told.service,
            was_added=told.was_added,
            was_agreed=told.was_added and self.tick.isChecked(),
            price_item_id=told.price_item_id,
        )

    def is_wrong(self) -> bool:
        """Whether something is typed that is no sum."""
        return bool(self.amount.text()) and read_money(self.amount.text()) is None

    @Slot()
    @Slot(bool)
    @Slot(str)
    @Slot(object)
    def _changed(self, *_what: object) -> None:
        wrong = self.is_wrong()
        self.amount.set_error(_("Enter a sum, for example 3200 or 3200,50.") if wrong else "")
        self.changed.emit()

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self)


class BillLines(Column):
    """All lines; the first always stands."""

    changed = Signal()
    returned = Signal()

    def __init__(
        self, groups: Sequence[tuple[str, str]], amount: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(gap=8, parent=parent)
        self._groups = list(groups)
        self._rows: list[BillLineRow] = []
        self.rows_column = Column(gap=8)
        self.add_button = Button(_("Add a line"), "quiet", icon="plus", key="Ctrl+N")
        self.add_button.clicked.connect(self._add_and_go)
        self.box.addWidget(self.rows_column)
        self.box.addWidget(Row(self.add_button, STRETCH))
        self.add_row().amount.line.setText(amount)

    @property
    def groups(self) -> list[tuple[str, str]]:
        """The groups of services: code and the clinic's word."""
        return self._groups

    @property
    def rows(self) -> list[BillLineRow]:
        """The lines in their order."""
        return self._rows

    def add_row(self) -> BillLineRow:
        """Another line, empty."""
        line = BillLineRow(self._groups, titled=not self._rows)
        line.changed.connect(self.changed)
        line.returned.connect(self.returned)
        line.removed.connect(self._remove)
        self._rows.append(line)
        self.rows_column.box.addWidget(line)
        return line

    def take_estimate(self, told: Sequence[tuple[ToldLine, str]]) -> None:
        """Bill what was told, line by line, with its sum as it is typed."""
        for number, (line, amount) in enumerate(told):
            (self._rows[0] if number == 0 else self.add_row()).take(line, amount)

    def lines(self) -> list[GivenLine]:
        """The lines that have a sum."""
        found = (row.line() for row in self._rows)
        return [line for line in found if line is not None]

    def is_wrong(self) -> bool:
        """Whether any line is wrong."""
        return any(row.is_wrong() for row in self._rows)

    @Slot()
    def _add_and_go(self) -> None:
        self.add_row().group.combo.setFocus()

    @Slot(object)
    def _remove(self, line: BillLineRow) -> None:
        self._rows.remove(line)
        self.rows_column.box.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.changed.emit()
