"""Whether two records are one person: a score that can be explained, as Fellegi and Sunter do.

Each field that both records have adds its weight, log2(m / u): m is the share of true duplicates
in which the field agrees so far, u the share of other pairs that the blocking brings together.
One more point doubles the odds.  Source of the method: I. Fellegi, A. Sunter, "A Theory for
Record Linkage", 1969; m and u are estimates of ours, checked on labelled data (tests/benchmarks,
docs/decisions).  A phone and an address count for less than their rarity, because families share
them; another first name ends the comparison, because twins and siblings share all the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

from reception.rules.duplicate_fields import (
    Forms,
    Likeness,
    Record,
    address_likeness,
    birth_likeness,
    first_likeness,
    patronymic_likeness,
    phone_likeness,
    surname_likeness,
)
from reception.translation import Message, msg
from reception.values.choices import Sex

LIKELY = 25.5
"""From here on two records go into the list of likely duplicates."""
POSSIBLE = 19.0
"""From here on the desk is shown the other record while it enters a person."""
TWO_NAMES = -100.0
"""The score of two records whose first names are two names."""

Weights = Mapping[Likeness, tuple[float, float]]

SURNAME: Weights = {
    Likeness.SAME: (0.85, 0.0035),
    Likeness.OTHER_LETTERS: (0.85, 0.0035),
    Likeness.SIMILAR: (0.08, 0.0012),
    Likeness.ANOTHER: (0.02, 1.0),
}
SURNAME_OF_A_WOMAN: Weights = {**SURNAME, Likeness.ANOTHER: (0.25, 1.0)}  # she may have married
FIRST: Weights = {
    Likeness.SAME: (0.92, 0.028),
    Likeness.OTHER_LETTERS: (0.92, 0.028),
    Likeness.SIMILAR: (0.05, 0.003),
    Likeness.INITIAL: (0.30, 0.07),
}
PATRONYMIC: Weights = {**FIRST, Likeness.ANOTHER: (0.001, 1.0)}
BORN: Weights = {
    Likeness.SAME: (0.93, 0.00023),
    Likeness.EXCHANGED: (0.015, 0.00003),
    Likeness.SIMILAR: (0.04, 0.00015),
    Likeness.PARTLY: (0.01, 0.0012),
    Likeness.ANOTHER: (0.00025, 1.0),
}
PHONE: Weights = {
    Likeness.SAME: (0.80, 0.0016),
    Likeness.SIMILAR: (0.03, 0.0005),
    Likeness.ANOTHER: (0.12, 1.0),
}
EMAIL: Weights = {Likeness.SAME: (0.80, 0.0016)}
ADDRESS: Weights = {
    Likeness.SAME: (0.75, 0.003),
    Likeness.PARTLY: (0.75, 0.05),
    Likeness.ANOTHER: (0.12, 1.0),
}
SEX: Weights = {Likeness.SAME: (0.99, 0.5), Likeness.ANOTHER: (0.015, 0.5)}


@dataclass(frozen=True)
class Likely:
    """Two records that may be one person, by their keys; `score` in bits, best first."""

    left: str
    right: str
    score: float
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How each field of two records agrees; None where one of them lacks it."""

    surname: Likeness | None
    first: Likeness | None
    patronymic: Likeness | None
    born: Likeness | None
    phone: Likeness | None
    email: Likeness | None
    address: Likeness | None
    sex: Likeness | None
    woman: bool
    names_exchanged: bool = False

    @property
    def score(self) -> float:
        """The sum of the weights; TWO_NAMES where the first names are two names."""
        if self.first is Likeness.ANOTHER:
            return TWO_NAMES
        surname = _POINTS_OF_A_WOMAN if self.woman else _POINTS_OF_SURNAME
        return (
            surname[self.surname]
            + _POINTS_OF_FIRST[self.first]
            + _POINTS_OF_PATRONYMIC[self.patronymic]
            + _POINTS_OF_BORN[self.born]
            + _POINTS_OF_PHONE[self.phone]
            + _POINTS_OF_EMAIL[self.email]
            + _POINTS_OF_ADDRESS[self.address]
            + _POINTS_OF_SEX[self.sex]
        )

    @property
    def reasons(self) -> tuple[Message, ...]:
        """What agrees, and what to look at, in words."""
        found = [
            *self._name_reasons(),
            msg("another patronymic") if self.patronymic is Likeness.ANOTHER else None,
            _BORN_WORDS.get(self.born),
            _PHONE_WORDS.get(self.phone),
            None if self.email is None else msg("same e-mail"),
            _ADDRESS_WORDS.get(self.address),
            msg("another sex") if self.sex is Likeness.ANOTHER else None,
        ]
        return tuple(reason for reason in found if reason is not None)

    def _name_reasons(self) -> list[Message]:
        if self.surname is None and self.first is None:
            return [msg("no name to compare")]
        if self.names_exchanged:
            return [msg("surname and first name exchanged")]
        if self.surname is Likeness.ANOTHER:
            return [msg("another surname")] + [msg("same first name")] * (self.first is not None)
        parts = {self.surname, self.first, self.patronymic} - {None, Likeness.ANOTHER}
        if parts == {Likeness.SAME}:
            return [msg("same name")]
        if parts <= {Likeness.SAME, Likeness.OTHER_LETTERS}:
            return [msg("same name, spelled otherwise")]
        return [msg("similar name")]


def compared(one: Record, other: Record) -> Comparison:
    """How two records agree, field by field; the names also the other way about."""
    surname = surname_likeness(one.last, other.last)
    first = first_likeness(one.first, other.first)
    exchanged = names_exchanged(one, other)
    if exchanged:
        surname, first = Likeness.SAME, Likeness.SAME
    sexes = (one.sex, other.sex)
    return Comparison(
        surname=surname,
        first=first,
        patronymic=patronymic_likeness(one.patronymic, other.patronymic),
        born=birth_likeness(one.born, other.born),
        phone=phone_likeness(one.phones, other.phones),
        email=Likeness.SAME if one.email and one.email == other.email else None,
        address=address_likeness(one.address, other.address),
        sex=_sex_likeness(*sexes),
        woman=Sex.FEMALE in sexes and Sex.MALE not in sexes,
        names_exchanged=exchanged,
    )


def two_names(one: Record, *, last: Forms, first: Forms) -> bool:
    """Whether the first names are plainly two names, so that the rest need not be looked at."""
    if first_likeness(one.first, first) is not Likeness.ANOTHER:
        return False
    return not _crossed(one, last, first)


def names_exchanged(one: Record, other: Record) -> bool:
    """Whether the surname of one stands as the first name of the other, and the reverse."""
    if one.first == other.first or one.last == other.last:
        return False
    return _crossed(one, other.last, other.first)


def _crossed(one: Record, last: Forms, first: Forms) -> bool:
    return not (set(one.last).isdisjoint(first) or set(one.first).isdisjoint(last))


def _sex_likeness(one: Sex | None, other: Sex | None) -> Likeness | None:
    if one is None or other is None:
        return None
    return Likeness.SAME if one is other else Likeness.ANOTHER


def _points(weights: Weights) -> dict[Likeness | None, float]:
    """The weights in bits; a field that one record lacks says nothing."""
    points: dict[Likeness | None, float] = {None: 0.0}
    points.update((likeness, log2(m / u)) for likeness, (m, u) in weights.items())
    return points


_POINTS_OF_SURNAME, _POINTS_OF_A_WOMAN = _points(SURNAME), _points(SURNAME_OF_A_WOMAN)
_POINTS_OF_FIRST, _POINTS_OF_PATRONYMIC = _points(FIRST), _points(PATRONYMIC)
_POINTS_OF_BORN, _POINTS_OF_PHONE = _points(BORN), _points(PHONE)
_POINTS_OF_EMAIL, _POINTS_OF_ADDRESS = _points(EMAIL), _points(ADDRESS)
_POINTS_OF_SEX = _points(SEX)

_BORN_WORDS: dict[Likeness | None, Message] = {
    Likeness.SAME: msg("same birth date"),
    Likeness.EXCHANGED: msg("day and month of birth exchanged"),
    Likeness.SIMILAR: msg("birth date a slip away"),
    Likeness.PARTLY: msg("birth date partly the same"),
    Likeness.ANOTHER: msg("another birth date"),
}
_PHONE_WORDS: dict[Likeness | None, Message] = {
    Likeness.SAME: msg("same phone"),
    Likeness.SIMILAR: msg("phone a slip away"),
    Likeness.ANOTHER: msg("another phone"),
}
_ADDRESS_WORDS: dict[Likeness | None, Message] = {
    Likeness.SAME: msg("same address"),
    Likeness.PARTLY: msg("same house"),
    Likeness.ANOTHER: msg("another address"),
}
