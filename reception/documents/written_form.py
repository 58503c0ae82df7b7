"""Forms with lines: the survey on paper and the sheet of a personal conversation; the call list."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import KeepTogether

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import FLUSH, grid, space, table, text
from reception.documents.payloads_feedback import ContactList, WrittenForm, WrittenQuestion
from reception.documents.style import MM, NORMAL, QUIET, Styles, styles
from reception.translation import Translator, msg

LINE = 7.4 * MM
SIDE_BY_SIDE = 60


def render_survey_form(data: WrittenForm, translator: Translator) -> bytes:
    """The short questionnaire, ticked and written by the patient, typed in at the desk."""
    title = translator.text(msg("A few questions about your visit"))
    about = msg("It takes a minute. Tick or write; leave out what you do not want to answer.")
    return _form(data, title, translator.text(about), translator)


def render_conversation_sheet(data: WrittenForm, translator: Translator) -> bytes:
    """The steps of a personal conversation in their order, with lines for the patient's words."""
    title = translator.text(msg("Personal conversation"))
    about = msg("The same questions in the same order. Write what is said, in the patient’s words.")
    return _form(data, title, translator.text(about), translator)


def _form(data: WrittenForm, title: str, about: str, translator: Translator) -> bytes:
    looks = styles(NORMAL)
    sheet = Sheet(title=title, author=data.clinic_name, imprint=data.imprint, translator=translator)
    day = translator.value(data.day)
    head = " · ".join(one for one in (data.clinic_name, data.name, day) if one)
    story: list[Any] = [
        text(title, looks.title),
        space(1),
        text(head, looks.body),
        text(about, looks.label),
        space(2),
        *(text(one, looks.label) for one in data.beside),
        space(3),
    ]
    for number, question in enumerate(data.questions, start=1):
        story.append(KeepTogether(_question(number, question, looks, sheet.width)))
    if data.closing:
        story += [space(4), text(data.closing, looks.body)]
    return build_pdf(story, sheet)


def _question(number: int, question: WrittenQuestion, looks: Styles, width: float) -> list[Any]:
    parts: list[Any] = [text(f"{number}. {question.words}", looks.body, bold=True), space(1)]
    if question.options:
        parts.append(_boxes(question.options, looks, width))
    if question.lines:
        rule = ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(QUIET))
        empty = [[""] for _ in range(question.lines)]
        parts.append(
            table(empty, [width], [*FLUSH, rule, ("BOTTOMPADDING", (0, 0), (-1, -1), LINE - 6)])
        )
    parts.append(space(2.5))
    return parts


def _boxes(options: tuple[str, ...], looks: Styles, width: float) -> Any:
    """A scale as one row of figures; words each with a box, side by side where they fit."""
    square = 4.6 * MM
    if all(len(one) <= 3 and one.isdigit() for one in options):
        cells = [[text(one, looks.cell) for one in options]]
        side = min(13 * MM, width / len(options))
        box = ("GRID", (0, 0), (-1, -1), 0.6, HexColor(QUIET))
        return table(cells, [side] * len(options), [box, ("ALIGN", (0, 0), (-1, -1), "CENTER")])
    across = len(options) if sum(map(len, options)) <= SIDE_BY_SIDE else 1
    lines = [options[start : start + across] for start in range(0, len(options), across)]
    rows = [[part for one in line for part in ("", text(one, looks.body))] for line in lines]
    commands: list[Any] = [
        *FLUSH,
        *(
            ("BOX", (2 * place, n), (2 * place, n), 0.7, HexColor(QUIET))
            for n in range(len(lines))
            for place in range(across)
        ),
        *(("LEFTPADDING", (2 * place + 1, 0), (2 * place + 1, -1), 6) for place in range(across)),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    return table(rows, [square, width / across - square] * across, commands)


def render_contact_list(data: ContactList, translator: Translator) -> bytes:
    """The people to reach on a day, with the words to say and room for what came of it."""
    looks, said = styles(NORMAL), translator.text
    title = said(msg("To reach on {day}", day=data.day))
    sheet = Sheet(title=title, author=data.clinic_name, imprint=data.imprint, translator=translator)
    heads = (msg("Whom"), msg("Phone"), msg("Why"), msg("Words"), msg("What came of it"))
    shares = (0.19, 0.16, 0.17, 0.31, 0.17)
    rows = [(one.name, one.phone, one.why, one.words, "") for one in data.rows]
    how = msg("Keep this list out of patients’ sight and destroy it in the evening.")
    story = [
        text(title, looks.title),
        space(1.5),
        text(said(how), looks.label),
        space(3),
        grid([said(one) for one in heads], rows, [share * sheet.width for share in shares], looks),
    ]
    return build_pdf(story, sheet)
