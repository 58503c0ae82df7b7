"""Who calls: the patients a caller may be, and which of name, birth date and phone they proved.

A voice proves nothing: two of the three make a caller identified, and only then is anything told
of points (product/content.md 4.4, P12; product/law.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception.models import Patient
from reception.queries.search import FoundRow, search
from reception.queries.search_text import read_typed
from reception.rules.names import fold
from reception.values.choices import Country
from reception.values.phone_number import read_phone

NEEDED = 2
MOST = 5
FEWEST_NAME_WORDS = 2


class Proof(StrEnum):
    """What a caller says about herself."""

    NAME = "name"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"


@dataclass(frozen=True)
class Said:
    """What the caller said, as it was typed."""

    name: str = ""
    birth_date: str = ""
    phone: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed yet."""
        return not (self.name.strip() or self.birth_date.strip() or self.phone.strip())


@dataclass(frozen=True)
class Caller:
    """A patient the caller may be, and what of the said agrees with the record."""

    patient_id: int
    name: str
    age: int | None
    proofs: frozenset[Proof]

    @property
    def is_identified(self) -> bool:
        """At least two of the three agree."""
        return len(self.proofs) >= NEEDED


def callers(session: Session, *, said: Said, country: Country, today: date) -> tuple[Caller, ...]:
    """The likeliest patients first; a full name counts, a first name alone proves nothing."""
    found: dict[int, FoundRow] = {}
    for text in (said.phone, said.name, said.birth_date):
        for row in search(session, text=text, country=country, today=today).rows:
            found.setdefault(row.patient_id, row)
    people = session.scalars(select(Patient).where(Patient.id.in_(list(found))))
    proved = {one.id: frozenset(_proofs(one, said, country, today)) for one in people}
    every = [
        Caller(row.patient_id, row.name, row.age, proved.get(row.patient_id, frozenset()))
        for row in found.values()
    ]
    every.sort(key=lambda one: -len(one.proofs))  # stable: the order of the search decides
    return tuple(every[:MOST])


def _proofs(person: Patient, said: Said, country: Country, today: date) -> Iterator[Proof]:
    words = fold(said.name).split()
    own = fold(person.full_name).split()
    if len(words) >= FEWEST_NAME_WORDS and all(word in own for word in words):
        yield Proof.NAME
    born = read_typed(said.birth_date, country, today).birth_dates
    if person.birth_date is not None and person.birth_date in born:
        yield Proof.BIRTH_DATE
    number = read_phone(said.phone, country) if said.phone.strip() else None
    if number is not None and number.digits in {one.digits for one in person.phones}:
        yield Proof.PHONE
