"""The shift: counted against the book, signed by PIN; a wrong PIN, a difference, a missing backup."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from reception.errors import InvalidInput, Refused
from reception.models import CardStock, ShiftAct, Staff
from reception.queries.shift import OpenKind, shift_acts, shift_state
from reception.services.card_stock import receive_cards
from reception.services.check_in import check_in
from reception.services.shift import Context, Counted, Signature, Signed, sign_shift
from reception.values.choices import StockMove
from reception.values.day_choices import ShiftStep
from tests.clinics import PIN
from tests.people import Desk

TODAY = date(2026, 11, 2)
OLGA, ANNA = 2, 1


def sign(desk: Desk, step: ShiftStep, *, cards: int = 50, sheets: int = 20, **more: Any) -> Signed:
    receiver = more.pop("receiver", None)
    signature = Signature(
        more.pop("by", OLGA), more.pop("pin", PIN), receiver, PIN if receiver else ""
    )
    answer: Signed = desk.do(
        sign_shift,
        step=step,
        counted=Counted(cards, sheets, more.pop("why", "")),
        signature=signature,
        context=Context(**more),
    ).value
    return answer


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    desk.do(receive_cards, count=50)
    return desk


def test_a_day_is_opened_handed_over_and_closed(stocked: Desk) -> None:
    sign(stocked, ShiftStep.OPEN, checklist={"desk": True, "pens": False})
    sign(stocked, ShiftStep.HAND_OVER, receiver=ANNA, sheets_expected=20)
    state = stocked.ask(shift_state, day=TODAY, now=stocked.now)
    assert (state.is_open, state.by, state.sheets_expected) == (True, "Анна Орлова", 20)
    sign(stocked, ShiftStep.CLOSE, by=ANNA, sheets_expected=20, backup_at=stocked.now)
    assert [line.step.value for line in stocked.ask(shift_acts)] == ["close", "hand_over", "open"]
    first = stocked.ask(lambda session: session.get(ShiftAct, 1))
    assert json.loads(first.checklist) == {"desk": True, "pens": False}
    assert not stocked.ask(shift_state, day=TODAY, now=stocked.now).is_open


def test_a_shift_is_opened_once_and_closed_once(stocked: Desk) -> None:
    with pytest.raises(Refused, match="No shift is open"):
        sign(stocked, ShiftStep.CLOSE)
    sign(stocked, ShiftStep.OPEN)
    with pytest.raises(Refused, match="open already"):
        sign(stocked, ShiftStep.OPEN)


def test_a_difference_is_explained_and_the_book_follows_the_count(stocked: Desk) -> None:
    with pytest.raises(InvalidInput, match="book says") as refused:
        sign(stocked, ShiftStep.OPEN, cards=48)
    assert refused.value.field == "explanation"
    sign(stocked, ShiftStep.OPEN, cards=48, why="две испорчены при печати")
    last = stocked.ask(lambda session: session.query(CardStock).all())[-1]
    assert (last.move, last.change, last.note) == (
        StockMove.COUNTED,
        -2,
        "две испорчены при печати",
    )
    with pytest.raises(InvalidInput, match="sheets"):
        sign(stocked, ShiftStep.HAND_OVER, cards=48, sheets=19, sheets_expected=20, receiver=ANNA)


def test_a_wrong_pin_signs_nothing_and_is_counted(stocked: Desk) -> None:
    answer = sign(stocked, ShiftStep.OPEN, cards=48, why="две испорчены", pin="9999")
    assert (answer.act_id, answer.refused_id) == (None, OLGA)
    assert stocked.ask(lambda session: session.query(ShiftAct).count()) == 0
    assert stocked.ask(lambda session: session.get(Staff, OLGA)).failed_attempts == 1
    assert stocked.ask(shift_state, day=TODAY, now=stocked.now).cards_expected == 50


def test_it_is_not_handed_over_to_oneself(stocked: Desk) -> None:
    sign(stocked, ShiftStep.OPEN)
    for receiver in (None, OLGA):
        with pytest.raises(InvalidInput) as refused:
            sign(stocked, ShiftStep.HAND_OVER, receiver=receiver)
        assert refused.value.field == "receiver"


def test_closing_asks_for_a_fresh_backup_or_the_reason(stocked: Desk) -> None:
    sign(stocked, ShiftStep.OPEN)
    for made in (None, stocked.now - timedelta(hours=13)):
        with pytest.raises(InvalidInput, match="backup"):
            sign(stocked, ShiftStep.CLOSE, backup_at=made)
    sign(stocked, ShiftStep.CLOSE, why="флешка дома")


def test_what_is_still_open_is_named(desk: Desk) -> None:
    anna = desk.person("Соколова", "Анна", birth_date=date(1988, 4, 12))
    desk.database.connect().execute("UPDATE clinic SET programme_since = '2026-01-01'")
    desk.do(check_in, patient_id=anna)
    state = desk.ask(shift_state, day=TODAY, now=desk.now)
    assert (state.count(OpenKind.PROMPT), state.count(OpenKind.UNPAID)) == (1, 1)
