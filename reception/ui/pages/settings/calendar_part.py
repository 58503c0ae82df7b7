"""Working days: the weekdays, and the days on which the clinic is closed."""

from __future__ import annotations

from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.queries.clinic import clinic_day, clinic_facts
from reception.queries.working_days import CalendarFacts, calendar_facts
from reception.rules.days import DayFault, read_day
from reception.services.working_days import close_day, open_day, set_weekdays
from reception.ui.i18n import _, say, screen_translator
from reception.ui.kit.button import Button, IconButton
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Tick
from reception.ui.kit.field import Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import STRETCH, Column, Row, clear
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.settings.part import Part


class CalendarPart(Part):
    """Every change is saved at once, and counts from now on."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self._today = date.min
        words = (
            _("Monday"),
            _("Tuesday"),
            _("Wednesday"),
            _("Thursday"),
            _("Friday"),
            _("Saturday"),
            _("Sunday"),
        )
        weekdays = Card(
            _("Working days"),
            _("Promises, tasks and surveys due on the next working day are counted by these."),
        )
        self.ticks = [Tick(word) for word in words]
        for tick in self.ticks:
            tick.clicked.connect(self._save_weekdays)
        weekdays.add(Flow(*self.ticks, gap=16))
        self.fault = Text("", "error", wrap=True)
        self.fault.hide()
        weekdays.add(self.fault)
        closed = Card(_("Closed days"), _("Public holidays and other days without reception."))
        self.day = Field(_("Closed on"), hint=_("For example 01.09.2026."), longest=20)
        self.day.returned.connect(self._close_day)
        self.add_button = Button(_("Add"), icon="plus")
        self.add_button.clicked.connect(self._close_day)
        closed.add(Row(self.day, self.add_button, STRETCH, gap=12))
        self.days = Column(gap=4)
        closed.add(self.days)
        self.changed = Text("", "small", wrap=True)
        for part in (weekdays, closed, self.changed):
            self.box.addWidget(part)
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Show the days as they are stored; closed days that are over are left out."""
        ask = self.screens.actions.ask
        facts: CalendarFacts = ask(calendar_facts)
        self._today = ask(partial(clinic_day, now=self.screens.clock.now()))
        for weekday, tick in enumerate(self.ticks):
            tick.setChecked(weekday in facts.days.weekdays)
        clear(self.days.box)
        coming = facts.closed_from(self._today)
        for day in coming:
            self.days.box.addWidget(self._row(day))
        if not coming:
            words = _("Days on which the clinic is closed will stand here.")
            self.days.box.addWidget(Text(words, "muted", wrap=True))
        self.changed.setVisible(facts.changed_at is not None)
        if facts.changed_at is not None:
            zone = ZoneInfo(ask(clinic_facts).time_zone)
            self.changed.setText(
                _(
                    "Last changed by {name}, {moment}",
                    name=facts.changed_by or _("command line"),
                    moment=facts.changed_at.astimezone(zone),
                )
            )

    def _row(self, day: date) -> Row:
        words = f"{screen_translator().day(day)}, {self.ticks[day.weekday()].text().lower()}"
        remove = IconButton("trash", _("Open on {day} after all", day=day))
        remove.setObjectName(day.isoformat())
        remove.clicked.connect(self._open_day)
        return Row(Text(words), STRETCH, remove, gap=8)

    def first_focus(self) -> QWidget | None:
        """The first weekday."""
        return self.ticks[0]

    @Slot()
    def _save_weekdays(self) -> None:
        self.fault.hide()
        chosen = [weekday for weekday, tick in enumerate(self.ticks) if tick.isChecked()]
        self.screens.actions.run(
            partial(set_weekdays, weekdays=chosen), failed=self._weekdays_refused
        )

    def _weekdays_refused(self, error: ReceptionError) -> None:
        self.refresh()
        self.fault.setText(say(error.message))
        self.fault.show()

    @Slot()
    def _close_day(self) -> None:
        day = read_day(self.day.text(), self._today)
        if isinstance(day, DayFault):
            self.day.set_error(_("Enter a day, for example 01.09.2026."))
            return
        self.screens.actions.run(
            partial(close_day, day=day), done=self._closed, failed=self._day_refused
        )

    def _closed(self, _value: None) -> None:
        self.day.set_text("")
        self.day.editor.setFocus()

    def _day_refused(self, error: ReceptionError) -> None:
        self.day.set_error(say(error.message))

    @Slot()
    def _open_day(self) -> None:
        day = date.fromisoformat(self.sender().objectName())
        self.screens.actions.run(partial(open_day, day=day))
