"""The month on paper: indicators and lists, a place to sign."""

from __future__ import annotations

from typing import Any

from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import grid, heading, signatures, space, text
from reception.documents.payloads import MonthlyReport, PrintedTable
from reception.documents.style import NORMAL, Styles, styles
from reception.translation import Translator, msg


def render_monthly_report(data: MonthlyReport, translator: Translator) -> bytes:
    """The report as PDF bytes."""
    looks, said = styles(NORMAL), translator.text
    month = translator.month(data.first)
    title = said(msg("Monthly report, {month}", month=month))
    sheet = Sheet(
        title=title,
        author=data.clinic_name,
        imprint=data.imprint,
        translator=translator,
        tag=f"{data.clinic_name} · {month}",
    )
    period = msg(
        "{clinic}, {first} to {last}", clinic=data.clinic_name, first=data.first, last=data.last
    )
    story: list[Any] = [
        text(title, looks.title),
        space(1),
        text(said(period), looks.label),
    ]
    story += [text(remark, looks.label) for remark in data.remarks]
    for table in data.tables:
        story += _table(table, translator, looks, sheet.width)
    story.append(
        signatures(
            [said(msg("date")), said(msg("supervisor")), said(msg("signature"))],
            looks,
            sheet.width,
        )
    )
    return build_pdf(story, sheet)


def _table(table: PrintedTable, translator: Translator, looks: Styles, width: float) -> list[Any]:
    blocks: list[Any] = [*heading(table.name, looks)]
    if table.note:
        blocks.append(text(table.note, looks.label))
    if not table.rows:
        blocks.append(text(translator.text(msg("Nothing in this period.")), looks.body))
        return blocks
    blocks.append(
        grid(table.head, table.rows, _widths(table, width), looks, right=frozenset(table.right))
    )
    return blocks


def _widths(table: PrintedTable, width: float) -> list[float]:
    """Room by the length of what stands in each column, none starved."""
    longest = []
    for column, head in enumerate(table.head):
        cells = [len(row[column]) for row in table.rows[:400]]
        usual = sorted(cells)[int(len(cells) * 0.9)] if len(cells) > 1 else cells[0]
        words = max((len(word) for word in head.split()), default=1)
        longest.append(min(max(usual, words, 4), 46) + 2.0)
    whole = sum(longest)
    return [width * share / whole for share in longest]
