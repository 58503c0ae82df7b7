"""One row of a file while it is checked: what is wrong with it, and what is only to be looked at."""

from __future__ import annotations

from collections.abc import Mapping

from reception.rules import import_reasons as reasons
from reception.rules.import_report import Fault, shortened
from reception.rules.names import has_control
from reception.translation import Message
from reception.values.sheet import Formula, RawRow, cell_text

LONGEST_ID = 80


class RowCheck:
    """The faults of a row, which refuse it, and its warnings, which do not."""

    def __init__(self, raw: RawRow, limits: Mapping[str, int]) -> None:
        self.raw = raw
        self.limits = limits
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def refuse(self, name: str, reason: Message) -> None:
        """The row cannot be taken because of this field."""
        cell = self.raw.cells.get(name, "")
        text = cell if isinstance(cell, str) else cell_text(cell)
        self.faults.append(Fault(name, shortened(text), reason))

    def warn(self, name: str, reason: Message) -> None:
        """The row is taken, but somebody should look at this field."""
        self.warnings.append(Fault(name, shortened(self.raw.text(name)), reason))

    def detail(self, name: str) -> str:
        """A field of free text on one line; what is too long refuses the row, a formula is left."""
        text = self.raw.text(name)
        if isinstance(self.raw.cells.get(name), Formula):
            self.warn(name, reasons.formula())
            return ""
        if len(text) > self.limits[name]:
            self.refuse(name, reasons.too_long(self.limits[name]))
        return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())

    def number(self, name: str) -> str:
        """A key of the clinic's own; a formula, control characters or endless text refuse it."""
        text = self.raw.text(name)
        if isinstance(self.raw.cells.get(name), Formula):
            self.refuse(name, reasons.formula())
        elif has_control(text):
            self.refuse(name, reasons.control_characters())
        elif len(text) > LONGEST_ID:
            self.refuse(name, reasons.too_long(LONGEST_ID))
        return text
