"""Papers of the desk itself: what the card gives, cue cards, journal, poster, test page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reception.documents.calibration import millimetres
from reception.documents.render import render
from reception.rules.key_table import KEYS
from reception.translation import Language, Translator, load_translator
from reception.values.choices import Job, PaperKind
from tests.documents import samples
from tests.documents.conftest import Printed


def printed(kind: PaperKind, translator: Translator) -> Printed:
    return Printed(render(kind, samples.paper(kind, translator.language), translator))


def test_what_it_gives_names_every_answer_and_the_own_figure(translator: Translator) -> None:
    paper = printed(PaperKind.WHAT_IT_GIVES, translator)
    data = samples.what_it_gives(translator.language)
    for note in data.answers:
        assert paper.has(note.label)
    assert paper.has(data.figure)
    assert paper.has(data.edition.text_hash[:8])
    assert paper.has(data.clinic.name)


def test_the_contraindication_line_stands_where_it_advertises(translator: Translator) -> None:
    warning = translator.gettext("There are contraindications. Consult a specialist.")
    for kind in (PaperKind.WHAT_IT_GIVES, PaperKind.POSTER):
        assert printed(kind, translator).has(warning)
        data = replace(samples.paper(kind, translator.language), advertises=False)
        assert not Printed(render(kind, data, translator)).has(warning)


@pytest.mark.parametrize("job", list(Job), ids=str)
def test_every_role_has_a_cue_card_of_one_page(job: Job, translator: Translator) -> None:
    data = replace(samples.paper(PaperKind.CUE_CARD, translator.language), job=job)
    paper = Printed(render(PaperKind.CUE_CARD, data, translator))
    assert len(paper.pages) == 1
    assert paper.has(data.short)
    assert paper.has(data.edition.text_hash[:8])


def test_the_key_card_names_every_key_on_one_page(translator: Translator) -> None:
    paper = printed(PaperKind.KEY_CARD, translator)
    assert len(paper.pages) == 1
    for one in KEYS:
        assert paper.has(one.key.replace("↑ ↓", "↓"))
        assert paper.has(translator.text(one.does)), one.key


def test_the_journal_has_room_for_a_morning() -> None:
    paper = printed(PaperKind.PAPER_JOURNAL, load_translator(Language.EN))
    assert len(paper.pages) == 1
    for head in (
        "Time",
        "Surname, name, date of birth",
        "Told about the card: answer",
        "Written by",
    ):
        assert paper.has(head)


def test_the_test_page_says_printer_and_offsets() -> None:
    paper = printed(PaperKind.CALIBRATION, load_translator(Language.EN))
    assert paper.has("Zebra ZC100")
    assert paper.has("mm: 0.3 to the right, \N{MINUS SIGN}1.2 down")
    assert paper.has("150")


def test_the_zero_of_the_rulers_is_a_whole_number_below_the_edge() -> None:
    for language in Language:
        paper = printed(PaperKind.CALIBRATION, load_translator(language))
        found = re.search(r"(\d+) (?:mm from|мм от|мм від)", paper.text)
        assert found is not None
        assert int(found[1]) % 5 == 0


def test_the_test_card_has_the_size_of_plastic(translator: Translator) -> None:
    data = replace(samples.paper(PaperKind.CALIBRATION, translator.language), on_card=True)
    card = Printed(render(PaperKind.CALIBRATION, data, translator))
    assert card.sizes == [(85.6, 53.98)]
    assert card.has("Zebra ZC100")
    assert card.has("60")


@pytest.mark.parametrize(
    ("language", "tenths", "words"),
    [
        (Language.RU, 0, "0"),
        (Language.RU, 15, "1,5"),
        (Language.UK, -7, "\N{MINUS SIGN}0,7"),
        (Language.EN, -7, "\N{MINUS SIGN}0.7"),
    ],
)
def test_millimetres_as_people_write_them(language: Language, tenths: int, words: str) -> None:
    assert millimetres(tenths, load_translator(language)) == words
