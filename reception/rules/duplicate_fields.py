"""How each field of two records agrees: exactly, in other letters, a slip away, or not at all.

A record is prepared once (folded, transliterated, read in another keyboard layout, its address
taken apart), so that comparing two of them costs some microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

from reception.rules.first_names import name_groups
from reception.rules.names import NameFault, PersonName, fold, name_fault
from reception.rules.spellings import layout_twins, transliterated
from reception.values.choices import Sex

ALIKE_FROM, VERY_LONG = 4, 8
GENERATION = 15
"""Years between a father and the son named after him; nobody is that far off by mistake."""
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_ADDRESS_PART = re.compile(r"\d+(?:\s*[а-д](?!\w))?(?:/\d+)?|[^\W\d_]+")
_ADDRESS_NOISE = re.compile(
    r"ул|улица|вул|вулица|д|дом|буд|будинок|кв|квартира|г|город|м|мисто|обл|область|р|н|раион"
    r"|пр|кт|просп|проспект|пер|переулок|провулок|пров|пл|площад|площа|б|булвар|бул|ш|шоссе"
    r"|корп|корпус|к|стр|строение|с|село|смт|пос|поселок|под|подезд|эт|st|str|flat|apt"
)
_STEM = re.compile(r"(?:иович|ович|евич|ич|иовна|овна|евна|ивна|инична|ична|вич|вна)$")
_WOMANS = re.compile(r"(?:вна|чна|кызы|кизи|гызы)$")
_MANS = re.compile(r"(?:ич|оглы|оглу|огли|улы)$")
_PLACES_OF_A_DATE = 8

Forms = tuple[str, ...]
Address = tuple[frozenset[str], tuple[str, ...]]


class Likeness(Enum):
    """How two values agree."""

    SAME = "same"
    OTHER_LETTERS = "other_letters"
    SIMILAR = "similar"
    INITIAL = "initial"
    EXCHANGED = "exchanged"
    PARTLY = "partly"
    ANOTHER = "another"


@dataclass(frozen=True, slots=True)
class Record:
    """A person prepared for comparing.

    `key` is the external id or whatever names the record to its reader.  A name is the forms it
    can be read in, the typed one first; an empty tuple is an unknown one.
    """

    key: str
    last: Forms
    first: Forms
    patronymic: Forms
    born: date | None
    phones: frozenset[str]
    email: str
    address: Address | None
    sex: Sex | None


def prepared(
    key: str,
    name: PersonName,
    *,
    born: date | None = None,
    phones: Iterable[str] = (),
    email: str = "",
    address: str = "",
    sex: Sex | None = None,
    former: Iterable[str] = (),
) -> Record:
    """The record of a person; what is no name (a formula, 300 letters) counts as unknown.

    `phones` are digits; `former` are surnames the person had before.
    """
    patronymic = forms_of(name.patronymic)
    last = forms_of(name.last)
    if former:
        last = tuple(dict.fromkeys((*last, *(form for old in former for form in forms_of(old)))))
    return Record(
        key=key,
        last=last,
        first=forms_of(name.first),
        patronymic=patronymic,
        born=born,
        phones=frozenset(phones),
        email=email.strip().casefold(),
        address=_address(address) if address else None,
        sex=sex or _sex_of_patronymic(patronymic),
    )


@lru_cache(maxsize=65_536)
def forms_of(text: str) -> Forms:
    """A name as typed, then in Cyrillic letters where it came in Latin ones."""
    if not text:
        return ()
    if not text.isprintable():
        text = "".join(ch for ch in text if ch.isprintable())
    if name_fault(text) in (NameFault.MISSING, NameFault.FORMULA, NameFault.TOO_LONG):
        return ()
    typed = fold(text).rstrip(".")
    if not _LATIN.search(text):
        return (typed,) if any(ch.isalpha() for ch in typed) else ()
    twins = (fold(twin) for twin in layout_twins(text))
    return tuple(dict.fromkeys((typed, *transliterated(text), *twins)))


@lru_cache(maxsize=65_536)
def _address(text: str) -> Address | None:
    """The words of an address without «ул.» and «кв.», and its numbers in their order."""
    words: list[str] = []
    numbers: list[str] = []
    for part in _ADDRESS_PART.findall(fold(text)):
        if part[0].isdigit():
            numbers.append(part.replace(" ", ""))
        elif not _ADDRESS_NOISE.fullmatch(part):
            words.append(part)
    return (frozenset(words), tuple(numbers)) if words else None


def _sex_of_patronymic(patronymic: Forms) -> Sex | None:
    for form in patronymic:
        if _WOMANS.search(form):
            return Sex.FEMALE
        if _MANS.search(form):
            return Sex.MALE
    return None


# --- How two values agree -----------------------------------------------------------------------


@lru_cache(maxsize=262_144)
def surname_likeness(one: Forms, other: Forms) -> Likeness | None:
    """Exactly, in other letters, a slip away or one half of a double surname; else another."""
    if not one or not other:
        return None
    if one[0] == other[0]:
        return Likeness.SAME
    if not set(one).isdisjoint(other):
        return Likeness.OTHER_LETTERS
    if any(_slip(a, b) or _half(a, b) for a in one for b in other):
        return Likeness.SIMILAR
    return Likeness.ANOTHER


@lru_cache(maxsize=262_144)
def first_likeness(one: Forms, other: Forms) -> Likeness | None:
    """As surnames, and «Наташа» is «Наталія»; two names of the list are never a slip apart."""
    if not one or not other:
        return None
    if one[0] == other[0]:
        return Likeness.SAME
    if not set(one).isdisjoint(other):
        return Likeness.OTHER_LETTERS
    mine, theirs = _groups(one), _groups(other)
    if not mine.isdisjoint(theirs):
        return Likeness.OTHER_LETTERS
    if any(_initial(a, b) for a in one for b in other):
        return Likeness.INITIAL
    if mine and theirs:
        return Likeness.ANOTHER
    if any(_slip(a, b, ALIKE_FROM - 1) or _half(a, b) or _cut(a, b) for a in one for b in other):
        return Likeness.SIMILAR
    return Likeness.ANOTHER


@lru_cache(maxsize=262_144)
def patronymic_likeness(one: Forms, other: Forms) -> Likeness | None:
    """By the father's name in it: «Сергіївна» is «Сергеевна», «Миколаївна» is «Николаевна»."""
    if not one or not other:
        return None
    if one[0] == other[0]:
        return Likeness.SAME
    if not set(one).isdisjoint(other):
        return Likeness.OTHER_LETTERS
    if any(_initial(a, b) for a in one for b in other):
        return Likeness.INITIAL
    if any(_slip(a, b) or _slip(_father(a), _father(b)) for a in one for b in other):
        return Likeness.SIMILAR
    return Likeness.ANOTHER


@lru_cache(maxsize=262_144)
def birth_likeness(one: date | None, other: date | None) -> Likeness | None:
    """The same, day and month exchanged, a digit off or two exchanged, two of three parts."""
    if one is None or other is None:
        return None
    if one == other:
        return Likeness.SAME
    same_year = one.year == other.year
    if same_year and (one.month, one.day) == (other.day, other.month):
        return Likeness.EXCHANGED
    mine, theirs = f"{one:%d%m%Y}", f"{other:%d%m%Y}"
    wrong = [place for place in range(_PLACES_OF_A_DATE) if mine[place] != theirs[place]]
    if len(wrong) == 1:
        return Likeness.SIMILAR
    if (
        len(wrong) == 2
        and mine[wrong[0]] == theirs[wrong[1]]
        and mine[wrong[1]] == theirs[wrong[0]]
    ):
        return Likeness.SIMILAR
    parts = same_year + (one.month == other.month) + (one.day == other.day)
    apart = abs(one.year - other.year)
    return Likeness.PARTLY if parts == 2 and apart < GENERATION else Likeness.ANOTHER


@lru_cache(maxsize=1_024)
def birth_variants(born: date) -> tuple[date, ...]:
    """A birth date and every day that `birth_likeness` takes for a slip of it."""
    digits = f"{born:%d%m%Y}"
    texts = {digits, digits[2:4] + digits[:2] + digits[4:]}
    for place in range(_PLACES_OF_A_DATE):
        texts.update(digits[:place] + other + digits[place + 1 :] for other in "0123456789")
        for later in range(place + 1, _PLACES_OF_A_DATE):
            swapped = list(digits)
            swapped[place], swapped[later] = swapped[later], swapped[place]
            texts.add("".join(swapped))
    return tuple(sorted(day for day in map(_day_of, texts) if day is not None))


def _day_of(digits: str) -> date | None:
    try:
        return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None


def phone_likeness(one: frozenset[str], other: frozenset[str]) -> Likeness | None:
    """One number in common, one that is a digit off, or none."""
    if not one or not other:
        return None
    if not one.isdisjoint(other):
        return Likeness.SAME
    if any(_digit_off(a, b) for a in one for b in other):
        return Likeness.SIMILAR
    return Likeness.ANOTHER


def address_likeness(one: Address | None, other: Address | None) -> Likeness | None:
    """Street, house and flat; the house alone (or no flat known); or another place."""
    if one is None or other is None:
        return None
    if not (one[0] <= other[0] or other[0] <= one[0]):
        return Likeness.ANOTHER
    mine, theirs = one[1], other[1]
    shorter = min(len(mine), len(theirs))
    if mine == theirs and shorter:
        return Likeness.SAME if shorter > 1 else Likeness.PARTLY
    if mine[:shorter] == theirs[:shorter]:
        return Likeness.PARTLY if shorter else None
    return Likeness.ANOTHER


# --- Words --------------------------------------------------------------------------------------


def _groups(forms: Forms) -> frozenset[int]:
    found: frozenset[int] = frozenset()
    for form in forms:
        found |= name_groups(form)
    return found


def _father(patronymic: str) -> str:
    return _STEM.sub("", patronymic)


def _slip(one: str, other: str, alike_from: int = ALIKE_FROM) -> bool:
    """One letter more, less, other or exchanged with its neighbour; two in a long word."""
    from rapidfuzz.distance import OSA

    shorter = min(len(one), len(other))
    if shorter < alike_from:
        return False
    allowed = 2 if shorter > VERY_LONG else 1
    return bool(OSA.distance(one, other, score_cutoff=allowed) <= allowed)


def _half(one: str, other: str) -> bool:
    """Whether one is a part of the other's double name."""
    if " " not in one and " " not in other:
        return False
    mine, theirs = set(one.split()), set(other.split())
    return mine < theirs or theirs < mine


def _cut(one: str, other: str) -> bool:
    """Whether one is the beginning of the other: «Алекс» and «Александрина»."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= ALIKE_FROM and longer.startswith(shorter)


def _initial(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) == 1 and longer.startswith(shorter)


def _digit_off(one: str, other: str) -> bool:
    """One digit other, or two neighbours exchanged."""
    if len(one) != len(other):
        return False
    wrong = [place for place, digit in enumerate(one) if digit != other[place]]
    if len(wrong) == 1:
        return True
    if len(wrong) != 2 or wrong[1] != wrong[0] + 1:
        return False
    return one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
