"""Who belongs to which household, since when, and as what; no points move with it (decision 4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from reception.changes import Done
from reception.errors import InvalidInput, Refused
from reception.models import Household, HouseholdTime, Patient
from reception.rules.ages import is_minor
from reception.services.putting_back import Before, Remembering, put_rows_back
from reception.storage.unit_of_work import UnitOfWork
from reception.translation import msg
from reception.values.choices import Relation


def move_to_household(
    uow: UnitOfWork,
    *,
    patient_id: int,
    household_id: int | None = None,
    relation: Relation = Relation.OTHER,
    since: date | None = None,
) -> Done[int]:
    """A person moves into another household, or with None into one of her own.

    The time in the old one is kept; the next head of it is the spouse, else the eldest adult.
    Raises Refused("already_member") where she is there already, InvalidInput for a day that
    cannot be.  Answers with the household.
    """
    person = uow.find.patient(patient_id)
    memory = Remembering(uow)
    number = move_person(uow, memory, person, household_id, relation, since)
    uow.about("patient", patient_id)
    return Done(
        number,
        msg("{name} is in another family now.", name=person.full_name),
        undo=partial(put_family_back, patient_id=patient_id, before=memory.made()),
    )


def move_person(
    uow: UnitOfWork,
    memory: Remembering,
    person: Patient,
    household_id: int | None,
    relation: Relation,
    since: date | None = None,
) -> int:
    """As `move_to_household`, within another action that remembers its changes."""
    day = since or uow.today
    if day > uow.today:
        raise InvalidInput(msg("The day {day} is still to come.", day=day), field="since")
    if household_id == person.household_id:
        raise Refused(msg("This person is in this family already."), code="already_member")
    if household_id is None:
        home = Household(created_at=uow.now)
        memory.add(home)
        household_id, relation = home.id, Relation.HEAD
    else:
        uow.find.household(household_id)
        others = uow.find.household_members(household_id)
        if relation is Relation.HEAD and any(one.relation is Relation.HEAD for one in others):
            raise Refused(msg("This family has a head already."), code="not_allowed")
    memory.add(
        HouseholdTime(
            patient_id=person.id,
            household_id=person.household_id,
            relation=person.relation,
            since=person.household_since or uow.local_day(person.created_at),
            until=day,
            recorded_at=uow.now,
            recorded_by_id=uow.actor.staff_id,
        )
    )
    old = person.household_id
    memory.change(person, household_id=household_id, relation=relation, household_since=day)
    uow.session.flush()
    _find_head(uow, memory, uow.find.household_members(old))
    _take_account_along(uow, memory, person)
    return household_id


def change_relation(uow: UnitOfWork, *, patient_id: int, relation: Relation) -> Done[None]:
    """A person is something else in the household; a new head makes room for herself."""
    person = uow.find.patient(patient_id)
    memory = Remembering(uow)
    if relation is Relation.HEAD:
        for other in uow.find.household_members(person.household_id):
            if other is not person and other.relation is Relation.HEAD:
                was_spouse = person.relation is Relation.SPOUSE
                memory.change(other, relation=Relation.SPOUSE if was_spouse else Relation.OTHER)
    memory.change(person, relation=relation)
    uow.about("patient", patient_id)
    undo = partial(put_family_back, patient_id=patient_id, before=memory.made())
    return Done(None, msg("Saved."), undo=undo)


def merge_households(uow: UnitOfWork, *, household_id: int, into_id: int) -> Done[int]:
    """Everybody of one household moves into another; their points stay on their accounts."""
    if household_id == into_id:
        raise Refused(msg("This is the same family."), code="not_allowed")
    memory = Remembering(uow)
    people = list(uow.find.household_members(household_id))
    for person in people:
        child = is_minor(person.birth_date, uow.today)
        move_person(uow, memory, person, into_id, Relation.CHILD if child else Relation.OTHER)
    uow.about("household", into_id)
    return Done(
        into_id,
        msg("The families are one now; points stay where they are."),
        undo=partial(put_family_back, patient_id=people[0].id, before=memory.made()),
    )


def put_family_back(uow: UnitOfWork, *, patient_id: int, before: Before) -> Done[None]:
    """A family stands again as before; Refused where it was changed in between."""
    put_rows_back(uow, before)
    uow.about("patient", patient_id)
    return Done(None, msg("The family is as it was."))


def _find_head(uow: UnitOfWork, memory: Remembering, left: Sequence[Patient]) -> None:
    living = [one for one in left if one.deceased_on is None]
    if not living or any(one.relation is Relation.HEAD for one in living):
        return
    by_age = sorted(
        living,
        key=lambda one: (
            is_minor(one.birth_date, uow.today),
            one.relation is not Relation.SPOUSE,
            one.birth_date or date.max,
            one.id,
        ),
    )
    memory.change(by_age[0], relation=Relation.HEAD)


def _take_account_along(uow: UnitOfWork, memory: Remembering, person: Patient) -> None:
    """An account stands in the household of its members, once all of them live there."""
    membership = uow.find.membership(person.id)
    if membership is None:
        return
    account = uow.find.account(membership.account_id)
    homes = {uow.find.patient(one.patient_id).household_id for one in uow.find.members(account.id)}
    free = uow.find.open_account_of_household(person.household_id) is None
    if homes == {person.household_id} and free:
        memory.change(account, household_id=person.household_id)
