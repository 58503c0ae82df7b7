"""Tables as a workbook: real dates and numbers, a frozen header, filters, and where it is from."""

from __future__ import annotations

import io
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from reception import __version__
from reception.translation import Message, Translator
from reception.values.money import Money
from reception.values.period import Period
from reception.values.table import Kind, Table, TableCell

_FORMATS = {
    Kind.MONEY: "# ##0.00",
    Kind.NUMBER: "# ##0.########",
    Kind.PERCENT: "0.0%",
    Kind.DATE: "dd.mm.yyyy",
    Kind.MOMENT: "dd.mm.yyyy hh:mm",
    Kind.TIME: "hh:mm",
}
_WIDEST = 60
_MEASURED_ROWS = 500
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class ExportFacts:
    """What the sheet "About" says: whose figures, of which days, made when (local time)."""

    clinic: str
    made_at: datetime
    period: Period | None = None
    filters: str = ""


def write_xlsx(
    tables: Sequence[Table],
    facts: ExportFacts,
    translator: Translator,
    *,
    charted: Container[int] = (),
) -> bytes:
    """A workbook with a sheet for each table and one that says where it is from.

    Beside the tables whose numbers are `charted` stands a chart of their second column.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "remove_timezone": True,
            "nan_inf_to_errors": True,
        },
    )
    styles = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
    styles[Kind.TEXT] = book.add_format({"num_format": "@"})
    header = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    taken: set[str] = set()
    for number, table in enumerate(tables):
        sheet = book.add_worksheet(_sheet_name(translator.text(table.name), taken))
        _write_table(sheet, table, translator, styles, header)
        if number in charted and table.rows:
            _draw(book, sheet, table, translator)
    about = book.add_worksheet(_sheet_name(translator.gettext("About"), taken))
    _write_about(about, facts, translator, header)
    book.set_properties({"created": facts.made_at.replace(tzinfo=None), "author": facts.clinic})
    book.close()
    return buffer.getvalue()


def _draw(book: Any, sheet: Any, table: Table, translator: Translator) -> None:
    """A chart of the workbook itself: it follows when somebody changes a cell."""
    last = len(table.rows)
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "categories": [sheet.get_name(), 1, 0, last, 0],
            "values": [sheet.get_name(), 1, 1, last, 1],
            "gap": 60,
        }
    )
    chart.set_title({"name": translator.text(table.name), "overlay": False})
    chart.set_legend({"none": True})
    if table.columns[1].kind is Kind.PERCENT:
        chart.set_y_axis({"min": 0, "max": 1, "num_format": "0%"})
    if table.columns[0].kind is Kind.DATE:
        chart.set_x_axis({"num_format": "mm.yyyy", "text_axis": True})
    sheet.insert_chart(1, len(table.columns) + 1, chart)


def _write_table(
    sheet: Any, table: Table, translator: Translator, styles: dict[Kind, Any], header: Any
) -> None:
    widths = []
    for place, column in enumerate(table.columns):
        title = translator.text(column.title)
        sheet.write_string(0, place, title, header)
        widths.append(max(len(word) for word in [*title.split(), ""]) + 3)
    line = 0
    for line, row in enumerate(table.rows, start=1):
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            shown = _write_cell(sheet, line, place, cell, column.kind, translator, styles)
            if line <= _MEASURED_ROWS:
                widths[place] = max(widths[place], len(shown) + 2)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width, _WIDEST))
    sheet.freeze_panes(1, 0)
    if table.columns:
        sheet.autofilter(0, 0, max(line, 1), len(table.columns) - 1)
    if table.note is not None:
        sheet.write_string(line + 2, 0, translator.text(table.note))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_cell(
    sheet: Any,
    line: int,
    place: int,
    cell: TableCell,
    kind: Kind,
    translator: Translator,
    styles: dict[Kind, Any],
) -> str:
    """Write one cell as what it is; answers its text, for the width of the column."""
    style = styles.get(kind)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        text = translator.gettext("yes") if cell else translator.gettext("no")
        sheet.write_string(line, place, text)
        return text
    if isinstance(cell, Money):
        sheet.write_number(line, place, cell.minor / 100, styles[Kind.MONEY])
        return f"{cell.minor / 100:,.2f}"
    if isinstance(cell, int | Decimal | Fraction):
        sheet.write_number(line, place, float(cell), style)
        return f"{float(cell):,.10g}"
    if isinstance(cell, datetime):
        sheet.write_datetime(line, place, cell.replace(tzinfo=None), styles[Kind.MOMENT])
        return "00.00.0000 00:00"
    if isinstance(cell, date):
        if cell.year < 1900:  # Excel's calendar begins there
            sheet.write_string(line, place, f"{cell:%d.%m.%Y}")
        else:
            sheet.write_datetime(line, place, cell, styles[Kind.DATE])
        return "00.00.0000"
    if isinstance(cell, time):
        sheet.write_datetime(line, place, cell, styles[Kind.TIME])
        return "00:00"
    text = translator.text(cell) if isinstance(cell, Message) else cell
    sheet.write_string(line, place, text[:32_767], styles[Kind.TEXT])
    return max(text.split("\n"), key=len)


def _write_about(sheet: Any, facts: ExportFacts, translator: Translator, header: Any) -> None:
    lines = [(translator.gettext("Clinic"), facts.clinic)]
    if facts.period is not None:
        first, last = translator.day(facts.period.first), translator.day(facts.period.last)
        lines.append((translator.gettext("Period"), f"{first} – {last}"))
    if facts.filters:
        lines.append((translator.gettext("Shown"), facts.filters))
    lines.append((translator.gettext("Made"), translator.moment(facts.made_at)))
    lines.append((translator.gettext("Program"), f"Reception {__version__}"))
    for line, (name, value) in enumerate(lines):
        sheet.write_string(line, 0, name, header)
        sheet.write_string(line, 1, value)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, _WIDEST)


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name Excel allows: 31 letters, no brackets or slashes, not twice."""
    base = _FORBIDDEN.sub(" ", name).strip()[:31] or "Sheet"
    chosen, number = base, 2
    while chosen.casefold() in taken:
        suffix = f" {number}"
        chosen, number = base[: 31 - len(suffix)] + suffix, number + 1
    taken.add(chosen.casefold())
    return chosen


def write_rows(rows: Sequence[Sequence[str]]) -> bytes:
    """A plain workbook of texts, the first row a header."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    header = book.add_format({"bold": True, "bottom": 1})
    for line, row in enumerate(rows):
        for place, text in enumerate(row):
            sheet.write_string(line, place, text[:32_767], header if line == 0 else None)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.close()
    return buffer.getvalue()
