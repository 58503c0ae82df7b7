"""The month on paper: indicators and lists, a place to sign."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import PageBreak

from reception.documents.month_chart import MonthBars
from reception.documents.page import Sheet, build_pdf
from reception.documents.parts import grid, heading, signatures, space, text
from reception.documents.payloads import MonthlyReport, PrintedTable
from reception.documents.style import NORMAL, Styles, styles
from reception.translation import Translator, msg

_FIGURE, _HEAD, _GAP = 5.6, 5.2, 13.0  # points: a digit, a letter of the head, between columns
_LEAST_WORDS = 0.3  # of the width
_FEWEST = 10  # letters a column of words has room for


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
    signing = signatures(
        [said(msg("date")), said(msg("supervisor")), said(msg("signature"))], looks, sheet.width
    )
    tables = list(data.tables)
    if data.glance is not None:
        story += _page_to_sign(data, tables.pop(0), translator, looks, sheet.width)
        story += [signing, PageBreak()]
    for table in tables:
        story += _table(table, translator, looks, sheet.width)
    if data.glance is None:
        story.append(signing)
    return build_pdf(story, sheet)


def _page_to_sign(
    data: MonthlyReport, first: PrintedTable, translator: Translator, looks: Styles, width: float
) -> list[Any]:
    """What went wrong first, then the few figures that matter, then a year of telling."""
    blocks = _table(first, translator, looks, width)
    if data.glance is not None:
        blocks += _table(data.glance, translator, looks, width)
    if data.bars:
        blocks += heading(translator.text(msg("Told, month by month")), looks)
        blocks.append(MonthBars(data.bars, width))
    return blocks


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
    """Figures as wide as they are, words share the rest; where that starves them, by length."""
    fixed = {column: _figure_width(table, column) for column in table.right}
    words = [column for column in range(len(table.head)) if column not in fixed]
    rest = width - sum(fixed.values())
    if words and rest > width * _LEAST_WORDS:
        shares = _shares(table)
        whole = sum(shares[column] for column in words)
        return [
            fixed.get(column, rest * shares[column] / whole) for column in range(len(table.head))
        ]
    shares = _shares(table)
    whole = sum(shares)
    return [width * share / whole for share in shares]


def _figure_width(table: PrintedTable, column: int) -> float:
    """Room for the longest figure and the longest word of the head."""
    cells = max((len(row[column]) for row in table.rows), default=1)
    head = max((len(word) for word in table.head[column].split()), default=1)
    return max(cells * _FIGURE, head * _HEAD) + _GAP


def _shares(table: PrintedTable) -> list[float]:
    longest = []
    for column, head in enumerate(table.head):
        cells = [len(row[column]) for row in table.rows[:400]]
        usual = sorted(cells)[int(len(cells) * 0.9)] if len(cells) > 1 else cells[0]
        words = max((len(word) for word in head.split()), default=1)
        longest.append(min(max(usual, words, _FEWEST), 46) + 2.0)
    return longest
