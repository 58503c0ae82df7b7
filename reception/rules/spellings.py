"""Other ways in which a searched word may have been typed: wrong keyboard layout, Latin letters.

Tried in this order, each only where the one before found nothing.
"""

from __future__ import annotations

import re

from reception.rules.names import APOSTROPHES, fold
from reception.values.choices import Country

_KEYS_EN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_KEYS_RU = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_KEYS_UK = "'йцукенгшщзхїфівапролджєячсмитьбю"
_SHIFTED_EN = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
_TO_RU = str.maketrans(_KEYS_EN + _SHIFTED_EN, _KEYS_RU + _KEYS_RU.upper())
_TO_UK = str.maketrans(_KEYS_EN + _SHIFTED_EN, _KEYS_UK + _KEYS_UK.upper())
_FROM_RU = str.maketrans(_KEYS_RU + _KEYS_RU.upper(), _KEYS_EN + _SHIFTED_EN)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)

_LAYOUTS = {Country.RU: _TO_RU, Country.UA: _TO_UK}
_VOWELS = frozenset("аеёиоуыэюяіїє")
_NO_BEGINNING = frozenset("ьъый")
_NO_NAME = re.compile(
    r"[ьъ][ьъыаоуэ]|ы[ьъы]|[жшчщ]ы|[^\W\d_аеёиоуыэюяіїє]{5}|[аеёиоуыэюяіїє]{3}|щ[крт]|пщ|і[ьы]"
)
_FEWEST_VOWELS, _MOST_VOWELS = 0.2, 0.7

# The longest first; the key they make is folded afterwards, so й, ё, ї need no care here.
_PIECES = (
    ("shch", "щ"),
    ("sch", "щ"),
    ("zgh", "зг"),
    ("iya", "ия"),
    ("iia", "ия"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ts", "ц"),
    ("tz", "ц"),
    ("ch", "ч"),
    ("sh", "ш"),
    ("yu", "ю"),
    ("iu", "ю"),
    ("ju", "ю"),
    ("ya", "я"),
    ("ja", "я"),
    ("ye", "е"),
    ("je", "е"),
    ("ie", "е"),
    ("yo", "е"),
    ("jo", "е"),
    ("yi", "и"),
    ("ck", "к"),
    ("ph", "ф"),
    ("x", "кс"),
    ("q", "к"),
    ("w", "в"),
    *zip("abvgdezijklmnoprstufhcy", "абвгдезийклмнопрстуфхки", strict=True),
)
_TRANSLITERATION = re.compile("|".join(piece for piece, _ in _PIECES))
_LETTER = dict(_PIECES)


def layout_twins(text: str) -> tuple[str, ...]:
    """What the same keys give in another layout: «bdfyjd» → «иванов».

    Latin letters are read in the Russian and the Ukrainian layout, Cyrillic ones in the English.
    """
    if _LATIN.search(text):
        twins = [text.translate(_TO_RU), text.translate(_TO_UK)]
    elif _CYRILLIC.search(text):
        twins = [text.translate(_FROM_RU)]
    else:
        return ()
    return tuple(dict.fromkeys(twin for twin in twins if twin != text))


def meant_name(text: str, country: Country) -> str | None:
    """The name that was meant where the keyboard stood in another layout: «Bdfyjd» → «Иванов».

    None where the text is no Latin one, or what comes out is no name (Smith gives «Ыьшер»), or
    where the country writes in Latin letters.
    """
    if country not in _LAYOUTS or _CYRILLIC.search(text) or not _LATIN.search(text):
        return None
    twin = text.translate(_LAYOUTS[country])
    letters = [ch for ch in twin.casefold() if ch.isalpha()]
    if not letters or not all(ch.isalpha() or ch in " -'’ʼ" for ch in twin):
        return None
    vowels = sum(ch in _VOWELS for ch in letters) / len(letters)
    if letters[0] in _NO_BEGINNING or not _FEWEST_VOWELS <= vowels <= _MOST_VOWELS:
        return None
    return None if _NO_NAME.search(twin.casefold()) else twin


def transliterated(text: str) -> tuple[str, ...]:
    """Folded Cyrillic keys of a text in Latin letters: «Shcherbakov» → «щербаков».

    The letter h is х to Russians and г to Ukrainians, the end -ia is -ия or -я: each gives a
    key of its own, the likelier first.  Empty for a text without Latin letters.
    """
    if not _LATIN.search(text):
        return ()
    plain = fold(text)
    for mark in APOSTROPHES:
        plain = plain.replace(mark, "")
    russian = re.sub(r"(?<!i)ia\b", "iya", plain)
    ukrainian = re.sub(r"(?<![kcszp])h", "g", re.sub(r"(?<!i)ia", "ya", plain))
    keys = (russian, re.sub(r"(?<!i)ia", "ya", plain), ukrainian)
    return tuple(dict.fromkeys(fold(_cyrillic(key)) for key in keys))


def _cyrillic(plain: str) -> str:
    return _TRANSLITERATION.sub(lambda match: _LETTER[match.group()], plain)
