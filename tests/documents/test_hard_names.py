"""Names as they really come, on every paper: long, Latin, with apostrophes; whole and on the page."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from pypdf import PdfReader

from reception.documents.render import read_payload, render, write_payload
from reception.translation import Language, load_translator
from reception.values.choices import PaperKind
from tests.documents import samples
from tests.documents.conftest import Printed
from tests.gallery.papers import rules_sample

NAMES = (
    "Абдурахманов-" + "Щ" * 107,
    "O\N{RIGHT SINGLE QUOTATION MARK}Connor-D\N{MODIFIER LETTER APOSTROPHE}Artagnan Łucja Günes",
    ("Константинопольская-Задунайская Аполлинария Вячеславовна " * 2).strip(),
)
PERSONS = frozenset(
    {"name", "holder_name", "trusted", "subject", "representative", "form_of_address", "doctor"}
)


def _renamed(value: Any, name: str, key: str = "") -> Any:
    if isinstance(value, dict):
        return {field: _renamed(inner, name, field) for field, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, name, key) for inner in value]
    return name if key in PERSONS and isinstance(value, str) and value else value


@pytest.mark.parametrize("name", NAMES, ids=["long", "latin", "words"])
@pytest.mark.parametrize("kind", PaperKind, ids=str)
def test_every_paper_bears_every_name_whole(kind: PaperKind, name: str) -> None:
    sheet = kind is PaperKind.RULES_SHEET
    data = rules_sample(Language.UK) if sheet else samples.paper(kind, Language.UK)
    before = json.loads(write_payload(data))
    payload = read_payload(kind, json.dumps(_renamed(before, name)))
    translator = load_translator(Language.UK)
    pdf = render(kind, payload, translator)
    if _renamed(before, name) != before:
        letters = Printed(pdf).text.replace(" ", "").replace("\N{SOFT HYPHEN}", "")
        assert "".join(name.split()) in letters
    assert _outside(pdf) == []


def _outside(pdf: bytes) -> list[str]:
    """What is written beyond the edge of its page."""
    found: list[str] = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        wide, high = float(page.mediabox.width), float(page.mediabox.height)

        def look(
            text: str, cm: list[float], place: list[float], *_rest: Any,
            edges: tuple[float, float] = (wide, high),
        ) -> None:  # fmt: skip
            x = cm[0] * place[4] + cm[2] * place[5] + cm[4]
            y = cm[1] * place[4] + cm[3] * place[5] + cm[5]
            if text.strip() and not (0 <= x <= edges[0] and 0 <= y <= edges[1]):
                found.append(f"{text.strip()} at {x:.0f}, {y:.0f}")

        page.extract_text(visitor_text=look)
    return found
