"""Cards and the stock of plastic."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from reception.changes import Topic
from reception.models.base import Base, Chained
from reception.values.choices import CardForm, CardState, StockMove


def _number_end_of_row(context: Any) -> str:
    return str(context.get_current_parameters()["number"])[-4:]


class Card(Base):
    """One number for ever; it holds no points (design/terms.md 12)."""

    __tablename__ = "card"
    topic = Topic.CARDS

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(32), unique=True)
    number_end: Mapped[str] = mapped_column(String(4), default=_number_end_of_row, index=True)
    state: Mapped[CardState]
    form: Mapped[CardForm]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    issued_on: Mapped[date | None]
    issued_at: Mapped[datetime | None]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("programme_version.id"))
    blocked_on: Mapped[date | None]
    blocked_reason: Mapped[str] = mapped_column(Text, default="")
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("card.id"))
    plastic_owed: Mapped[bool] = mapped_column(default=False)
    plastic_promised_on: Mapped[date | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("card_batch.id"), index=True)
    import_run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id"))


class CardBatch(Base):
    """Numbered cards ordered from a print shop; `count` of them, those owed to patients first."""

    __tablename__ = "card_batch"
    topic = Topic.CARDS

    id: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]
    ordered_on: Mapped[date]
    ordered_at: Mapped[datetime]
    ordered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    received_on: Mapped[date | None]
    dropped_on: Mapped[date | None]


class CardStock(Chained, Base):
    """A movement of plastic cards; the cards on hand are the sum of `change`."""

    __tablename__ = "card_stock"
    topic = Topic.CARDS

    day: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    move: Mapped[StockMove]
    change: Mapped[int]
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id"))
    note: Mapped[str] = mapped_column(Text, default="")


class CardSeries(Base):
    """The last serial given in each series, so that no number is ever used twice."""

    __tablename__ = "card_series"
    topic = Topic.CARDS

    series: Mapped[int] = mapped_column(primary_key=True)
    last_serial: Mapped[int] = mapped_column(default=0)
