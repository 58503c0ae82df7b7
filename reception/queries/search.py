"""Search as you type: by any name, any family phone, card, date of birth; in any spelling.

The exact folded key first; the same keys in another keyboard layout, transliteration and likeness
each only where the one before found nothing (design/screens.md, Search; design/stack.md 3.5–3.6).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from reception.models import Patient, PatientPhone
from reception.queries import search_lookups as look
from reception.queries.search_text import CARD_DIGITS, FEWEST_DIGITS, Typed, read_typed
from reception.queries.telling import Telling, Told, tellings
from reception.rules.names import fold
from reception.rules.spellings import layout_twins, transliterated
from reception.translation import Message, msg
from reception.values.card_number import group
from reception.values.choices import Country
from reception.values.period import age_on

COUNTED = 1000
LIKENESS = 0.7
_LIKE_SURNAMES = 8


@dataclass(frozen=True)
class FoundRow:
    """A person that matched, and why."""

    patient_id: int
    name: str
    birth_date: date | None
    age: int | None
    household_id: int
    household_size: int
    why: Message
    shared_phone: bool
    telling: Telling
    namesake_exists: bool


@dataclass(frozen=True)
class Found:
    """One page of matches.  `total` is exact unless `is_more`, then it says 1 000."""

    rows: tuple[FoundRow, ...] = ()
    total: int = 0
    is_more: bool = False


Hits = dict[int, Message]
_KEYS = (
    ("name_key", msg("surname")),
    ("first_key", msg("first name")),
    ("patronymic_key", msg("patronymic")),
)


def search(
    session: Session, *, text: str, country: Country, today: date, limit: int = 50, offset: int = 0
) -> Found:
    """The patients a text may mean, the likeliest first."""
    typed = read_typed(text, country, today)
    most = max(COUNTED, offset + limit) + 1
    if typed.words:
        name = " ".join(typed.words) if typed.digits else text
        hits = _by_name_in_any_spelling(session, name, typed.words, most)
        if typed.digits:
            hits = _narrowed(session, hits, typed.digits, most)
    elif typed.digits:
        hits = _by_digits(session, typed, most)
    else:
        hits = {}
    page = list(hits)[offset : offset + limit]
    return Found(
        rows=found_rows(session, {one: hits[one] for one in page}, today),
        total=min(len(hits), COUNTED),
        is_more=len(hits) > COUNTED,
    )


# --- Digits -----------------------------------------------------------------------------------


def _by_digits(session: Session, typed: Typed, most: int) -> Hits:
    hits: Hits = {}
    digits = typed.digits
    if len(digits) == CARD_DIGITS:
        _add_cards(hits, look.cards(session, digits, most))
    for day in typed.birth_dates:
        _add(hits, look.born_on(session, day, most), msg("born {day}", day=day))
    owners: list[tuple[int, str, int]] = []
    if len(digits) >= FEWEST_DIGITS:
        for start in typed.phone_starts:
            owners += look.phones_starting(session, start, most)
        owners = look.phones_ending(session, digits, most) + owners
    for patient_id, phone, _household in owners:
        hits.setdefault(patient_id, msg("phone …{digits}", digits=_ending(phone)))
    _add_families(session, hits, owners, most)
    if FEWEST_DIGITS <= len(digits) < CARD_DIGITS:
        _add_cards(hits, look.cards(session, digits, most))
    return hits


def _narrowed(session: Session, hits: Hits, digits: str, most: int) -> Hits:
    """Those of the hits whose family phone ends so, or who were born in that year."""
    owners = look.phones_ending(session, digits, most)
    households = [household for _patient, _phone, household in owners]
    kept = {patient for patient, _household in look.members_of(session, households, most)}
    if len(digits) == FEWEST_DIGITS:
        kept |= look.born_in_year(session, list(hits), int(digits))
    return {patient: why for patient, why in hits.items() if patient in kept}


def _add_families(
    session: Session, hits: Hits, owners: list[tuple[int, str, int]], most: int
) -> None:
    """A family phone finds the whole family: the owner first, then the others."""
    phones = {household: phone for _patient, phone, household in reversed(owners)}
    if not phones or len(hits) >= most:
        return
    for patient_id, household in look.members_of(session, list(phones)[:most], most):
        why = msg("family phone …{digits}", digits=_ending(phones[household]))
        hits.setdefault(patient_id, why)


def _add_cards(hits: Hits, found: list[tuple[int, str]]) -> None:
    for patient_id, number in found:
        hits.setdefault(patient_id, msg("card {number}", number=group(number)))


def _ending(phone: str) -> str:
    return f"{phone[-4:-2]}-{phone[-2:]}"


# --- Names ------------------------------------------------------------------------------------


def _by_name_in_any_spelling(
    session: Session, text: str, words: tuple[str, ...], most: int
) -> Hits:
    hits = _by_words(session, words, most)
    if hits:
        return hits
    for twin in layout_twins(text):
        twin_words = tuple(fold(twin).split())
        _merge(hits, _by_words(session, twin_words, most), msg("typed as “{text}”", text=twin))
    if hits:
        return hits
    for key in transliterated(text):
        _merge(hits, _by_words(session, tuple(key.split()), most), msg("in Latin letters"))
    if not hits and min(len(word) for word in words) >= FEWEST_DIGITS:
        _add(hits, look.ids_by_any_word(session, words, most), msg("part of the name"))
    return hits or _by_likeness(session, text, words, most)


def _by_words(session: Session, words: tuple[str, ...], most: int) -> Hits:
    """Every word begins some part of the name, in any order."""
    hits: Hits = {}
    words = words[: look.MOST_WORDS]
    if not words:
        return hits
    for word in sorted(words, key=len, reverse=True):  # the longest leads to the fewest
        others = list(words)
        others.remove(word)
        for key, why in _KEYS:
            _add(hits, look.ids_by_first_word(session, key, word, others, most), why)
        if hits:
            break
    if len(words) == 1:
        for patient_id, surname in look.former_names(session, words[0], most):
            hits.setdefault(patient_id, msg("former surname {name}", name=surname))
    else:
        _add_former(session, hits, words, most)
    return hits


def _add_former(session: Session, hits: Hits, words: tuple[str, ...], most: int) -> None:
    for index, word in enumerate(words):
        others = words[:index] + words[index + 1 :]
        for patient_id, surname in look.former_names(session, word, most):
            key = " " + (session.scalar(_KEY_OF, {"patient": patient_id}) or "")
            if all(f" {other}" in key for other in others):
                hits.setdefault(patient_id, msg("former surname {name}", name=surname))


def _by_likeness(session: Session, text: str, words: tuple[str, ...], most: int) -> Hits:
    """Surnames a slip or two away from a typed word, the other words as they are."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    hits: Hits = {}
    spellings = [words, *(tuple(key.split()) for key in transliterated(text)[:1])]
    surnames: list[str] = []
    for spelled in spellings:
        for index, word in enumerate(spelled[: look.MOST_WORDS]):
            if len(word) < FEWEST_DIGITS:
                continue
            surnames = surnames or look.distinct_surnames(session)
            others = spelled[:index] + spelled[index + 1 :]
            for surname, _score, _place in process.extract(
                word,
                surnames,
                scorer=OSA.normalized_similarity,
                score_cutoff=LIKENESS,
                limit=_LIKE_SURNAMES,
            ):
                found = look.keys_by_surname(session, surname, most)
                alike = [one for one, key in found if _all_alike(others, key)]
                _add(hits, alike, msg("similar name"))
        if hits:
            break
    return hits


def _all_alike(words: tuple[str, ...], key: str) -> bool:
    """Whether every word begins some part of the name, give or take a slip."""
    from rapidfuzz.distance import OSA

    parts = key.split()
    return all(
        any(
            part.startswith(word) or OSA.normalized_similarity(word, part) >= LIKENESS
            for part in parts
        )
        for word in words
    )


def _add(hits: Hits, ids: Iterable[int], why: Message) -> None:
    for patient_id in ids:
        hits.setdefault(patient_id, why)


def _merge(hits: Hits, others: Hits, why: Message) -> None:
    _add(hits, others, why)


# --- Rows -------------------------------------------------------------------------------------

_KEY_OF = select(Patient.name_key).where(Patient.id == bindparam("patient"))
_PAGE = select(
    Patient.id,
    Patient.last_name,
    Patient.first_name,
    Patient.patronymic,
    Patient.birth_date,
    Patient.household_id,
    Patient.namesake_exists,
).where(Patient.id.in_(bindparam("patients", expanding=True)))
_SIZES = (
    select(Patient.household_id, func.count())
    .where(Patient.household_id.in_(bindparam("households", expanding=True)))
    .group_by(Patient.household_id)
)
_other_phone = aliased(PatientPhone)
_other_person = aliased(Patient)
_SHARED = (
    select(PatientPhone.patient_id)
    .join(Patient, Patient.id == PatientPhone.patient_id)
    .join(_other_phone, _other_phone.digits == PatientPhone.digits)
    .join(_other_person, _other_person.id == _other_phone.patient_id)
    .where(
        PatientPhone.patient_id.in_(bindparam("patients", expanding=True)),
        _other_person.household_id != Patient.household_id,
    )
    .distinct()
)


def found_rows(session: Session, hits: Hits, today: date) -> tuple[FoundRow, ...]:
    """The rows of these persons, in this order, each with the reason given."""
    if not hits:
        return ()
    people = {row.id: row for row in session.execute(_PAGE, {"patients": list(hits)})}
    households = sorted({row.household_id for row in people.values()})
    sizes = {row[0]: row[1] for row in session.execute(_SIZES, {"households": households})}
    told = tellings(session, household_ids=households)
    shared = set(session.scalars(_SHARED, {"patients": list(hits)}))
    rows = []
    for patient_id, why in hits.items():
        person = people[patient_id]
        names = (person.last_name, person.first_name, person.patronymic)
        rows.append(
            FoundRow(
                patient_id=patient_id,
                name=" ".join(part for part in names if part),
                birth_date=person.birth_date,
                age=None if person.birth_date is None else age_on(person.birth_date, today),
                household_id=person.household_id,
                household_size=sizes.get(person.household_id, 1),
                why=why,
                shared_phone=patient_id in shared,
                telling=told.get(person.household_id, Telling(Told.NOT_TOLD)),
                namesake_exists=person.namesake_exists,
            )
        )
    return tuple(rows)
