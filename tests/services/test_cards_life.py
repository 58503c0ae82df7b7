"""Cards lost, damaged, found, replaced; numbers of other shapes; batches; two desks at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Account, Card, CardSeries, Task
from reception.queries.cards import ScanAnswer, card_batches, owed_plastic, scanned_card
from reception.services.card_batches import (
    drop_batch,
    hand_over_plastic,
    order_batch,
    receive_batch,
)
from reception.services.card_states import (
    block_card,
    replace_card,
    unblock_card,
    use_found_card,
)
from reception.services.card_stock import (
    DELIVERY,
    LEAST_USE,
    receive_cards,
    receive_numbers,
    write_off_cards,
)
from reception.services.cards import IssuedCard
from reception.services.clinic import change_setting
from reception.values.card_number import (
    LAST_SERIAL,
    CardNumber,
    ean_digit,
    luhn_valid,
    read_number,
    readings,
)
from reception.values.choices import (
    AccountStatus,
    CardForm,
    CardState,
    CheckRule,
    ReplaceCause,
    StockMove,
    TaskKind,
    TaskStatus,
)
from tests.clinics import MONDAY_MORNING as MORNING
from tests.services.test_cards import Clinic, clinic

__all__ = ["clinic"]
ROOT = Path(__file__).parents[2]


def replace(clinic: Clinic, card_id: int, **more: object) -> Done[object]:
    return clinic.act(replace_card, card_id=card_id, cause=ReplaceCause.LOST, **more)


def undo(clinic: Clinic, done: Done[object]) -> None:
    assert done.undo is not None
    clinic.act(done.undo.func, **done.undo.keywords)  # type: ignore[attr-defined]


def scan(clinic: Clinic, digits: str) -> tuple[ScanAnswer, int | None]:
    with clinic.database.reading() as session:
        answer = scanned_card(session, digits=digits)
    return answer.answer, answer.patient_id


def open_tasks(clinic: Clinic, kind: TaskKind) -> int:
    with clinic.database.reading() as session:
        wanted = select(Task).where(Task.kind == kind, Task.status == TaskStatus.OPEN)
        return len(session.scalars(wanted).all())


def test_a_lost_card_gives_way_to_a_new_one_in_the_same_step(clinic: Clinic) -> None:
    old = clinic.issue()
    done = replace(clinic, old.card_id)
    new = done.value
    assert isinstance(new, IssuedCard)
    row = clinic.card(old.card_id)
    assert (row.state, row.replaced_by_id) == (CardState.REPLACED, new.card_id)
    assert scan(clinic, old.number.digits) == (ScanAnswer.LOST, None)
    assert scan(clinic, new.number.digits) == (ScanAnswer.ACTIVE, clinic.patient_id)
    assert open_tasks(clinic, TaskKind.PLASTIC_OWED) == 1
    undo(clinic, done)
    assert clinic.card(old.card_id).state is CardState.ACTIVE
    assert clinic.card(old.card_id).plastic_owed
    assert clinic.card(new.card_id).state is CardState.SPOILED
    assert open_tasks(clinic, TaskKind.PLASTIC_OWED) == 1


def test_a_damaged_card_is_replaced_and_says_so(clinic: Clinic) -> None:
    old = clinic.issue()
    clinic.act(replace_card, card_id=old.card_id, cause=ReplaceCause.DAMAGED)
    assert scan(clinic, old.number.digits) == (ScanAnswer.REPLACED, None)


def test_a_found_card_may_come_back_and_the_newer_one_gives_way(clinic: Clinic) -> None:
    old = clinic.issue()
    new = replace(clinic, old.card_id).value
    assert isinstance(new, IssuedCard)
    done = clinic.act(use_found_card, card_id=old.card_id)
    assert clinic.card(old.card_id).state is CardState.ACTIVE
    assert clinic.card(new.card_id).replaced_by_id == old.card_id
    undo(clinic, done)
    assert clinic.card(new.card_id).state is CardState.ACTIVE
    assert clinic.card(old.card_id).replaced_by_id == new.card_id


def test_blocking_needs_a_reason_and_is_taken_back(clinic: Clinic) -> None:
    card = clinic.issue()
    with pytest.raises(InvalidInput):
        clinic.act(block_card, card_id=card.card_id, reason=" ")
    clinic.act(block_card, card_id=card.card_id, reason="оставлена в такси")
    assert scan(clinic, card.number.digits) == (ScanAnswer.BLOCKED, None)
    clinic.act(unblock_card, card_id=card.card_id)
    assert scan(clinic, card.number.digits)[0] is ScanAnswer.ACTIVE
    with pytest.raises(Refused):
        clinic.act(unblock_card, card_id=card.card_id)


def test_every_card_of_a_blocked_account_is_blocked(clinic: Clinic) -> None:
    card = clinic.issue()
    with clinic.database.unit_of_work(now=MORNING, actor=clinic.actor, action="block") as uow:
        row = uow.session.get(Account, clinic.account_id)
        assert row is not None
        row.status = AccountStatus.BLOCKED
    assert scan(clinic, card.number.digits) == (ScanAnswer.BLOCKED, None)


def test_strange_numbers_are_told_apart(clinic: Clinic) -> None:
    assert scan(clinic, CardNumber.of(77, 5).digits) == (ScanAnswer.OTHER_CLINIC, None)
    assert scan(clinic, CardNumber.of(10, 5).digits) == (ScanAnswer.NOT_GIVEN, None)
    assert scan(clinic, "5901234123457") == (ScanAnswer.UNKNOWN, None)
    clinic.act(receive_cards, count=2, first_number=str(CardNumber.of(10, 8)))
    clinic.act(write_off_cards, move=StockMove.SPOILED, number=str(CardNumber.of(10, 8)))
    assert scan(clinic, CardNumber.of(10, 8).digits) == (ScanAnswer.SPOILED, None)
    assert clinic.on_hand() == 1


def test_an_own_number_inside_an_ean_is_read_with_its_check_digit_stripped(
    clinic: Clinic,
) -> None:
    digits = clinic.issue().number.digits
    assert scan(clinic, f"{digits}{ean_digit(digits)}")[0] is ScanAnswer.ACTIVE
    assert scan(clinic, f"{digits}{(ean_digit(digits) + 1) % 10}")[0] is ScanAnswer.UNKNOWN


@pytest.mark.parametrize(
    ("rule", "printed", "kept"),
    [
        (CheckRule.LUHN, "7992739871300008", "7992739871300008"),
        (CheckRule.EAN_13, "4006381333931", "400638133393"),
        (CheckRule.NONE, "0000004711", "0000004711"),
        (CheckRule.DAMM, "123456789121", ""),
    ],
)
def test_plastic_with_numbers_of_other_shapes(
    clinic: Clinic, rule: CheckRule, printed: str, kept: str
) -> None:
    clinic.act(change_setting, key="cards.check_rule", value=rule.value)
    if rule is CheckRule.LUHN:
        printed = next(f"{printed[:-1]}{d}" for d in range(10) if luhn_valid(f"{printed[:-1]}{d}"))
        kept = printed
    if not kept:
        with pytest.raises(InvalidInput):
            clinic.act(receive_numbers, numbers=printed)
        return
    clinic.act(receive_numbers, numbers=printed)
    issued = clinic.issue(number=printed)
    assert issued.number.digits == kept
    assert scan(clinic, printed) == (ScanAnswer.ACTIVE, clinic.patient_id)
    with pytest.raises(Refused) as refused:
        clinic.act(receive_numbers, numbers=printed)
    assert refused.value.code == "number_used"


@given(st.text(max_size=30))
def test_any_text_is_read_or_not_but_never_breaks(text: str) -> None:
    for rule in CheckRule:
        for digits in readings(text, rule):
            assert digits.isdigit()


@pytest.mark.parametrize("text", ["", "12", "1" * 21, "12345678901x", "١٢٣٤٥٦٧٨٩٠١٢"])
def test_what_is_no_number_is_refused_by_every_rule(text: str) -> None:
    for rule in CheckRule:
        with pytest.raises(InvalidInput):
            read_number(text, rule)


def test_a_full_series_rolls_over_into_the_next(clinic: Clinic) -> None:
    with clinic.database.unit_of_work(now=MORNING, actor=clinic.actor, action="fill") as uow:
        series = uow.session.get(CardSeries, 10)
        assert series is not None
        series.last_serial = LAST_SERIAL - 1
    assert clinic.issue(on_paper=True).number == CardNumber.of(10, LAST_SERIAL)
    assert clinic.issue(on_paper=True).number == CardNumber.of(11, 1)
    with clinic.database.unit_of_work(now=MORNING, actor=clinic.actor, action="fill") as uow:
        uow.add(CardSeries(series=99, last_serial=LAST_SERIAL))
    with pytest.raises(Refused) as refused:
        clinic.issue(on_paper=True)
    assert refused.value.code == "no_numbers"


def test_two_desks_never_give_one_number(clinic: Clinic) -> None:
    path = clinic.database.path
    clinic.database.close()
    command = [
        sys.executable,
        "-m",
        "tests.services.card_giver",
        str(path),
        str(clinic.account_id),
        str(clinic.patient_id),
        "25",
    ]
    desks = [
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for desk in desks:
        assert desk.stdin is not None
        desk.stdin.write("go\n")
        desk.stdin.flush()
    given_out = [line for desk in desks for line in desk.communicate()[0].split()]
    assert len(given_out) == len(set(given_out)) == 50
    assert sorted(CardNumber(one).serial for one in given_out) == list(range(1, 51))


def test_other_plastic_replaces_the_paper_card_and_is_linked(clinic: Clinic) -> None:
    paper = clinic.issue()
    plastic = CardNumber.of(20, 7)
    clinic.act(receive_cards, count=1, first_number=str(plastic))
    done = clinic.act(hand_over_plastic, card_id=paper.card_id, number=str(plastic))
    assert scan(clinic, plastic.digits) == (ScanAnswer.ACTIVE, clinic.patient_id)
    assert scan(clinic, paper.number.digits) == (ScanAnswer.REPLACED, None)
    assert clinic.on_hand() == 0
    assert open_tasks(clinic, TaskKind.PLASTIC_OWED) == 0
    undo(clinic, done)
    assert scan(clinic, plastic.digits)[0] is ScanAnswer.IN_STOCK
    assert clinic.card(paper.card_id).plastic_owed
    assert clinic.on_hand() == 1
    assert open_tasks(clinic, TaskKind.PLASTIC_OWED) == 1


def test_the_order_is_due_once_and_before_it_is_too_late(clinic: Clinic) -> None:
    clinic.act(change_setting, key=LEAST_USE, value=30)
    clinic.act(change_setting, key=DELIVERY, value=4)  # 4 + 6 days at one card a day: at 10
    clinic.act(receive_cards, count=12)
    clinic.issue()
    assert open_tasks(clinic, TaskKind.CARDS_REORDER) == 0
    clinic.issue()
    clinic.issue()
    assert clinic.on_hand() == 9
    assert open_tasks(clinic, TaskKind.CARDS_REORDER) == 1
    clinic.act(order_batch, count=50)
    assert open_tasks(clinic, TaskKind.CARDS_REORDER) == 0


def test_a_batch_brings_the_numbers_owed_first(clinic: Clinic) -> None:
    owed = clinic.issue()
    batch = clinic.act(order_batch, count=3).value
    with clinic.database.reading() as session:
        numbers = session.scalars(select(Card.number).where(Card.batch_id == batch)).all()
        assert card_batches(session)[0].owed == 1
    assert numbers == [CardNumber.of(10, serial).digits for serial in (1, 2, 3)]
    assert scan(clinic, CardNumber.of(10, 2).digits) == (ScanAnswer.ORDERED, None)
    clinic.act(receive_batch, batch_id=batch)
    assert clinic.on_hand() == 3
    with clinic.database.reading() as session:
        (row,) = owed_plastic(session)
    assert row.lies_ready
    # The card that lies ready for her is given to nobody else.
    assert clinic.issue().number.serial == 2
    assert clinic.issue().number.serial == 3
    assert clinic.issue().form is CardForm.PAPER
    clinic.act(hand_over_plastic, card_id=owed.card_id)
    assert clinic.on_hand() == 0
    card = clinic.card(owed.card_id)
    assert (card.form, card.number) == (CardForm.PLASTIC, owed.number.digits)


def test_a_cancelled_batch_owes_again_and_wastes_its_numbers(clinic: Clinic) -> None:
    owed = clinic.issue()
    batch = clinic.act(order_batch, count=2).value
    clinic.act(drop_batch, batch_id=batch)
    assert clinic.card(owed.card_id).batch_id is None
    assert clinic.card(owed.card_id).plastic_owed
    assert scan(clinic, CardNumber.of(10, 2).digits)[0] is ScanAnswer.SPOILED
    assert clinic.issue(on_paper=True).number.serial == 3
    with pytest.raises(Refused):
        clinic.act(receive_batch, batch_id=batch)


def test_plastic_that_lay_ready_for_a_lost_card_is_spoiled(clinic: Clinic) -> None:
    owed = clinic.issue()
    clinic.act(receive_batch, batch_id=clinic.act(order_batch, count=1).value)
    assert clinic.on_hand() == 1
    done = replace(clinic, owed.card_id)
    assert clinic.on_hand() == 0
    undo(clinic, done)
    assert clinic.on_hand() == 1


@pytest.mark.parametrize("count", [0, 10_001])
def test_an_impossible_order_is_refused(clinic: Clinic, count: int) -> None:
    with pytest.raises(InvalidInput):
        clinic.act(order_batch, count=count)


def test_written_off_cards_leave_the_stock(clinic: Clinic) -> None:
    clinic.act(receive_cards, count=5)
    done = clinic.act(write_off_cards, move=StockMove.LOST, count=2, note="пропали")
    assert clinic.on_hand() == 3
    undo(clinic, done)
    assert clinic.on_hand() == 5
    with pytest.raises(InvalidInput):
        clinic.act(write_off_cards, move=StockMove.LOST, count=6)
    with pytest.raises(Refused):
        clinic.act(write_off_cards, move=StockMove.LOST, number="100000000017")
