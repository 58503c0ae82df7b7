"""The papers of after the visit: survey form, sheet of a conversation, list of people to reach."""

from __future__ import annotations

from datetime import date
from typing import Any

from reception.documents import payloads as p
from reception.documents import payloads_feedback as f
from reception.rules.patterns import Figure, fill
from reception.storage.survey_book import conversation_script, survey_book
from reception.translation import Language
from reception.values.choices import PaperKind

SAID = {
    Language.RU: "Ждала сорок минут, никто не подошёл.",
    Language.UK: "Чекала сорок хвилин, ніхто не підійшов.",
    Language.EN: "I waited forty minutes, nobody came.",
}
YES = {
    Language.RU: ("да", "позже, когда ____________", "нет"),
    Language.UK: ("так", "пізніше, коли ____________", "ні"),
    Language.EN: ("yes", "later, on ____________", "no"),
}
NAME = {
    Language.RU: "Котова Анна Сергеевна",
    Language.UK: "Ґонта Анна Сергіївна",
    Language.EN: "O’Connor Anna",
}


def papers(language: Language, imprint: p.Imprint, clinic: p.Requisites) -> Any:
    """Each paper of after the visit by its kind."""
    script, book = conversation_script(), survey_book()
    figures: dict[str, Figure] = {
        "minutes": 10,
        "resolution": SAID[language].rstrip("."),
        "suggestion": "______________",
    }
    boxes = {"consent": YES[language], "another": YES[language], "tell": YES[language][:2]}
    steps = [
        f.WrittenQuestion(
            fill(one.text.in_language(language), figures, language),
            boxes.get(one.code, ()),
            0 if one.code in boxes else 2,
        )
        for one in script.steps
    ]
    day = date(2026, 11, 2)
    scale = tuple(map(str, range(11)))
    asked = f.WrittenQuestion(book.questions["recommend"].text.in_language(language), scale)
    chosen = book.questions["expectations"]
    options = tuple(one.in_language(language) for one in (chosen.options or {}).values())
    return {
        PaperKind.CONVERSATION_SHEET: f.WrittenForm(
            imprint,
            clinic.name,
            NAME[language],
            day,
            (SAID[language],),
            tuple(steps),
            script.closing.in_language(language),
        ),
        PaperKind.SURVEY_FORM: f.WrittenForm(
            imprint,
            clinic.name,
            NAME[language],
            day,
            (),
            (
                asked,
                f.WrittenQuestion(chosen.text.in_language(language), options),
                f.WrittenQuestion(SAID[language], lines=6),
            ),
            book.thanks.in_language(language),
        ),
        PaperKind.CONTACT_LIST: f.ContactList(
            imprint,
            clinic.name,
            day,
            (f.ContactLine(NAME[language], "+7 916 123-45-67", SAID[language], SAID[language]),)
            * 3,
        ),
    }
