"""Labelled people for measuring how well duplicates are found: families, namesakes, mistakes.

Everything is made from a seed: households with one phone and one home, twins, sons named after
their fathers, plain namesakes; and copies of some people, each spoilt by one or two of the
mistakes of MISTAKES.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from reception.rules.duplicate_fields import Record, prepared
from reception.rules.names import PersonName
from reception.rules.spellings import layout_twins
from reception.values.choices import Sex

WOMEN = (
    "Анна Мария Елена Ольга Наталья Ирина Светлана Екатерина Татьяна Юлия Дарья Анастасия Ксения"
    " Полина Алина Арина Виктория Софья Вера Надежда Любовь Людмила Галина Марина Карина Инна"
    " Алла Диана Кира Ева"
).split()
MEN = (
    "Александр Сергей Андрей Дмитрий Алексей Иван Михаил Николай Павел Пётр Илья Максим Артём"
    " Егор Кирилл Никита Роман Денис Глеб Марк Лев Тимур Олег Игорь Виктор Юрий Антон Богдан"
).split()
SHORT = {
    "Анна": "Аня",
    "Мария": "Маша",
    "Елена": "Лена",
    "Наталья": "Наташа",
    "Екатерина": "Катя",
    "Александр": "Саша",
    "Дмитрий": "Дима",
    "Алексей": "Лёша",
    "Иван": "Ваня",
    "Николай": "Микола",
    "Сергей": "Сергій",
    "Андрей": "Андрій",
    "Ольга": "Оля",
}
_STARTS = "Ива Пет Ко Ле Ма Со Во Зай Бе Ку Ор Мо Гри Фё Щер Жу Ни За Хле Ти Ло Са Ря Че".split()
_MIDDLES = "но ро ба ле ви ко че ла са ду ми га зо хо рё".split()
_STREETS = "Мира Лесная Садовая Речная Горького Чехова Лермонтова Солнечная Новая Полевая".split()
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e iu ia".split(),
        strict=True,
    )
)
_LETTERS = "абвгдежзиклмнопрстуфхцчшэюя"


@dataclass(frozen=True)
class Person:
    """One record of a card index."""

    key: str
    last: str
    first: str
    patronymic: str
    born: date | None
    phone: str
    street: str
    house: int
    flat: int
    sex: Sex

    @property
    def record(self) -> Record:
        """The person prepared for comparing."""
        name = PersonName(self.last, self.first, self.patronymic)
        return prepared(
            self.key,
            name,
            born=self.born,
            phones=[self.phone] if self.phone else [],
            address=f"ул. {self.street}, д. {self.house}, кв. {self.flat}" if self.house else "",
            sex=self.sex,
        )


@dataclass(frozen=True)
class Labelled:
    """Records, the pairs that are one person, and the mistakes each of these was spoilt by."""

    people: list[Person]
    pairs: dict[frozenset[str], tuple[str, ...]]


def labelled(count: int, *, copied: float = 0.02, seed: int = 7) -> Labelled:
    """About `count` people, a share of them a second time with mistakes."""
    chance = Random(seed)
    people: list[Person] = []
    surnames = sorted({a + b + e for a in _STARTS for b in _MIDDLES for e in ("в", "нов", "лин")})
    weights = [1 / (rank + 8) for rank in range(len(surnames))]
    while len(people) < count:
        people += _household(chance, chance.choices(surnames, weights)[0], len(people))
    people = people[:count]
    pairs: dict[frozenset[str], tuple[str, ...]] = {}
    copies: list[Person] = []
    for person in chance.sample(people, round(count * copied)):
        names = tuple(chance.sample(sorted(MISTAKES), chance.choice((1, 1, 2))))
        copy = replace(person, key=f"{person.key}b")
        for name in names:
            copy = MISTAKES[name](copy, chance)
        copies.append(copy)
        pairs[frozenset((person.key, copy.key))] = names
    everybody = people + copies
    chance.shuffle(everybody)
    return Labelled(everybody, pairs)


def _household(chance: Random, surname: str, number: int) -> list[Person]:
    """One to five people with one phone and one home; now and then twins or a namesake son."""
    phone, street = f"79{chance.randrange(10**9):09}", chance.choice(_STREETS)
    house, flat = chance.randint(1, 90), chance.randint(1, 200)
    father, members = chance.choice(MEN), chance.choice((1, 2, 3, 4, 5))
    family: list[Person] = []
    for place in range(members):
        woman = place != 0 and (place == 1 or chance.random() < 0.5)
        parent = father if place > 1 else chance.choice(MEN)
        first = chance.choice(WOMEN if woman else MEN)
        if place > 1 and not woman and chance.random() < 0.05:
            first = father
        born = date(2006 if place > 1 else 1950, 1, 1) + timedelta(days=chance.randrange(7000))
        if place > 2 and chance.random() < 0.05:
            born = family[-1].born or born
        if any(other.first == first for other in family[1:]):
            continue
        family.append(
            Person(
                key=str(number + len(family)),
                last=surname + "а" * woman,
                first=father if place == 0 else first,
                patronymic=_patronymic(parent, woman=woman),
                born=born,
                phone=phone if chance.random() < 0.8 else f"79{chance.randrange(10**9):09}",
                street=street,
                house=house,
                flat=flat,
                sex=Sex.FEMALE if woman else Sex.MALE,
            )
        )
    return family


def _patronymic(father: str, *, woman: bool) -> str:
    if father.endswith(("й", "ь")):
        stem, ending = father[:-1], ("евна" if woman else "евич")
    elif father.endswith(("а", "я")):
        stem, ending = father[:-1], ("ична" if woman else "ич")
    else:
        stem, ending = father, ("овна" if woman else "ович")
    return stem + ending


# --- Mistakes -----------------------------------------------------------------------------------


def _typed(text: str, chance: Random) -> str:
    """One letter exchanged with its neighbour, left out, doubled or another."""
    if len(text) < 3:
        return text
    place = chance.randrange(1, len(text) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]
    if kind == 1:
        return text[:place] + text[place + 1 :]
    if kind == 2:
        return text[:place] + text[place] + text[place:]
    return text[:place] + chance.choice(_LETTERS) + text[place + 1 :]


def _latin(text: str) -> str:
    letters = "".join(_LATIN.get(letter, letter) for letter in text.lower())
    return letters.replace("_", "").capitalize()


def _in_latin(person: Person, _chance: Random) -> Person:
    names = (_latin(name) for name in (person.last, person.first, person.patronymic))
    last, first, patronymic = names
    return replace(person, last=last, first=first, patronymic=patronymic)


def _in_layout(person: Person, _chance: Random) -> Person:
    def keys(name: str) -> str:
        twins = layout_twins(name)
        return twins[0] if twins else name

    return replace(
        person,
        last=keys(person.last),
        first=keys(person.first),
        patronymic=keys(person.patronymic),
    )


def _slip_of_day(person: Person, chance: Random) -> Person:
    if person.born is None:
        return person
    for _try in range(20):
        digits = list(f"{person.born:%d%m%Y}")
        digits[chance.choice((0, 1, 3, 6, 7))] = str(chance.randrange(10))
        day, month, year = (int("".join(digits[a:b])) for a, b in ((0, 2), (2, 4), (4, 8)))
        try:
            born = date(year, month, day)
        except ValueError:
            continue
        if born != person.born:
            return replace(person, born=born)
    return person


def _exchanged(person: Person, _chance: Random) -> Person:
    if person.born is None or person.born.day > 12:
        return person
    return replace(person, born=date(person.born.year, person.born.day, person.born.month))


def _married(person: Person, chance: Random) -> Person:
    if person.sex is not Sex.FEMALE:
        return person
    return replace(person, last=chance.choice(_STARTS) + chance.choice(_MIDDLES) + "рина")


def _moved(person: Person, chance: Random) -> Person:
    return replace(person, street=chance.choice(_STREETS), house=chance.randint(91, 180))


MISTAKES: dict[str, Callable[[Person, Random], Person]] = {
    "surname mistyped": lambda p, c: replace(p, last=_typed(p.last, c)),
    "first name mistyped": lambda p, c: replace(p, first=_typed(p.first, c)),
    "patronymic mistyped": lambda p, c: replace(p, patronymic=_typed(p.patronymic, c)),
    "short or Ukrainian first name": lambda p, _c: replace(p, first=SHORT.get(p.first, p.first)),
    "no patronymic": lambda p, _c: replace(p, patronymic=""),
    "initials": lambda p, _c: replace(
        p, first=p.first[:1] + ".", patronymic=p.patronymic[:1] + "." if p.patronymic else ""
    ),
    "Latin letters": _in_latin,
    "wrong layout": _in_layout,
    "married": _married,
    "day and month exchanged": _exchanged,
    "birth date a digit off": _slip_of_day,
    "no birth date": lambda p, _c: replace(p, born=None),
    "another phone": lambda p, c: replace(p, phone=f"79{c.randrange(10**9):09}"),
    "no phone": lambda p, _c: replace(p, phone=""),
    "another address": _moved,
    "no address": lambda p, _c: replace(p, house=0),
    "surname and first name exchanged": lambda p, _c: replace(p, last=p.first, first=p.last),
    "all in capitals": lambda p, _c: replace(
        p, last=p.last.upper(), first=p.first.upper(), patronymic=p.patronymic.upper()
    ),
}
