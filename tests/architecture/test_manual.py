"""The user's manual: its pictures exist, its languages agree, its words are those of the screen."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from PIL import Image

from reception.cli.arguments import CommandLine
from reception.rules.key_table import KEYS, PLACES, TOGETHER, Place, keys_of
from reception.translation import Language, load_translator

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "manual"
PAGES = sorted(MANUAL.glob("*.md"))
CHAPTERS = sorted({page.name.split(".")[0] for page in PAGES})
LARGEST_PICTURE = 120 * 1024

_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]+)\)")
_PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_KEY = re.compile(r"^\| `([^`]+)` \| .* \|$", re.MULTILINE)
_FIELD = re.compile(r"\{\w+\}")
_SHORTCUTS = (
    re.compile(r'\bkey="([^"]+)"'),
    re.compile(r'QKeySequence\("([^"]+)"\)'),
    re.compile(r'self\._key\("([^"]+)"'),
    re.compile(r'\("([^"]+)", self\.'),
    re.compile(r'\bKEY = "([^"]+)"'),
)
_PRESSED = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)*(?:F\d+|Esc|(?<=\+)\w+)")
_NAMES = {"Return": "Enter", "Ctrl+Return": "Ctrl+Enter"}


def _page(name: str, language: Language) -> str:
    return (MANUAL / f"{name}.{language.value}.md").read_text(encoding="utf-8")


def _slug(heading: str) -> str:
    """The anchor a heading gets where the manual is read."""
    plain = re.sub(r"[^\w\- ]", "", heading.lower())
    return plain.replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pictures_and_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    anchors = {_slug(heading) for _marks, heading in _HEADING.findall(text)}
    for target in _LINK.findall(text):
        path, _hash, anchor = target.partition("#")
        if path:
            assert (MANUAL / path).exists(), target
        else:
            assert anchor in anchors, target
    for target in _PICTURE.findall(text):
        picture = MANUAL / target
        assert picture.stat().st_size <= LARGEST_PICTURE, target
        with Image.open(picture) as image:
            assert image.size == (1366, 768), target


def test_every_picture_is_shown_somewhere() -> None:
    shown = {
        (MANUAL / target).resolve()
        for page in PAGES
        for target in _PICTURE.findall(page.read_text(encoding="utf-8"))
    }
    drawn = {
        path.resolve()
        for language in Language
        for path in (ROOT / "docs" / "pictures" / language.value).glob("*.png")
    }
    assert drawn == shown


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_languages_have_the_same_chapters_pictures_and_tables(name: str) -> None:
    shapes = []
    for language in Language:
        text = _page(name, language)
        levels = [marks for marks, _words in _HEADING.findall(text)]
        pictures = [Path(target).name for target in _PICTURE.findall(text)]
        shapes.append((levels, pictures, text.count("\n|"), len(_BOLD.findall(text))))
    assert shapes[0] == shapes[1] == shapes[2]


def test_every_key_of_the_program_stands_in_its_table() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "reception/ui").rglob("*.py")
    )
    pressed = set(chain.from_iterable(pattern.findall(code) for pattern in _SHORTCUTS))
    pressed = {key for key in pressed if _PRESSED.fullmatch(key)}
    assert pressed, "the search found no key at all"
    told = {one.key for one in KEYS}
    missing = {_NAMES.get(key, key) for key in pressed} - told
    assert not missing, f"not in rules/key_table.py: {sorted(missing)}"


@pytest.mark.parametrize("language", Language)
def test_the_manual_tells_the_keys_as_the_table_has_them(language: Language) -> None:
    said = load_translator(language).text
    page = _page("README", language)
    for place in Place:
        rows = "\n".join(f"| `{one.key}` | {said(one.does)} |" for one in keys_of(place))
        assert rows in page[page.index(f"### {said(PLACES[place])}\n") :], place


def test_no_key_is_used_twice_where_it_could_be_meant() -> None:
    for places in TOGETHER:
        keys = [one.key for one in KEYS if one.place in places]
        assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)


@pytest.mark.parametrize("language", Language)
def test_every_command_is_told_and_every_example_is_understood(language: Language) -> None:
    line = CommandLine(load_translator(language))
    examples = re.findall(
        r"^(?:\| `)?reception\b([^`\n]*)", _page("README", language), re.MULTILINE
    )
    told = [line.read(shlex.split(example, posix=False)) for example in examples]
    assert {getattr(options, "task", "") for options in told} - {""} == set(line.names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_quoted_stands_on_the_screen(page: Path) -> None:
    language = Language(page.name.split(".")[1])
    path = ROOT / "i18n" / language.value / "LC_MESSAGES" / "reception.po"
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    said = {_FIELD.sub("…", text) for text in _texts(catalogue, language)}
    quoted = _BOLD.findall(page.read_text(encoding="utf-8"))
    assert [words for words in quoted if words not in said | _ALLOWED[language]] == []


def _texts(catalogue: Catalog, language: Language) -> Iterator[str]:
    for message in catalogue:
        found = message.id if language is Language.EN else message.string
        yield from [found] if isinstance(found, str) else found or ()


# The one word in bold that explains what bold means.
_ALLOWED = {Language.RU: {"Жирным"}, Language.UK: {"Жирним"}, Language.EN: {"bold"}}
