"""From a sheet to rows under field names: title lines, header, total line, unknown columns."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reception.errors import InvalidInput
from reception.exchange.column_map import ColumnMap
from reception.exchange.columns import Subject, title_key
from reception.exchange.sheets import Sheet, SourceFile
from reception.rules.days import read_day
from reception.rules.import_plan import FileContent
from reception.rules.names import fold
from reception.translation import Message, msg
from reception.values.sheet import RawRow, RowCells, SheetRow, cell_text

_HEADER_WITHIN = 40
_TOTAL = re.compile(r"(?:итого|всего|разом|усього|всього|загалом|total|sum total)\b")
_DAY_IN_TITLE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2}")
_NEEDED: Mapping[Subject, Sequence[frozenset[str]]] = {
    Subject.PATIENTS: (frozenset({"full_name", "last_name", "first_name"}),),
    Subject.VISITS: (frozenset({"date"}), frozenset({"patient_id", "phone", "card_number"})),
    Subject.PRICES: (frozenset({"name"}), frozenset({"price"})),
    Subject.APPOINTMENTS: (frozenset({"date"}), frozenset({"patient_id", "phone", "card_number"})),
}
_REPEATED = "phone"


@dataclass(frozen=True)
class SourceColumn:
    """One column of the file: where it stands, its title, the field it fills (None: unknown)."""

    position: int
    title: str
    field: str | None

    @property
    def base(self) -> str | None:
        """The field without the number of a repeated one: phone_2 is a phone."""
        if self.field is not None and self.field.startswith(f"{_REPEATED}_"):
            return _REPEATED
        return self.field


@dataclass(frozen=True)
class RawTable:
    """A file's rows under field names, with all that is needed to tell about them.

    `export_day` is the day in the title lines: "future" means after it.  `source_rows` are the
    rows as they stood, by line, for the file of refused rows.  `not_understood` says that the
    columns that are needed were not found: somebody has to name them first.
    """

    source: SourceFile
    subject: Subject
    columns: Sequence[SourceColumn]
    header_line: int
    rows: Sequence[RawRow]
    export_day: date | None = None
    other_sheets: Sequence[str] = ()
    source_rows: Mapping[int, SheetRow] = field(default_factory=dict)
    title_lines: Sequence[str] = ()
    not_understood: Message | None = None

    @property
    def titles(self) -> dict[str, str]:
        """The title of each field's column."""
        return {c.field: c.title for c in self.columns if c.field is not None}

    @property
    def field_order(self) -> tuple[str, ...]:
        """Fields in the order of their columns."""
        return tuple(c.field for c in self.columns if c.field is not None)

    @property
    def clinic_name(self) -> str:
        """The first title line without a day in it: most exports begin with the clinic's name."""
        named = (line for line in self.title_lines if not _DAY_IN_TITLE.search(line))
        return next(named, "")[:200]

    @property
    def content(self) -> FileContent:
        """What the checks read."""
        return FileContent(
            self.source.name,
            self.source.digest,
            self.rows,
            self.field_order,
            self.titles,
            self.export_day,
            self.header,
            self.source_rows,
        )

    @property
    def header(self) -> tuple[str, ...]:
        """The titles by place; empty where a column has none."""
        titles = {column.position: column.title for column in self.columns}
        return tuple(titles.get(place, "") for place in range(max(titles, default=-1) + 1))

    @property
    def shape(self) -> str:
        """The hash of the titles: by it a mapping that was saved for such a file is known again."""
        named = "|".join(title_key(title) for title in self.header)
        return hashlib.sha256(named.encode()).hexdigest()

    @property
    def unknown_columns(self) -> tuple[str, ...]:
        """Columns that are not taken: their titles, or the letter of one without a title."""
        return tuple(c.title or _letter(c.position) for c in self.columns if c.field is None)


def read_table(
    source: SourceFile, subject: Subject, *, today: date, mapping: ColumnMap | None = None
) -> RawTable:
    """The first sheet in which the subject's columns are found.

    Raises InvalidInput where no header is found, naming what was looked for.
    """
    mapping = mapping or ColumnMap()
    for sheet in source.sheets:
        header = _header(sheet, subject, mapping)
        if header is not None:
            others = [other.name for other in source.sheets if other is not sheet and other.rows]
            return _table(source, sheet, header, subject, mapping, today, others)
    raise InvalidInput(_no_header(source, subject), code="no_header")


def table_by_first_row(
    source: SourceFile, subject: Subject, *, today: date, mapping: ColumnMap
) -> RawTable | None:
    """The rows under whatever stands above them, so that a person can say what the columns are.

    The fullest of the first lines is taken for the titles; None where there is nothing at all.
    """
    for sheet in source.sheets:
        first = [(place, row) for place, row in enumerate(sheet.rows) if not row.is_blank]
        if not first:
            continue
        place, _row = max(
            first[:_HEADER_WITHIN],
            key=lambda one: (sum(1 for cell in one[1].cells if cell_text(cell)), -one[0]),
        )
        others = [other.name for other in source.sheets if other is not sheet and other.rows]
        return _table(source, sheet, place, subject, mapping, today, others)
    return None


def _header(sheet: Sheet, subject: Subject, mapping: ColumnMap) -> int | None:
    """The place of the row that names the most fields, if it names those that are needed."""
    best, best_count = None, 1
    seen = 0
    for place, row in enumerate(sheet.rows):
        if row.is_blank:
            continue
        seen += 1
        if seen > _HEADER_WITHIN:
            break
        fields = {mapping.field_for(cell_text(cell), subject) for cell in row.cells} - {None}
        if len(fields) > best_count and all(fields & choice for choice in _NEEDED[subject]):
            best, best_count = place, len(fields)
    return best


def _table(
    source: SourceFile,
    sheet: Sheet,
    header: int,
    subject: Subject,
    mapping: ColumnMap,
    today: date,
    others: Sequence[str],
) -> RawTable:
    body = [row for row in sheet.rows[header + 1 :] if not row.is_blank]
    if body and _is_total(body[-1]):
        body.pop()
    columns = _columns(sheet.rows[header], body, subject, mapping)
    places = {c.field: c.position for c in columns if c.field is not None}
    rows = [RawRow(row.line, RowCells(row.cells, places)) for row in body]
    return RawTable(
        source=source,
        subject=subject,
        columns=columns,
        header_line=sheet.rows[header].line,
        rows=rows,
        export_day=_export_day(sheet.rows[:header], today),
        other_sheets=others,
        source_rows={row.line: row for row in body},
        title_lines=_title_lines(sheet.rows[:header]),
    )


def _columns(
    header: SheetRow, body: Sequence[SheetRow], subject: Subject, mapping: ColumnMap
) -> list[SourceColumn]:
    """Every column that has a title, and those without one in which something stands."""
    columns: list[SourceColumn] = []
    taken: set[str] = set()
    titles = [cell_text(cell) for cell in header.cells]
    titles += [""] * (max((len(row.cells) for row in body), default=0) - len(titles))
    for position, title in enumerate(titles):
        if not title and not any(
            position < len(row.cells) and cell_text(row.cells[position]) for row in body
        ):
            continue
        name = mapping.field_for(title, subject) if title else None
        if name == _REPEATED:
            number = 1 + sum(1 for other in taken if other.startswith(_REPEATED))
            name = name if number == 1 else f"{_REPEATED}_{number}"
        elif name in taken:
            name = None
        if name is not None:
            taken.add(name)
        columns.append(SourceColumn(position, title, name))
    return columns


def _is_total(row: SheetRow) -> bool:
    filled = [text for cell in row.cells if (text := cell_text(cell))]
    return bool(filled) and _TOTAL.match(fold(filled[0])) is not None


def _export_day(title_rows: Sequence[SheetRow], today: date) -> date | None:
    """The last day named above the header: «Выгрузка картотеки на 31.10.2026»."""
    found: date | None = None
    for row in title_rows:
        for cell in row.cells:
            if isinstance(cell, date):
                found = cell if type(cell) is date else date(cell.year, cell.month, cell.day)
            for text in _DAY_IN_TITLE.findall(cell_text(cell)):
                day = read_day(text, today)
                found = day if isinstance(day, date) else found
    return found


def _letter(position: int) -> str:
    """The letter a spreadsheet gives a column: 0 → A, 27 → AB."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _title_lines(rows: Sequence[SheetRow]) -> list[str]:
    """What stands above the header, a text a line."""
    lines = (" ".join(filter(None, map(cell_text, row.cells))) for row in rows)
    return [line for line in lines if line]


def _no_header(source: SourceFile, subject: Subject) -> Message:
    first = next((row for sheet in source.sheets for row in sheet.rows if not row.is_blank), None)
    shown = ", ".join(cell_text(cell) for cell in first.cells if cell_text(cell)) if first else ""
    if subject is Subject.PATIENTS:
        return msg(
            "No line with the columns of patients was found in {file}. Needed: the name, and at"
            " least one more column. The first line says: “{shown}”. Name the columns in a mapping.",
            file=source.name,
            shown=shown[:120],
        )
    if subject is Subject.PRICES:
        return msg(
            "No line with the columns of a price list was found in {file}. Needed: the service and"
            " the price. The first line says: “{shown}”. Name the columns in a mapping.",
            file=source.name,
            shown=shown[:120],
        )
    return msg(
        "No line with the columns of visits was found in {file}. Needed: the date, and the"
        " patient's number or phone. The first line says: “{shown}”. Name the columns in a mapping.",
        file=source.name,
        shown=shown[:120],
    )
