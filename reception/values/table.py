"""A table of a screen, an export or a paper: one value that every writer takes.

The screen shows it, CSV and XLSX are written from it and papers print it, so that what is
exported always equals what is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from reception.translation import Message
from reception.values.money import Money

TableCell = str | int | Decimal | Fraction | Money | date | datetime | time | bool | Message | None


class Kind(StrEnum):
    """What stands in a column; it decides alignment and how a spreadsheet keeps it."""

    TEXT = "text"
    NUMBER = "number"  # int or Decimal
    MONEY = "money"  # Money
    PERCENT = "percent"  # a ratio 0–1, Decimal or Fraction
    DATE = "date"  # a local day
    MOMENT = "moment"  # a local day and time; an aware instant is written as it stands
    TIME = "time"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Column:
    """One column: its key for programs, its title for people."""

    key: str
    title: Message
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Table:
    """Rows under columns; `name` is the title of the table, `note` a line below it."""

    name: Message
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[TableCell]]
    note: Message | None = None
