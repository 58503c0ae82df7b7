"""The list behind a figure: who it was, when, and a way to the patient."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.queries.behind import MOST_ROWS, BehindRow
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.text import Text
from reception.ui.tables.table import Column, RowsModel, Table
from reception.ui.theme import Status


class BehindDialog(Dialog):
    """The cases of one figure, those against it first; Return opens the patient."""

    def __init__(
        self,
        title: str,
        rows: Sequence[BehindRow],
        open_patient: Callable[[int], None],
        parent: QWidget,
    ) -> None:
        count = ngettext_("{count} case", "{count} cases", len(rows))
        if len(rows) == MOST_ROWS:
            count = _("The first {count} cases.", count=MOST_ROWS)
        super().__init__(title, count, width=860, parent=parent)
        self._open_patient = open_patient
        self._patients = {row.id: row.patient_id for row in rows}
        self.table = Table(RowsModel(_columns(rows), _key), parent=self)
        self.table.setMinimumHeight(theme.active().px(320))
        self.table.show_rows(rows)
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table, 1)
        self.nobody = Text(_("There is nothing behind this figure."), "muted", parent=self)
        self.nobody.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.body.addWidget(self.nobody)
        self.close_button = self.add_cancel(_("Close"))
        if rows:
            self.table.selectRow(0)
            self.table.setFocus()
        else:
            self.close_button.setFocus()

    @Slot(object)
    def _open(self, key: object) -> None:
        patient = self._patients.get(key) if isinstance(key, int) else None
        if patient is not None:
            self.accept()
            self._open_patient(patient)


def _key(row: BehindRow) -> int:
    return row.id


def _columns(rows: Sequence[BehindRow]) -> list[Column[BehindRow]]:
    def name(row: BehindRow) -> str:
        return row.name

    def day(row: BehindRow) -> str:
        return "" if row.day is None else screen_translator().day(row.day)

    def detail(row: BehindRow) -> str:
        return say(row.detail) if row.detail else ""

    def missed(row: BehindRow) -> str:
        return "" if row.counts else _("missing")

    def status(row: BehindRow) -> str:
        return "" if row.counts else Status.WARN.value

    columns = [
        Column(_("Patient"), name, stretch=True),
    ]
    if any(row.day for row in rows):
        columns.append(Column(_("Day"), day, width=120))
    if any(row.detail for row in rows):
        columns.append(Column(_("Detail"), detail, width=220))
    if not all(row.counts for row in rows):
        columns.append(Column("", missed, status=status, width=110))
    return columns
