"""Who belongs together in an imported file: ties to a head and common family numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reception.rules.import_patient_row import ImportedPatient
from reception.rules.import_patients import patient_key
from reception.values.choices import Relation
from reception.values.period import age_on

_ADULT = 18


@dataclass(frozen=True)
class ImportedFamily:
    """People of one file who share a household; `head` is a key, `known` keys are not in the file.

    Single persons are families of one.
    """

    head: str
    members: Sequence[ImportedPatient]
    known: Sequence[str] = ()


def families(people: Sequence[ImportedPatient]) -> list[ImportedFamily]:
    """Every person in exactly one family, in the order of the file."""
    parents: dict[str, str] = {}

    def root(key: str) -> str:
        parents.setdefault(key, key)
        while parents[key] != key:
            parents[key] = parents[parents[key]]
            key = parents[key]
        return key

    for person in people:
        key = root(patient_key(person))
        for tie in _ties(person):
            parents[root(tie)] = key
            key = root(key)
    together: dict[str, list[ImportedPatient]] = {}
    for person in people:
        together.setdefault(root(patient_key(person)), []).append(person)
    return [_family(members) for members in together.values()]


def _ties(person: ImportedPatient) -> list[str]:
    ties = [person.head_id] if person.head_id else []
    return [*ties, f"family {person.family_id}"] if person.family_id else ties


def _family(members: Sequence[ImportedPatient]) -> ImportedFamily:
    if len(members) == 1 and not members[0].head_id:
        return ImportedFamily(patient_key(members[0]), members)
    keys = {patient_key(person) for person in members}
    named = [person.head_id for person in members if person.head_id]
    outside = tuple(dict.fromkeys(key for key in named if key not in keys))
    said = [patient_key(p) for p in members if p.relation is Relation.HEAD]
    inside = [key for key in named if key in keys]
    free = [patient_key(p) for p in members if not p.head_id]
    candidates = [key for key in inside if key in free]
    head = next(iter([*outside, *said, *candidates, *free, *(patient_key(p) for p in members)]))
    return ImportedFamily(head, members, outside)


def relation_in(person: ImportedPatient, head: str, day: date) -> Relation:
    """What a person is to the head of the household."""
    if patient_key(person) == head:
        return Relation.HEAD
    if person.relation is not None and person.relation is not Relation.HEAD:
        return person.relation
    return Relation.CHILD if is_minor(person.birth_date, day) else Relation.OTHER


def guardian_of(person: ImportedPatient, born: Mapping[str, date | None], day: date) -> str:
    """The key of a minor's guardian: the one named, else the head, if that is an adult."""
    if not is_minor(person.birth_date, day):
        return ""
    for key in (person.guardian_id, person.head_id):
        if key and key in born and not is_minor(born[key], day):
            return key
    return ""


def is_minor(born: date | None, day: date) -> bool:
    """Under eighteen; without a birth date nobody is taken for a minor."""
    return born is not None and age_on(born, day) < _ADULT
