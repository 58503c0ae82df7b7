"""A family joins, pays, uses points, and takes each step back; every figure worked by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Acceptance, Account, Card, Consent, PointsEntry, PointsLot, Visit
from reception.queries.points import account_balance
from reception.services.cards import issue_card
from reception.services.check_in import check_in
from reception.services.checkout import GivenLine, check_out
from reception.services.joining import join_programme, sign_papers
from reception.services.patients import register_patient
from reception.storage.database import Database
from reception.values.actor import Actor
from reception.values.choices import (
    AcceptanceState,
    AccountStatus,
    CardState,
    ConsentPurpose,
    ConsentState,
    ContactChannel,
    EntryKind,
    Relation,
    VisitStatus,
)
from tests.clinics import MONDAY_MORNING

TUESDAY = MONDAY_MORNING + timedelta(days=1)


@dataclass
class Desk:
    """Olga at the desk of a clinic with one family: Marina, Pavel, Mira (8)."""

    database: Database
    actor: Actor
    people: dict[str, int] = field(default_factory=dict)

    def act(
        self, action: Callable[..., Done[Any]], now: datetime = MONDAY_MORNING, **arguments: object
    ) -> Done[Any]:
        name = getattr(action, "__name__", "undo")
        with self.database.unit_of_work(now=now, actor=self.actor, action=name) as uow:
            return action(uow, **arguments)

    def undo(self, done: Done[Any], now: datetime = MONDAY_MORNING) -> None:
        assert done.undo is not None
        self.act(done.undo, now)

    def join(self, who: str = "Марина", **arguments: Any) -> Done[Any]:
        return self.act(join_programme, patient_id=self.people[who], **arguments)

    def pay(
        self, who: str, amount: int, now: datetime = MONDAY_MORNING, **arguments: object
    ) -> Done[Any]:
        visit = self.act(check_in, now, patient_id=self.people[who], confirm_second=True).value
        line = GivenLine("consultation", amount)
        return self.act(check_out, now, visit_id=visit.visit_id, lines=[line], **arguments)

    def balance(self, account_id: int, day: date) -> int:
        with self.database.reading() as session:
            return account_balance(session, account_id=account_id, day=day).balance

    def entries(self) -> list[tuple[EntryKind, int]]:
        with self.database.reading() as session:
            rows = session.execute(
                select(PointsEntry.kind, PointsEntry.points).order_by(PointsEntry.id)
            )
            return [(kind, points) for kind, points in rows]

    def books_balance(self) -> bool:
        with self.database.reading() as session:
            entries = session.scalar(select(func.coalesce(func.sum(PointsEntry.points), 0)))
            lots = session.scalar(select(func.coalesce(func.sum(PointsLot.left), 0)))
        return entries == lots


@pytest.fixture
def family(database: Database, administrator: Actor) -> Desk:
    desk = Desk(database, administrator)
    mother = desk.act(
        register_patient,
        last_name="Соколова",
        first_name="Марина",
        patronymic="Викторовна",
        birth_date=date(1988, 5, 14),
        phones=["8 916 123-45-67"],
    ).value
    with database.unit_of_work(now=MONDAY_MORNING, actor=administrator, action="x") as uow:
        household = uow.find.patient(mother).household_id
    desk.people["Марина"] = mother
    for name, born, relation in (
        ("Павел", date(1986, 2, 3), Relation.SPOUSE),
        ("Мира", date(2018, 7, 1), Relation.CHILD),
    ):
        desk.people[name] = desk.act(
            register_patient,
            last_name="Соколов",
            first_name=name,
            birth_date=born,
            no_phone=True,
            household_id=household,
            relation=relation,
            guardian_id=mother if relation is Relation.CHILD else None,
        ).value
    return desk


def test_a_mother_joins_with_her_child_and_everything_is_recorded(family: Desk) -> None:
    joined = family.join(child_ids=[family.people["Мира"]], advertising=[ContactChannel.SMS]).value
    assert joined.opened_account
    assert joined.member_ids == (family.people["Марина"], family.people["Мира"])
    assert joined.points == 300
    assert family.balance(joined.account_id, date(2026, 11, 2)) == 300
    with family.database.reading() as session:
        acceptance = session.scalars(select(Acceptance)).one()
        consents = {
            (row.patient_id, row.purpose, row.channel, row.state)
            for row in session.scalars(select(Consent))
        }
    assert (acceptance.state, len(acceptance.terms_hash)) == (AcceptanceState.TO_SIGN, 64)
    to_sign, nowhere = ConsentState.TO_SIGN, ContactChannel.NONE
    mother, child = family.people["Марина"], family.people["Мира"]
    assert consents == {
        (mother, ConsentPurpose.DATA, nowhere, to_sign),
        (child, ConsentPurpose.DATA, nowhere, to_sign),
        (mother, ConsentPurpose.ADVERTISING, ContactChannel.SMS, to_sign),
    }


def test_the_father_joins_the_same_account_without_a_second_welcome(family: Desk) -> None:
    first = family.join().value
    second = family.join("Павел").value
    assert second.account_id == first.account_id
    assert (second.opened_account, second.points) == (False, 0)


@pytest.mark.parametrize(
    ("who", "children", "code"),
    [("Мира", [], "not_allowed"), ("Марина", ["Павел"], "not_allowed")],
)
def test_children_do_not_join_alone_nor_adults_through_others(
    family: Desk, who: str, children: list[str], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        family.join(who, child_ids=[family.people[one] for one in children])
    assert refused.value.code == code
    with family.database.reading() as session:
        assert session.scalars(select(Account)).all() == []


def test_nobody_joins_twice_but_a_retry_is_welcome(family: Desk) -> None:
    once = family.join(request_id="form-1").value
    again = family.join(request_id="form-1").value
    assert again.account_id == once.account_id
    with pytest.raises(Refused) as refused:
        family.join()
    assert refused.value.code == "already_member"
    assert family.entries() == [(EntryKind.WELCOME, 300)]


def test_visits_before_joining_count_for_ninety_days(family: Desk) -> None:
    family.pay("Марина", 3_200_00)
    family.pay("Павел", 1_000_00)
    joined = family.join().value
    assert joined.points == 300 + 224  # 7 % of 3 200 ₽; her husband's visit is his own
    assert family.balance(joined.account_id, date(2026, 11, 2)) == 300  # held until tomorrow
    assert family.balance(joined.account_id, date(2026, 11, 3)) == 524


def test_a_visit_earns_and_points_pay_up_to_half(family: Desk) -> None:
    account = family.join().value.account_id
    with pytest.raises(Refused) as refused:
        family.pay("Марина", 500_00, redeem_points=251)
    assert refused.value.code == "above_cap"
    paid = family.pay("Марина", 1_000_00, redeem_points=300).value
    assert (paid.bill_minor, paid.money_minor, paid.points_used) == (1_000_00, 700_00, 300)
    assert paid.points_earned == 49  # 7 % of the 700 ₽ paid in money
    assert family.balance(account, date(2026, 11, 3)) == 49
    assert family.books_balance()


def test_a_refused_checkout_changes_nothing(family: Desk) -> None:
    family.join()
    visit = family.act(check_in, patient_id=family.people["Марина"]).value
    with pytest.raises(Refused):
        family.act(
            check_out,
            visit_id=visit.visit_id,
            lines=[GivenLine("consultation", 100_00)],
            redeem_points=299,
        )
    with family.database.reading() as session:
        row = session.scalars(select(Visit).where(Visit.id == visit.visit_id)).one()
        assert (row.status, row.bill_minor, row.paid_at) == (VisitStatus.ARRIVED, 0, None)
        assert row.lines == []
    assert family.entries() == [(EntryKind.WELCOME, 300)]


def test_a_payment_taken_back_can_be_made_again(family: Desk) -> None:
    account = family.join().value.account_id
    wrong = family.pay("Марина", 32_000_00, redeem_points=300)
    family.undo(wrong)
    assert family.balance(account, date(2026, 11, 2)) == 300
    assert family.books_balance()
    visit_id = wrong.value.visit_id
    right = family.act(
        check_out, visit_id=visit_id, lines=[GivenLine("consultation", 3_200_00)]
    ).value
    assert right.points_earned == 224
    assert family.balance(account, date(2026, 11, 3)) == 524
    assert family.books_balance()


def test_what_was_spent_since_is_not_taken_back(family: Desk) -> None:
    family.join()
    first = family.pay("Марина", 10_000_00)
    family.pay("Марина", 2_000_00, now=TUESDAY, redeem_points=1_000)
    with pytest.raises(Refused) as refused:
        family.undo(first, TUESDAY)
    assert refused.value.code == "spent_in_between"
    assert family.books_balance()


def test_excluded_groups_earn_nothing_and_are_not_paid_by_points(family: Desk) -> None:
    family.join()
    visit = family.act(check_in, patient_id=family.people["Марина"]).value
    lines = [GivenLine("consultation", 100_00), GivenLine("outside-laboratory", 900_00)]
    with pytest.raises(Refused):
        family.act(check_out, visit_id=visit.visit_id, lines=lines, redeem_points=51)
    paid = family.act(check_out, visit_id=visit.visit_id, lines=lines, redeem_points=50).value
    assert paid.points_earned == 3  # 7 % of 50 ₽, rounded down


def test_the_sum_due_is_held_beside_the_sum_told(family: Desk) -> None:
    from reception.services.check_in import tell_price

    visit_id = family.act(check_in, patient_id=family.people["Марина"]).value.visit_id
    family.act(tell_price, visit_id=visit_id, amount_minor=3_000_00)
    lines = [
        GivenLine("consultation", 3_000_00),
        GivenLine("procedures", 500_00, was_added=True, was_agreed=True),
        GivenLine("diagnostics", 200_00, was_added=True),
    ]
    paid = family.act(check_out, visit_id=visit_id, lines=lines).value
    assert paid.differs_minor == 200_00


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (GivenLine("consultation", -1), "amount"),
        (GivenLine("consultation", 10**13), "amount"),
        (GivenLine("no-such-group", 1), "group"),
    ],
)
def test_impossible_lines_are_refused_at_their_field(
    family: Desk, line: GivenLine, field: str
) -> None:
    visit_id = family.act(check_in, patient_id=family.people["Марина"]).value.visit_id
    with pytest.raises(InvalidInput) as refused:
        family.act(check_out, visit_id=visit_id, lines=[line])
    assert refused.value.field == field


def test_a_retry_pays_once(family: Desk) -> None:
    account = family.join().value.account_id
    visit_id = family.act(check_in, patient_id=family.people["Марина"]).value.visit_id
    lines = [GivenLine("consultation", 1_000_00)]
    for _ in range(2):
        family.act(check_out, visit_id=visit_id, lines=lines, request_id="till-1")
    assert family.balance(account, date(2026, 11, 3)) == 370
    with pytest.raises(Refused) as refused:
        family.act(check_out, visit_id=visit_id, lines=lines)
    assert refused.value.code == "request_reused"


def test_joining_taken_back_leaves_no_points_no_card_and_no_consent(family: Desk) -> None:
    done = family.join()
    account = done.value.account_id
    card = family.act(issue_card, account_id=account, holder_id=family.people["Марина"]).value
    family.undo(done)
    with family.database.reading() as session:
        assert session.scalars(select(Account)).one().status is AccountStatus.CLOSED
        assert session.scalars(select(Card)).one().state is CardState.SPOILED
        assert {row.state for row in session.scalars(select(Consent))} == {ConsentState.WITHDRAWN}
    assert card.number.serial == 1
    assert family.balance(account, date(2026, 11, 2)) == 0
    assert family.books_balance()
    assert family.join().value.opened_account


def test_signatures_are_recorded_and_can_be_taken_back(family: Desk) -> None:
    family.join(child_ids=[family.people["Мира"]])
    done = family.act(sign_papers, patient_id=family.people["Марина"], kept_in="папка 3")

    def states() -> tuple[AcceptanceState, set[ConsentState]]:
        with family.database.reading() as session:
            acceptance = session.scalars(select(Acceptance)).one()
            return acceptance.state, {row.state for row in session.scalars(select(Consent))}

    assert states() == (AcceptanceState.SIGNED, {ConsentState.GIVEN})
    family.undo(done)
    assert states() == (AcceptanceState.TO_SIGN, {ConsentState.TO_SIGN})


def test_nothing_is_opened_in_the_name_of_the_deceased(family: Desk) -> None:
    account = family.join().value.account_id
    now, mother, father = MONDAY_MORNING, family.people["Марина"], family.people["Павел"]
    with family.database.unit_of_work(now=now, actor=family.actor, action="record") as uow:
        for person in (mother, father):
            uow.find.patient(person).deceased_on = date(2026, 11, 1)
    with pytest.raises(Refused) as refused:
        family.join("Павел")
    assert refused.value.code == "deceased"
    with pytest.raises(Refused) as refused:
        family.act(issue_card, account_id=account, holder_id=mother)
    assert refused.value.code == "deceased"
