"""Leaving, splitting, merging at a desk: cards, papers and children go along, and come back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from reception.clock import SetClock
from reception.errors import InvalidInput, NotSignedIn, Refused
from reception.models import Acceptance, AccountMember, Card
from reception.services.cards import issue_card
from reception.services.family_accounts import (
    leave_with_own_account,
    merge_families,
    move_child,
    name_holder,
    split_family,
)
from reception.services.representatives import add_representative
from reception.storage.database import Database
from reception.values.actor import Actor
from reception.values.choices import AcceptanceState, AccountStatus, Relation
from reception.values.family_choices import Kinship, RepresentativeKind
from tests.people import Desk
from tests.services.families import Family, family_on_account


@pytest.fixture
def boss(database: Database, supervisor: Actor, clock: SetClock) -> Desk:
    return Desk(database, supervisor, clock.now())


def on_account(family: Family, number: int) -> set[int]:
    rows = family.desk.ask(
        lambda s: s.scalars(
            select(AccountMember).where(
                AccountMember.account_id == number, AccountMember.left_on.is_(None)
            )
        ).all()
    )
    return {row.patient_id for row in rows}


def test_leaving_with_an_own_account_takes_the_card_along(desk: Desk) -> None:
    family = family_on_account(desk)
    card = desk.do(
        issue_card, account_id=family.account, holder_id=family.ivan, on_paper=True
    ).value.card_id
    points = family.balance()
    done = desk.do(leave_with_own_account, patient_id=family.ivan, own_household=True)
    (new,) = done.value.new_account_ids
    assert on_account(family, new) == {family.ivan}
    assert on_account(family, family.account) == {family.maria, family.vera}
    assert family.row(Card, card).account_id == new
    assert family.balance() + family.balance(new) == points
    assert family.patient(family.ivan).relation is Relation.HEAD
    assert family.account_row(new).household_id == family.patient(family.ivan).household_id
    signed = desk.ask(
        lambda s: s.scalars(select(Acceptance).where(Acceptance.account_id == new)).all()
    )
    assert [row.state for row in signed] == [AcceptanceState.TO_SIGN]

    desk.undo(done)
    assert on_account(family, family.account) == {family.maria, family.ivan, family.vera}
    assert family.row(Card, card).account_id == family.account
    assert family.balance() == points
    assert family.account_row(new).status is AccountStatus.CLOSED
    assert family.patient(family.ivan).relation is Relation.SPOUSE


def test_spouses_split_with_shares_and_the_child_goes_with_one(desk: Desk, boss: Desk) -> None:
    family = family_on_account(desk)
    points = family.balance()
    half = points // 2
    with pytest.raises(NotSignedIn, match="supervisor"):
        desk.do(split_family, account_id=family.account, shares={family.ivan: half})
    done = boss.do(
        split_family,
        account_id=family.account,
        shares={family.ivan: half},
        children_with={family.vera: family.ivan},
        own_household=True,
    )
    (new,) = done.value.new_account_ids
    assert (family.balance(), family.balance(new)) == (points - half, half)
    assert on_account(family, new) == {family.ivan, family.vera}
    home = family.patient(family.ivan).household_id
    assert family.patient(family.vera).household_id == home
    assert home != family.patient(family.maria).household_id
    desk.undo(done)
    assert family.balance() == points
    assert on_account(family, family.account) == {family.maria, family.ivan, family.vera}
    with pytest.raises(Refused) as refused:
        boss.do(split_family, account_id=family.account, shares={family.ivan: points + 1})
    assert refused.value.code == "not_enough_points"
    with pytest.raises(InvalidInput, match="under age"):
        boss.do(split_family, account_id=family.account, shares={family.vera: 0})


def test_two_accounts_become_one_and_two_again(desk: Desk, boss: Desk) -> None:
    family = family_on_account(desk)
    points = family.balance()
    own = desk.do(leave_with_own_account, patient_id=family.ivan).value.new_account_ids[0]
    done = boss.do(merge_families, account_id=own, into_id=family.account)
    assert on_account(family, family.account) == {family.maria, family.ivan, family.vera}
    assert family.account_row(own).status is AccountStatus.CLOSED
    assert family.balance() == points
    desk.undo(done)
    assert on_account(family, own) == {family.ivan}


def test_a_new_holder_by_application(desk: Desk) -> None:
    family = family_on_account(desk)
    done = desk.do(name_holder, account_id=family.account, holder_id=family.ivan)
    assert family.account_row().holder_id == family.ivan
    desk.undo(done)
    assert family.account_row().holder_id == family.maria
    with pytest.raises(InvalidInput, match="under age"):
        desk.do(name_holder, account_id=family.account, holder_id=family.vera)
    stranger = desk.person("Лебедева", "Анна")
    with pytest.raises(Refused, match="on the account"):
        desk.do(name_holder, account_id=family.account, holder_id=stranger)


def test_a_child_moves_by_both_or_by_a_court_paper(desk: Desk) -> None:
    family = family_on_account(desk)
    desk.do(
        add_representative,
        patient_id=family.vera,
        kind=RepresentativeKind.GUARDIAN,
        person_id=family.ivan,
        kinship=Kinship.FATHER,
    )
    own = desk.do(leave_with_own_account, patient_id=family.ivan).value.new_account_ids[0]
    move = {"child_id": family.vera, "into_id": own}
    with pytest.raises(Refused, match="agree") as refused:
        desk.do(move_child, **move, agreed_by=[family.ivan])
    assert refused.value.code == "needs_both"
    assert refused.value.message.fields["names"] == "Соколова Мария Петровна"
    done = desk.do(move_child, **move, agreed_by=[family.ivan, family.maria])
    assert on_account(family, own) == {family.ivan, family.vera}
    desk.undo(done)
    assert on_account(family, family.account) == {family.maria, family.vera}
    desk.do(move_child, **move, agreed_by=[family.ivan], court_paper="2-118/2026 от 01.10.2026")
    assert "2-118" in family.last_audit().difference
