"""What a check or an import came to: counts, and every row that is refused or doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.exchange.raw_table import RawTable
from reception.queries.imports import ImportCheck
from reception.rules.import_report import RowReport
from reception.services.imports import ImportResult
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.chip import Chip, Filters
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import STRETCH, Row
from reception.ui.kit.text import Text
from reception.ui.pages.imports.field_words import field_words
from reception.ui.tables.table import Column, RowsModel, Table
from reception.ui.theme import Status

REFUSED, DOUBTFUL = "refused", "doubtful"
Outcome = ImportCheck | ImportResult


@dataclass(frozen=True)
class FaultRow:
    """One fault of one row, in words."""

    line: int
    place: int
    key: str
    field: str
    value: str
    reason: str


class ResultPart(Card):
    """The answer of the check, the way to the import, and the rows that stay behind."""

    import_asked = Signal()
    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What the import comes to"), parent=parent)
        self.counts = Flow(parent=self)
        self.filters = Filters(
            [(REFUSED, _("Refused")), (DOUBTFUL, _("Taken, but look at them"))], parent=self
        )
        self.filters.chosen.connect(self._filter)
        columns = (
            Column[FaultRow](_("Line"), _line, number=True),
            Column[FaultRow](_("Number and column"), _key, second=_field),
            Column[FaultRow](
                _("Reason, and what stands there"), _reason, stretch=True, second=_value
            ),
        )
        self.list: Table[FaultRow] = Table(RowsModel(columns, _row_key), tall=True, parent=self)
        self.list.selected.connect(self._selected)
        self.list.setAccessibleName(_("Rows with faults"))
        self.detail = Text("", wrap=True, selectable=True, parent=self)
        self.detail.hide()
        self.fine = Text(_("Every row can be taken."), "muted", parent=self)
        self.import_button = Button(_("Import"), "primary", icon="upload", parent=self)
        self.import_button.clicked.connect(self.import_asked)
        self.save_button = Button(_("Save refused rows…"), icon="download", parent=self)
        self.save_button.clicked.connect(self.save_asked)
        self.likely_button = Button("", icon="patients", parent=self)
        self.likely_button.hide()
        self._rows: dict[str, list[FaultRow]] = {REFUSED: [], DOUBTFUL: []}
        self.add(self.counts)
        self.add(Row(self.import_button, self.save_button, self.likely_button, STRETCH, gap=12))
        self.add(self.filters).add(self.list).add(self.detail).add(self.fine)

    def show_outcome(self, outcome: Outcome, table: RawTable, *, done: bool) -> None:
        """Show a check, or with `done` an import that was carried out."""
        self.title.setText(_("Imported") if done else _("What the import comes to"))
        number = screen_translator().number
        self.counts.show_parts(
            Chip(_("new: {count}", count=number(outcome.imported)), Status.OK, icon="plus"),
            Chip(_("updated: {count}", count=number(outcome.updated)), Status.INFO, icon="edit"),
            Chip(_("unchanged: {count}", count=number(outcome.unchanged))),
            Chip(
                _("refused: {count}", count=number(len(outcome.refused))),
                Status.DANGER if outcome.refused else Status.NEUTRAL,
                icon="danger" if outcome.refused else "",
            ),
            Chip(
                _("doubtful: {count}", count=number(len(outcome.warnings))),
                Status.WARN if outcome.warnings else Status.NEUTRAL,
                icon="warning" if outcome.warnings else "",
            ),
        )
        words = field_words(table.subject) | table.titles
        self._rows = {
            REFUSED: _fault_rows(outcome.refused, words),
            DOUBTFUL: _fault_rows(outcome.warnings, words),
        }
        has_faults = bool(outcome.refused or outcome.warnings)
        self.filters.setVisible(has_faults)
        self.list.setVisible(has_faults)
        self.fine.setVisible(not has_faults)
        self.save_button.setVisible(bool(outcome.refused))
        self.filters.choose(REFUSED if outcome.refused else DOUBTFUL)
        coming = outcome.imported + outcome.updated
        self.import_button.setText(ngettext_("Import {count} row", "Import {count} rows", coming))
        self.import_button.setAccessibleName(self.import_button.text())
        self.import_button.updateGeometry()
        self.import_button.setEnabled(coming > 0)
        self.import_button.setVisible(not done)
        self.likely_button.hide()

    def show_likely(self, count: int) -> None:
        """Offer the pairs that may be one person, which the import has brought or left."""
        self.likely_button.setText(
            _("Duplicates: {count}", count=screen_translator().number(count))
        )
        self.likely_button.setAccessibleName(self.likely_button.text())
        self.likely_button.updateGeometry()
        self.likely_button.setVisible(count > 0)

    @Slot(str)
    def _filter(self, which: str) -> None:
        rows = self._rows[which]
        self.list.show_rows(rows)
        self.list.fit(most=6)
        self._selected(None)

    @Slot(object)
    def _selected(self, key: object) -> None:
        """The chosen fault whole: a line of the list may be too short for it."""
        row = next((one for one in self.list.rows_model.rows if _row_key(one) == key), None)
        self.detail.setVisible(row is not None)
        if row is not None:
            self.detail.setText(f"{row.field}: {row.value or '–'}. {row.reason}")


def _fault_rows(reports: Sequence[RowReport], words: dict[str, str]) -> list[FaultRow]:
    return [
        FaultRow(
            report.line,
            place,
            report.key or "–",
            words.get(fault.field, fault.field),
            " ".join(fault.value.split()),
            say(fault.reason),
        )
        for report in reports
        for place, fault in enumerate(report.faults)
    ]


def _line(row: FaultRow) -> str:
    return str(row.line)


def _key(row: FaultRow) -> str:
    return row.key if len(row.key) <= 20 else row.key[:19] + "…"


def _field(row: FaultRow) -> str:
    return row.field if len(row.field) <= 30 else row.field[:29] + "…"


def _value(row: FaultRow) -> str:
    return row.value if len(row.value) <= 60 else row.value[:59] + "…"


def _reason(row: FaultRow) -> str:
    return row.reason


def _row_key(row: FaultRow) -> tuple[int, int]:
    return row.line, row.place
