"""Names of people: folded for finding, tidied for keeping, split and checked.

Folding makes one key of all spellings (design of search: case, ё/е, і/ї/й, ґ, three kinds of
apostrophe, soft and hard signs, hyphens).  What a person typed is kept beside what was tidied.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

LONGEST = 200
APOSTROPHES = "'’ʼ`´‘′ʹ＇"
_HYPHENS = "-‐‑‒–—−"
_FOLDS = str.maketrans(
    {
        **dict.fromkeys(APOSTROPHES + "ьъ"),
        **dict.fromkeys(_HYPHENS, " "),
        **dict.fromkeys("ёэє", "е"),
        **dict.fromkeys("іїый", "и"),
        "ґ": "г",
    }
)
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")
_PATRONYMIC = re.compile(
    r"(?:ович|евич|йович|ьич|ич|овна|евна|ївна|івна|ична|инична|оглы|оглу|огли|кызы|кизи|гызы|улы)",
    re.IGNORECASE,
)
_PATRONYMIC_END = re.compile(_PATRONYMIC.pattern + r"$", re.IGNORECASE)
_PARTICLES = frozenset(
    [
        "оглы",
        "оглу",
        "огли",
        "кызы",
        "кизи",
        "гызы",
        "заде",
        "улы",
        "фон",
        "ван",
        "дер",
        "де",
        "да",
        "ла",
        "von",
        "van",
        "der",
        "de",
        "la",
        "du",
        "den",
    ]
)
_NONE_WORDS = frozenset(
    [
        "нет",
        "нету",
        "без отчества",
        "отсутствует",
        "не имеет",
        "немае",
        "нема",
        "без по батькови",
        "видсутне",
        "none",
        "no",
        "no patronymic",
        "n a",
        "na",
    ]
)


class NameFault(StrEnum):
    """Why a name cannot be taken."""

    MISSING = "missing"
    CONTROL = "control"
    FORMULA = "formula"
    TOO_LONG = "too_long"
    NO_LETTERS = "no_letters"


@dataclass(frozen=True, slots=True)
class PersonName:
    """Surname, first name and patronymic; a person may have only one of the first two."""

    last: str
    first: str = ""
    patronymic: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.last, self.first, self.patronymic) if part)


def fold(text: str) -> str:
    """The key by which a text is found: «Мар’яна», «МАРЬЯНА» → «маряна»."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_FOLDS)
    return _SPACES.sub(" ", folded).strip()


def search_keys(name: PersonName) -> tuple[str, str]:
    """The two keys a person is found by: folded "last first patronymic", "first patronymic last"."""
    by_surname = fold(f"{name.last} {name.first} {name.patronymic}")
    return by_surname, fold(f"{name.first} {name.patronymic} {name.last}")


def patronymic_key(first_key: str) -> str:
    """From "first patronymic last" to "patronymic last first": the third name begins a key too."""
    first, _, rest = first_key.partition(" ")
    return f"{rest} {first}".strip()


def tidy(text: str) -> str:
    """A name without stray spaces, re-cased only if it came all in capitals or all in small."""
    if len(text) > 1 and text.isalpha() and text.istitle() and _is_composed(text):
        return text  # nearly all names of a list are so already
    plain = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    plain = re.sub(rf"\s*([{_HYPHENS}])\s*", r"-", plain) if _WORD.search(plain) else plain
    letters = [ch for ch in plain if ch.isalpha()]
    if not letters:
        return plain
    one_case = all(not ch.islower() for ch in letters) or all(not ch.isupper() for ch in letters)
    return recased(plain) if one_case else plain


def _is_composed(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


def recased(name: str) -> str:
    """Each part with a capital: О'Коннор, Салтыков-Щедрин; «оглы», «фон» stay small."""
    words = name.split(" ")
    return " ".join(_recased_word(word, alone=len(words) == 1) for word in words)


def _recased_word(word: str, *, alone: bool) -> str:
    if not alone and word.casefold() in _PARTICLES:
        return word.lower()
    return re.sub(r"[^\W\d_]+", lambda m: _capital(word, m), word)


def _capital(word: str, match: re.Match[str]) -> str:
    """A capital, but not after an apostrophe inside a word: Мар'яна, yet О'Коннор."""
    part = match.group().lower()
    before = word[: match.start()]
    if before and before[-1] in APOSTROPHES:
        lead = re.split(rf"[{_HYPHENS}]", before[:-1])[-1]
        if len(lead) > 1:
            return part
    return part[:1].upper() + part[1:]


def split_full_name(text: str) -> PersonName:
    """«Surname First Patronymic» in one column, parted.

    Words beyond three belong to the surname if the last is a patronymic, else to the first name.
    """
    words = _SPACES.sub(" ", text).strip().split(" ")
    if len(words) <= 1:
        return PersonName(words[0] if words else "")
    if len(words) == 2:
        return PersonName(words[0], words[1])
    if len(words) == 3:
        return PersonName(words[0], words[1], words[2])
    if words[-1].casefold() in _PARTICLES:
        return PersonName(" ".join(words[:-3]), words[-3], " ".join(words[-2:]))
    if _PATRONYMIC_END.search(words[-1]):
        return PersonName(" ".join(words[:-2]), words[-2], words[-1])
    return PersonName(words[0], " ".join(words[1:]))


@lru_cache(maxsize=4096)
def says_none(text: str) -> bool:
    """Whether a patronymic column says in words, or by a dash, that there is none."""
    folded = fold(text).replace(".", "").replace("/", " ").strip()
    return folded in _NONE_WORDS or (bool(text.strip()) and not any(c.isalnum() for c in text))


def name_fault(text: str) -> NameFault | None:
    """What is wrong with a name as it came, or None."""
    if text.isalpha() and len(text) <= LONGEST:
        return None
    stripped = text.strip()
    if not stripped:
        return NameFault.MISSING
    if has_control(text):
        return NameFault.CONTROL
    if stripped[0] in "=+-@":
        return NameFault.FORMULA
    if len(stripped) > LONGEST:
        return NameFault.TOO_LONG
    if not any(ch.isalpha() for ch in stripped):
        return NameFault.NO_LETTERS
    return None


def has_control(text: str) -> bool:
    """Whether characters stand in it that no person types: bells, zeros, direction marks."""
    if text.isprintable():  # nearly all are; the look at each letter is slow
        return False
    return any(
        unicodedata.category(ch) in ("Cc", "Cf", "Co", "Cs") for ch in text if ch not in "\t\r\n"
    )
