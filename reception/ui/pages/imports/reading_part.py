"""How a file was read: encoding, separator, which column is what, what stands in it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from reception.exchange.column_map import LEFT_OUT, ColumnMap
from reception.exchange.delimited import SEPARATORS
from reception.exchange.raw_table import RawTable, SourceColumn
from reception.exchange.text_encoding import ENCODINGS
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import ChoiceField
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, Column, Row, clear
from reception.ui.kit.text import Text
from reception.ui.pages.imports.field_words import field_words
from reception.values.sheet import SheetRow, cell_text

PREVIEW_ROWS, SAMPLES = 12, 3


class _ColumnChoice(QObject):
    """Tells the part which column was given another field."""

    def __init__(self, part: ReadingPart, column: SourceColumn, field: ChoiceField) -> None:
        super().__init__(part)
        self._part, self._column = part, column
        field.chosen.connect(self._chosen)

    @Slot(object)
    def _chosen(self, name: object) -> None:
        self._part.map_column(self._column, str(name))


class ReadingPart(Card):
    """Shows a table that was read; `changed` gives the mapping a person wants instead."""

    changed = Signal(object)
    save_asked = Signal()
    open_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("How the file is read"), parent=parent)
        self._mapping = ColumnMap()
        self._table: RawTable | None = None
        self.facts = Text("", "muted", wrap=True, parent=self)
        self.encoding = ChoiceField(
            _("Encoding"), [(name, name.upper()) for name in ENCODINGS], parent=self
        )
        self.encoding.chosen.connect(self._dialect_chosen)
        self.separator = ChoiceField(_("Separator"), _separators(), parent=self)
        self.separator.chosen.connect(self._dialect_chosen)
        self.dialect = Form(width=3, parent=self)
        self.dialect.add("encoding", self.encoding)
        self.dialect.add("separator", self.separator)
        self.columns = Column(gap=12)
        self.choices: dict[int, ChoiceField] = {}
        self.save_button = Button(
            _("Save the mapping to a file…"), "quiet", icon="download", parent=self
        )
        self.save_button.clicked.connect(self.save_asked)
        self.open_button = Button(
            _("Take a mapping from a file…"), "quiet", icon="folder", parent=self
        )
        self.open_button.clicked.connect(self.open_asked)
        self.add(self.facts).add(self.dialect)
        self.add(
            Text(
                _("Columns, what they are taken as, and what stands first in them"),
                "muted",
                wrap=True,
            )
        )
        self.add(self.columns)
        self.add(Row(self.save_button, self.open_button, STRETCH))

    @property
    def mapping(self) -> ColumnMap:
        """The mapping that is shown."""
        return self._mapping

    def show_table(self, table: RawTable, mapping: ColumnMap) -> None:
        """Show a file as it was read by this mapping."""
        self._table, self._mapping = table, mapping
        self.facts.setText(_facts(table))
        is_text = bool(table.source.encoding)
        self.dialect.setVisible(is_text)
        self.encoding.set_value(table.source.encoding)
        self.separator.set_value(table.source.separator)
        self._show_columns(table)

    def _show_columns(self, table: RawTable) -> None:
        """A line for each column: its title, the field it fills, what stands first in it."""
        clear(self.columns.box)
        self.choices.clear()
        words = field_words(table.subject)
        offered = [(LEFT_OUT, _("not taken")), *words.items()]
        rows = [table.source_rows[row.line] for row in table.rows[:PREVIEW_ROWS]]
        lines = QWidget(self)
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.active().px(16))
        grid.setVerticalSpacing(theme.active().px(8))
        for place, stretch in enumerate((2, 0, 3)):
            grid.setColumnStretch(place, stretch)
        for line, column in enumerate(one for one in table.columns if one.title):
            field = ChoiceField("", offered, column.base or LEFT_OUT)
            field.combo.setAccessibleName(column.title)
            self.choices[column.position] = field
            _ColumnChoice(self, column, field)
            grid.addWidget(Text(_short(column.title, 60), wrap=True), line, 0)
            grid.addWidget(field, line, 1)
            grid.addWidget(Text(_samples(column.position, rows), "muted", wrap=True), line, 2)
        self.columns.box.addWidget(lines)

    def map_column(self, column: SourceColumn, name: str) -> None:
        """Give a column another field; whoever had that field before is left out."""
        if self._table is None:
            return
        fields = dict(self._mapping.fields)
        if name not in (LEFT_OUT, "phone"):
            for other in self._table.columns:
                if other.field == name and other.position != column.position:
                    fields[other.title] = LEFT_OUT
        fields[column.title] = name
        self.changed.emit(ColumnMap(fields, self._mapping.encoding, self._mapping.separator))

    @Slot(object)
    def _dialect_chosen(self, _value: object) -> None:
        self.changed.emit(
            ColumnMap(
                self._mapping.fields,
                str(self.encoding.value() or ""),
                str(self.separator.value() or ""),
            )
        )


def _separators() -> list[tuple[str, str]]:
    words = {
        ";": _("semicolon"),
        ",": _("comma"),
        "\t": _("tab"),
        "|": _("vertical bar"),
    }
    return [(sign, words[sign]) for sign in SEPARATORS]


def _facts(table: RawTable) -> str:
    parts = [
        ngettext_("{count} row", "{count} rows", len(table.rows)),
        _("titles in line {line}", line=table.header_line),
    ]
    if table.export_day is not None:
        parts.append(_("day of the export {day}", day=screen_translator().day(table.export_day)))
    if table.other_sheets:
        parts.append(_("sheets that are not read: {sheets}", sheets=", ".join(table.other_sheets)))
    return " · ".join(parts)


def _samples(position: int, rows: list[SheetRow]) -> str:
    """The first different things that stand in a column."""
    texts = (cell_text(row.cells[position]) for row in rows if position < len(row.cells))
    shown = dict.fromkeys(_short(" ".join(text.split()), 28) for text in texts if text)
    return " · ".join(list(shown)[:SAMPLES])


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
