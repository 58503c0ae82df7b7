"""Hard negatives for measuring duplicates: pairs that look alike and are two persons.

Made from labelled people, so that they live among families and copies: twins, sons and daughters
named after a parent, namesakes of another age, namesakes born the same day elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

from reception.values.choices import Sex
from tests.people_twice import MEN, WOMEN, Labelled, Person


def _twin(person: Person, chance: Random) -> Person:
    names = WOMEN if person.sex is Sex.FEMALE else MEN
    return replace(person, first=chance.choice([name for name in names if name != person.first]))


def _named_after(person: Person, chance: Random) -> Person:
    born = (
        None if person.born is None else person.born - timedelta(days=chance.randint(8000, 12000))
    )
    return replace(person, born=born)


def _namesake(person: Person, chance: Random) -> Person:
    born = None if person.born is None else person.born + timedelta(days=chance.randint(800, 4000))
    return _elsewhere(replace(person, born=born), chance)


def _namesake_of_the_day(person: Person, chance: Random) -> Person:
    """The same name and birthday by chance: another home, another phone."""
    return _elsewhere(person, chance)


def _elsewhere(person: Person, chance: Random) -> Person:
    return replace(
        person,
        phone=f"79{chance.randrange(10**9):09}",
        street="Дальняя",
        house=chance.randint(200, 300),
        flat=chance.randint(1, 200),
    )


KINDS: dict[str, Callable[[Person, Random], Person]] = {
    "twin": _twin,
    "named after a parent": _named_after,
    "namesake of another age": _namesake,
    "namesake born the same day": _namesake_of_the_day,
}


def with_look_alikes(
    made: Labelled, *, share: float = 0.01, seed: int = 11
) -> tuple[Labelled, dict[frozenset[str], str]]:
    """The same people and, for a share of them, somebody of each kind; and which pair is which."""
    chance = Random(seed)
    people = [one for one in made.people if one.born is not None and one.phone and one.patronymic]
    added: list[Person] = []
    alike: dict[frozenset[str], str] = {}
    for number, (kind, spoil) in enumerate(KINDS.items()):
        for person in chance.sample(people, round(len(people) * share)):
            other = replace(spoil(person, chance), key=f"{person.key}~{number}")
            added.append(other)
            alike[frozenset((person.key, other.key))] = kind
    return Labelled([*made.people, *added], made.pairs), alike
