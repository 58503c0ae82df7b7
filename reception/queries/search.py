"""Search as you type: by any name, any family phone, card, date of birth; in any spelling.

The exact folded key first; the same keys in another keyboard layout, transliteration and likeness
each only where the one before found nothing (design/screens.md, Search; design/stack.md 3.5–3.6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from reception.queries.search_lookups import MOST_WORDS, Lookups, Owner
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
_NATIONAL = 10
"""So many digits a number has without the code of its country, or the eight before them."""


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
    if not text.strip():
        return Found()
    typed = read_typed(text, country, today)
    most = max(COUNTED, offset + limit) + 1
    look = Lookups(session)
    hits: Hits = {}
    if typed.words:
        name = " ".join(typed.words) if typed.digits else text
        hits = _by_name_in_any_spelling(look, name, typed.words, most)
        if typed.digits:
            hits = _narrowed(look, hits, typed.digits, most)
    elif typed.digits:
        hits = _by_digits(look, typed, most)
    for patient_id, number, was_merged in look.numbered(text.strip()):
        why = msg("former number {number}", number=number) if was_merged else None
        hits = {patient_id: why or msg("number {number}", number=number), **hits}
    page = list(hits)[offset : offset + limit]
    return Found(
        rows=found_rows(session, {one: hits[one] for one in page}, today),
        total=min(len(hits), COUNTED),
        is_more=len(hits) > COUNTED,
    )


# --- Digits -----------------------------------------------------------------------------------


def _by_digits(look: Lookups, typed: Typed, most: int) -> Hits:
    hits: Hits = {}
    digits = typed.digits
    if len(digits) == CARD_DIGITS:
        _add_cards(hits, look.cards(digits, most))
    for day in typed.birth_dates:
        _add(hits, look.born_on(day, most), msg("born {day}", day=day))
    owners: list[Owner] = []
    if len(digits) >= FEWEST_DIGITS:
        for start in typed.phone_starts:
            owners += look.phones_starting(start, most)
        owners = look.phones_ending(digits, most) + owners
    for patient_id, phone, _household in owners:
        if patient_id not in hits:
            hits[patient_id] = msg("phone …{digits}", digits=_ending(phone))
    _add_families(look, hits, owners, most)
    if len(digits) >= FEWEST_DIGITS:
        for patient_id, name, phone in look.represented_by(digits[-_NATIONAL:], most):
            why = msg("phone …{digits} of {name}", digits=_ending(phone), name=name)
            hits.setdefault(patient_id, why)
    if FEWEST_DIGITS <= len(digits) < CARD_DIGITS:
        _add_cards(hits, look.cards(digits, most))
    return hits


def _narrowed(look: Lookups, hits: Hits, digits: str, most: int) -> Hits:
    """Those of the hits whose family phone ends so, or who were born in that year."""
    owners = look.phones_ending(digits, most)
    households = sorted({household for _patient, _phone, household in owners})
    kept = {patient for patient, _household in look.members_of(households, most)}
    if len(digits) == FEWEST_DIGITS:
        kept |= look.born_in_year(list(hits), int(digits))
    return {patient: why for patient, why in hits.items() if patient in kept}


def _add_families(look: Lookups, hits: Hits, owners: list[Owner], most: int) -> None:
    """A family phone finds the whole family: the owner first, then the others."""
    phones = {household: phone for _patient, phone, household in reversed(owners)}
    if not phones or len(hits) >= most:
        return
    for patient_id, household in look.members_of(list(phones)[:most], most):
        if patient_id not in hits:
            why = msg("family phone …{digits}", digits=_ending(phones[household]))
            hits[patient_id] = why


def _add_cards(hits: Hits, found: list[tuple[int, str]]) -> None:
    for patient_id, number in found:
        hits.setdefault(patient_id, msg("card {number}", number=group(number)))


def _ending(phone: str) -> str:
    return f"{phone[-4:-2]}-{phone[-2:]}"


# --- Names ------------------------------------------------------------------------------------


def _by_name_in_any_spelling(look: Lookups, text: str, words: tuple[str, ...], most: int) -> Hits:
    hits = _by_words(look, words, most)
    if hits:
        return hits
    for twin in layout_twins(text):
        twin_words = tuple(fold(twin).split())
        _merge(hits, _by_words(look, twin_words, most), msg("typed as “{text}”", text=twin))
    if hits:
        return hits
    for key in transliterated(text):
        _merge(hits, _by_words(look, tuple(key.split()), most), msg("in Latin letters"))
    return hits or _by_likeness(look, text, words, most)


def _by_words(look: Lookups, words: tuple[str, ...], most: int) -> Hits:
    """Every word begins some part of the name, in any order."""
    hits: Hits = {}
    words = words[:MOST_WORDS]
    if not words:
        return hits
    word = words[0] if len(words) == 1 else min(words, key=look.how_common)
    others = list(words)
    others.remove(word)
    for key, why in _KEYS:
        if len(hits) < most:
            _add(hits, look.by_prefix(key, word, others, most), why)
    if len(hits) < most:
        _add(hits, look.by_inner_word(word, others, most), msg("part of the name"))
    if len(words) == 1:
        for patient_id, surname in look.former_names(words[0], most):
            hits.setdefault(patient_id, msg("former surname {name}", name=surname))
    else:
        _add_former(look, hits, words, most)
    return hits


def _add_former(look: Lookups, hits: Hits, words: tuple[str, ...], most: int) -> None:
    for index, word in enumerate(words):
        others = words[:index] + words[index + 1 :]
        for patient_id, surname in look.former_names(word, most):
            key = " " + look.name_key(patient_id)
            if all(f" {other}" in key for other in others):
                hits.setdefault(patient_id, msg("former surname {name}", name=surname))


def _by_likeness(look: Lookups, text: str, words: tuple[str, ...], most: int) -> Hits:
    """Surnames a slip or two away from a typed word, the other words as they are."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    hits: Hits = {}
    spellings = [words, *(tuple(key.split()) for key in transliterated(text)[:1])]
    for spelled in spellings:
        for index, word in enumerate(spelled[:MOST_WORDS]):
            if len(word) < FEWEST_DIGITS:
                continue
            others = spelled[:index] + spelled[index + 1 :]
            for surname, _score, _place in process.extract(
                word,
                look.near_surnames(word),
                scorer=OSA.normalized_similarity,
                score_cutoff=LIKENESS,
                limit=_LIKE_SURNAMES,
            ):
                found = look.of_surname(surname, most)
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


def found_rows(session: Session, hits: Hits, today: date) -> tuple[FoundRow, ...]:
    """The rows of these persons, in this order, each with the reason given."""
    if not hits:
        return ()
    look = Lookups(session)
    people = look.people(list(hits))
    households = sorted({row[5] for row in people.values()})
    sizes = look.sizes(households)
    told = tellings(session, household_ids=households)
    shared = look.with_shared_phone(list(hits))
    return tuple(
        _row(people[number], why, sizes, told, today, is_shared=number in shared)
        for number, why in hits.items()
        if number in people
    )


def _row(
    person: Any,
    why: Message,
    sizes: Mapping[int, int],
    told: Mapping[int, Telling],
    today: date,
    *,
    is_shared: bool,
) -> FoundRow:
    number, *names, written, household, namesake = person
    born = None if written is None else date.fromisoformat(written)
    return FoundRow(
        patient_id=number,
        name=" ".join(part for part in names if part),
        birth_date=born,
        age=None if born is None else age_on(born, today),
        household_id=household,
        household_size=sizes.get(household, 1),
        why=why,
        shared_phone=is_shared,
        telling=told.get(household, Telling(Told.NOT_TOLD)),
        namesake_exists=bool(namesake),
    )
