"""Children entered on an account after the joining, by the adult who represents them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from reception.errors import InvalidInput, Refused
from reception.models import Acceptance, AccountMember, Consent, Patient
from reception.services.joining import enter_children, join_programme
from reception.values.choices import ConsentPurpose, Relation
from tests.people import Desk


@pytest.fixture
def mother(desk: Desk) -> int:
    return desk.person("Соколова", "Марина", birth_date=date(1988, 4, 12))


@pytest.fixture
def child(desk: Desk, mother: int) -> int:
    household = desk.ask(lambda session: session.get(Patient, mother).household_id)
    return desk.person(
        "Соколова",
        "Мира",
        birth_date=date(2018, 6, 1),
        household_id=household,
        relation=Relation.CHILD,
        guardian_id=mother,
    )


def test_a_child_is_entered_later_and_taken_back(desk: Desk, mother: int, child: int) -> None:
    desk.do(join_programme, patient_id=mother)
    done = desk.do(enter_children, patient_id=mother, child_ids=[child], request_id="c-1")
    again = desk.do(enter_children, patient_id=mother, child_ids=[child], request_id="c-1")
    assert again.value.account_id == done.value.account_id
    members = desk.ask(lambda session: session.scalars(select(AccountMember)).all())
    assert [(one.patient_id, one.entered_by_id) for one in members] == [
        (mother, None),
        (child, mother),
    ]
    assert len(desk.ask(lambda session: session.scalars(select(Acceptance)).all())) == 1
    consents = desk.ask(lambda session: session.scalars(select(Consent)).all())
    assert [(one.patient_id, one.purpose) for one in consents] == [
        (mother, ConsentPurpose.DATA),
        (child, ConsentPurpose.DATA),
    ]
    desk.undo(done)
    present = desk.ask(
        lambda session: session.scalars(
            select(AccountMember.patient_id).where(AccountMember.left_on.is_(None))
        ).all()
    )
    assert list(present) == [mother]


def test_only_a_member_enters_children_and_only_her_own(
    desk: Desk, mother: int, child: int
) -> None:
    with pytest.raises(Refused) as refusal:
        desk.do(enter_children, patient_id=mother, child_ids=[child])
    assert refusal.value.code == "unknown_member"
    desk.do(join_programme, patient_id=mother)
    stranger = desk.person("Орлов", "Лев", birth_date=date(2019, 1, 1))
    with pytest.raises(Refused) as refusal:
        desk.do(enter_children, patient_id=mother, child_ids=[stranger])
    assert refusal.value.code == "not_allowed"
    with pytest.raises(InvalidInput):
        desk.do(enter_children, patient_id=mother, child_ids=[])
