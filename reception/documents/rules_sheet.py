"""The rules sheet on paper: what the programme is, sentence by sentence, for the patient."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import KeepTogether

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import (
    FLUSH,
    Stub,
    fields,
    grid,
    heading,
    lead,
    letterhead,
    numbered,
    space,
    table,
    text,
)
from reception.documents.payloads import Example, RulesSheet
from reception.documents.stub import card_stub
from reception.documents.style import LARGE, MM, NORMAL, Styles, styles
from reception.documents.wording import edition_tag, organiser_rows, sheet_title, validity
from reception.translation import Translator, msg


def render_rules_sheet(data: RulesSheet, translator: Translator) -> bytes:
    """The sheet as PDF bytes, normal or large print."""
    scale = LARGE if data.large_print else NORMAL
    looks = styles(scale)
    title = sheet_title(data, translator)
    sheet = Sheet(
        title=title,
        author=data.clinic.name,
        imprint=data.imprint,
        translator=translator,
        tag=edition_tag(data.edition, translator),
        scale=scale,
    )
    story = [
        *_head(data, translator, looks, sheet.width, title),
        numbered(data.points, looks, sheet.width),
        *_groups(data, translator, looks, sheet.width),
        *_examples(data, translator, looks, sheet.width),
        *_notes(data, translator, looks, sheet.width),
        *_organiser(data, translator, looks, sheet.width),
    ]
    if not data.large_print:  # there it would stand on a page of its own
        strip = card_stub(
            data.clinic, data.edition, data.short, data.card_number, translator, looks, sheet.width
        )
        story.append(Stub(strip))
    return build_pdf(story, sheet)


def _head(
    data: RulesSheet, translator: Translator, looks: Styles, width: float, title: str
) -> list[Any]:
    return [
        letterhead(data.clinic, looks, width),
        space(4),
        text(title, looks.title),
        space(1),
        text(validity(data.edition, translator), looks.label),
        space(3),
        lead(data.short, looks, width),
        space(4),
    ]


def _groups(data: RulesSheet, translator: Translator, looks: Styles, width: float) -> list[Any]:
    yes, no = translator.text(msg("yes")), translator.text(msg("no"))
    rows = [(row.name, yes if row.earns else no, yes if row.redeems else no) for row in data.groups]
    head = [
        translator.text(msg("Services")),
        translator.text(msg("Points are earned")),
        translator.text(msg("Can be paid with points")),
    ]
    return [
        *heading(translator.text(msg("What earns points and what points pay")), looks),
        grid(head, rows, [width * 0.62, width * 0.17, width * 0.21], looks),
    ]


def _examples(data: RulesSheet, translator: Translator, looks: Styles, width: float) -> list[Any]:
    """Side by side in normal print, one below the other in large."""
    if not data.examples:
        return []
    title = translator.text(msg("Worked examples"))
    if data.large_print:
        blocks: list[Any] = [*heading(title, looks)]
        for example in data.examples:
            blocks += [*_example(example, looks, width), space(3)]
        return blocks
    gap = 6 * MM
    count = len(data.examples)
    room = (width - gap * (count - 1)) / count
    cells: list[Any] = []
    widths: list[float] = []
    for example in data.examples:
        if cells:
            cells.append("")
            widths.append(gap)
        cells.append(_example(example, looks, room))
        widths.append(room)
    return [KeepTogether([text(title, looks.heading), table([cells], widths, FLUSH)])]


def _example(example: Example, looks: Styles, width: float) -> list[Any]:
    rows = [(line.label, line.text) for line in example.lines]
    block = grid((), rows, [width * 0.58, width * 0.42], looks, right=frozenset({1}))
    return [text(example.title, looks.bold_cell), space(1), block]


def _notes(data: RulesSheet, translator: Translator, looks: Styles, width: float) -> list[Any]:
    label = 66 * MM if data.large_print else 44 * MM
    return [
        *heading(translator.text(msg("Good to know")), looks),
        fields(data.notes, looks, width, label_width=label),
    ]


def _organiser(data: RulesSheet, translator: Translator, looks: Styles, width: float) -> list[Any]:
    label = 66 * MM if data.large_print else 44 * MM
    blocks: list[Any] = [
        *heading(translator.text(msg("Who organises the programme")), looks),
        fields(organiser_rows(data, translator), looks, width, label_width=label),
    ]
    if data.advertising_edition:
        warning = msg("There are contraindications. Consult a specialist.")
        blocks += [space(3), text(translator.text(warning), looks.bold)]
    return blocks
