"""The catalogues of the three languages: taken from the code, kept complete, and checked.

`python run.py messages` brings i18n/ up to the code: new texts are added, texts that left the
code are dropped, translations stay.  The checks below are what tests/architecture asserts.
"""

import re
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from reception.paths import translations_directory
from reception.translation import Language

CODE = Path(__file__).parents[2] / "reception"
POT = translations_directory() / "reception.pot"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "msg": None,
    "gettext": None,
    "nmsg": (1, 2),
    "ngettext": (1, 2),
    "ngettext_": (1, 2),
}
HEADER = (
    "# {language} texts of Reception.\n"
    "# Copyright (C) 2026 the Reception contributors, under the licence of the program.\n"
    "#"
)
# A header that named the last minute would make every update a change.
FIRST_WRITTEN = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FOREIGN_LETTERS = {Language.RU: set("іїєґІЇЄҐ"), Language.UK: set("ыэёъЫЭЁЪ")}
LOOK_ALIKES = set("aceopxyiABCEHKMOPTXYI")
WORD = re.compile(r"[^\W\d_]+")
FIELD = re.compile(r"\{[^{}]*\}")
WRONG_APOSTROPHE = re.compile(r"(?<=[А-Яа-яЄєІіЇїҐґ])['’`](?=[А-Яа-яЄєІіЇїҐґ])")

Key = str | tuple[str, str]


def catalogue_path(language: Language) -> Path:
    """The catalogue of a language."""
    return translations_directory() / language.value / "LC_MESSAGES" / "reception.po"


def read(path: Path, language: Language | None = None) -> Catalog:
    """A catalogue as it stands in its file."""
    with path.open("rb") as stream:
        return read_po(stream, locale=language.value if language else None)


def texts(catalogue: Catalog) -> dict[Key, Message]:
    """The messages of a catalogue by their English text, or pair of texts."""
    return {_key(message): message for message in catalogue if message.id}


@cache
def extract() -> frozenset[Key]:
    """Every text of the code that people read."""
    found = extract_from_dir(
        CODE, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=()
    )
    keys: dict[str, Key] = {}
    for _file, _line, text, _comments, _context in found:
        key: Key = (text[0], text[1]) if isinstance(text, tuple) else text
        name = key if isinstance(key, str) else key[0]
        if name and not isinstance(keys.get(name), tuple):
            keys[name] = key
    return frozenset(keys.values())


def update(*, keep_obsolete: bool = False) -> None:
    """Write reception.pot and the three catalogues anew, with every translation there was."""
    wanted = extract()
    _write(POT, _catalogue(None, wanted, {}))
    for language in Language:
        path = catalogue_path(language)
        old = texts(read(path, language)) if path.exists() else {}
        keys = wanted | frozenset(old) if keep_obsolete else wanted
        _write(path, _catalogue(language, keys, old))


def faults(language: Language) -> list[str]:
    """What is wrong with a language's catalogue, in words for whoever translates."""
    there = texts(read(catalogue_path(language), language))
    wanted = extract()
    found = [f"{language}: not translated: {key!r}" for key in sorted(wanted - set(there), key=str)]
    found += [
        f"{language}: no longer in the code: {key!r}"
        for key in sorted(set(there) - wanted, key=str)
    ]
    for key, message in there.items():
        found += [f"{language}: {fault}: {key!r}" for fault in _faults_of(language, key, message)]
    return found


def stale() -> list[str]:
    """What reception.pot says otherwise than the code."""
    there = set(texts(read(POT))) if POT.exists() else set()
    wanted = extract()
    return [f"missing in reception.pot: {key!r}" for key in sorted(wanted - there, key=str)] + [
        f"only in reception.pot: {key!r}" for key in sorted(there - wanted, key=str)
    ]


def _faults_of(language: Language, key: Key, message: Message) -> Iterator[str]:
    given = message.string if isinstance(message.string, list | tuple) else (message.string,)
    forms = [form for form in given if form and form.strip()]
    if len(forms) < len(given):
        yield "not translated"
        return
    if message.fuzzy:
        yield "marked fuzzy"
    if isinstance(key, tuple) and len(forms) != (2 if language is Language.EN else 3):
        yield f"{len(forms)} plural forms"
    english = key if isinstance(key, str) else " ".join(key)
    allowed = fields(key if isinstance(key, str) else key[1])
    for form in forms:
        if fields(form) - {"count"} != allowed - {"count"}:
            yield f"fields {sorted(fields(form))} instead of {sorted(allowed)}"
        if language is not Language.EN:
            yield from _wrong_letters(language, english, FIELD.sub(" ", form))


def _wrong_letters(language: Language, english: str, form: str) -> Iterator[str]:
    own = set(WORD.findall(FIELD.sub(" ", english)))
    for word in WORD.findall(form):
        if word in own:
            continue
        latin = {letter for letter in word if letter in string.ascii_letters}
        cyrillic = {letter for letter in word if "Ѐ" <= letter <= "ӿ"}
        if latin and cyrillic:
            yield f"Latin and Cyrillic letters in “{word}”"
        if len(word) == 1 and latin <= LOOK_ALIKES and latin:
            yield f"Latin letter “{word}” that looks Cyrillic"
        if cyrillic & FOREIGN_LETTERS[language]:
            yield f"letters of another language in “{word}”"
    if language is Language.UK and WRONG_APOSTROPHE.search(form):
        yield "apostrophe other than ʼ (U+02BC)"


def fields(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _key(message: Message) -> Key:
    if isinstance(message.id, list | tuple):
        return (message.id[0], message.id[1])
    return message.id


def _catalogue(language: Language | None, keys: frozenset[Key], old: dict[Key, Message]) -> Catalog:
    catalogue = Catalog(
        locale=language.value if language else None,
        project="Reception",
        version="0.1",
        charset="utf-8",
        header_comment=HEADER.format(language=language.value if language else "English"),
        language_team=language.value if language else "",
        creation_date=FIRST_WRITTEN,
        revision_date=FIRST_WRITTEN,
        fuzzy=False,
    )
    catalogue.msgid_bugs_address = ""
    catalogue.last_translator = "the Reception contributors"
    # A text that became singular or plural keeps nothing: its forms have to be written anew.
    for key in keys:
        string_ = old[key].string if key in old else ""
        if language is Language.EN:
            string_ = key
        first = key if isinstance(key, str) else key[0]
        catalogue.add(key, string_, flags=["python-brace-format"] if fields(first) else [])
    return catalogue


def _write(path: Path, catalogue: Catalog) -> None:
    buffer = BytesIO()
    write_po(buffer, catalogue, sort_output=True, width=100, no_location=True)
    if not path.exists() or path.read_bytes() != buffer.getvalue():
        path.write_bytes(buffer.getvalue())


def main(arguments: list[str]) -> int:
    """`update` (also with --keep-obsolete) or `check`; 1 when anything is to be done."""
    command = arguments[0] if arguments else "update"
    if command not in ("update", "check"):
        print(f"“{command}” is neither update nor check", file=sys.stderr)
        return 2
    if command == "update":
        update(keep_obsolete="--keep-obsolete" in arguments)
    found = stale() + [fault for language in Language for fault in faults(language)]
    print("\n".join(found) or f"{len(extract())} texts, complete in every language")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
