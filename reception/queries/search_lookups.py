"""The prebuilt statements of the search: ranges over folded keys, each answered by an index.

A prefix is the range from itself to itself followed by the last code point: SQLite's LIKE and
LOWER fold ASCII only and use no index here (design/stack.md 3.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, literal, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from reception.models import Card, FormerName, Patient, PatientPhone

LAST = "\U0010ffff"
MOST_WORDS = 5

_SURNAMES = text("""
    WITH RECURSIVE surname(word) AS (
      SELECT (SELECT substr(name_key, 1, instr(name_key || ' ', ' ') - 1)
              FROM patient WHERE name_key >= '' ORDER BY name_key LIMIT 1)
      UNION ALL
      SELECT (SELECT substr(name_key, 1, instr(name_key || ' ', ' ') - 1)
              FROM patient WHERE name_key >= surname.word || '!' ORDER BY name_key LIMIT 1)
      FROM surname WHERE surname.word IS NOT NULL
    )
    SELECT word FROM surname WHERE word IS NOT NULL
""")


@cache
def _by_prefix(attribute: str, others: int) -> Select[*tuple[Any, ...]]:
    key: InstrumentedAttribute[str] = getattr(Patient, attribute)
    statement = select(Patient.id).where(key >= bindparam("start"), key < bindparam("stop"))
    return _with_words(statement, key, others).order_by(key).limit(bindparam("most"))


@cache
def _by_any_word(words: int) -> Select[*tuple[Any, ...]]:
    statement = _with_words(select(Patient.id), Patient.name_key, words)
    return statement.order_by(Patient.name_key).limit(bindparam("most"))


def _with_words(
    statement: Select[*tuple[Any, ...]], key: Any, words: int
) -> Select[*tuple[Any, ...]]:
    spaced = literal(" ").concat(key)
    for number in range(words):
        word: BindParameter[str] = bindparam(f"word{number}")
        statement = statement.where(func.instr(spaced, literal(" ").concat(word)) > 0)
    return statement


def ids_by_first_word(
    session: Session, attribute: str, word: str, others: Sequence[str], most: int
) -> list[int]:
    """Patients whose key ("name_key", "first_key", …) begins with `word` and holds the others."""
    values: dict[str, Any] = {"start": word, "stop": word + LAST, "most": most}
    values |= {f"word{number}": other for number, other in enumerate(others)}
    return list(session.scalars(_by_prefix(attribute, len(others)), values))


def ids_by_any_word(session: Session, words: Sequence[str], most: int) -> list[int]:
    """Patients with every word at the beginning of some part of the name; reads the whole key."""
    values: dict[str, Any] = {f"word{number}": word for number, word in enumerate(words)}
    return list(session.scalars(_by_any_word(len(words)), values | {"most": most}))


_SURNAME_KEYS = (
    select(Patient.id, Patient.name_key)
    .where(Patient.name_key >= bindparam("start"), Patient.name_key < bindparam("stop"))
    .order_by(Patient.name_key)
    .limit(bindparam("most"))
)


def keys_by_surname(session: Session, surname: str, most: int) -> list[tuple[int, str]]:
    """Patients with exactly this first word in their key, and the key."""
    found = session.execute(_SURNAME_KEYS, {"start": surname, "stop": surname + "!", "most": most})
    return [(row[0], row[1]) for row in found]


_FORMER = (
    select(FormerName.patient_id, FormerName.last_name)
    .where(FormerName.name_key >= bindparam("start"), FormerName.name_key < bindparam("stop"))
    .order_by(FormerName.name_key)
    .limit(bindparam("most"))
)


def former_names(session: Session, word: str, most: int) -> list[tuple[int, str]]:
    """Patients who once had a surname that begins with `word`, and that surname."""
    found = session.execute(_FORMER, {"start": word, "stop": word + LAST, "most": most})
    return [(row[0], row[1]) for row in found]


def _phone_owners(column: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(PatientPhone.patient_id, PatientPhone.digits, Patient.household_id)
        .join(Patient, Patient.id == PatientPhone.patient_id)
        .where(column >= bindparam("start"), column < bindparam("stop"))
        .order_by(Patient.name_key)
        .limit(bindparam("most"))
    )


_PHONE_ENDS = _phone_owners(PatientPhone.reversed_digits)
_PHONE_STARTS = _phone_owners(PatientPhone.digits)


def phones_ending(session: Session, digits: str, most: int) -> list[tuple[int, str, int]]:
    """Owner, digits and household of the phones that end so."""
    return _phones(session, _PHONE_ENDS, digits[::-1], most)


def phones_starting(session: Session, digits: str, most: int) -> list[tuple[int, str, int]]:
    """Owner, digits and household of the phones that begin so, country code first."""
    return _phones(session, _PHONE_STARTS, digits, most)


def _phones(
    session: Session, statement: Select[*tuple[Any, ...]], start: str, most: int
) -> list[tuple[int, str, int]]:
    found = session.execute(statement, {"start": start, "stop": start + LAST, "most": most})
    return [(row[0], row[1], row[2]) for row in found]


_HOUSEHOLD_MEMBERS = (
    select(Patient.id, Patient.household_id)
    .where(Patient.household_id.in_(bindparam("households", expanding=True)))
    .order_by(Patient.id)
    .limit(bindparam("most"))
)


def members_of(session: Session, households: Sequence[int], most: int) -> list[tuple[int, int]]:
    """Everybody of these households: patient and household."""
    found = session.execute(_HOUSEHOLD_MEMBERS, {"households": list(households), "most": most})
    return [(row[0], row[1]) for row in found]


_CARD = select(Card.holder_id, Card.number).where(Card.number == bindparam("digits"))
_CARD_ENDS = (
    select(Card.holder_id, Card.number)
    .where(
        func.substr(Card.number, bindparam("from_end")) == bindparam("digits"),
        Card.holder_id.is_not(None),
    )
    .limit(bindparam("most"))
)


def cards(session: Session, digits: str, most: int) -> list[tuple[int, str]]:
    """Holder and number of the cards with these twelve digits, or ending in fewer."""
    if len(digits) == 12:
        found = session.execute(_CARD, {"digits": digits})
    else:
        asked = {"digits": digits, "from_end": -len(digits), "most": most}
        found = session.execute(_CARD_ENDS, asked)
    return [(row[0], row[1]) for row in found if row[0] is not None]


_BORN = (
    select(Patient.id)
    .where(Patient.birth_date == bindparam("born"))
    .order_by(Patient.name_key)
    .limit(bindparam("most"))
)


def born_on(session: Session, day: date, most: int) -> list[int]:
    """Patients born on a day."""
    return list(session.scalars(_BORN, {"born": day, "most": most}))


_BORN_BETWEEN = select(Patient.id).where(
    Patient.id.in_(bindparam("patients", expanding=True)),
    Patient.birth_date >= bindparam("first"),
    Patient.birth_date <= bindparam("last"),
)


def born_in_year(session: Session, patients: Sequence[int], year: int) -> set[int]:
    """Those of these patients who were born in a year."""
    if not 1900 <= year <= 9999 or not patients:
        return set()
    asked = {"patients": list(patients), "first": date(year, 1, 1), "last": date(year, 12, 31)}
    return set(session.scalars(_BORN_BETWEEN, asked))


def distinct_surnames(session: Session) -> list[str]:
    """The first words of all name keys, read by leaps through the index."""
    return [row[0] for row in session.execute(_SURNAMES) if row[0]]
