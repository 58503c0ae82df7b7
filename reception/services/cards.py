"""Cards: issued at once in every case, on plastic or on paper with the same rights.

"No cards" is not a possible outcome: where plastic is out, a paper card with the next number is
issued, the plastic is owed, and a task holds the promise (requirements S0.10).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Account, Card, CardSeries, CardStock, Task
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg, nmsg
from reception.values.card_number import LAST_SERIAL, CardNumber
from reception.values.choices import (
    AccountStatus,
    CardForm,
    CardState,
    ConsentPurpose,
    ConsentState,
    StockMove,
    TaskKind,
    TaskStatus,
)

PLASTIC_PROMISE_DAYS = "cards.plastic_promise_days"
DEFAULT_PROMISE_DAYS = 14
LARGEST_BATCH = 100_000
_LAST_SERIES = 99


@dataclass(frozen=True)
class IssuedCard:
    """A card that is now in a patient's hand; `form` says of what it is made."""

    card_id: int
    number: CardNumber
    form: CardForm
    plastic_promised_on: date | None


def receive_cards(
    uow: UnitOfWork, *, count: int, first_number: str = "", note: str = ""
) -> Done[int]:
    """Put plastic cards into stock.

    With `first_number` they are pre-numbered and stand in stock one by one; without it they are
    blanks that get their number when issued.  Raises InvalidInput for a count that is not 1 to
    100 000, Refused where a number of the batch was used before.
    """
    if not 1 <= count <= LARGEST_BATCH:
        raise InvalidInput(
            msg("Allowed: 1 to {most} cards at a time.", most=LARGEST_BATCH), field="count"
        )
    if first_number:
        _stock_numbered(uow, CardNumber.parse(first_number), count)
    row = _move(uow, StockMove.RECEIVED, count, note=note)
    uow.about("card_stock", row.id)
    said = nmsg("{count} card is in stock.", "{count} cards are in stock.", count)
    numbered = CardNumber.parse(first_number) if first_number else None
    undo = partial(_take_out_of_stock, count=count, first=numbered)
    return Done(row.id, said, undo=undo)


def _stock_numbered(uow: UnitOfWork, first: CardNumber, count: int) -> None:
    if first.serial + count - 1 > LAST_SERIAL:
        raise InvalidInput(
            msg("The series {series} has no room for so many cards.", series=first.series),
            field="count",
        )
    series = uow.session.get(CardSeries, first.series)
    if series is None:
        series = CardSeries(series=first.series, last_serial=0)
        uow.session.add(series)
    if first.serial <= series.last_serial:
        raise Refused(
            msg("Numbers up to {number} were used before.", number=_of(first.series, series)),
            code="number_used",
        )
    for serial in range(first.serial, first.serial + count):
        number = CardNumber.of(first.series, serial)
        uow.session.add(Card(number=number.digits, state=CardState.IN_STOCK, form=CardForm.PLASTIC))
    series.last_serial = first.serial + count - 1
    uow.session.flush()


def _of(series: int, row: CardSeries) -> CardNumber:
    return CardNumber.of(series, max(row.last_serial, 1))


def _take_out_of_stock(uow: UnitOfWork, *, count: int, first: CardNumber | None) -> Done[None]:
    if first is not None:
        for serial in range(first.serial, first.serial + count):
            number = CardNumber.of(first.series, serial)
            card = uow.find.card_numbered(number.digits)
            if card is None or card.state is not CardState.IN_STOCK:
                raise Refused(
                    msg("Card {number} of this batch is already in use.", number=number),
                    code="number_used",
                )
            card.state = CardState.SPOILED
    elif uow.find.plastic_on_hand() < count:
        raise Refused(msg("Some of these cards are already issued."), code="number_used")
    _move(uow, StockMove.COUNTED, -count)
    return Done(None, msg("The cards were taken out of stock again."))


def count_cards(uow: UnitOfWork, *, on_hand: int) -> Done[int]:
    """Record how many plastic cards were counted; the difference becomes a movement."""
    if not 0 <= on_hand <= LARGEST_BATCH:
        raise InvalidInput(msg("Allowed: 0 to {most} cards.", most=LARGEST_BATCH), field="count")
    difference = on_hand - uow.find.plastic_on_hand()
    row = _move(uow, StockMove.COUNTED, difference)
    uow.about("card_stock", row.id)
    return Done(
        row.id,
        msg("Counted: {count} on hand.", count=on_hand),
        undo=partial(_uncount, difference=difference),
    )


def _uncount(uow: UnitOfWork, *, difference: int) -> Done[None]:
    _move(uow, StockMove.COUNTED, -difference)
    return Done(None, msg("The count was taken back."))


def issue_card(
    uow: UnitOfWork,
    *,
    account_id: int,
    holder_id: int,
    number: str = "",
    on_paper: bool = False,
    request_id: str | None = None,
) -> Done[IssuedCard]:
    """Issue a card to a member of an account, now.

    With `number` the plastic card that was scanned; otherwise the next plastic card, or a paper
    one where plastic is out or `on_paper` is wished.  Raises Refused where the holder is no
    member, has not consented to data processing, or the scanned card is not in stock.
    """
    content = {"account": account_id, "holder": holder_id, "number": number, "paper": on_paper}
    known = uow.request(request_id, content)
    if known is not None:
        return Done(_issued(uow.find.card(known)))
    account = _ready_for_card(uow, account_id, holder_id)
    if number:
        card = _scanned(uow, number)
    elif on_paper or uow.find.plastic_on_hand() == 0:
        card = _new_card(uow, CardForm.PAPER)
    else:
        card = uow.find.next_card_in_stock() or _new_card(uow, CardForm.PLASTIC)
    _hand_over(uow, card, account, holder_id)
    uow.answered(request_id, card.id)
    uow.about("card", card.id)
    return Done(
        _issued(card),
        msg("Card {number} is issued.", number=CardNumber(card.number)),
        undo=partial(take_card_back, card_id=card.id),
    )


def _ready_for_card(uow: UnitOfWork, account_id: int, holder_id: int) -> Account:
    account = uow.find.account(account_id)
    if account.status is not AccountStatus.OPEN:
        raise Refused(msg("This account is blocked; no card is issued for it."), code="blocked")
    membership = uow.find.membership(holder_id)
    if membership is None or membership.account_id != account_id:
        raise Refused(msg("The person is not a member of this account."), code="unknown_member")
    consents = uow.find.consents(holder_id, ConsentPurpose.DATA)
    if not any(row.state is not ConsentState.WITHDRAWN for row in consents):
        raise Refused(
            msg("Without consent to data processing no card can be issued."),
            code="no_consent",
            way_out=msg("Explain once why it is needed, and hand over the rules sheet."),
        )
    return account


def _scanned(uow: UnitOfWork, number: str) -> Card:
    digits = CardNumber.parse(number).digits
    card = uow.find.card_numbered(digits)
    if card is None:
        raise Refused(
            msg("Card {number} is not in the clinic's stock.", number=CardNumber(digits)),
            code="unknown_card",
        )
    if card.state is not CardState.IN_STOCK:
        raise Refused(
            msg("Card {number} was used before.", number=CardNumber(digits)), code="number_used"
        )
    return card


def _new_card(uow: UnitOfWork, form: CardForm) -> Card:
    card = Card(number=_next_number(uow).digits, state=CardState.IN_STOCK, form=form)
    uow.add(card)
    return card


def _next_number(uow: UnitOfWork) -> CardNumber:
    series = uow.find.current_series()
    if series.last_serial >= LAST_SERIAL:
        if series.series >= _LAST_SERIES:
            raise Refused(msg("Every card number is used."), code="no_numbers")
        series = CardSeries(series=series.series + 1, last_serial=0)
        uow.add(series)
    series.last_serial += 1
    return CardNumber.of(series.series, series.last_serial)


def _hand_over(uow: UnitOfWork, card: Card, account: Account, holder_id: int) -> None:
    version = uow.find.version_on(uow.today)
    card.state = CardState.ACTIVE
    card.account_id, card.holder_id = account.id, holder_id
    card.issued_on, card.issued_at = uow.today, uow.now
    card.issued_by_id = uow.actor.staff_id
    card.version_id = None if version is None else version.id
    if card.form is CardForm.PLASTIC:
        _move(uow, StockMove.ISSUED, -1, card_id=card.id)
        return
    days = int(uow.find.setting(PLASTIC_PROMISE_DAYS, DEFAULT_PROMISE_DAYS))
    card.plastic_owed = True
    card.plastic_promised_on = uow.today + timedelta(days=days)
    uow.add(
        Task(
            kind=TaskKind.PLASTIC_OWED,
            patient_id=holder_id,
            card_id=card.id,
            due_on=card.plastic_promised_on,
            status=TaskStatus.OPEN,
            opened_at=uow.now,
            opened_by_id=uow.actor.staff_id,
        )
    )


def take_card_back(uow: UnitOfWork, *, card_id: int) -> Done[None]:
    """Undo an issue: a pre-numbered card returns to stock, any other number is never used again."""
    card = uow.find.card(card_id)
    if card.state is not CardState.ACTIVE:
        raise Refused(msg("This card is no longer active."), code="not_active")
    was_plastic = card.form is CardForm.PLASTIC
    card.state = CardState.IN_STOCK if was_plastic else CardState.SPOILED
    card.account_id = card.holder_id = None
    card.plastic_owed, card.plastic_promised_on = False, None
    if was_plastic:
        _move(uow, StockMove.RETURNED, 1, card_id=card.id)
    for task in uow.find.open_tasks_of_card(card.id):
        task.status = TaskStatus.DROPPED
        task.closed_at, task.closed_by_id = uow.now, uow.actor.staff_id
    uow.about("card", card.id)
    return Done(None, msg("The card was taken back."))


def hand_over_plastic(uow: UnitOfWork, *, card_id: int) -> Done[None]:
    """The plastic that was owed is in the patient's hand, with the same number."""
    card = uow.find.card(card_id)
    if not card.plastic_owed:
        raise Refused(msg("No plastic is owed for this card."), code="not_owed")
    if uow.find.plastic_on_hand() == 0:
        raise Refused(
            msg("There is no plastic in stock yet."),
            code="no_plastic",
            way_out=msg("Enter the cards received on the Cards page."),
        )
    promised = card.plastic_promised_on
    card.form, card.plastic_owed, card.plastic_promised_on = CardForm.PLASTIC, False, None
    _move(uow, StockMove.ISSUED, -1, card_id=card.id)
    closed = [task.id for task in uow.find.open_tasks_of_card(card.id)]
    for task in uow.find.open_tasks_of_card(card.id):
        task.status = TaskStatus.DONE
        task.closed_at, task.closed_by_id = uow.now, uow.actor.staff_id
    uow.about("card", card.id)
    return Done(
        None,
        msg("The plastic card is handed over."),
        undo=partial(_owe_again, card_id=card.id, promised=promised, tasks=tuple(closed)),
    )


def _owe_again(
    uow: UnitOfWork, *, card_id: int, promised: date | None, tasks: tuple[int, ...]
) -> Done[None]:
    card = uow.find.card(card_id)
    card.form, card.plastic_owed, card.plastic_promised_on = CardForm.PAPER, True, promised
    _move(uow, StockMove.RETURNED, 1, card_id=card.id)
    for task_id in tasks:
        task = uow.find.task(task_id)
        task.status, task.closed_at, task.closed_by_id = TaskStatus.OPEN, None, None
    return Done(None, msg("The plastic is owed again."))


def block_card(uow: UnitOfWork, *, card_id: int, reason: str) -> Done[None]:
    """Block a card; the account and its points stay.  Raises InvalidInput without a reason."""
    if not reason.strip():
        raise InvalidInput(msg("Say why the card is blocked."), field="reason")
    card = uow.find.card(card_id)
    if card.state is not CardState.ACTIVE:
        raise Refused(msg("This card is no longer active."), code="not_active")
    card.state, card.blocked_on, card.blocked_reason = CardState.BLOCKED, uow.today, reason.strip()
    uow.about("card", card.id)
    return Done(None, msg("The card is blocked."), undo=partial(_unblock, card_id=card.id))


def _unblock(uow: UnitOfWork, *, card_id: int) -> Done[None]:
    card = uow.find.card(card_id)
    card.state, card.blocked_on, card.blocked_reason = CardState.ACTIVE, None, ""
    return Done(None, msg("The card is active again."))


def _move(
    uow: UnitOfWork, move: StockMove, change: int, *, card_id: int | None = None, note: str = ""
) -> CardStock:
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


def _issued(card: Card) -> IssuedCard:
    return IssuedCard(card.id, CardNumber(card.number), card.form, card.plastic_promised_on)
