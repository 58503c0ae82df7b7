"""What an import says about a row: its faults in the order of the columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reception.translation import Message

_LONGEST_VALUE = 200
LONGEST_CELL = 20_000  # a text of more letters is cut as it is read; no field may be as long


@dataclass(frozen=True)
class Fault:
    """One field that cannot be taken: what stood there and why not."""

    field: str
    value: str
    reason: Message


@dataclass(frozen=True)
class RowReport:
    """A row that is refused, or taken with a warning; `key` is its external id as text."""

    line: int
    key: str
    faults: tuple[Fault, ...]

    @property
    def first(self) -> Fault:
        """The fault of the leftmost column."""
        return self.faults[0]

    @property
    def more(self) -> tuple[Fault, ...]:
        """The others."""
        return self.faults[1:]


def row_report(line: int, key: str, faults: Iterable[Fault], order: Sequence[str]) -> RowReport:
    """Faults sorted by the place of their column; what has no column comes last."""
    places = {name: place for place, name in enumerate(order)}
    ordered = sorted(faults, key=lambda fault: places.get(fault.field, len(places)))
    return RowReport(line, shortened(key), tuple(ordered))


def shortened(text: str) -> str:
    """A value as it is shown: one that is absurdly long is cut, control characters are seen."""
    shown = text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"
    return "".join(
        ch if ch.isprintable() or ch in "\n\t\xa0" else f"\\x{ord(ch):02x}" for ch in shown
    )
