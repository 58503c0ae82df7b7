"""Cards: there is always one; numbers are used once; every movement balances."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Account, AccountMember, Card, Consent, Household, Patient, Task
from reception.progress import Cancelled, Progress
from reception.queries.cards import ScanAnswer, owed_plastic, scanned_card, stock_level, stock_moves
from reception.services.card_batches import hand_over_plastic
from reception.services.card_states import block_card
from reception.services.card_stock import count_cards, receive_cards
from reception.services.cards import IssuedCard, issue_card, take_card_back
from reception.storage.database import Database
from reception.translation import Language
from reception.values.actor import Actor
from reception.values.card_number import CardNumber, damm_valid
from reception.values.choices import (
    AccountStatus,
    CardForm,
    CardState,
    ConsentPurpose,
    ConsentState,
    TaskKind,
    TaskStatus,
)
from tests.clinics import MONDAY_MORNING

TODAY = date(2026, 11, 2)


@dataclass
class Clinic:
    """A clinic in which one adult is on an account and has consented."""

    database: Database
    actor: Actor
    account_id: int = 0
    patient_id: int = 0

    def act(self, action: Callable[..., Done[Any]], **arguments: object) -> Done[Any]:
        with self.database.unit_of_work(
            now=MONDAY_MORNING, actor=self.actor, action=action.__name__
        ) as uow:
            return action(uow, **arguments)

    def issue(self, **arguments: object) -> IssuedCard:
        done = self.act(
            issue_card, account_id=self.account_id, holder_id=self.patient_id, **arguments
        )
        assert isinstance(done.value, IssuedCard)
        return done.value

    def on_hand(self) -> int:
        with self.database.reading() as session:
            return stock_level(session, today=TODAY).on_hand

    def card(self, card_id: int) -> Card:
        with self.database.reading() as session:
            return session.scalars(select(Card).where(Card.id == card_id)).one()


@pytest.fixture
def clinic(database: Database, administrator: Actor) -> Clinic:
    made = Clinic(database, administrator)
    with database.unit_of_work(now=MONDAY_MORNING, actor=administrator, action="prepare") as uow:
        household = Household(created_at=uow.now)
        uow.add(household)
        patient = Patient(
            last_name="Соколова",
            name_key="соколова",
            first_key="соколова",
            language=Language.RU,
            household_id=household.id,
            created_at=uow.now,
        )
        uow.add(patient)
        account = Account(
            household_id=household.id,
            holder_id=patient.id,
            status=AccountStatus.OPEN,
            opened_on=TODAY,
            opened_at=uow.now,
        )
        uow.add(account)
        uow.add(
            AccountMember(
                account_id=account.id, patient_id=patient.id, joined_on=TODAY, joined_at=uow.now
            ),
            Consent(
                patient_id=patient.id,
                purpose=ConsentPurpose.DATA,
                state=ConsentState.TO_SIGN,
                recorded_at=uow.now,
            ),
        )
        made.account_id, made.patient_id = account.id, patient.id
    return made


def test_without_plastic_a_paper_card_is_issued_and_plastic_is_owed(clinic: Clinic) -> None:
    issued = clinic.issue()
    assert issued.form is CardForm.PAPER
    assert issued.number == CardNumber.of(10, 1)
    assert issued.plastic_promised_on == date(2026, 11, 16)
    with clinic.database.reading() as session:
        assert [row.number for row in owed_plastic(session)] == [issued.number.digits]
        task = session.scalars(select(Task)).one()
    assert (task.kind, task.status, task.due_on) == (
        TaskKind.PLASTIC_OWED,
        TaskStatus.OPEN,
        date(2026, 11, 16),
    )


def test_plastic_in_stock_is_used_first_and_counted(clinic: Clinic) -> None:
    clinic.act(receive_cards, count=2)
    assert clinic.issue().form is CardForm.PLASTIC
    assert clinic.on_hand() == 1


def test_pre_numbered_plastic_is_issued_by_its_number(clinic: Clinic) -> None:
    clinic.act(receive_cards, count=3, first_number=str(CardNumber.of(10, 100)))
    assert clinic.issue(number=str(CardNumber.of(10, 102))).number.serial == 102
    assert clinic.issue().number.serial == 100
    with pytest.raises(Refused) as refused:
        clinic.issue(number=str(CardNumber.of(10, 102)))
    assert refused.value.code == "number_used"
    with pytest.raises(Refused) as refused:
        clinic.issue(number=str(CardNumber.of(20, 7)))
    assert refused.value.code == "unknown_card"


def test_owed_plastic_is_handed_over_with_the_same_number(clinic: Clinic) -> None:
    issued = clinic.issue()
    with pytest.raises(Refused) as refused:
        clinic.act(hand_over_plastic, card_id=issued.card_id)
    assert refused.value.code == "no_plastic"
    clinic.act(receive_cards, count=1)
    done = clinic.act(hand_over_plastic, card_id=issued.card_id)
    card = clinic.card(issued.card_id)
    assert (card.form, card.number) == (CardForm.PLASTIC, issued.number.digits)
    assert clinic.on_hand() == 0
    assert done.undo is not None
    clinic.act(done.undo.func, **done.undo.keywords)  # type: ignore[attr-defined]
    assert clinic.card(issued.card_id).plastic_owed
    assert clinic.on_hand() == 1


def test_taking_a_card_back_frees_no_number(clinic: Clinic) -> None:
    first = clinic.issue()
    clinic.act(take_card_back, card_id=first.card_id)
    assert clinic.card(first.card_id).state is CardState.SPOILED
    assert clinic.issue().number.serial == first.number.serial + 1
    with clinic.database.reading() as session:
        states = session.scalars(select(Task.status).order_by(Task.id)).all()
    assert states == [TaskStatus.DROPPED, TaskStatus.OPEN]


def test_the_same_request_issues_one_card(clinic: Clinic) -> None:
    assert clinic.issue(request_id="form-7") == clinic.issue(request_id="form-7")
    with clinic.database.reading() as session:
        assert len(session.scalars(select(Card)).all()) == 1


def test_no_consent_no_card(clinic: Clinic) -> None:
    with clinic.database.unit_of_work(
        now=MONDAY_MORNING, actor=clinic.actor, action="withdraw"
    ) as uow:
        uow.find.consents(clinic.patient_id, ConsentPurpose.DATA)[0].state = ConsentState.WITHDRAWN
    with pytest.raises(Refused) as refused:
        clinic.issue()
    assert refused.value.code == "no_consent"


def test_a_scan_tells_each_state_in_its_own_word_and_no_owner(clinic: Clinic) -> None:
    issued = clinic.issue()

    def scan(digits: str) -> tuple[ScanAnswer, int | None]:
        with clinic.database.reading() as session:
            answer = scanned_card(session, digits=digits)
        return answer.answer, answer.patient_id

    assert scan(issued.number.digits) == (ScanAnswer.ACTIVE, clinic.patient_id)
    assert scan(CardNumber.of(10, 999).digits) == (ScanAnswer.NOT_GIVEN, None)
    done = clinic.act(block_card, card_id=issued.card_id, reason="потеряна")
    assert scan(issued.number.digits) == (ScanAnswer.BLOCKED, None)
    assert done.undo is not None
    clinic.act(done.undo.func, **done.undo.keywords)  # type: ignore[attr-defined]
    assert scan(issued.number.digits)[0] is ScanAnswer.ACTIVE


@pytest.mark.parametrize("count", [0, -1, 100_001])
def test_an_impossible_count_is_refused(clinic: Clinic, count: int) -> None:
    with pytest.raises(InvalidInput) as refused:
        clinic.act(receive_cards, count=count)
    assert refused.value.field == "count"


def test_a_batch_of_numbers_used_before_is_refused(clinic: Clinic) -> None:
    clinic.issue()
    with pytest.raises(Refused) as refused:
        clinic.act(receive_cards, count=5, first_number=str(CardNumber.of(10, 1)))
    assert refused.value.code == "number_used"


def test_a_delivery_entered_wrongly_is_undone_and_entered_again(clinic: Clinic) -> None:
    first = str(CardNumber.of(10, 7))
    done = clinic.act(receive_cards, count=3, first_number=first)
    assert done.undo is not None
    clinic.act(done.undo.func, **done.undo.keywords)  # type: ignore[attr-defined]
    assert clinic.on_hand() == 0
    clinic.act(receive_cards, count=5, first_number=first)
    assert clinic.on_hand() == 5
    issued = clinic.issue(number=str(CardNumber.of(10, 11)))
    assert issued.form is CardForm.PLASTIC
    with pytest.raises(Refused):
        clinic.act(receive_cards, count=1, first_number=first)


def test_cards_in_use_are_not_taken_out_of_stock_again(clinic: Clinic) -> None:
    done = clinic.act(receive_cards, count=3, first_number=str(CardNumber.of(10, 7)))
    clinic.issue()
    assert done.undo is not None
    with pytest.raises(Refused) as refused:
        clinic.act(done.undo.func, **done.undo.keywords)  # type: ignore[attr-defined]
    assert refused.value.code == "number_used"
    assert clinic.on_hand() == 2


def test_thousands_of_numbers_are_put_down_in_portions(clinic: Clinic) -> None:
    progress = Progress()
    clinic.act(receive_cards, count=5_001, first_number=str(CardNumber.of(10, 1)),
               progress=progress)  # fmt: skip
    assert (progress.step.done, progress.step.total) == (5_000, 5_001)
    assert clinic.on_hand() == 5_001
    progress.cancel()
    with pytest.raises(Cancelled):
        clinic.act(receive_cards, count=2, first_number=str(CardNumber.of(10, 6_000)),
                   progress=progress)  # fmt: skip
    assert clinic.on_hand() == 5_001


def test_counting_and_its_undo_balance(clinic: Clinic) -> None:
    clinic.act(receive_cards, count=10)
    done = clinic.act(count_cards, on_hand=7)
    assert clinic.on_hand() == 7
    assert done.undo is not None
    clinic.act(done.undo.func, **done.undo.keywords)  # type: ignore[attr-defined]
    assert clinic.on_hand() == 10
    with clinic.database.reading() as session:
        assert [row.change for row in stock_moves(session)] == [3, -3, 10]


def test_the_cover_is_what_the_indicator_says(clinic: Clinic) -> None:
    clinic.act(receive_cards, count=9)
    for _ in range(3):
        clinic.issue()
    with clinic.database.reading() as session:
        level = stock_level(session, today=TODAY)
    assert (level.on_hand, level.issued_30_days, level.cover_days) == (6, 3, 60)
    assert level.reorder_at == 2  # 20 days × 3 cards ÷ 30 days
    assert not level.is_low


@given(st.integers(1, 99), st.integers(1, 999_999_999), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_never_passes(series: int, serial: int, place: int, step: int) -> None:
    digits = CardNumber.of(series, serial).digits
    assert damm_valid(digits)
    wrong = (int(digits[place]) + step) % 10
    assert not damm_valid(f"{digits[:place]}{wrong}{digits[place + 1 :]}")


@given(st.integers(1, 99), st.integers(1, 999_999_999), st.integers(0, 10))
def test_two_neighbours_swapped_never_pass(series: int, serial: int, place: int) -> None:
    digits = CardNumber.of(series, serial).digits
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert swapped == digits or not damm_valid(swapped)
