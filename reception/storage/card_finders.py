"""Finders of cards and their stock, and what every finder stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.errors import Refused
from reception.models import Base, Card, CardBatch, CardSeries, CardStock, Setting, Task
from reception.translation import msg
from reception.values.card_number import readings
from reception.values.choices import CardForm, CardState, CheckRule, TaskKind, TaskStatus

T = TypeVar("T", bound=Base)
CHECK_RULE = "cards.check_rule"


@dataclass(frozen=True)
class NumberedCard:
    """A number and its state; `untouched` while nobody had the card and no reason is noted."""

    id: int
    number: str
    state: CardState
    untouched: bool

    @property
    def was_taken_back(self) -> bool:
        """Whether an undo took the card out of a stock it never left."""
        return self.state is CardState.SPOILED and bool(self.untouched)


class CardFinders:
    """What services may look up about cards."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def _get(self, kind: type[T], row_id: int) -> T:
        row = self._session.get(kind, row_id)
        if row is None:
            raise Refused(
                msg("Record no. {number} is no longer there.", number=str(row_id)), code="unknown"
            )
        return row

    def card(self, card_id: int) -> Card:
        """A card by row number."""
        return self._get(Card, card_id)

    def card_numbered(self, digits: str) -> Card | None:
        """A card by the digits on it."""
        return self._session.scalars(select(Card).where(Card.number == digits)).first()

    def cards_among(self, numbers: Sequence[str]) -> list[NumberedCard]:
        """Which of these numbers are known here, in a run of thousands."""
        rows = self._session.execute(
            select(
                Card.id,
                Card.number,
                Card.state,
                Card.issued_at.is_(None) & Card.batch_id.is_(None) & (Card.blocked_reason == ""),
            )
            .where(Card.number.in_(numbers))
            .order_by(Card.number)
        ).all()
        return [NumberedCard(*row) for row in rows]

    def card_read(self, text: str) -> Card | None:
        """A card by what was typed or scanned, read by the clinic's check rule."""
        for digits in readings(text, self.check_rule()):
            card = self.card_numbered(digits)
            if card is not None:
                return card
        return None

    def check_rule(self) -> CheckRule:
        """The rule by which numbers that came printed on plastic are checked."""
        return CheckRule(self.setting(CHECK_RULE, CheckRule.DAMM.value))

    def cards_of_account(self, account_id: int) -> Sequence[Card]:
        """Every card an account ever had."""
        return self._session.scalars(
            select(Card).where(Card.account_id == account_id).order_by(Card.id)
        ).all()

    def next_card_in_stock(self) -> Card | None:
        """The pre-numbered plastic card with the lowest number."""
        return self._session.scalars(
            select(Card)
            .where(Card.state == CardState.IN_STOCK, Card.form == CardForm.PLASTIC)
            .order_by(Card.number)
            .limit(1)
        ).first()

    def plastic_on_hand(self) -> int:
        """How many plastic cards are in stock: the sum of the movements, never below zero."""
        return max(0, self._session.scalar(select(func.sum(CardStock.change))) or 0)

    def plastic_set_aside(self) -> int:
        """Cards in stock that bear the numbers of patients to whom plastic is owed."""
        return int(
            self._session.scalar(
                select(func.count())
                .select_from(Card)
                .join(CardBatch, CardBatch.id == Card.batch_id)
                .where(Card.plastic_owed, CardBatch.received_on.is_not(None))
            )
            or 0
        )

    def plastic_to_issue(self) -> int:
        """Cards in stock that may be given to anybody."""
        return max(0, self.plastic_on_hand() - self.plastic_set_aside())

    def stock_is_kept(self) -> bool:
        """Whether plastic cards were ever entered."""
        return self._session.scalar(select(CardStock.id).limit(1)) is not None

    def cards_issued_after(self, day: date) -> int:
        """How many cards, plastic and paper, were issued after a day."""
        issued = select(func.count()).select_from(Card).where(Card.issued_on > day)
        return int(self._session.scalar(issued) or 0)

    def cards_owed(self) -> Sequence[Card]:
        """Cards on paper whose plastic is owed and not ordered yet, the earliest promise first."""
        return self._session.scalars(
            select(Card)
            .where(Card.plastic_owed, Card.state == CardState.ACTIVE, Card.batch_id.is_(None))
            .order_by(Card.plastic_promised_on, Card.id)
        ).all()

    def card_batch(self, batch_id: int) -> CardBatch:
        """A batch of the print shop by row number."""
        return self._get(CardBatch, batch_id)

    def cards_of_batch(self, batch_id: int) -> Sequence[Card]:
        """The cards of a batch, those owed first."""
        return self._session.scalars(
            select(Card)
            .where(Card.batch_id == batch_id)
            .order_by(Card.plastic_owed.desc(), Card.id)
        ).all()

    def cards_on_order(self) -> int:
        """Cards that are at the print shop."""
        counted = select(func.sum(CardBatch.count)).where(
            CardBatch.received_on.is_(None), CardBatch.dropped_on.is_(None)
        )
        return int(self._session.scalar(counted) or 0)

    def replaced_by(self, card_id: int) -> Sequence[Card]:
        """The cards that gave way to this one."""
        return self._session.scalars(
            select(Card).where(Card.replaced_by_id == card_id).order_by(Card.id)
        ).all()

    def open_tasks_of_kind(self, kind: TaskKind) -> Sequence[Task]:
        """What is owed of a kind."""
        return self._session.scalars(
            select(Task).where(Task.kind == kind, Task.status == TaskStatus.OPEN)
        ).all()

    def current_series(self) -> CardSeries:
        """The series that gives the next number."""
        row = self._session.scalars(select(CardSeries).order_by(CardSeries.series.desc())).first()
        if row is None:
            raise Refused(msg("This folder holds no clinic yet."), code="no_clinic")
        return row

    def open_tasks_of_card(self, card_id: int) -> Sequence[Task]:
        """What is still owed for a card."""
        return self._session.scalars(
            select(Task).where(Task.card_id == card_id, Task.status == TaskStatus.OPEN)
        ).all()

    def setting(self, key: str, default: Any) -> Any:
        """A setting's value, or `default` where the clinic never changed it."""
        row = self._session.get(Setting, key)
        return default if row is None else row.value["value"]
