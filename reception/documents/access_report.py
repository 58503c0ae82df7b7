"""What the clinic holds on one person, as a paper for herself."""

from __future__ import annotations

from typing import Any

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import grid, heading, letterhead, space, text
from reception.documents.payloads import PrintedTable
from reception.documents.payloads_confidence import AccessReport
from reception.documents.style import NORMAL, Styles, styles
from reception.translation import Translator, msg


def render_access_report(data: AccessReport, translator: Translator) -> bytes:
    """The report as PDF bytes."""
    looks, said = styles(NORMAL), translator.text
    title = said(msg("What the clinic keeps about you"))
    sheet = Sheet(title=title, author=data.clinic.name, imprint=data.imprint, translator=translator)
    whom = data.subject.name
    if data.subject.born is not None:
        whom = said(msg("{name}, born {day}", name=whom, day=data.subject.born))
    story: list[Any] = [
        letterhead(data.clinic, looks, sheet.width),
        space(4),
        text(title, looks.title),
        space(1),
        text(whom, looks.lead),
        space(1),
        text(said(_ABOUT), looks.label),
    ]
    for table in data.tables:
        story += _table(table, translator, looks, sheet.width)
    return build_pdf(story, sheet)


_ABOUT = msg(
    "Free of charge, as often as you ask. The data of other people, of your family too, are"
    " left out. The same stands beside this paper as a file that programs can read."
)


def _table(table: PrintedTable, translator: Translator, looks: Styles, width: float) -> list[Any]:
    blocks: list[Any] = [*heading(table.name, looks)]
    if table.note:
        blocks.append(text(table.note, looks.label))
    if not table.rows:
        return [*blocks, text(translator.text(msg("Nothing.")), looks.body)]
    share = width / len(table.head)
    widths = [share] * len(table.head)
    return [*blocks, grid(table.head, table.rows, widths, looks, right=frozenset(table.right))]
