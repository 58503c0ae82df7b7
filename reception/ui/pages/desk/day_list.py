"""The list of a day: who is expected, here, waiting; whom to tell, who has not paid, who comes soon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.queries.desk import DayList, DayRow
from reception.rules.waiting import WaitLimits
from reception.ui.i18n import _, ngettext_, screen_translator
from reception.ui.kit.button import Button, IconButton
from reception.ui.kit.chip import Filters
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.field import ChoiceBox
from reception.ui.kit.layout import Column, Row, column
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.pages.desk.day_rows import day_model
from reception.ui.tables.table import Table
from reception.ui.theme import Status
from reception.values.choices import VisitStatus

SOON = timedelta(minutes=30)
MOST_SOON = 3


class DayPanel(QWidget):
    """The heading with its counts, the filters, and the list.

    `opened` tells patient and visit; `turned` −1 for the day before, 1 for the day after, 0 for
    today.
    """

    opened = Signal(int, int)
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.limits = WaitLimits()
        self._day: DayList | None = None
        self._today: date | None = None
        self._build_head()
        self.filters = Filters(
            [
                ("all", _("all")),
                ("mine", _("mine")),
                ("to_tell", _("to tell")),
                ("unpaid", _("not paid")),
                ("off", _("cancelled visits")),
            ],
            wraps=True,
            parent=self,
        )
        self.filters.chosen.connect(self._filter)
        self.list = Table(day_model(self._limits, self), header=False, tall=True, parent=self)
        self.list.setAccessibleName(_("Visits of the day"))
        self.list.opened.connect(self._open)
        self.list.clicked.connect(self._clicked)
        self.nothing = EmptyState(
            "calendar",
            _("No visits today yet"),
            _("Find a patient above and check in: the visit will stand here."),
            parent=self,
        )
        about = Row(self.counts, self.shift_button, gap=8)
        about.box.setStretch(0, 1)
        head = Column(self.head, about, self.queue, self.soon, gap=4)
        layout = column(head, self.filters, self.list, self.nothing, gap=12)
        layout.setStretch(2, 1)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _build_head(self) -> None:
        self.title = Text(_("Today"), "heading", parent=self)
        self.before_button = IconButton(
            "chevron_left", _("The day before (Ctrl+PgUp)"), parent=self
        )
        self.after_button = IconButton(
            "chevron_right", _("The day after (Ctrl+PgDown)"), parent=self
        )
        self.before_button.clicked.connect(self._before)
        self.after_button.clicked.connect(self._after)
        self.doctor = ChoiceBox(self)
        self.doctor.setAccessibleName(_("Doctor"))
        self.doctor.activated.connect(self._doctor_chosen)
        self.head = Row(self.title, self.before_button, self.after_button, gap=4, parent=self)
        self.head.box.addStretch(1)
        self.head.box.addWidget(self.doctor)
        self.counts = Text("", "muted", wrap=True, parent=self)
        self.shift_button = Button(_("Open the shift"), "quiet", hint="Ctrl+J", parent=self)
        self.soon = Text("", "body", wrap=True, parent=self)
        self.soon.hide()
        self.queue = Strip(
            _("Queue: only what is needed; the card is spoken of at checkout. F7 ends it."),
            Status.INFO,
            parent=self,
        )
        self.queue.hide()

    def _limits(self) -> WaitLimits:
        return self.limits

    # --- Showing ----------------------------------------------------------------------------

    def show_day(
        self, day: DayList, *, today: date | None = None, now: datetime | None = None
    ) -> None:
        """Show the visits of the day; `now` is local, for who comes soon."""
        self._day, self._today = day, today or day.day
        self.title.setText(_title(day.day, self._today))
        is_today = day.day == self._today
        self.counts.setText(_counts(day, is_today=is_today))
        words = _soon(day.rows, now) if is_today and now is not None else ""
        self.soon.setText(words)
        self.soon.setVisible(bool(words))
        self._offer_doctors(day)
        rows = self._of_doctor(day.rows)
        told = sum(row.to_tell for row in rows)
        self.filters.set_word("to_tell", _with_count(_("to tell"), told))
        unpaid = sum(row.is_unpaid for row in rows)
        self.filters.set_word("unpaid", _with_count(_("not paid"), unpaid))
        off = len(self._of_doctor(day.off))
        self.filters.set_word("off", _with_count(_("cancelled visits"), off))
        self._filter(self.filters.current)

    def show_shift(self, by: str) -> None:
        """Say whose shift it is; "" where none is open."""
        self.shift_button.setText(_("Shift: {name}", name=by) if by else _("Open the shift"))
        self.shift_button.updateGeometry()

    def show_queue(self, on: bool) -> None:
        """Say that the queue mode is on."""
        self.queue.setVisible(on)

    def choose_visit(self, visit_id: int | None) -> None:
        """Mark the visit that is open on the right."""
        if visit_id is None or not self.list.choose(visit_id):
            self.list.clearSelection()

    def next_filter(self) -> None:
        """The filter after this one, from the last to the first."""
        keys = ("all", "mine", "to_tell", "unpaid", "off")
        place = keys.index(self.filters.current) if self.filters.current in keys else 0
        self.filters.choose(keys[(place + 1) % len(keys)])

    def next_doctor(self) -> None:
        """The doctor after this one, from the last to all of them."""
        count = self.doctor.count()
        if count:
            self.doctor.setCurrentIndex((self.doctor.currentIndex() + 1) % count)
            self._doctor_chosen(self.doctor.currentIndex())

    @property
    def chosen_doctor(self) -> str:
        """The doctor whose visits are shown; "" for all."""
        data = self.doctor.currentData()
        return data if isinstance(data, str) else ""

    def _offer_doctors(self, day: DayList) -> None:
        names = sorted({row.doctor for row in (*day.rows, *day.off) if row.doctor})
        chosen = self.chosen_doctor
        offered = [self.doctor.itemData(n) for n in range(self.doctor.count())]
        if offered != ["", *names]:
            self.doctor.clear()
            self.doctor.addItem(_("all doctors"), "")
            for name in names:
                self.doctor.addItem(name, name)
            self.doctor.setCurrentIndex(names.index(chosen) + 1 if chosen in names else 0)
        self.doctor.setVisible(len(names) > 1)

    def _of_doctor(self, rows: Sequence[DayRow]) -> list[DayRow]:
        doctor = self.chosen_doctor
        return [row for row in rows if not doctor or row.doctor == doctor]

    @Slot(int)
    def _doctor_chosen(self, _index: int) -> None:
        if self._day is not None:
            self.show_day(self._day, today=self._today)

    @Slot(str)
    def _filter(self, key: str) -> None:
        if self._day is None:
            return
        keep: Callable[[DayRow], bool] | None = {
            "mine": _is_mine,
            "to_tell": _is_to_tell,
            "unpaid": _is_unpaid,
        }.get(key)
        every = self._day.off if key == "off" else self._day.rows
        rows = [row for row in self._of_doctor(every) if keep is None or keep(row)]
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        is_today = self._day.day == self._today
        if key != "all":
            self.nothing.title.setText(_("Nobody in this list now"))
        elif is_today:
            self.nothing.title.setText(_("No visits today yet"))
        else:
            self.nothing.title.setText(_("No visits on this day"))
        self.nothing.about.setVisible(key == "all" and is_today)

    # --- Asking -----------------------------------------------------------------------------

    @Slot()
    def _before(self) -> None:
        self.turned.emit(-1)

    @Slot()
    def _after(self) -> None:
        self.turned.emit(1)

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


def _is_mine(row: DayRow) -> bool:
    return row.is_mine


def _is_to_tell(row: DayRow) -> bool:
    return row.to_tell


def _is_unpaid(row: DayRow) -> bool:
    return row.is_unpaid


def _title(day: date, today: date) -> str:
    if day == today:
        return _("Today")
    translator = screen_translator()
    words = translator.day(day)
    if day == today + timedelta(days=1):
        return _("Tomorrow, {day}", day=words)
    if day == today - timedelta(days=1):
        return _("Yesterday, {day}", day=words)
    return translator.long_day(day, today=today)


def _with_count(word: str, count: int) -> str:
    return f"{word} · {count}" if count else word


def _counts(day: DayList, *, is_today: bool) -> str:
    parts = [ngettext_("{count} expected", "{count} expected", day.expected)]
    if is_today:
        parts.append(ngettext_("{count} here", "{count} here", day.here))
    else:
        done = sum(row.status is VisitStatus.DONE for row in day.rows)
        parts.append(ngettext_("{count} done", "{count} done", done))
    if is_today and day.waiting and day.longest_wait:
        parts.append(
            _("{count} waiting up to {minutes} min", count=day.waiting, minutes=day.longest_wait)
        )
    return " · ".join(parts)


def _soon(rows: Sequence[DayRow], now: datetime) -> str:
    """Who comes within half an hour: how she is addressed, and what she likes."""
    lines = []
    for row in rows:
        if row.status is not VisitStatus.PLANNED or row.time is None:
            continue
        if not now <= datetime.combine(now.date(), row.time, tzinfo=now.tzinfo) <= now + SOON:
            continue
        wishes = [row.wishes] if row.wishes else []
        if row.prefers_silence:
            wishes.append(_("prefers quiet"))
        who = f"{_clock(row.time)} {row.called}"
        lines.append(f"{who} ({', '.join(wishes)})" if wishes else who)
    if not lines:
        return ""
    shown = ", ".join(lines[:MOST_SOON])
    rest = len(lines) - MOST_SOON
    more = ngettext_("and {count} more", "and {count} more", rest) if rest > 0 else ""
    return _("Soon: {who}", who=f"{shown} {more}".strip())


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
