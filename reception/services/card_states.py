"""Cards that are blocked, lost, damaged, found again or replaced; points stay on the account.

The old and the new card name each other, and replacing blocks the old one in the same step
(design/terms.md 12, situation 12).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Card
from reception.services.card_stock import move_stock, watch_stock
from reception.services.cards import IssuedCard, issue_card, take_card_back
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.card_number import CardNumber
from reception.values.choices import CardState, ReplaceCause, StockMove, TaskStatus


def block_card(uow: UnitOfWork, *, card_id: int, reason: str) -> Done[None]:
    """Block a card; the account and its points stay.  Raises InvalidInput without a reason."""
    if not reason.strip():
        raise InvalidInput(msg("Say why the card is blocked."), field="reason")
    card = uow.find.card(card_id)
    if card.state is not CardState.ACTIVE:
        raise Refused(msg("This card is no longer active."), code="not_active")
    card.state, card.blocked_on, card.blocked_reason = CardState.BLOCKED, uow.today, reason.strip()
    uow.about("card", card.id)
    return Done(None, msg("The card is blocked."), undo=partial(unblock_card, card_id=card.id))


def unblock_card(uow: UnitOfWork, *, card_id: int) -> Done[None]:
    """A blocked card is valid again: it was found, or blocked by mistake."""
    card = uow.find.card(card_id)
    if card.state is not CardState.BLOCKED:
        raise Refused(msg("This card is not blocked."), code="not_blocked")
    on, reason = card.blocked_on, card.blocked_reason
    card.state, card.blocked_on, card.blocked_reason = CardState.ACTIVE, None, ""
    uow.about("card", card.id)
    undo = partial(_block_again, card_id=card.id, on=on, reason=reason)
    return Done(None, msg("The card is active again."), undo=undo)


def _block_again(uow: UnitOfWork, *, card_id: int, on: date | None, reason: str) -> Done[None]:
    card = uow.find.card(card_id)
    card.state, card.blocked_on, card.blocked_reason = CardState.BLOCKED, on, reason
    return Done(None, msg("The card is blocked."))


@dataclass(frozen=True)
class CardBefore:
    """How a card stood before it gave way to another."""

    state: CardState
    blocked_on: date | None
    blocked_reason: str
    owed: bool
    promised_on: date | None
    tasks: tuple[int, ...]
    set_aside: bool = False
    """Whether its plastic lay ready, which is worth nothing now."""


def replace_card(
    uow: UnitOfWork,
    *,
    card_id: int,
    cause: ReplaceCause,
    number: str = "",
    on_paper: bool = False,
    request_id: str | None = None,
) -> Done[IssuedCard]:
    """Give the holder another card; the old one is replaced in the same step.

    `number` and `on_paper` as in `issue_card`.  Raises Refused where the old card is neither
    active nor blocked.
    """
    old = uow.find.card(card_id)
    known = uow.request(request_id, {"replaces": card_id, "number": number, "paper": on_paper})
    if known is not None:
        new = uow.find.card(known)
        return Done(IssuedCard(new.id, CardNumber(new.number), new.form, new.plastic_promised_on))
    if old.state not in (CardState.ACTIVE, CardState.BLOCKED):
        raise Refused(msg("This card is no longer active."), code="not_active")
    if old.account_id is None or old.holder_id is None:
        raise Refused(msg("This card belongs to nobody."), code="not_active")
    issued = issue_card(
        uow, account_id=old.account_id, holder_id=old.holder_id, number=number, on_paper=on_paper
    ).value
    before = give_way(uow, old, issued.card_id, reason=cause.value)
    uow.answered(request_id, issued.card_id)
    uow.about("card", issued.card_id)
    said = msg("Card {new} replaces card {old}.", new=issued.number, old=CardNumber(old.number))
    undo = partial(_undo_replace, old_id=old.id, new_id=issued.card_id, before=before)
    return Done(issued, said, undo=undo)


def give_way(uow: UnitOfWork, old: Card, new_id: int, *, reason: str) -> CardBefore:
    """The old card is replaced by the new one; what was owed for it is no longer owed."""
    tasks = list(uow.find.open_tasks_of_card(old.id))
    batch = None if old.batch_id is None else uow.find.card_batch(old.batch_id)
    set_aside = old.plastic_owed and batch is not None and batch.received_on is not None
    before = CardBefore(
        old.state,
        old.blocked_on,
        old.blocked_reason,
        old.plastic_owed,
        old.plastic_promised_on,
        tuple(task.id for task in tasks),
        set_aside,
    )
    old.state, old.replaced_by_id = CardState.REPLACED, new_id
    old.blocked_on, old.blocked_reason = uow.today, reason
    old.plastic_owed, old.plastic_promised_on = False, None
    for task in tasks:
        task.status = TaskStatus.DROPPED
        task.closed_at, task.closed_by_id = uow.now, uow.actor.staff_id
    if set_aside:
        move_stock(uow, StockMove.SPOILED, -1, card_id=old.id)
        watch_stock(uow)
    return before


def stand_again(uow: UnitOfWork, old_id: int, before: CardBefore) -> None:
    """The old card is as it was before it gave way."""
    old = uow.find.card(old_id)
    old.state, old.replaced_by_id = before.state, None
    old.blocked_on, old.blocked_reason = before.blocked_on, before.blocked_reason
    old.plastic_owed, old.plastic_promised_on = before.owed, before.promised_on
    for task_id in before.tasks:
        task = uow.find.task(task_id)
        task.status, task.closed_at, task.closed_by_id = TaskStatus.OPEN, None, None
    if before.set_aside:
        move_stock(uow, StockMove.COUNTED, 1, card_id=old.id)
        watch_stock(uow)


def _undo_replace(uow: UnitOfWork, *, old_id: int, new_id: int, before: CardBefore) -> Done[None]:
    take_card_back(uow, card_id=new_id)
    stand_again(uow, old_id, before)
    return Done(None, msg("The old card is valid again."))


def use_found_card(uow: UnitOfWork, *, card_id: int) -> Done[None]:
    """A replaced card was found, and the holder wants it back: now the newer one gives way."""
    old = uow.find.card(card_id)
    new = None if old.replaced_by_id is None else uow.find.card(old.replaced_by_id)
    if old.state is not CardState.REPLACED or new is None or new.state is not CardState.ACTIVE:
        raise Refused(
            msg("This card was not replaced by one that is still active."), code="not_replaced"
        )
    reason, on = old.blocked_reason, old.blocked_on
    before = give_way(uow, new, old.id, reason=ReplaceCause.OTHER.value)
    old.state, old.replaced_by_id = CardState.ACTIVE, None
    old.blocked_on, old.blocked_reason = None, ""
    uow.about("card", old.id)
    said = msg("Card {number} is valid again.", number=CardNumber(old.number))
    undo = partial(_lose_again, card_id=old.id, new_id=new.id, on=on, reason=reason, before=before)
    return Done(None, said, undo=undo)


def _lose_again(
    uow: UnitOfWork, *, card_id: int, new_id: int, on: date | None, reason: str, before: CardBefore
) -> Done[None]:
    stand_again(uow, new_id, before)
    old = uow.find.card(card_id)
    old.state, old.replaced_by_id = CardState.REPLACED, new_id
    old.blocked_on, old.blocked_reason = on, reason
    return Done(None, msg("The newer card is valid again."))
