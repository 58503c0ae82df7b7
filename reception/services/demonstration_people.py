"""Families of the demonstration clinic: made up from lists of common names, in the right gender.

Seeded, so that the same seed always gives the same people.  Nobody in it exists.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from reception.values.choices import Relation, Sex
from reception.values.period import age_on

ADULT = 18
_SIZES = ((1, 40), (2, 20), (3, 16), (4, 17), (5, 7))
_SILENT, _DO_NOT_MENTION, _REFUSES_DATA = 0.05, 0.01, 0.004


@dataclass(frozen=True)
class Man:
    """A man's name and the patronymics of his children; `called` is the vocative."""

    name: str
    called: str
    son: str
    daughter: str


@dataclass(frozen=True)
class Source:
    """The lists a country's demonstration is made from (resources/demonstration)."""

    surnames: Sequence[tuple[str, str]]
    men: Sequence[Man]
    women: Sequence[tuple[str, str]]
    lists: Mapping[str, Any]


def read_source(text: str) -> Source:
    """The lists of a TOML file."""
    tree = tomllib.loads(text)
    men = [name.split("|") for name in tree.pop("men")]
    women = [name.split("|") for name in tree.pop("women")]
    surnames = [name.split("|") for name in tree.pop("surnames")]
    return Source(
        [(man, woman) for man, woman in surnames],
        [Man(m[0], m[1] if len(m) == 4 else "", m[-2], m[-1]) for m in men],
        [(w[0], w[1] if len(w) == 2 else "") for w in women],
        tree,
    )


@dataclass(slots=True)
class Person:
    """One made-up person; `number` is the row it will have."""

    number: int
    household: int
    last: str
    first: str
    patronymic: str
    called: str
    sex: Sex
    born: date
    relation: Relation
    guardian: int | None = None
    phones: tuple[str, ...] = ()
    prefers_silence: bool = False
    do_not_mention: bool = False
    refuses_data: bool = False
    drink: str = ""
    source: str = ""
    email: str = ""


@dataclass(slots=True)
class Family:
    """One household: its people, the head first, and how likely the clinic forgets it."""

    number: int
    people: list[Person]
    address: str
    overlooked: bool = False
    arrived: date = date.min
    adults: list[Person] = field(default_factory=list)


class PeopleMaker:
    """Makes families one after another from a seeded source of chance."""

    def __init__(self, source: Source, chance: Random, today: date) -> None:
        self._source = source
        self._chance = chance
        self._today = today
        self._people = 0
        self._families = 0
        self._phones: set[str] = set()

    def families(self, patients: int) -> list[Family]:
        """Families of `patients` people altogether."""
        made: list[Family] = []
        sizes, weights = zip(*_SIZES, strict=True)
        while patients > self._people:
            size = self._chance.choices(sizes, weights)[0]
            made.append(self._family(min(size, patients - self._people)))
        return made

    def _family(self, size: int) -> Family:
        self._families += 1
        chance = self._chance
        surname = chance.choice(self._source.surnames)
        address = self._source.lists["house_and_flat"].format(
            street=chance.choice(self._source.lists["streets"]),
            house=chance.randint(1, 140),
            flat=chance.randint(1, 220),
        )
        family = Family(self._families, [], address, overlooked=chance.random() < 0.045)
        if size == 1:
            sex = Sex.FEMALE if chance.random() < 0.57 else Sex.MALE
            self._person(family, surname, sex, self._age(19, 84), Relation.HEAD)
        else:
            self._parents_and_children(family, surname, size)
        family.adults = [p for p in family.people if age_on(p.born, self._today) >= ADULT]
        return family

    def _parents_and_children(self, family: Family, surname: tuple[str, str], size: int) -> None:
        chance = self._chance
        age = self._age(24, 58)
        mother_last = surname if chance.random() < 0.85 else chance.choice(self._source.surnames)
        mother = self._person(family, mother_last, Sex.FEMALE, age, Relation.HEAD)
        father_name = chance.choice(self._source.men)
        if chance.random() < 0.78 and size > 1:
            older = max(20, age + chance.randint(-3, 6))
            self._person(family, surname, Sex.MALE, older, Relation.SPOUSE, man=father_name)
        eldest = max(1, min(age - 20, 26))
        ages = chance.sample(range(eldest + 1), min(eldest + 1, size))
        while len(family.people) < size:
            if len(family.people) == 4 and chance.random() < 0.6:
                maiden = chance.choice(self._source.surnames)
                self._person(family, maiden, Sex.FEMALE, age + 25, Relation.PARENT)
                continue
            sex = Sex.FEMALE if chance.random() < 0.5 else Sex.MALE
            years = ages.pop() if ages else 0
            child = self._person(family, surname, sex, years, Relation.CHILD, father=father_name)
            if age_on(child.born, self._today) < ADULT:
                child.guardian, child.phones = mother.number, mother.phones[:1]
                child.email = ""

    def _age(self, youngest: int, oldest: int) -> int:
        return int(self._chance.triangular(youngest, oldest, youngest + (oldest - youngest) * 0.35))

    def _person(
        self,
        family: Family,
        surname: tuple[str, str],
        sex: Sex,
        age: int,
        relation: Relation,
        *,
        man: Man | None = None,
        father: Man | None = None,
    ) -> Person:
        chance = self._chance
        self._people += 1
        father = father or chance.choice(self._source.men)
        if sex is Sex.MALE:
            man = man or chance.choice(self._source.men)
            first, called, patronymic = man.name, man.called, father.son
        else:
            first, called = chance.choice(self._source.women)
            patronymic = father.daughter
        person = Person(
            self._people,
            family.number,
            surname[0 if sex is Sex.MALE else 1],
            first,
            patronymic,
            self._address_form(called, patronymic, age),
            sex,
            self._born(age),
            relation,
            phones=self._own_phones(),
            prefers_silence=chance.random() < _SILENT,
            do_not_mention=chance.random() < _DO_NOT_MENTION,
            refuses_data=chance.random() < _REFUSES_DATA,
            drink=chance.choice(self._source.lists["drinks"]) if chance.random() < 0.15 else "",
            source=chance.choice(self._source.lists["sources"]) if chance.random() < 0.6 else "",
        )
        if chance.random() < 0.3:
            person.email = f"patient{self._people}@example.com"
        family.people.append(person)
        return person

    def _born(self, age: int) -> date:
        return self._today - timedelta(days=int(age * 365.25) + self._chance.randint(1, 360))

    def _address_form(self, called: str, patronymic: str, age: int) -> str:
        """Ukrainian is spoken in the vocative, which is stored; Russian needs none."""
        if not called:
            return ""
        if age < ADULT:
            return called
        return f"{called} {vocative_patronymic(patronymic)}"

    def _own_phones(self) -> tuple[str, ...]:
        count = 2 if self._chance.random() < 0.1 else 1
        return tuple(self._phone() for _ in range(count))

    def _phone(self) -> str:
        lists = self._source.lists
        while True:
            phone = lists["phone_form"].format(
                code=self._chance.choice(lists["phone_codes"]),
                number=self._chance.randrange(lists["phone_numbers"]),
            )
            if phone not in self._phones:
                self._phones.add(phone)
                return str(phone)


def vocative_patronymic(patronymic: str) -> str:
    """«Сергіївна» → «Сергіївно», «Петрович» → «Петровичу»."""
    return patronymic[:-1] + "о" if patronymic.endswith("а") else patronymic + "у"
