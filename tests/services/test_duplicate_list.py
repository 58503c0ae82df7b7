"""The standing list of likely duplicates: right after every change, whatever changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from reception.models import DuplicatePair
from reception.queries.duplicates import duplicates_to_decide, whole_check
from reception.services.duplicates import keep_likely_pairs
from reception.services.patients import (
    change_patient,
    change_phones,
    forget_different,
    mark_different,
    register_patient,
    take_patient_back,
)
from reception.values.choices import Sex
from tests.people import Desk
from tests.people_twice import MISTAKES, Person, labelled

TODAY = date(2026, 11, 2)
FIELDS = {"last": "last_name", "first": "first_name", "patronymic": "patronymic"}


def stored(desk: Desk) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = desk.ask(
        lambda s: {(one.lower_id, one.upper_id): one.score for one in s.query(DuplicatePair)}
    )
    return found


def compared(desk: Desk) -> dict[tuple[int, int], float]:
    """What comparing everybody with everybody gives."""
    found: dict[tuple[int, int], float] = {}
    for pair in desk.ask(whole_check):
        lower, upper = sorted((int(pair.left), int(pair.right)))
        found[lower, upper] = pair.score
    return found


def born_by_now(person: Person) -> date | None:
    """The birth date; a slip may have put it into the future, then none."""
    return person.born if person.born is not None and person.born <= TODAY else None


def enter(desk: Desk, person: Person) -> int:
    return int(
        desk.do(
            register_patient,
            last_name=person.last,
            first_name=person.first,
            patronymic=person.patronymic,
            birth_date=born_by_now(person),
            phones=[f"+{person.phone}"] if person.phone else [],
            no_phone=not person.phone,
            sex=person.sex,
        ).value
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_list_is_what_comparing_everybody_gives(desk: Desk, seed: int) -> None:
    chance = Random(seed)
    made = labelled(60, copied=0.5, seed=seed)
    numbers = {}
    for person in made.people:
        numbers[person.key] = enter(desk, replace(person, house=0))
    assert stored(desk) == compared(desk)
    assert len(stored(desk)) > 10
    for _round in range(25):
        person = chance.choice(made.people)
        number = numbers[person.key]
        spoilt = MISTAKES[chance.choice(sorted(MISTAKES))](person, chance)
        for name, field in FIELDS.items():
            if getattr(spoilt, name) != getattr(person, name) and getattr(spoilt, name):
                desk.do(change_patient, patient_id=number, field=field, value=getattr(spoilt, name))
        if spoilt.born != person.born:
            born = born_by_now(spoilt)
            desk.do(change_patient, patient_id=number, field="birth_date", value=born)
        if spoilt.phone != person.phone:
            phones = [f"+{spoilt.phone}"] if spoilt.phone else []
            desk.do(change_phones, patient_id=number, phones=phones)
        assert stored(desk) == compared(desk)


def two(desk: Desk) -> tuple[int, int]:
    born = date(1990, 3, 5)
    one = desk.person("Иванова", "Анна", "Сергеевна", birth_date=born, phone="+79161234567")
    other = desk.person("Иванова", "Анна", "Сергеевна", birth_date=born, phone="+79161234567")
    return one, other


def test_an_edit_and_its_undoing_take_a_pair_away_and_bring_it_back(desk: Desk) -> None:
    _one, other = two(desk)
    assert len(stored(desk)) == 1
    done = desk.do(change_patient, patient_id=other, field="first_name", value="Вера")
    assert not stored(desk)
    desk.undo(done)
    assert len(stored(desk)) == 1
    done = desk.do(change_patient, patient_id=other, field="sex", value=Sex.MALE)
    assert len(stored(desk)) in (0, 1)
    assert stored(desk) == compared(desk)


def test_another_person_is_remembered_both_ways(desk: Desk) -> None:
    one, other = two(desk)
    desk.do(mark_different, patient_id=other, other_id=one)
    assert not stored(desk)
    desk.do(change_patient, patient_id=one, field="email", value="anna@example.org")
    desk.do(change_patient, patient_id=other, field="email", value="anna@example.org")
    assert not stored(desk)
    desk.do(forget_different, patient_id=one, other_id=other)
    assert len(stored(desk)) == 1


def test_a_new_patient_taken_back_leaves_no_pair(desk: Desk) -> None:
    _one, other = two(desk)
    desk.do(take_patient_back, patient_id=other)
    assert not stored(desk)


def test_a_check_of_everybody_fills_the_list(desk: Desk) -> None:
    two(desk)
    assert not desk.ask(duplicates_to_decide).is_whole
    pairs = desk.ask(whole_check)
    desk.do(keep_likely_pairs, pairs=pairs)
    found = desk.ask(duplicates_to_decide)
    assert found.is_whole
    assert found.total == 1
    assert "same name" in [reason.id for reason in found.pairs[0].reasons]
