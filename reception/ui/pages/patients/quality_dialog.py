"""How full the clinic's records are: the total, what is missing how often, the emptiest first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.queries.quality import ClinicQuality, QualityRow
from reception.rules.data_quality import WEIGHTS, Detail
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.layout import Column
from reception.ui.kit.text import Text
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table


class QualityDialog(Dialog):
    """Return opens a record; what to ask stands in it and at the desk."""

    def __init__(
        self, found: ClinicQuality, open_patient: Callable[[int], None], parent: QWidget
    ) -> None:
        super().__init__(_("How full the records are"), _about(found), width=720, parent=parent)
        self._open_patient = open_patient
        self.missing = Column(gap=4)
        for detail, count in found.missing:
            self.missing.box.addWidget(Text(_missing_line(detail, count), wrap=True))
        self.body.addWidget(self.missing)
        columns: list[TableColumn[QualityRow]] = [
            TableColumn(_("Patient"), lambda row: row.name, stretch=True, second=_missing),
            TableColumn(_("Full"), _score, number=True, strong=True),
        ]
        self.table = Table(RowsModel(columns, _key), tall=True, parent=self)
        self.table.show_rows(found.rows)
        self.table.setMinimumHeight(theme.active().px(280))
        self.table.setVisible(bool(found.rows))
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table, 1)
        self.add_cancel(_("Close"))
        if found.rows:
            self.table.selectRow(0)
            self.table.setFocus()

    @Slot(object)
    def _open(self, patient_id: object) -> None:
        if isinstance(patient_id, int):
            self.accept()
            self._open_patient(patient_id)


def _about(found: ClinicQuality) -> str:
    average = screen_translator().percent(found.average)
    full = ngettext_("{count} record is full", "{count} records are full", found.full)
    return _("{average} on average; {full}.", average=average, full=full)


def _missing_line(detail: Detail, count: int) -> str:
    weight = WEIGHTS[detail]
    without = ngettext_("missing in {count} record", "missing in {count} records", count)
    return f"{say(weight.name)}: {without}. {say(weight.why)}"


def _missing(row: QualityRow) -> str:
    return ", ".join(say(WEIGHTS[detail].name) for detail in row.missing)


def _score(row: QualityRow) -> str:
    return screen_translator().percent(row.score)


def _key(row: QualityRow) -> int:
    return row.patient_id
