"""What the Cards page and a scan ask: the stock, what is owed, and whose card this is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception.models import (
    Account,
    Card,
    CardBatch,
    CardSeries,
    CardStock,
    Paper,
    Patient,
    Task,
)
from reception.rules.card_stock import (
    DELIVERY_DAYS,
    SAFETY_DAYS,
    USE_WINDOW_DAYS,
    StockPlan,
    cards_to_order,
    cover,
    reorder_point,
)
from reception.storage.finders import Finders
from reception.values.card_number import LENGTH, CardNumber, damm_valid, readings
from reception.values.choices import (
    AccountStatus,
    CardForm,
    CardState,
    CheckRule,
    PaperKind,
    PaperState,
    ReplaceCause,
    StockMove,
    TaskKind,
    TaskStatus,
)

JOINING = ("application", "data_consent", "advertising_consent", "rules_sheet")


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
    on_order: int
    set_aside: int
    plan: StockPlan

    @property
    def to_order(self) -> int:
        """How many to order, as a proposal."""
        return cards_to_order(self.on_hand, self.issued_30_days, self.owed, self.plan)

    @property
    def is_low(self) -> bool:
        """Whether it is time to order."""
        return self.on_hand + self.on_order <= self.reorder_at


def stock_level(session: Session, *, today: date) -> StockLevel:
    """The stock of plastic cards as of today."""
    on_hand = max(0, session.scalar(select(func.sum(CardStock.change))) or 0)
    since = today - timedelta(days=USE_WINDOW_DAYS)
    used = session.execute(
        select(Card.form, func.count()).where(Card.issued_on > since).group_by(Card.form)
    ).all()
    by_form = {form: int(count) for form, count in used}
    issued = sum(by_form.values())
    plan = stock_plan(session)
    owed = session.scalar(select(func.count()).where(Card.plastic_owed)) or 0
    find = Finders(session)
    return StockLevel(
        on_hand=on_hand,
        issued_30_days=issued,
        paper_30_days=by_form.get(CardForm.PAPER, 0),
        cover_days=cover(on_hand, issued),
        reorder_at=reorder_point(issued, plan),
        owed=int(owed),
        on_order=find.cards_on_order(),
        set_aside=find.plastic_set_aside(),
        plan=plan,
    )


def stock_plan(session: Session) -> StockPlan:
    """What the clinic decided about its stock."""
    find = Finders(session)
    return StockPlan(
        delivery_days=int(find.setting("cards.delivery_days", DELIVERY_DAYS)),
        safety_days=int(find.setting("cards.safety_days", SAFETY_DAYS)),
        least_use=int(find.setting("cards.least_use", 0)),
    )


@dataclass(frozen=True)
class CardSettings:
    """What the clinic decided about its cards."""

    plan: StockPlan
    promise_days: int
    rule: CheckRule
    plastic_is_numbered: bool
    """Plastic comes with numbers printed: it replaces a paper card instead of bearing its number."""
    joining: frozenset[PaperKind]
    """Which papers of joining are printed."""
    design: dict[str, Any]


def card_settings(session: Session) -> CardSettings:
    """The settings of cards as they are now."""
    find = Finders(session)
    return CardSettings(
        plan=stock_plan(session),
        promise_days=int(find.setting("cards.plastic_promise_days", 14)),
        rule=find.check_rule(),
        plastic_is_numbered=find.setting("cards.plastic_is_numbered", None) is True,
        joining=frozenset(PaperKind(one) for one in find.setting("papers.joining", JOINING)),
        design=dict(find.setting("cards.design", {})),
    )


def cards_due(session: Session) -> int:
    """What waits on the Cards page: papers not printed, and an order that is due."""
    waiting = select(func.count()).select_from(Paper).where(Paper.state == PaperState.TO_PRINT)
    orders = (
        select(func.count())
        .select_from(Task)
        .where(Task.kind == TaskKind.CARDS_REORDER, Task.status == TaskStatus.OPEN)
    )
    return int(session.scalar(waiting) or 0) + int(session.scalar(orders) or 0)


@dataclass(frozen=True)
class BatchRow:
    """A batch of the print shop; `owed` of its cards are promised to patients."""

    id: int
    count: int
    owed: int
    ordered_on: date
    received_on: date | None
    paper_id: int | None


def card_batches(session: Session, *, limit: int = 50) -> list[BatchRow]:
    """Batches ordered and not cancelled, the newest first."""
    owed = (
        select(func.count())
        .where(Card.batch_id == CardBatch.id, Card.plastic_owed)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            CardBatch.id,
            CardBatch.count,
            owed,
            CardBatch.ordered_on,
            CardBatch.received_on,
            CardBatch.paper_id,
        )
        .where(CardBatch.dropped_on.is_(None))
        .order_by(CardBatch.id.desc())
        .limit(limit)
    ).all()
    return [BatchRow(*row) for row in rows]


@dataclass(frozen=True)
class OwedPlastic:
    """A patient who holds a paper card and was promised plastic."""

    card_id: int
    number: str
    patient_id: int
    patient_name: str
    issued_on: date | None
    promised_on: date | None
    lies_ready: bool = False
    """Plastic with this number came from the print shop."""


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
            CardBatch.received_on,
        )
        .join(Patient, Patient.id == Card.holder_id)
        .outerjoin(CardBatch, CardBatch.id == Card.batch_id)
        .where(Card.plastic_owed, Card.state == CardState.ACTIVE)
        .order_by(Card.plastic_promised_on, Card.id)
    ).all()
    return [
        OwedPlastic(
            card,
            number,
            patient,
            " ".join(part for part in name if part),
            issued,
            promised,
            came is not None,
        )
        for card, number, patient, *name, issued, promised, came in rows
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
    LOST = "lost"
    REPLACED = "replaced"
    SPOILED = "spoiled"
    IN_STOCK = "in_stock"
    ORDERED = "ordered"
    NOT_GIVEN = "not_given"
    OTHER_CLINIC = "other_clinic"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ScannedCard:
    """The answer to a scan; `patient_id` is given for active cards alone, never an owner's name."""

    answer: ScanAnswer
    patient_id: int | None = None
    account_id: int | None = None
    digits: str = ""


def scanned_card(session: Session, *, digits: str) -> ScannedCard:
    """What the card with these digits is to this clinic; read by the clinic's check rule.

    All cards of a blocked or closed account answer "blocked".
    """
    found = readings(digits, Finders(session).check_rule())
    for one in found:
        row = session.execute(
            select(Card.state, Card.holder_id, Card.account_id, Card.blocked_reason, Account.status)
            .outerjoin(Account, Account.id == Card.account_id)
            .where(Card.number == one)
        ).first()
        if row is not None:
            return _known(one, *row)
    return ScannedCard(_unknown(session, found), digits=found[0] if found else digits)


def _known(
    digits: str,
    state: CardState,
    holder_id: int | None,
    account_id: int | None,
    reason: str,
    status: AccountStatus | None,
) -> ScannedCard:
    if state is CardState.ACTIVE:
        if status is not AccountStatus.OPEN:
            return ScannedCard(ScanAnswer.BLOCKED, digits=digits)
        return ScannedCard(ScanAnswer.ACTIVE, holder_id, account_id, digits)
    gone = (ReplaceCause.LOST.value, ReplaceCause.STOLEN.value)
    if state is CardState.REPLACED and reason in gone:
        return ScannedCard(ScanAnswer.LOST, digits=digits)
    return ScannedCard(ScanAnswer(state.value), digits=digits)


def _unknown(session: Session, found: tuple[str, ...]) -> ScanAnswer:
    """A number in no row: of a series that is not ours, of ours but never given, or no idea."""
    for digits in found:
        if len(digits) == LENGTH and damm_valid(digits):
            number = CardNumber(digits)
            ours = session.get(CardSeries, number.series)
            return ScanAnswer.OTHER_CLINIC if ours is None else ScanAnswer.NOT_GIVEN
    return ScanAnswer.UNKNOWN
