"""The day around the list: turned to another day, appointments, the queue, printed lists, names."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol
from uuid import uuid4
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from reception.documents.payloads_day import DayPaperRow
from reception.errors import ReceptionError
from reception.queries.clinic import ClinicFacts, clinic_day
from reception.queries.day import (
    Booking,
    DeskSettings,
    booking,
    desk_settings,
    doctors,
    last_saved,
)
from reception.queries.desk import DayList, DayRow, todays_list
from reception.queries.desk_forms import begun_forms
from reception.queries.person_panel import PersonPanel
from reception.queries.shift import shift_holder
from reception.rules.prompt_choice import Prompt
from reception.services import booking as bookings
from reception.services.booking import book_visit, move_visit
from reception.services.check_in import cancel_visit, mark_no_show
from reception.services.day_paper import issue_day_lists
from reception.services.desk_settings import reveal_names
from reception.services.visit_day import Step, owe_mention, take_back
from reception.ui.errors import explain
from reception.ui.i18n import _
from reception.ui.page import Command, Screens
from reception.ui.pages.desk.booking_form import BookingForm
from reception.ui.pages.desk.day_list import DayPanel
from reception.ui.pages.desk.person_side import PersonSide
from reception.ui.pages.desk.work_form import QuestionForm, WorkForm
from reception.ui.theme import Status
from reception.values.choices import VisitStatus

REVEALED_MS = 30_000


class Desk(Protocol):
    """What the day needs of the page."""

    screens: Screens
    side: PersonSide
    day_list: DayPanel

    @property
    def panel(self) -> PersonPanel | None:
        """The open person."""
        ...

    @property
    def facts(self) -> ClinicFacts:
        """The clinic."""
        ...

    def open_person(self, patient_id: int) -> None:
        """Open a person."""
        ...

    def refresh(self) -> None:
        """Ask for everything again."""
        ...

    def go_home(self) -> None:
        """The focus goes home to the search box."""
        ...


class DayWork(QObject):
    """Knows which day is looked at and whether the queue is on; carries out what the day asks."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._day: date | None = None
        self._slot: bookings.Slot | None = None
        self._booking: Booking | None = None
        self.is_queue = False
        self._revealed = QTimer(self)
        self._revealed.setSingleShot(True)
        self._revealed.setInterval(REVEALED_MS)
        self._revealed.timeout.connect(self._hide_names)
        desk.day_list.turned.connect(self.turn)
        for key, act in (
            ("F7", self.toggle_queue),
            ("Ctrl+B", self.book),
            ("Ctrl+PgUp", self.day_before),
            ("Ctrl+PgDown", self.day_after),
            ("Ctrl+T", self.to_today),
            ("Ctrl+L", self.next_filter),
            ("Ctrl+Shift+P", self.print_lists),
        ):
            shortcut = QShortcut(QKeySequence(key), parent)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    def commands(self) -> list[Command]:
        """What can be done with the day, by name."""
        found = [
            Command(_("The day before"), self.day_before, "Ctrl+PgUp"),
            Command(_("The day after"), self.day_after, "Ctrl+PgDown"),
            Command(_("Back to today"), self.to_today, "Ctrl+T"),
            Command(_("Next filter of the list"), self.next_filter, "Ctrl+L"),
            Command(_("Next doctor of the list"), self._desk.day_list.next_doctor),
            Command(_("Queue mode"), self.toggle_queue, "F7"),
            Command(_("Print the lists of the day"), self.print_lists, "Ctrl+Shift+P"),
        ]
        if self._settings().masked_names:
            found.append(Command(_("Show the names for half a minute"), self.reveal))
        if self._desk.panel is not None:
            found.append(Command(_("Appointment"), self.book, "Ctrl+B"))
        return found

    # --- Which day --------------------------------------------------------------------------

    def today(self) -> date:
        """The clinic's day."""
        screens = self._desk.screens
        return screens.actions.ask(partial(clinic_day, now=screens.clock.now()))

    def local_now(self) -> datetime:
        """Now, in the clinic's time."""
        return self._desk.screens.clock.now().astimezone(ZoneInfo(self._desk.facts.time_zone))

    @property
    def is_elsewhere(self) -> bool:
        """Whether another day than today is looked at."""
        return self._day is not None and self._day != self.today()

    def show(self) -> None:
        """Ask for the day that is looked at, and show it."""
        today = self.today()
        settings = self._settings()
        panel = self._desk.day_list
        panel.limits = settings.limits
        panel.show_queue(self.is_queue)
        panel.show_shift(self._desk.screens.actions.ask(shift_holder))
        panel.show_day(self._list(settings), today=today, now=self.local_now())

    def _settings(self) -> DeskSettings:
        return self._desk.screens.actions.ask(desk_settings)

    def _list(self, settings: DeskSettings) -> DayList:
        screens = self._desk.screens
        actor = screens.seat.actor
        return screens.actions.ask(
            partial(
                todays_list,
                day=self._day or self.today(),
                now=screens.clock.now(),
                staff_id=None if actor is None else actor.staff_id,
                masked=settings.masked_names and not self._revealed.isActive(),
                limits=settings.limits,
            )
        )

    @Slot(int)
    def turn(self, step: int) -> None:
        """To the day before (−1), after (1), or back to today (0)."""
        if step == 0:
            self._day = None
        else:
            self._day = (self._day or self.today()) + timedelta(days=step)
            if self._day == self.today():
                self._day = None
        self.show()

    @Slot()
    def day_before(self) -> None:
        """Ctrl+PgUp."""
        self.turn(-1)

    @Slot()
    def day_after(self) -> None:
        """Ctrl+PgDown."""
        self.turn(1)

    @Slot()
    def to_today(self) -> None:
        """Ctrl+T."""
        self.turn(0)

    @Slot()
    def next_filter(self) -> None:
        """Ctrl+L."""
        self._desk.day_list.next_filter()

    @Slot()
    def toggle_queue(self) -> None:
        """F7: five people wait: only what is needed, the card at checkout."""
        self.is_queue = not self.is_queue
        self._desk.day_list.show_queue(self.is_queue)
        words = _("Queue mode is on.") if self.is_queue else _("Queue mode is off.")
        self._desk.screens.notify.say(words, Status.INFO)

    def last_saved(self) -> str:
        """What was saved last, for whoever comes back after a power cut or another shift."""
        last = self._desk.screens.actions.ask(last_saved)
        if last is None or not last.name or last.at.date() != self.today():
            return ""
        what = {
            "check_in": _("check-in of {patient}", patient=last.name),
            "tell_price": _("price told to {patient}", patient=last.name),
            "tell_estimate": _("price told to {patient}", patient=last.name),
            "check_out": _("checkout of {patient}", patient=last.name),
            "register_patient": _("{patient} was entered", patient=last.name),
        }.get(last.action, _("work on the visit of {patient}", patient=last.name))
        time = f"{last.at:%H:%M}"
        return _("Last saved at {time} by {name}: {what}", time=time, name=last.by, what=what)

    def owe_mention(self, visit_id: int) -> None:
        """In the queue what is to be told becomes a task of the checkout."""
        panel = self._desk.panel
        if panel is not None and isinstance(panel.prompt, Prompt):
            self._desk.screens.actions.run(partial(owe_mention, visit_id=visit_id), quiet=True)

    # --- Names ------------------------------------------------------------------------------

    @Slot()
    def reveal(self) -> None:
        """Show the whole names for half a minute; the look is recorded."""
        if self._desk.screens.actions.run(partial(reveal_names)):
            self._revealed.start()
            self.show()

    @Slot()
    def _hide_names(self) -> None:
        self.show()

    # --- Appointments -----------------------------------------------------------------------

    @Slot()
    def book(self) -> None:
        """Ctrl+B: an appointment for the open person, or her expected visit moved."""
        panel = self._desk.panel
        if panel is None:
            return
        visit = panel.visit
        if visit is not None and visit.status is VisitStatus.PLANNED:
            self.open_booking(visit.visit_id)
            return
        subject = bookings.draft_subject(panel.patient_id)
        kept = self._desk.screens.actions.ask(partial(begun_forms, kind=bookings.DRAFT_KIND))
        values = next((one.fields for one in kept if one.subject == subject), {})
        if not values and self.is_elsewhere and self._day is not None:
            values = {"day": f"{self._day:%d.%m.%Y}"}
        self._open_form(panel.patient_id, panel.spoken_name, None, values)

    def open_booking(self, visit_id: int) -> None:
        """An appointment of any day: moved, cancelled, taken back."""
        found = self._desk.screens.actions.ask(partial(booking, visit_id=visit_id))
        if found is not None:
            self._open_form(found.patient_id, found.name, found, {})

    def _open_form(
        self, patient_id: int, name: str, found: Booking | None, values: dict[str, str]
    ) -> None:
        self._booking = found
        form = BookingForm(
            self._desk.screens,
            patient_id=patient_id,
            name=name,
            today=self.today(),
            doctors=self._desk.screens.actions.ask(doctors),
            booking=found,
            values=values,
        )
        form.booked.connect(self._booked)
        form.cancelled.connect(self._cancelled)
        form.not_come.connect(self._not_come)
        form.back.connect(self._take_back)
        self._desk.side.open_form(form)

    @Slot(object)
    def _booked(self, slot: bookings.Slot) -> None:
        self._slot = slot
        self._enter(confirm=False)

    @Slot()
    def _all_the_same(self) -> None:
        self._enter(confirm=True)

    def _enter(self, *, confirm: bool) -> None:
        slot, found, panel = self._slot, self._booking, self._desk.panel
        if slot is None:
            return
        if found is not None:
            form = self._desk.side.form
            reason = form.reason_text if isinstance(form, BookingForm) else ""
            self._run(
                partial(
                    move_visit,
                    visit_id=found.visit_id,
                    slot=slot,
                    reason=reason,
                    confirm_taken=confirm,
                )
            )
        elif panel is not None:
            self._run(
                partial(
                    book_visit,
                    patient_id=panel.patient_id,
                    slot=slot,
                    confirm_taken=confirm,
                    request_id=uuid4().hex,
                )
            )

    @Slot(str)
    def _cancelled(self, reason: str) -> None:
        if self._booking is not None:
            self._run(partial(cancel_visit, visit_id=self._booking.visit_id, reason=reason))

    @Slot()
    def _not_come(self) -> None:
        if self._booking is not None:
            self._run(partial(mark_no_show, visit_id=self._booking.visit_id))

    @Slot(str)
    def _take_back(self, reason: str) -> None:
        if self._booking is not None:
            visit_id = self._booking.visit_id
            self._run(partial(take_back, visit_id=visit_id, step=Step.STATUS, reason=reason))

    def _run(self, service: object) -> None:
        self._desk.screens.actions.run(
            service,  # type: ignore[arg-type]
            done=self._done,
            failed=self._failed,
        )

    def _done(self, _value: object) -> None:
        self._desk.side.close_form_and_tell()
        self._desk.go_home()

    def _failed(self, error: ReceptionError) -> None:
        form: WorkForm | None = self._desk.side.form
        if error.code == "taken":
            question = QuestionForm(explain(error).text, _("Yes, all the same"))
            question.confirmed.connect(self._all_the_same)
            self._desk.side.open_form(question)
        elif form is not None:
            form.refuse(error)
        else:
            self._desk.screens.notify.explain(error)

    # --- Paper ------------------------------------------------------------------------------

    @Slot()
    def print_lists(self) -> None:
        """Ctrl+Shift+P: the day on paper, a sheet for each doctor; the chosen doctor's alone."""
        day = self._list(self._settings())
        rows = [row for row in day.rows if row.status is not VisitStatus.NO_SHOW]
        chosen = self._desk.day_list.chosen_doctor
        names = [chosen] if chosen else sorted({row.doctor for row in rows})
        lists = [
            (name, tuple(_paper_row(row) for row in rows if row.doctor == name)) for name in names
        ]
        if not any(rows for _name, rows in lists):
            self._desk.screens.notify.say(_("Nobody is expected on this day."), Status.INFO)
            return
        self._desk.screens.actions.run(
            partial(issue_day_lists, day=day.day, lists=tuple(lists)),
            done=self._show_papers,
            quiet=True,
        )

    def _show_papers(self, paper_ids: tuple[int, ...]) -> None:
        self._desk.screens.papers.show(paper_ids, self._desk.side)


def _paper_row(row: DayRow) -> DayPaperRow:
    return DayPaperRow(
        at=row.time,
        name=row.name,
        called=row.called,
        room=row.room,
        tell=row.to_tell,
        drink=row.wishes,
        quiet=row.prefers_silence,
    )
