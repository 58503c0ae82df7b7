"""The papers of after the visit read back: every question, its boxes, lines to write on."""

from __future__ import annotations

from reception.documents.render import render
from reception.storage.survey_book import conversation_script
from reception.translation import Language, Translator
from reception.values.choices import PaperKind
from tests.documents import samples
from tests.documents.conftest import Printed
from tests.documents.samples_feedback import NAME, SAID


def printed(kind: PaperKind, translator: Translator) -> Printed:
    return Printed(render(kind, samples.paper(kind, translator.language), translator))


def test_the_sheet_has_eight_steps_in_their_order(
    language: Language, translator: Translator
) -> None:
    paper = printed(PaperKind.CONVERSATION_SHEET, translator)
    assert len(paper.pages) == 1
    places = [paper.text.find(f"{number}. ") for number in range(1, 9)]
    assert places == sorted(places)
    assert min(places) > 0
    for step in conversation_script().steps:
        assert paper.has(step.text.in_language(language).split("{")[0].strip())
    assert paper.has(SAID[language])
    assert paper.has(conversation_script().closing.in_language(language))


def test_the_survey_has_the_whole_scale_and_room_for_words(
    language: Language, translator: Translator
) -> None:
    paper = printed(PaperKind.SURVEY_FORM, translator)
    assert len(paper.pages) == 1
    assert paper.has("0 1 2 3 4 5 6 7 8 9 10")
    for question in samples.paper(PaperKind.SURVEY_FORM, language).questions:
        assert paper.has(question.words)
        for option in question.options:
            assert paper.has(option)


def test_the_list_has_names_numbers_and_words(language: Language, translator: Translator) -> None:
    paper = printed(PaperKind.CONTACT_LIST, translator)
    assert paper.text.count(NAME[language]) == 3
    assert paper.has("916")
