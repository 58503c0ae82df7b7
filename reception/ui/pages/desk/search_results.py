"""What the search found: each person with the reason, the family, and what it knows."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.queries.search import Found, FoundRow
from reception.queries.telling import Told
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.layout import Column, column
from reception.ui.kit.text import Text
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.ui.theme import Status


class SearchResults(QWidget):
    """The list below the search box; `opened` tells the person, `new_asked` the wish for another."""

    opened = Signal(int)
    new_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(_("Found"), "heading", parent=self)
        self.about = Text("", "muted", wrap=True, parent=self)
        self.list = Table(_model(self), header=False, tall=True, parent=self)
        self.list.setAccessibleName(_("Found"))
        self.list.opened.connect(self._open)
        self.list.clicked.connect(self._clicked)
        self.nothing = EmptyState(
            "search",
            _("Nobody found"),
            _("Try the last digits of a phone of the family, or the date of birth."),
            action=_("New patient"),
            parent=self,
        )
        self.nothing.acted.connect(self.new_asked)
        head = Column(self.title, self.about, gap=4)
        layout = column(head, self.list, self.nothing, gap=12)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def show_found(self, found: Found) -> None:
        """Show a page of matches; the first is chosen."""
        self.list.show_rows(found.rows)
        self.list.setVisible(bool(found.rows))
        self.nothing.setVisible(not found.rows)
        self.title.setVisible(bool(found.rows))
        rest = found.total - len(found.rows)
        more = rest > 0 or found.is_more
        self.about.setVisible(more)
        if more:
            self.about.setText(
                _(
                    "The first {count} are shown. Type more to find the right one.",
                    count=len(found.rows),
                )
            )
        if found.rows:
            self.list.selectRow(0)

    def step(self, step: int) -> None:
        """Choose a row further down or up."""
        rows = len(self.list.rows_model.rows)
        if rows:
            chosen = self.list.selectionModel().selectedRows()
            line = chosen[0].row() + step if chosen else 0
            self.list.selectRow(max(0, min(rows - 1, line)))

    def current(self) -> int | None:
        """The chosen person."""
        key = self.list.current_key()
        return key if isinstance(key, int) else None

    @Slot(object)
    def _open(self, patient_id: int) -> None:
        self.opened.emit(patient_id)

    @Slot()
    def _clicked(self) -> None:
        patient_id = self.current()
        if patient_id is not None:
            self.opened.emit(patient_id)


def _model(parent: QWidget) -> RowsModel[FoundRow]:
    return RowsModel(
        [
            TableColumn(_("Patient"), _name, stretch=True, second=_second, strong=True),
            TableColumn("", _mark, status=_mark_status, icon=_mark_icon, second=_untold),
        ],
        _key,
        parent,
    )


def _key(row: FoundRow) -> int:
    return row.patient_id


def _name(row: FoundRow) -> str:
    return row.name


def _second(row: FoundRow) -> str:
    parts = [say(row.why)]
    if row.birth_date is not None:
        born = screen_translator().day(row.birth_date)
        age = ngettext_("{count} year", "{count} years", row.age or 0)
        parts.append(f"{born} ({age})")
    if row.household_size > 1:
        parts.append(_("family of {count}", count=row.household_size))
    if row.shared_phone:
        parts.append(_("shared phone"))
    if row.namesake_exists:
        parts.append(_("namesake exists"))
    return " · ".join(parts)


def _mark(row: FoundRow) -> str:
    if row.telling.state is Told.MEMBER:
        return _("in the programme")
    if row.telling.state is Told.TOLD:
        return _("told")
    return _("not told") if row.telling.visits_untold else ""


def _untold(row: FoundRow) -> str:
    count = row.telling.visits_untold
    is_not_told = row.telling.state is Told.NOT_TOLD and count > 0
    return ngettext_("{count} visit", "{count} visits", count) if is_not_told else ""


def _mark_status(row: FoundRow) -> str:
    if row.telling.state is Told.MEMBER:
        return Status.OK.value
    if row.telling.state is Told.TOLD:
        return Status.NEUTRAL.value
    return Status.DANGER.value if row.telling.visits_untold else ""


def _mark_icon(row: FoundRow) -> str:
    if row.telling.state is Told.MEMBER:
        return "cards"
    return "note" if row.telling.state is Told.NOT_TOLD and row.telling.visits_untold else ""
