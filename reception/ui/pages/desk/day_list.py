"""The list of the day: who is expected, here, waiting; whom to tell, who has not paid."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.queries.desk import DayList, DayRow
from reception.translation import Message
from reception.ui.i18n import _, ngettext_, say
from reception.ui.kit.chip import Filters
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.layout import Column, column
from reception.ui.kit.text import Text
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.ui.theme import Status
from reception.values.choices import VisitStatus
from reception.values.labels import visit_status_label

LONG_WAIT_MINUTES = 10
_ICONS = {
    VisitStatus.PLANNED: ("clock", Status.NEUTRAL),
    VisitStatus.ARRIVED: ("patient", Status.INFO),
    VisitStatus.IN_ROOM: ("room", Status.INFO),
    VisitStatus.DONE: ("check_circle", Status.OK),
    VisitStatus.NO_SHOW: ("cross", Status.NEUTRAL),
    VisitStatus.CANCELLED: ("cross", Status.NEUTRAL),
}


class DayPanel(QWidget):
    """The heading with its counts, the filters, and the list; `opened` tells patient and visit."""

    opened = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: DayList | None = None
        self.title = Text(_("Today"), "heading", parent=self)
        self.counts = Text("", "muted", wrap=True, parent=self)
        self.filters = Filters(
            [
                ("all", _("all")),
                ("mine", _("mine")),
                ("to_tell", _("to tell")),
                ("unpaid", _("not paid")),
            ],
            parent=self,
        )
        self.filters.chosen.connect(self._filter)
        self.list = Table(_model(self), header=False, tall=True, parent=self)
        self.list.setAccessibleName(_("Visits of today"))
        self.list.opened.connect(self._open)
        self.list.clicked.connect(self._clicked)
        self.nothing = EmptyState(
            "calendar",
            _("No visits today yet"),
            _("Find a patient above and check in: the visit will stand here."),
            parent=self,
        )
        head = Column(self.title, self.counts, gap=4)
        layout = column(head, self.filters, self.list, self.nothing, gap=12)
        layout.setStretch(2, 1)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def show_day(self, day: DayList) -> None:
        """Show the visits of the day."""
        self._day = day
        self.counts.setText(_counts(day))
        self.filters.set_word(
            "to_tell", _with_count(_("to tell"), sum(r.to_tell for r in day.rows))
        )
        unpaid = sum(row.is_unpaid for row in day.rows)
        self.filters.set_word("unpaid", _with_count(_("not paid"), unpaid))
        self._filter(self.filters.current)

    def choose_visit(self, visit_id: int | None) -> None:
        """Mark the visit that is open on the right."""
        if visit_id is None or not self.list.choose(visit_id):
            self.list.clearSelection()

    @Slot(str)
    def _filter(self, key: str) -> None:
        if self._day is None:
            return
        keep = {
            "mine": lambda row: row.is_mine,
            "to_tell": lambda row: row.to_tell,
            "unpaid": lambda row: row.is_unpaid,
        }.get(key)
        rows = [row for row in self._day.rows if keep is None or keep(row)]
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if key == "all":
            self.nothing.title.setText(_("No visits today yet"))
        else:
            self.nothing.title.setText(_("Nobody in this list now"))
        self.nothing.about.setVisible(key == "all")

    @Slot(object)
    def _open(self, visit_id: int) -> None:
        row = next((one for one in self.list.rows_model.rows if one.visit_id == visit_id), None)
        if row is not None:
            self.opened.emit(row.patient_id, row.visit_id)

    @Slot()
    def _clicked(self) -> None:
        key = self.list.current_key()
        if isinstance(key, int):
            self._open(key)


def _with_count(word: str, count: int) -> str:
    return f"{word} · {count}" if count else word


def _counts(day: DayList) -> str:
    parts = [
        ngettext_("{count} expected", "{count} expected", day.expected),
        ngettext_("{count} here", "{count} here", day.here),
    ]
    if day.waiting and day.longest_wait:
        parts.append(
            _("{count} waiting up to {minutes} min", count=day.waiting, minutes=day.longest_wait)
        )
    return " · ".join(parts)


def _model(parent: QWidget) -> RowsModel[DayRow]:
    return RowsModel(
        [
            TableColumn(_("Time"), _time, width=68, number=True),
            TableColumn("", _no_words, width=44, status=_status, icon=_icon, tip=_status_word),
            TableColumn(_("Patient"), _name, stretch=True, second=_second, strong=True),
            TableColumn("", _mark, status=_mark_status, icon=_mark_icon),
        ],
        _key,
        parent,
    )


def _key(row: DayRow) -> int:
    return row.visit_id


def _time(row: DayRow) -> str:
    return "" if row.time is None else row.time.strftime("%H:%M")


def _no_words(_row: DayRow) -> str:
    return ""


def _status(row: DayRow) -> str:
    if row.status is VisitStatus.ARRIVED and (row.minutes or 0) >= LONG_WAIT_MINUTES:
        return Status.WARN.value
    if row.status is VisitStatus.PLANNED and row.late_minutes:
        return Status.WARN.value
    return _ICONS[row.status][1].value


def _icon(row: DayRow) -> str:
    return _ICONS[row.status][0]


def _status_word(row: DayRow) -> str:
    return say(_state(row))


def _state(row: DayRow) -> Message:
    return visit_status_label(row.status)


def _name(row: DayRow) -> str:
    return row.name


def _second(row: DayRow) -> str:
    words = say(_state(row))
    if row.minutes is not None and row.status is VisitStatus.ARRIVED:
        words = _("here {minutes} min", minutes=row.minutes)
    elif row.late_minutes:
        words = _("expected, late by {minutes} min", minutes=row.late_minutes)
    room = _("room {room}", room=row.room) if row.room else ""
    return " · ".join(part for part in (words, room, row.doctor) if part)


def _mark(row: DayRow) -> str:
    if row.to_tell:
        return _("to tell")
    return _("not paid") if row.is_unpaid else ""


def _mark_status(row: DayRow) -> str:
    if row.to_tell:
        return Status.DANGER.value
    return Status.NEUTRAL.value if row.is_unpaid else ""


def _mark_icon(row: DayRow) -> str:
    return "note" if row.to_tell else ""
