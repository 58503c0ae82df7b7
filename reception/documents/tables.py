"""Tables of the screens in ready words for paper, so that paper and screen say the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from reception.documents.payloads import Imprint, MonthlyReport, PrintedBar, PrintedTable
from reception.translation import Message, Translator, msg
from reception.values.period import Period
from reception.values.table import Kind, Table, TableCell

_FIGURES = (Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.TIME)


def monthly_report(
    tables: Sequence[Table],
    *,
    period: Period,
    clinic_name: str,
    imprint: Imprint,
    translator: Translator,
    remarks: Sequence[Message] = (),
    glance: Table | None = None,
    trend: Sequence[tuple[date, Fraction | None]] = (),
) -> MonthlyReport:
    """The month on paper from the tables of the screen, in the translator's language.

    `glance`: the figures of the page to sign; `trend`: a share by month, the oldest first.
    """
    return MonthlyReport(
        imprint=imprint,
        clinic_name=clinic_name,
        first=period.first,
        last=period.last,
        remarks=tuple(translator.text(remark) for remark in remarks),
        tables=tuple(printed_table(table, translator) for table in tables),
        glance=None if glance is None else printed_table(glance, translator),
        bars=tuple(_bar(month, share, translator) for month, share in trend),
    )


def _bar(month: date, share: Fraction | None, translator: Translator) -> PrintedBar:
    name = translator.short_month(month)
    if share is None:
        return PrintedBar(name, None)
    percent = round(share * 100)
    return PrintedBar(name, percent, translator.percent(percent))


def printed_table(table: Table, translator: Translator) -> PrintedTable:
    """`table` as words of the translator's language."""
    kinds = [column.kind for column in table.columns]
    return PrintedTable(
        name=translator.text(table.name),
        head=tuple(translator.text(column.title) for column in table.columns),
        rows=tuple(
            tuple(_cell(cell, kind, translator) for cell, kind in zip(row, kinds, strict=True))
            for row in table.rows
        ),
        right=tuple(number for number, kind in enumerate(kinds) if kind in _FIGURES),
        note="" if table.note is None else translator.text(table.note),
    )


def _cell(cell: TableCell, kind: Kind, translator: Translator) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return translator.text(msg("yes") if cell else msg("no"))
    if kind is Kind.PERCENT and isinstance(cell, int | Decimal | Fraction):
        ratio = (
            Decimal(cell.numerator) / Decimal(cell.denominator)
            if isinstance(cell, Fraction)
            else Decimal(cell)
        )
        return translator.percent((ratio * 100).quantize(Decimal("0.1")).normalize())
    if isinstance(cell, Fraction):
        return translator.number(round(Decimal(cell.numerator) / Decimal(cell.denominator), 2))
    return translator.value(cell)
