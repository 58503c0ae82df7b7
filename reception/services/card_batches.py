"""Plastic that was owed, and the batches of numbered cards a print shop makes.

A batch holds the numbers owed first, so that the promise "the number stays the same" comes true.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Card, CardBatch
from reception.services.card_states import CardBefore, give_way, stand_again
from reception.services.card_stock import move_stock, watch_stock
from reception.services.cards import next_numbers
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg, nmsg
from reception.values.card_number import CardNumber
from reception.values.choices import CardForm, CardState, ReplaceCause, StockMove, TaskStatus

LARGEST_ORDER = 10_000


def order_batch(uow: UnitOfWork, *, count: int) -> Done[int]:
    """Set numbers aside for a print shop: those owed first, then the next free ones.

    Raises InvalidInput for a count that is not 1 to 10 000.
    """
    if not 1 <= count <= LARGEST_ORDER:
        raise InvalidInput(
            msg("Allowed: 1 to {most} cards at a time.", most=LARGEST_ORDER), field="count"
        )
    batch = CardBatch(
        count=count,
        ordered_on=uow.today,
        ordered_at=uow.now,
        ordered_by_id=uow.actor.staff_id,
    )
    uow.add(batch)
    owed = uow.find.cards_owed()[:count]
    for card in owed:
        card.batch_id = batch.id
    uow.add_bulk(
        Card,
        [
            {
                "number": one.digits,
                "state": CardState.ORDERED,
                "form": CardForm.PLASTIC,
                "batch_id": batch.id,
            }
            for one in next_numbers(uow, count - len(owed))
        ],
    )
    watch_stock(uow)
    uow.about("card_batch", batch.id)
    said = nmsg(
        "{count} number is set aside for the print shop.",
        "{count} numbers are set aside for the print shop.",
        count,
    )
    return Done(batch.id, said, undo=partial(drop_batch, batch_id=batch.id))


def drop_batch(uow: UnitOfWork, *, batch_id: int) -> Done[None]:
    """The batch will not come: its numbers are spoiled for ever, what was owed is owed again."""
    batch = _waiting(uow, batch_id)
    batch.dropped_on = uow.today
    cards = uow.find.cards_of_batch(batch_id)
    ordered = [card.id for card in cards if card.state is CardState.ORDERED]
    for card in cards:
        if card.state is not CardState.ORDERED:
            card.batch_id = None
    uow.change_bulk(Card, ordered, state=CardState.SPOILED)
    watch_stock(uow)
    uow.about("card_batch", batch_id)
    return Done(None, msg("The order is cancelled; its numbers are not used again."))


def receive_batch(uow: UnitOfWork, *, batch_id: int) -> Done[int]:
    """The print shop delivered: every card of the batch is in stock, the owed ones set aside."""
    batch = _waiting(uow, batch_id)
    batch.received_on = uow.today
    _turn(uow, batch_id, CardState.ORDERED, CardState.IN_STOCK)
    move_stock(uow, StockMove.RECEIVED, batch.count)
    watch_stock(uow)
    uow.about("card_batch", batch_id)
    said = nmsg("{count} card is in stock.", "{count} cards are in stock.", batch.count)
    return Done(batch.count, said, undo=partial(_send_back, batch_id=batch_id))


def _turn(uow: UnitOfWork, batch_id: int, old: CardState, new: CardState) -> None:
    """Every card of a batch that is in the one state is in the other, thousands at a time."""
    cards = uow.find.cards_of_batch(batch_id)
    uow.change_bulk(Card, [card.id for card in cards if card.state is old], state=new)


def _waiting(uow: UnitOfWork, batch_id: int) -> CardBatch:
    batch = uow.find.card_batch(batch_id)
    if batch.received_on is not None or batch.dropped_on is not None:
        raise Refused(msg("This batch is already dealt with."), code="batch_closed")
    return batch


def _send_back(uow: UnitOfWork, *, batch_id: int) -> Done[None]:
    batch = uow.find.card_batch(batch_id)
    cards = uow.find.cards_of_batch(batch_id)
    if any(
        card.form is CardForm.PLASTIC and card.state is not CardState.IN_STOCK for card in cards
    ):
        raise Refused(msg("Some of these cards are already issued."), code="number_used")
    batch.received_on = None
    count = batch.count
    _turn(uow, batch_id, CardState.IN_STOCK, CardState.ORDERED)
    move_stock(uow, StockMove.COUNTED, -count)
    watch_stock(uow)
    return Done(None, msg("The batch is at the print shop again."))


def hand_over_plastic(uow: UnitOfWork, *, card_id: int, number: str = "") -> Done[None]:
    """The plastic that was owed is in the patient's hand.

    It bears the same number; with `number` another pre-numbered card of the stock is handed
    over, which replaces the paper card.  Raises Refused where none is owed or none is in stock.
    """
    card = uow.find.card(card_id)
    if not card.plastic_owed:
        raise Refused(msg("No plastic is owed for this card."), code="not_owed")
    if uow.find.plastic_on_hand() == 0:
        raise Refused(
            msg("There is no plastic in stock yet."),
            code="no_plastic",
            way_out=msg("Enter the cards received on the Cards page."),
        )
    if number:
        other = uow.find.card_read(number)
        if other is None or other.id != card.id:
            return _hand_other(uow, card, other, number)
    promised = card.plastic_promised_on
    card.form, card.plastic_owed, card.plastic_promised_on = CardForm.PLASTIC, False, None
    move_stock(uow, StockMove.ISSUED, -1, card_id=card.id)
    closed = _close_tasks(uow, card)
    watch_stock(uow)
    uow.about("card", card.id)
    return Done(
        None,
        msg("The plastic card is handed over."),
        undo=partial(_owe_again, card_id=card.id, promised=promised, tasks=closed),
    )


def _close_tasks(uow: UnitOfWork, card: Card) -> tuple[int, ...]:
    tasks = list(uow.find.open_tasks_of_card(card.id))
    for task in tasks:
        task.status = TaskStatus.DONE
        task.closed_at, task.closed_by_id = uow.now, uow.actor.staff_id
    return tuple(task.id for task in tasks)


def _owe_again(
    uow: UnitOfWork, *, card_id: int, promised: date | None, tasks: tuple[int, ...]
) -> Done[None]:
    card = uow.find.card(card_id)
    card.form, card.plastic_owed, card.plastic_promised_on = CardForm.PAPER, True, promised
    move_stock(uow, StockMove.RETURNED, 1, card_id=card.id)
    watch_stock(uow)
    for task_id in tasks:
        task = uow.find.task(task_id)
        task.status, task.closed_at, task.closed_by_id = TaskStatus.OPEN, None, None
    return Done(None, msg("The plastic is owed again."))


def _hand_other(uow: UnitOfWork, paper: Card, other: Card | None, number: str) -> Done[None]:
    if other is None or other.state is not CardState.IN_STOCK:
        raise Refused(
            msg("Card {number} is not in the clinic's stock.", number=number.strip()),
            code="unknown_card",
        )
    version = uow.find.version_on(uow.today)
    other.state = CardState.ACTIVE
    other.account_id, other.holder_id = paper.account_id, paper.holder_id
    other.issued_on, other.issued_at = uow.today, uow.now
    other.issued_by_id = uow.actor.staff_id
    other.version_id = None if version is None else version.id
    move_stock(uow, StockMove.ISSUED, -1, card_id=other.id)
    tasks = _close_tasks(uow, paper)
    before = give_way(uow, paper, other.id, reason=ReplaceCause.OTHER.value)
    watch_stock(uow)
    uow.about("card", other.id)
    return Done(
        None,
        msg(
            "Card {new} replaces card {old}.",
            new=CardNumber(other.number),
            old=CardNumber(paper.number),
        ),
        undo=partial(
            _take_other_back, paper_id=paper.id, other_id=other.id, before=before, tasks=tasks
        ),
    )


def _take_other_back(
    uow: UnitOfWork, *, paper_id: int, other_id: int, before: CardBefore, tasks: tuple[int, ...]
) -> Done[None]:
    other = uow.find.card(other_id)
    other.state = CardState.IN_STOCK
    other.account_id = other.holder_id = other.issued_on = other.issued_at = None
    move_stock(uow, StockMove.RETURNED, 1, card_id=other_id)
    stand_again(uow, paper_id, before)
    for task_id in tasks:
        task = uow.find.task(task_id)
        task.status, task.closed_at, task.closed_by_id = TaskStatus.OPEN, None, None
    watch_stock(uow)
    return Done(None, msg("The plastic is owed again."))
