"""Mappings kept by name: chosen again next month, kept under a name, dropped."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.exchange.column_map import ColumnMap
from reception.exchange.raw_table import RawTable
from reception.queries.imports import SavedMapping, saved_mappings
from reception.services.import_mappings import LONGEST_NAME, forget_mapping, save_mapping
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, Row, column
from reception.ui.page import Screens
from reception.ui.pages.imports.work import whole_mapping

_NONE = 0


class MappingsPart(QWidget):
    """`chosen` gives the mapping to read the file by; an empty one for reading it by its titles."""

    chosen = Signal(object)

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screens = screens
        self._table: RawTable | None = None
        self._known: list[SavedMapping] = []
        self.choice = ChoiceField(_("Saved mapping"), [], parent=self)
        self.choice.chosen.connect(self._picked)
        self.name = Field(
            _("Keep it under a name"),
            placeholder=_("for example: the old program"),
            longest=LONGEST_NAME,
            parent=self,
        )
        self.name.returned.connect(self._keep)
        self.form = Form(width=2, parent=self)
        self.form.add("name", self.name)
        self.form.add("mapping", self.choice)
        self.keep_button = Button(_("Keep the mapping"), "quiet", icon="check", parent=self)
        self.keep_button.clicked.connect(self._keep)
        self.drop_button = Button(_("Drop the saved mapping"), "quiet", icon="trash", parent=self)
        self.drop_button.clicked.connect(self._drop)
        self.setLayout(column(self.form, Row(self.keep_button, self.drop_button, STRETCH), gap=8))

    def fitting(self, table: RawTable) -> ColumnMap | None:
        """The mapping that was kept for these very titles, the latest where there are several."""
        for known in self._ask(table):
            if known.fits:
                return _map_of(known)
        return None

    def show_table(self, table: RawTable, mapping: ColumnMap) -> None:
        """Offer what is kept for this kind of list; the mapping that is in use is shown."""
        self._table = table
        self._known = self._ask(table)
        used = next((one for one in self._known if _map_of(one) == mapping), None)
        names = [(one.id, one.name) for one in self._known]
        self.choice.set_choices(
            [(_NONE, _("by the titles")), *names], used.id if used is not None else _NONE
        )
        self.choice.setVisible(bool(self._known))
        self.drop_button.setVisible(used is not None)
        if used is not None:
            self.name.set_text(used.name)

    def _ask(self, table: RawTable) -> list[SavedMapping]:
        query = partial(saved_mappings, subject=table.subject, shape=table.shape)
        return self._screens.actions.ask(query)

    @Slot(object)
    def _picked(self, number: object) -> None:
        known = next((one for one in self._known if one.id == number), None)
        self.chosen.emit(ColumnMap() if known is None else _map_of(known))

    @Slot()
    def _keep(self) -> None:
        if self._table is None:
            return
        mapping = whole_mapping(self._table)
        self._screens.actions.run(
            partial(
                save_mapping,
                subject=self._table.subject,
                name=self.name.text(),
                shape=self._table.shape,
                mapping=mapping,
            ),
            done=lambda _number: self.chosen.emit(mapping),
            failed=self._wrong,
        )

    def _wrong(self, error: ReceptionError) -> None:
        self.name.set_error(say(error.message))
        self.name.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _drop(self) -> None:
        number = self.choice.value()
        if number and self._table is not None:
            self._screens.actions.run(
                partial(forget_mapping, mapping_id=number),
                done=lambda _nothing: self.chosen.emit(ColumnMap()),
            )


def _map_of(known: SavedMapping) -> ColumnMap:
    return ColumnMap(dict(known.fields), known.encoding, known.separator)
