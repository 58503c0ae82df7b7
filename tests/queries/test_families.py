"""What the screens ask of families: sheet, alerts, companions, who may see what, divisions."""

from __future__ import annotations

from datetime import date

import pytest

from reception.changes import Done
from reception.errors import Refused
from reception.models import Consent
from reception.queries.companions import companion_check
from reception.queries.family import family_sheet
from reception.queries.family_acting import family_alerts
from reception.queries.family_points import equal_shares, leaving_preview, split_preview
from reception.queries.who_may_see import asked_about
from reception.rules.ages import Standing
from reception.rules.family_ties import Authority
from reception.rules.seeing import Extent, ViewerKind
from reception.services.family_accounts import leave_with_own_account
from reception.services.households import move_to_household
from reception.services.representatives import add_representative, restrict
from reception.storage.unit_of_work import UnitOfWork
from reception.storage.who_may_see import seen_persons
from reception.values.choices import ConsentPurpose, ConsentState, Relation
from reception.values.family_choices import (
    AuthorityKind,
    Kinship,
    RepresentativeKind,
    TrustScope,
)
from tests.people import Desk
from tests.services.families import Family, family_on_account

TODAY = date(2026, 11, 2)


@pytest.fixture
def family(desk: Desk) -> Family:
    return family_on_account(desk)


def trust_nina(family: Family, expires_on: date | None) -> int:
    return int(
        family.desk.do(
            add_representative,
            patient_id=family.vera,
            kind=RepresentativeKind.TRUSTED,
            name="Нина Соколова",
            phone="8 913 200-10-20",
            kinship=Kinship.GRANDPARENT,
            document_kind=AuthorityKind.POWER_NOTARY,
            document_number="77 АА 1",
            expires_on=expires_on,
            scope=(TrustScope.ACCOMPANY,),
        ).value
    )


def test_the_sheet_of_a_family(family: Family) -> None:
    desk = family.desk
    trust_nina(family, date(2026, 11, 20))
    desk.do(move_to_household, patient_id=family.ivan)
    sheet = desk.ask(family_sheet, patient_id=family.vera, day=TODAY)
    assert [(one.patient_id, one.relation) for one in sheet.members] == [
        (family.maria, Relation.HEAD),
        (family.vera, Relation.CHILD),
    ]
    assert [(one.patient_id, one.until) for one in sheet.former] == [(family.ivan, TODAY)]
    assert sheet.standing is Standing.REPRESENTED
    assert [(one.name, one.authority, one.may_accompany) for one in sheet.acting] == [
        ("Соколова Мария Петровна", Authority.HOLDS, True),
        ("Нина Соколова", Authority.EXPIRES_SOON, True),
    ]
    assert sheet.account is not None
    assert (sheet.account.holder_id, sheet.account.is_member) == (family.maria, True)
    assert [one.patient_id for one in sheet.account.members] == [
        family.maria,
        family.vera,
        family.ivan,
    ]


def test_who_may_be_with_the_child(family: Family) -> None:
    desk = family.desk
    trust_nina(family, date(2026, 11, 2))
    check = desk.ask(companion_check, patient_id=family.vera, day=TODAY)
    assert [(one.name.split()[1], one.allowed) for one in check.companions] == [
        ("Мария", True),
        ("Соколова", True),
        ("Иван", False),  # a guardian is recorded: a spouse by himself is none
    ]
    tomorrow = desk.ask(companion_check, patient_id=family.vera, day=date(2026, 11, 3))
    lapsed = next(one for one in tomorrow.companions if one.person_id is None)
    assert (lapsed.allowed, lapsed.authority) == (False, Authority.EXPIRED)
    assert desk.ask(family_alerts, patient_id=family.vera, day=date(2026, 11, 3))
    desk.do(restrict, patient_id=family.vera, person_id=family.ivan, document="суд, 2-118")
    check = desk.ask(companion_check, patient_id=family.vera, day=TODAY)
    assert check.forbidden == ("Соколов Иван Олегович",)
    (alert,) = desk.ask(family_alerts, patient_id=family.vera, day=TODAY)
    assert alert.fields["document"] == "суд, 2-118"


def test_parents_are_presumed_where_nobody_is_recorded(desk: Desk) -> None:
    family = family_on_account(desk)
    home = family.patient(family.maria).household_id
    oleg = desk.person(
        "Соколов",
        "Олег",
        birth_date=date(2021, 1, 1),
        household_id=home,
        relation=Relation.CHILD,
    )
    check = desk.ask(companion_check, patient_id=oleg, day=TODAY)
    assert [one.allowed for one in check.companions] == [True, True]
    found = desk.ask(asked_about, viewer_id=family.ivan, subject_id=oleg, day=TODAY)
    assert found.viewer.kind is ViewerKind.GUARDIAN
    assert found.visits.extent is Extent.WHOLE


def test_a_wife_learns_the_balance_and_not_the_visits_until_he_signs(family: Family) -> None:
    desk = family.desk
    found = desk.ask(asked_about, viewer_id=family.maria, subject_id=family.ivan, day=TODAY)
    assert found.viewer.kind is ViewerKind.HOLDER
    assert (found.balance.extent, found.visits.extent) == (Extent.WHOLE, Extent.NOTHING)

    def sign(uow: UnitOfWork) -> Done[None]:
        uow.add(
            Consent(
                patient_id=family.ivan,
                purpose=ConsentPurpose.DISCLOSURE,
                state=ConsentState.GIVEN,
                given_on=TODAY,
                signed_on=TODAY,
                toward_id=family.maria,
                recorded_at=uow.now,
            )
        )
        return Done(None)

    desk.do(sign)
    found = desk.ask(asked_about, viewer_id=family.maria, subject_id=family.ivan, day=TODAY)
    assert found.visits.extent is Extent.WHOLE
    stranger = desk.person("Лебедева", "Анна")
    other = desk.ask(asked_about, viewer_id=stranger, subject_id=family.ivan, day=TODAY)
    assert other.viewer.kind is ViewerKind.STRANGER
    assert not any((other.balance.allowed, other.earners.allowed, other.visits.allowed))


def test_divisions_before_anybody_signs(family: Family) -> None:
    desk = family.desk
    points = family.balance()
    shares = desk.ask(equal_shares, account_id=family.account, patient_ids=[family.ivan], day=TODAY)
    assert shares == {family.ivan: points // 2}
    plan = desk.ask(split_preview, account_id=family.account, shares=shares, day=TODAY)
    assert (plan.stays, plan.total, plan.debt) == (points - points // 2, points, 0)
    with pytest.raises(Refused):
        desk.ask(
            split_preview, account_id=family.account, shares={family.ivan: points + 1}, day=TODAY
        )
    leaving = desk.ask(leaving_preview, patient_id=family.ivan, day=TODAY)
    assert (leaving.stays, leaving.shares[0].points) == (points, 0)  # the starter: points stay
    desk.do(leave_with_own_account, patient_id=family.ivan)
    assert desk.ask(leaving_preview, patient_id=desk.person("Лис", "Яна"), day=TODAY) is None


def test_who_came_of_age_is_asked_for_the_own_consent(family: Family) -> None:
    alerts = family.desk.ask(family_alerts, patient_id=family.vera, day=date(2037, 3, 8))
    assert [alert.id.split(":")[0] for alert in alerts] == ["Came of age on {day}"]
    assert not family.desk.ask(family_alerts, patient_id=family.vera, day=date(2037, 3, 7))
    assert not family.desk.ask(family_alerts, patient_id=family.ivan, day=TODAY)


def test_a_statement_hides_the_child_from_whom_a_court_forbids_it(family: Family) -> None:
    desk = family.desk
    people = [family.maria, family.ivan, family.vera]
    seen = {
        one: desk.ask(seen_persons, viewer_id=one, person_ids=people, day=TODAY) for one in people
    }
    assert seen[family.maria] == {family.maria, family.vera}
    assert seen[family.ivan] == {family.ivan}
    desk.do(restrict, patient_id=family.vera, person_id=family.maria, document="суд, 2-118")
    now = desk.ask(seen_persons, viewer_id=family.maria, person_ids=people, day=TODAY)
    assert now == {family.maria}
