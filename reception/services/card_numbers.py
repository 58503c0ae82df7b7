"""Plastic with printed numbers on its way into the stock and, by undo, out of it again.

A hundred thousand cards are put down in a few seconds: in portions, with progress.
"""

from __future__ import annotations

from collections.abc import Iterator

from reception.errors import InvalidInput, Refused
from reception.models import Card, CardSeries
from reception.progress import Progress
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.card_number import LAST_SERIAL, LENGTH, CardNumber, damm_valid
from reception.values.choices import CardForm, CardState

PORTION = 5_000


def put_run_in_stock(
    uow: UnitOfWork, first: str, count: int, progress: Progress
) -> tuple[str, ...]:
    """A run of the program's own numbers from `first` on, or one card of another shape.

    Raises InvalidInput where other shapes shall count up or the series is too short, Refused
    where a number was used before.
    """
    if len(first) == LENGTH and damm_valid(first):
        return _run(uow, CardNumber(first), count, progress)
    if count > 1:
        raise InvalidInput(
            msg("Only numbers of the program's own shape count up; scan the others one by one."),
            field="count",
        )
    return put_in_stock(uow, (first,), progress)


def _run(uow: UnitOfWork, first: CardNumber, count: int, progress: Progress) -> tuple[str, ...]:
    if first.serial + count - 1 > LAST_SERIAL:
        raise InvalidInput(
            msg("The series {series} has no room for so many cards.", series=first.series),
            field="count",
        )
    if first.series == 0 or first.serial == 0:
        raise InvalidInput(msg("Series and serial numbers begin with 1."), field="first")
    series = uow.session.get(CardSeries, first.series)
    if series is None:
        series = CardSeries(series=first.series, last_serial=0)
        uow.session.add(series)
    given = series.last_serial
    serials = range(first.serial, first.serial + count)
    numbers = tuple(CardNumber.of(first.series, one).digits for one in serials)
    fresh = numbers[max(0, given + 1 - first.serial) :]
    _put_back(uow, first.series, given, numbers[: len(numbers) - len(fresh)])
    put_in_stock(uow, fresh, progress)
    series.last_serial = max(given, serials[-1])
    uow.session.flush()
    return numbers


def _put_back(uow: UnitOfWork, series: int, given: int, numbers: tuple[str, ...]) -> None:
    """Numbers up to `given` stand in stock once more, where an undo had taken them out."""
    for _done, portion in _portions(numbers):
        known = [one.id for one in uow.find.cards_among(portion) if one.was_taken_back]
        if len(known) < len(portion):
            last = CardNumber.of(series, given)
            raise Refused(
                msg("Numbers up to {number} were used before.", number=last), code="number_used"
            )
        uow.change_bulk(Card, known, state=CardState.IN_STOCK)


def put_in_stock(uow: UnitOfWork, numbers: tuple[str, ...], progress: Progress) -> tuple[str, ...]:
    """Cards with these numbers stand in stock.  Raises Refused where one was used before."""
    for done, portion in _portions(numbers):
        progress.report(done, len(numbers), msg("Putting cards into stock"))
        known = uow.find.cards_among(portion)
        for card in known:
            if not card.was_taken_back:
                raise Refused(
                    msg("Card {number} was used before.", number=CardNumber(card.number)),
                    code="number_used",
                )
        uow.change_bulk(Card, [card.id for card in known], state=CardState.IN_STOCK)
        old = {card.number for card in known}
        uow.add_bulk(
            Card,
            [
                {"number": one, "state": CardState.IN_STOCK, "form": CardForm.PLASTIC}
                for one in portion
                if one not in old
            ],
        )
    return numbers


def take_out_of_stock(uow: UnitOfWork, numbers: tuple[str, ...]) -> None:
    """Undo: these cards were entered by mistake; the same plastic can be entered again, rightly.

    Raises Refused where one of the cards is in use since.
    """
    for _done, portion in _portions(numbers):
        found = uow.find.cards_among(portion)
        for card in found:
            if card.state is not CardState.IN_STOCK:
                raise Refused(
                    msg(
                        "Card {number} of this batch is already in use.",
                        number=CardNumber(card.number),
                    ),
                    code="number_used",
                )
        uow.change_bulk(Card, [card.id for card in found], state=CardState.SPOILED)


def _portions(numbers: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for start in range(0, len(numbers), PORTION):
        yield start, numbers[start : start + PORTION]
