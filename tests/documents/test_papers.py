"""Every paper: its size, its fonts, its bytes, and that a stored payload prints the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reception.documents.payloads import Person
from reception.documents.render import read_payload, render, write_payload
from reception.errors import InvalidInput
from reception.translation import Language, Translator
from reception.values.choices import PaperKind
from tests.documents import samples
from tests.documents.conftest import Printed

CARDS = (PaperKind.CARD, PaperKind.CARD_BATCH)
KINDS = [kind for kind in PaperKind if kind is not PaperKind.RULES_SHEET]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_pages_have_their_exact_size(
    kind: PaperKind, language: Language, translator: Translator
) -> None:
    paper = Printed(render(kind, samples.paper(kind, language), translator))
    expected = (85.6, 53.98) if kind in CARDS else (210.0, 297.0)
    assert paper.sizes == [expected] * (3 if kind is PaperKind.CARD_BATCH else 1)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_only_embedded_fonts_are_used(
    kind: PaperKind, language: Language, translator: Translator
) -> None:
    fonts = Printed(render(kind, samples.paper(kind, language), translator)).fonts
    assert fonts
    assert all(fonts.values()), fonts
    assert all("NotoSans" in name or "DejaVuSans" in name for name in fonts), fonts


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_reprint_from_the_stored_payload_is_identical(
    kind: PaperKind, language: Language, translator: Translator
) -> None:
    data = samples.paper(kind, language)
    again = read_payload(kind, write_payload(data))
    assert again == data
    assert render(kind, again, translator) == render(kind, data, translator)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_paper_is_small(kind: PaperKind, language: Language, translator: Translator) -> None:
    assert len(render(kind, samples.paper(kind, language), translator)) < 60_000


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in CARDS], ids=str)
def test_the_footer_says_page_number_time_and_who(
    kind: PaperKind, language: Language, translator: Translator
) -> None:
    paper = Printed(render(kind, samples.paper(kind, language), translator))
    page = {"ru": "страница 1 из 1", "uk": "сторінка 1 з 1", "en": "page 1 of 1"}[language]
    assert paper.has(page)
    assert paper.has("10:45")
    assert paper.has("Ольга Синицына")


def test_a_payload_of_another_kind_is_a_mistake(translator: Translator) -> None:
    with pytest.raises(TypeError):
        render(PaperKind.CARD, samples.imprint(), translator)


def test_a_name_with_a_letter_no_font_has_is_refused(translator: Translator) -> None:
    data = replace(samples.data_consent(Language.RU), subject=Person("王小明"))
    with pytest.raises(InvalidInput, match="cannot be printed"):
        render(PaperKind.DATA_CONSENT, data, translator)


@pytest.mark.parametrize(
    "name",
    [
        "О’Коннор-Д’Артаньян Мар’яна",
        "Нур-Магомед",
        "Szczęsny-Łukasiewicz Żaneta",
        "Константинопольская-Преображенская-Воздвиженская Аполлинария Константиновна-Всеволодовна-Мстиславовна Длинная-Предлинная",
        "А" * 120,
    ],
)
def test_unusual_names_are_printed_whole(name: str, translator: Translator) -> None:
    data = replace(samples.data_consent(Language.RU), subject=Person(name))
    paper = Printed(render(PaperKind.DATA_CONSENT, data, translator))
    assert "".join(name.split()) in paper.text.replace(" ", "").replace("\u00ad", "")
