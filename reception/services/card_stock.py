"""The stock of plastic cards: received, spoiled, lost, counted; and the order that is due.

Every movement is a row for ever; what is on hand is their sum.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import CardStock, Task
from reception.progress import Progress
from reception.rules.card_stock import (
    DELIVERY_DAYS,
    SAFETY_DAYS,
    USE_WINDOW_DAYS,
    StockPlan,
    reorder_point,
)
from reception.services.card_numbers import put_in_stock, put_run_in_stock, take_out_of_stock
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import Message, msg, nmsg
from reception.values.card_number import read_number
from reception.values.choices import CardState, StockMove, TaskKind, TaskStatus

DELIVERY = "cards.delivery_days"
SAFETY = "cards.safety_days"
LEAST_USE = "cards.least_use"
LARGEST_BATCH = 100_000


def stock_plan(uow: UnitOfWork) -> StockPlan:
    """What the clinic decided about its stock."""
    return StockPlan(
        delivery_days=int(uow.find.setting(DELIVERY, DELIVERY_DAYS)),
        safety_days=int(uow.find.setting(SAFETY, SAFETY_DAYS)),
        least_use=int(uow.find.setting(LEAST_USE, 0)),
    )


def receive_cards(
    uow: UnitOfWork,
    *,
    count: int,
    first_number: str = "",
    note: str = "",
    progress: Progress | None = None,
) -> Done[int]:
    """Put plastic cards into stock.

    With `first_number` they are pre-numbered and stand in stock one by one; without it they are
    blanks that get their number when issued.  Raises InvalidInput for a count that is not 1 to
    100 000 or a number the check rule refuses, Refused where a number was used before.
    """
    if not 1 <= count <= LARGEST_BATCH:
        raise InvalidInput(
            msg("Allowed: 1 to {most} cards at a time.", most=LARGEST_BATCH), field="count"
        )
    numbers: tuple[str, ...] = ()
    if first_number:
        first = read_number(first_number, uow.find.check_rule())
        numbers = put_run_in_stock(uow, first, count, progress or Progress())
    return _received(uow, numbers, count, note)


def receive_numbers(
    uow: UnitOfWork, *, numbers: str, note: str = "", progress: Progress | None = None
) -> Done[int]:
    """Put single pre-numbered cards into stock, as they are scanned: one number a line.

    Raises InvalidInput where the check rule refuses a line, Refused where a number was used
    before.
    """
    rule = uow.find.check_rule()
    lines = [one for one in numbers.split("\n") if one.strip()]
    digits = tuple(dict.fromkeys(read_number(one, rule) for one in lines))
    if not digits:
        raise InvalidInput(msg("Scan the numbers of the cards first."), field="first")
    put_in_stock(uow, digits, progress or Progress())
    return _received(uow, digits, len(digits), note)


def _received(uow: UnitOfWork, numbers: tuple[str, ...], count: int, note: str) -> Done[int]:
    row = move_stock(uow, StockMove.RECEIVED, count, note=note)
    watch_stock(uow)
    uow.about("card_stock", row.id)
    if numbers:
        uow.note(first_number=numbers[0], last_number=numbers[-1])
    said = nmsg("{count} card is in stock.", "{count} cards are in stock.", count)
    return Done(row.id, said, undo=partial(_send_back, count=count, numbers=numbers))


def _send_back(uow: UnitOfWork, *, count: int, numbers: tuple[str, ...]) -> Done[None]:
    take_out_of_stock(uow, numbers)
    if not numbers and uow.find.plastic_on_hand() < count:
        raise Refused(msg("Some of these cards are already issued."), code="number_used")
    move_stock(uow, StockMove.COUNTED, -count)
    watch_stock(uow)
    return Done(None, msg("The cards were taken out of stock again."))


def count_cards(uow: UnitOfWork, *, on_hand: int) -> Done[int]:
    """Record how many plastic cards were counted; the difference becomes a movement."""
    if not 0 <= on_hand <= LARGEST_BATCH:
        raise InvalidInput(msg("Allowed: 0 to {most} cards.", most=LARGEST_BATCH), field="count")
    difference = on_hand - uow.find.plastic_on_hand()
    row = move_stock(uow, StockMove.COUNTED, difference)
    watch_stock(uow)
    uow.about("card_stock", row.id)
    return Done(
        row.id,
        msg("Counted: {count} on hand.", count=on_hand),
        undo=partial(_move_back, change=-difference, said=msg("The count was taken back.")),
    )


def write_off_cards(
    uow: UnitOfWork, *, move: StockMove, count: int = 1, number: str = "", note: str = ""
) -> Done[int]:
    """Take spoiled or lost plastic out of stock: blanks by their count, one card by its number.

    Raises InvalidInput for a count that is not on hand, Refused where the card is not in stock.
    """
    if move not in (StockMove.SPOILED, StockMove.LOST):
        raise ValueError(move)
    numbers: tuple[str, ...] = ()
    if number:
        card = uow.find.card_read(number)
        if card is None or card.state is not CardState.IN_STOCK:
            raise Refused(
                msg("Card {number} is not in the clinic's stock.", number=number.strip()),
                code="unknown_card",
            )
        card.state, card.blocked_on, card.blocked_reason = CardState.SPOILED, uow.today, move.value
        numbers, count = (card.number,), 1
    elif not 1 <= count <= uow.find.plastic_on_hand():
        raise InvalidInput(
            msg("Allowed: 1 to {most} cards.", most=uow.find.plastic_on_hand()), field="count"
        )
    row = move_stock(uow, move, -count, note=note)
    watch_stock(uow)
    uow.about("card_stock", row.id)
    said: Message = nmsg(
        "{count} card is taken out of stock.", "{count} cards are taken out of stock.", count
    )
    return Done(row.id, said, undo=partial(_write_on, count=count, numbers=numbers))


def _write_on(uow: UnitOfWork, *, count: int, numbers: tuple[str, ...]) -> Done[None]:
    for digits in numbers:
        card = uow.find.card_numbered(digits)
        if card is not None:
            card.state, card.blocked_on, card.blocked_reason = CardState.IN_STOCK, None, ""
    return _move_back(uow, change=count, said=msg("The cards are in stock again."))


def _move_back(uow: UnitOfWork, *, change: int, said: Message) -> Done[None]:
    move_stock(uow, StockMove.COUNTED, change)
    watch_stock(uow)
    return Done(None, said)


def move_stock(
    uow: UnitOfWork, move: StockMove, change: int, *, card_id: int | None = None, note: str = ""
) -> CardStock:
    """Record a movement of plastic."""
    return uow.append(
        CardStock(
            day=uow.today,
            recorded_at=uow.now,
            recorded_by_id=uow.actor.staff_id,
            move=move,
            change=change,
            card_id=card_id,
            note=note,
        )
    )


def watch_stock(uow: UnitOfWork) -> None:
    """Open the task of ordering, once, when the reorder point is reached; close it when it is not.

    What is at the print shop counts as stock.  A clinic that never had plastic is not reminded.
    """
    if not uow.find.stock_is_kept():
        return
    uow.session.flush()
    issued = uow.find.cards_issued_after(uow.today - timedelta(days=USE_WINDOW_DAYS))
    expected = uow.find.plastic_on_hand() + uow.find.cards_on_order()
    open_tasks = uow.find.open_tasks_of_kind(TaskKind.CARDS_REORDER)
    if expected > reorder_point(issued, stock_plan(uow)):
        for task in open_tasks:
            task.status = TaskStatus.DONE
            task.closed_at, task.closed_by_id = uow.now, uow.actor.staff_id
    elif not open_tasks:
        uow.add(
            Task(
                kind=TaskKind.CARDS_REORDER,
                due_on=uow.today,
                status=TaskStatus.OPEN,
                opened_at=uow.now,
                opened_by_id=uow.actor.staff_id,
            )
        )
