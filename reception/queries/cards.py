"""What the Cards page and a scan ask: the stock, what is owed, and whose card this is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import Card, CardStock, Patient
from reception.values.choices import CardForm, CardState, StockMove

USE_WINDOW_DAYS = 30
DELIVERY_DAYS = 14
SAFETY_DAYS = 6


@dataclass(frozen=True)
class StockLevel:
    """Plastic on hand, and how long it lasts (product/indicators.md, Card stock cover).

    `cover_days` is None where no card was issued in the last thirty days; `reorder_at` is the
    number of cards at which to order.
    """

    on_hand: int
    issued_30_days: int
    paper_30_days: int
    cover_days: int | None
    reorder_at: int
    owed: int

    @property
    def is_low(self) -> bool:
        """Whether it is time to order."""
        return self.on_hand <= self.reorder_at


def stock_level(session: Session, *, today: date) -> StockLevel:
    """The stock of plastic cards as of today."""
    on_hand = max(0, session.scalar(select(func.sum(CardStock.change))) or 0)
    since = today - timedelta(days=USE_WINDOW_DAYS)
    used = session.execute(
        select(Card.form, func.count()).where(Card.issued_on > since).group_by(Card.form)
    ).all()
    by_form = {form: int(count) for form, count in used}
    issued = sum(by_form.values())
    cover = None if issued == 0 else on_hand * USE_WINDOW_DAYS // issued
    reorder = -(-(DELIVERY_DAYS + SAFETY_DAYS) * issued // USE_WINDOW_DAYS)
    owed = session.scalar(select(func.count()).where(Card.plastic_owed)) or 0
    return StockLevel(on_hand, issued, by_form.get(CardForm.PAPER, 0), cover, reorder, int(owed))


@dataclass(frozen=True)
class OwedPlastic:
    """A patient who holds a paper card and was promised plastic."""

    card_id: int
    number: str
    patient_id: int
    patient_name: str
    issued_on: date | None
    promised_on: date | None


def owed_plastic(session: Session) -> list[OwedPlastic]:
    """Everybody who is owed a plastic card, the earliest promise first."""
    rows = session.execute(
        select(
            Card.id,
            Card.number,
            Patient.id,
            Patient.last_name,
            Patient.first_name,
            Patient.patronymic,
            Card.issued_on,
            Card.plastic_promised_on,
        )
        .join(Patient, Patient.id == Card.holder_id)
        .where(Card.plastic_owed, Card.state == CardState.ACTIVE)
        .order_by(Card.plastic_promised_on, Card.id)
    ).all()
    return [
        OwedPlastic(card, number, patient, " ".join(p for p in name if p), issued, promised)
        for card, number, patient, *name, issued, promised in rows
    ]


@dataclass(frozen=True)
class StockRow:
    """One movement of plastic cards."""

    id: int
    day: date
    move: StockMove
    change: int
    note: str


def stock_moves(session: Session, *, limit: int = 200) -> list[StockRow]:
    """The latest movements, the newest first."""
    rows = session.execute(
        select(CardStock.id, CardStock.day, CardStock.move, CardStock.change, CardStock.note)
        .order_by(CardStock.id.desc())
        .limit(limit)
    ).all()
    return [StockRow(*row) for row in rows]


class ScanAnswer(StrEnum):
    """What a scanned number is; only an active card opens a patient."""

    ACTIVE = "active"
    BLOCKED = "blocked"
    REPLACED = "replaced"
    SPOILED = "spoiled"
    IN_STOCK = "in_stock"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ScannedCard:
    """The answer to a scan; `patient_id` is given for active cards alone, never an owner's name."""

    answer: ScanAnswer
    patient_id: int | None = None
    account_id: int | None = None


def scanned_card(session: Session, *, digits: str) -> ScannedCard:
    """What the card with these digits is to this clinic."""
    row = session.execute(
        select(Card.state, Card.holder_id, Card.account_id).where(Card.number == digits)
    ).first()
    if row is None:
        return ScannedCard(ScanAnswer.UNKNOWN)
    state, holder_id, account_id = row
    if state is CardState.ACTIVE:
        return ScannedCard(ScanAnswer.ACTIVE, holder_id, account_id)
    return ScannedCard(ScanAnswer(state.value))
