"""Payloads of the day's papers: the list of a doctor or a nurse, and what the shift signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from reception.documents.payloads import Imprint


@dataclass(frozen=True)
class DayPaperRow:
    """One of the doctor's own patients; `tell`: about the card, and not a word of her family."""

    at: time | None
    name: str
    called: str
    room: str = ""
    tell: bool = False
    drink: str = ""
    quiet: bool = False


@dataclass(frozen=True)
class DayPaper:
    """The day of one doctor; nobody else's patients stand on it."""

    imprint: Imprint
    clinic_name: str
    day: date
    doctor: str
    rows: tuple[DayPaperRow, ...]
