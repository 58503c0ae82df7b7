"""Shifts: each opening, handing over and closing is a signed row that never changes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base, Chained
from reception.values.day_choices import ShiftStep


class ShiftAct(Chained, Base):
    """One signature: who signed by PIN what was checked and counted.

    `checklist` is JSON: each item's code and whether it was ticked; `still_open` is JSON: what
    was open at that moment, counted by kind.  Cards and sheets are counted by hand; what the book
    says stands beside them, and `explanation` tells a difference.
    """

    __tablename__ = "shift_act"
    topic = Topic.SHIFT

    step: Mapped[ShiftStep]
    day: Mapped[date]
    signed_at: Mapped[datetime]
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    checklist: Mapped[str] = mapped_column(Text, default="{}")
    cards_expected: Mapped[int] = mapped_column(default=0)
    cards_counted: Mapped[int] = mapped_column(default=0)
    sheets_expected: Mapped[int | None]
    sheets_counted: Mapped[int] = mapped_column(default=0)
    explanation: Mapped[str] = mapped_column(String(500), default="")
    still_open: Mapped[str] = mapped_column(Text, default="{}")
    backup_at: Mapped[datetime | None]
