"""Cards: issued at once in every case, on plastic or on paper with the same rights.

"No cards" is not a possible outcome: where plastic is out, a paper card with the next number is
issued, the plastic is owed, and a task holds the promise (requirements S0.10).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from reception.changes import Done
from reception.errors import Refused
from reception.models import Account, Card, CardSeries, Task
from reception.services.card_stock import move_stock, watch_stock
from reception.services.check_in import check_living
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.card_number import LAST_SERIAL, CardNumber, read_number
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
_LAST_SERIES = 99


@dataclass(frozen=True)
class IssuedCard:
    """A card that is now in a patient's hand; `form` says of what it is made."""

    card_id: int
    number: CardNumber
    form: CardForm
    plastic_promised_on: date | None


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
    elif on_paper or uow.find.plastic_to_issue() == 0:
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
    check_living(uow.find.patient(holder_id))
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
    digits = read_number(number, uow.find.check_rule())
    card = uow.find.card_read(number)
    if card is None:
        raise Refused(
            msg("Card {number} is not in the clinic's stock.", number=CardNumber(digits)),
            code="unknown_card",
        )
    if card.state is not CardState.IN_STOCK:
        raise Refused(
            msg("Card {number} was used before.", number=CardNumber(card.number)),
            code="number_used",
        )
    return card


def _new_card(uow: UnitOfWork, form: CardForm) -> Card:
    card = Card(number=next_number(uow).digits, state=CardState.IN_STOCK, form=form)
    uow.add(card)
    return card


def next_number(uow: UnitOfWork) -> CardNumber:
    """The next number that was never given; a full series rolls over into the next one."""
    return next_numbers(uow, 1)[0]


def next_numbers(uow: UnitOfWork, count: int) -> list[CardNumber]:
    """The next numbers that were never given, in their order."""
    series = uow.find.current_series()
    numbers: list[CardNumber] = []
    while len(numbers) < count:
        if series.last_serial >= LAST_SERIAL:
            if series.series >= _LAST_SERIES:
                raise Refused(msg("Every card number is used."), code="no_numbers")
            series = CardSeries(series=series.series + 1, last_serial=0)
            uow.add(series)
        series.last_serial += 1
        numbers.append(CardNumber.of(series.series, series.last_serial))
    return numbers


def _hand_over(uow: UnitOfWork, card: Card, account: Account, holder_id: int) -> None:
    version = uow.find.version_on(uow.today)
    card.state = CardState.ACTIVE
    card.account_id, card.holder_id = account.id, holder_id
    card.issued_on, card.issued_at = uow.today, uow.now
    card.issued_by_id = uow.actor.staff_id
    card.version_id = None if version is None else version.id
    if card.form is CardForm.PLASTIC:
        move_stock(uow, StockMove.ISSUED, -1, card_id=card.id)
        watch_stock(uow)
        return
    watch_stock(uow)
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
        move_stock(uow, StockMove.RETURNED, 1, card_id=card.id)
        watch_stock(uow)
    for task in uow.find.open_tasks_of_card(card.id):
        task.status = TaskStatus.DROPPED
        task.closed_at, task.closed_by_id = uow.now, uow.actor.staff_id
    uow.about("card", card.id)
    return Done(None, msg("The card was taken back."))


def _issued(card: Card) -> IssuedCard:
    return IssuedCard(card.id, CardNumber(card.number), card.form, card.plastic_promised_on)
