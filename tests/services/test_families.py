"""Households, representatives, court papers, deaths: what is recorded, refused and put back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from reception.changes import Done
from reception.clock import SetClock
from reception.errors import InvalidInput, NotSignedIn, Refused
from reception.models import (
    Account,
    AccountMember,
    AuditRow,
    Card,
    CourtRestriction,
    HouseholdTime,
    Patient,
    Representative,
    Task,
    Visit,
)
from reception.queries.family_settings import family_settings
from reception.services.bereavement import open_for_family, record_death
from reception.services.cards import issue_card
from reception.services.family_settings import OWN_CONSENT, PAUSE, change_family_setting
from reception.services.households import change_relation, merge_households, move_to_household
from reception.services.joining import join_programme
from reception.services.representatives import (
    add_representative,
    end_guardian,
    end_representative,
    lift_restriction,
    restrict,
)
from reception.storage.database import Database
from reception.storage.unit_of_work import UnitOfWork
from reception.values.actor import Actor
from reception.values.choices import (
    AccountStatus,
    CardState,
    Relation,
    TaskKind,
    TaskStatus,
    VisitStatus,
)
from reception.values.family_choices import (
    AuthorityKind,
    Kinship,
    RepresentativeKind,
    TrustScope,
)
from tests.people import Desk
from tests.services.families import family_on_account

TODAY = date(2026, 11, 2)


@pytest.fixture
def boss(database: Database, supervisor: Actor, clock: SetClock) -> Desk:
    return Desk(database, supervisor, clock.now())


def every(desk: Desk, kind: type) -> list:
    return list(desk.ask(lambda session: session.scalars(select(kind)).all()))


def test_moving_out_keeps_the_time_and_finds_a_head_and_moves_no_points(desk: Desk) -> None:
    family = family_on_account(desk)
    points = family.balance()
    old = family.patient(family.maria).household_id
    done = desk.do(move_to_household, patient_id=family.maria)
    maria = family.patient(family.maria)
    assert maria.household_id == done.value != old
    assert (maria.relation, maria.household_since) == (Relation.HEAD, TODAY)
    assert family.patient(family.ivan).relation is Relation.HEAD
    (time,) = every(desk, HouseholdTime)
    assert (time.patient_id, time.household_id, time.until) == (family.maria, old, TODAY)
    assert time.relation is Relation.HEAD
    assert family.balance() == points
    assert family.account_row().household_id == old

    desk.undo(done)
    assert family.patient(family.maria).household_id == old
    assert family.patient(family.ivan).relation is Relation.SPOUSE
    assert every(desk, HouseholdTime) == []


def test_an_account_goes_along_once_all_its_members_have_moved(desk: Desk) -> None:
    family = family_on_account(desk)
    sister = desk.person("Лебедева", "Анна", birth_date=date(1990, 2, 2))
    home = family.patient(sister).household_id
    old = family.patient(family.maria).household_id
    done = desk.do(merge_households, household_id=old, into_id=home)
    assert {family.patient(one).household_id for one in (family.maria, family.vera)} == {home}
    assert family.patient(family.vera).relation is Relation.CHILD
    assert family.account_row().household_id == home
    desk.undo(done)
    assert family.account_row().household_id == old
    with pytest.raises(Refused):
        desk.do(merge_households, household_id=old, into_id=old)


def test_what_cannot_be_in_a_household(desk: Desk) -> None:
    family = family_on_account(desk)
    home = family.patient(family.maria).household_id
    with pytest.raises(Refused, match="in this family already"):
        desk.do(move_to_household, patient_id=family.ivan, household_id=home)
    with pytest.raises(InvalidInput, match="still to come"):
        desk.do(move_to_household, patient_id=family.ivan, since=TODAY + timedelta(days=1))
    done = desk.do(change_relation, patient_id=family.ivan, relation=Relation.HEAD)
    assert family.patient(family.maria).relation is Relation.SPOUSE
    desk.undo(done)
    assert family.patient(family.maria).relation is Relation.HEAD


def test_a_trusted_person_needs_a_document_that_holds(desk: Desk) -> None:
    family = family_on_account(desk)
    nina = {
        "patient_id": family.vera,
        "kind": RepresentativeKind.TRUSTED,
        "name": "Нина Павловна Соколова",
        "phone": "8 913 200-10-20",
        "kinship": Kinship.GRANDPARENT,
        "scope": (TrustScope.ACCOMPANY,),
    }
    with pytest.raises(InvalidInput, match="needs a document"):
        desk.do(add_representative, **nina)
    power: dict[str, object] = {"document_kind": AuthorityKind.POWER_NOTARY}
    with pytest.raises(InvalidInput, match="number of the document"):
        desk.do(add_representative, **nina, **power)
    power["document_number"] = "77 АА 1234567"
    with pytest.raises(InvalidInput, match="lapsed"):
        desk.do(add_representative, **nina, **power, expires_on=TODAY - timedelta(days=1))
    with pytest.raises(InvalidInput, match="not a phone"):
        desk.do(add_representative, **{**nina, "phone": "12"}, **power)
    done = desk.do(add_representative, **nina, **power, expires_on=date(2027, 6, 1))
    row = family.row(Representative, done.value)
    assert (row.phone, row.scope, row.since) == ("79132001020", "accompany", TODAY)
    ended = desk.do(end_representative, representative_id=done.value)
    assert family.row(Representative, done.value).until == TODAY - timedelta(days=1)
    desk.undo(ended)
    assert family.row(Representative, done.value).until is None
    desk.undo(done)
    assert every(desk, Representative) == []


def test_a_second_guardian_and_the_end_of_the_first(desk: Desk) -> None:
    family = family_on_account(desk)
    desk.do(
        add_representative,
        patient_id=family.vera,
        kind=RepresentativeKind.GUARDIAN,
        person_id=family.ivan,
        kinship=Kinship.FATHER,
    )
    assert family.patient(family.vera).guardian_id == family.maria
    done = desk.do(end_guardian, patient_id=family.vera)
    assert family.patient(family.vera).guardian_id == family.ivan
    desk.undo(done)
    assert family.patient(family.vera).guardian_id == family.maria
    with pytest.raises(InvalidInput, match="guardianship order"):
        desk.do(
            add_representative,
            patient_id=family.ivan,
            kind=RepresentativeKind.GUARDIAN,
            person_id=family.maria,
        )
    with pytest.raises(InvalidInput, match="Only an adult"):
        desk.do(
            add_representative,
            patient_id=family.maria,
            kind=RepresentativeKind.PAYER,
            person_id=family.vera,
        )


def test_a_court_paper_keeps_its_person_from_acting(desk: Desk) -> None:
    family = family_on_account(desk)
    with pytest.raises(InvalidInput, match="court paper"):
        desk.do(restrict, patient_id=family.vera, person_id=family.ivan, document=" ")
    done = desk.do(
        restrict,
        patient_id=family.vera,
        person_id=family.ivan,
        document="Центральный районный суд, 2-118/2026",
    )
    father = {
        "patient_id": family.vera,
        "kind": RepresentativeKind.GUARDIAN,
        "person_id": family.ivan,
    }
    with pytest.raises(Refused) as refused:
        desk.do(add_representative, **father)
    assert refused.value.code == "court"
    desk.do(lift_restriction, restriction_id=done.value)
    desk.do(add_representative, **father)
    assert len(every(desk, CourtRestriction)) == 1


def test_a_death_ends_everything_and_leaves_the_points(desk: Desk, boss: Desk) -> None:
    family = family_on_account(desk)
    points = family.balance()
    card = desk.do(issue_card, account_id=family.account, holder_id=family.maria, on_paper=True)
    visit = desk.visit(family.maria, date(2026, 11, 20), status=VisitStatus.PLANNED)

    def owe(uow: UnitOfWork) -> Done[None]:
        uow.add(
            Task(
                kind=TaskKind.RECOVERY,
                patient_id=family.maria,
                due_on=TODAY,
                status=TaskStatus.OPEN,
                opened_at=uow.now,
            )
        )
        return Done(None)

    desk.do(owe)
    facts = {"patient_id": family.maria, "day": date(2026, 11, 1), "source": "звонок сестры"}
    with pytest.raises(NotSignedIn, match="supervisor"):
        desk.do(record_death, **facts)
    with pytest.raises(InvalidInput, match="from where"):
        boss.do(record_death, **{**facts, "source": ""})
    with pytest.raises(InvalidInput, match="cannot be"):
        boss.do(record_death, **{**facts, "day": date(2026, 11, 3)})
    done = boss.do(record_death, **facts)
    assert family.patient(family.maria).deceased_source == "звонок сестры"
    assert all(task.status is not TaskStatus.OPEN for task in every(desk, Task))
    assert family.row(Visit, visit).status is VisitStatus.CANCELLED
    assert family.row(Card, card.value.card_id).state is CardState.BLOCKED
    assert family.patient(family.ivan).contact_paused_until == TODAY + timedelta(days=40)
    assert family.account_row().holder_id == family.ivan
    assert family.account_row().status is AccountStatus.OPEN
    assert family.balance() == points
    assert family.patient(family.vera).guardian_id is None
    boss.undo(done)
    assert family.patient(family.maria).deceased_on is None
    assert family.patient(family.vera).guardian_id == family.maria
    assert family.row(Visit, visit).status is VisitStatus.PLANNED
    assert family.row(Card, card.value.card_id).state is CardState.ACTIVE
    assert family.account_row().holder_id == family.maria
    assert len(desk.ask(lambda s: s.scalars(select(AccountMember)).all())) == 3


def test_a_frozen_account_is_opened_for_the_family_within_a_year(desk: Desk, boss: Desk) -> None:
    family = family_on_account(desk)
    boss.do(record_death, patient_id=family.ivan, day=TODAY, source="свидетельство")
    boss.do(record_death, patient_id=family.maria, day=TODAY, source="свидетельство")
    frozen = family.account_row()
    assert (frozen.status, frozen.frozen_until) == (AccountStatus.BLOCKED, date(2027, 11, 2))
    points = family.balance()
    aunt = desk.person("Лебедева", "Анна", birth_date=date(1990, 2, 2))
    with pytest.raises(InvalidInput, match="adult"):
        desk.do(open_for_family, account_id=family.account, heir_id=family.vera)
    late = Desk(desk.database, desk.actor, desk.now + timedelta(days=366))
    with pytest.raises(Refused, match="through"):
        late.do(open_for_family, account_id=family.account, heir_id=aunt)
    done = desk.do(open_for_family, account_id=family.account, heir_id=aunt)
    assert done.value == family.account
    desk.undo(done)
    again = family.account_row()
    assert (again.status, again.frozen_until) == (AccountStatus.BLOCKED, date(2027, 11, 2))
    desk.do(open_for_family, account_id=family.account, heir_id=aunt)
    opened = family.account_row()
    assert (opened.status, opened.holder_id) == (AccountStatus.OPEN, aunt)
    assert opened.frozen_until is None
    assert family.balance() == points
    members = desk.ask(
        lambda s: s.scalars(select(AccountMember).where(AccountMember.left_on.is_(None))).all()
    )
    assert {row.patient_id for row in members} == {family.vera, aunt}


def test_each_change_is_in_the_log_with_its_difference(desk: Desk) -> None:
    family = family_on_account(desk)
    desk.do(move_to_household, patient_id=family.ivan)
    row = family.last_audit()
    assert (row.action, row.subject_kind, row.subject_id) == (
        "move_to_household",
        "patient",
        family.ivan,
    )
    assert "household_time" in row.difference
    assert [one for one in every(desk, AuditRow) if one.action == "move_to_household"]
    assert [one for one in every(desk, Account) if one.id == family.account]
    assert family.patient(family.ivan).household_id != family.patient(family.maria).household_id
    assert isinstance(family.patient(family.ivan), Patient)


def test_an_heir_with_an_account_gets_the_points_there(desk: Desk, boss: Desk) -> None:
    family = family_on_account(desk)
    boss.do(record_death, patient_id=family.ivan, day=TODAY, source="свидетельство")
    boss.do(record_death, patient_id=family.maria, day=TODAY, source="свидетельство")
    points = family.balance()
    aunt = desk.person("Лебедева", "Анна", birth_date=date(1990, 2, 2))
    own = desk.do(join_programme, patient_id=aunt).value.account_id
    hers = family.balance(own)
    done = desk.do(open_for_family, account_id=family.account, heir_id=aunt)
    assert done.value == own
    assert family.balance(own) == hers + points
    desk.undo(done)
    assert (family.balance(own), family.balance()) == (hers, points)
    assert family.account_row().frozen_until == date(2027, 11, 2)


def test_the_clinics_own_limits(desk: Desk, boss: Desk) -> None:
    family = family_on_account(desk)
    with pytest.raises(Refused, match="supervisor"):
        desk.do(change_family_setting, key=PAUSE, value=7)
    with pytest.raises(InvalidInput, match="Allowed: "):
        boss.do(change_family_setting, key=OWN_CONSENT, value=9)
    boss.do(change_family_setting, key=PAUSE, value=7)
    boss.do(change_family_setting, key=OWN_CONSENT, value=16)
    assert desk.ask(family_settings).own_consent_from == 16
    boss.do(record_death, patient_id=family.maria, day=TODAY, source="свидетельство")
    assert family.patient(family.ivan).contact_paused_until == TODAY + timedelta(days=7)
