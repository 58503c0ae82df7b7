"""The form of an appointment: day, time, doctor, room; new, or moved, cancelled, not come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.day import Booking
from reception.services.booking import DRAFT_KIND, draft_subject
from reception.services.booking import Slot as When
from reception.services.drafts import save_draft
from reception.ui.errors import explain
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.field import Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.form import Form
from reception.ui.page import Screens
from reception.ui.pages.desk.work_form import WorkForm
from reception.ui.typed_day import read_booking_day, read_clock
from reception.values.choices import VisitStatus

FIELDS = ("day", "at", "doctor", "room")


class BookingForm(WorkForm):
    """`booked` tells the slot, `cancelled` and `back` the reason, `not_come` the wish.

    What is typed of a new appointment is kept field by field.
    """

    booked = Signal(object)
    cancelled = Signal(str)
    not_come = Signal()
    back = Signal(str)

    def __init__(
        self,
        screens: Screens,
        *,
        patient_id: int,
        name: str,
        today: date,
        doctors: Sequence[str],
        booking: Booking | None = None,
        values: dict[str, Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = (
            _("Appointment for {name}", name=name)
            if booking is None
            else _("The appointment of {name}", name=name)
        )
        super().__init__(title, parent=parent)
        self._screens = screens
        self._today = today
        self._patient_id = patient_id
        self._booking = booking
        self._build_fields(doctors)
        self._fill(values or {})
        self._build_buttons()

    def _build_fields(self, doctors: Sequence[str]) -> None:
        self.form = Form(width=2, parent=self)
        labels = {
            "day": _("Day"),
            "at": _("Time"),
            "doctor": _("Doctor"),
            "room": _("Room"),
        }
        hints = {"day": _("5, 5.11 or +7"), "at": _("930 or 9:30")}
        self.fields: dict[str, Field] = {}
        for name in FIELDS:
            field = Field(labels[name], hint=hints.get(name, ""), parent=self)
            field.returned.connect(self.enter)
            field.saved.connect(self._saver(name))
            self.fields[name] = field
            self.form.add(name, field)
        completer = QCompleter(list(doctors), self)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.fields["doctor"].line.setCompleter(completer)
        self.add(self.form)

    def _fill(self, values: dict[str, Any]) -> None:
        booking = self._booking
        if booking is not None:
            at = "" if booking.at is None else f"{booking.at:%H:%M}"
            values = {
                "day": f"{booking.day:%d.%m.%Y}",
                "at": at,
                "doctor": booking.doctor,
                "room": booking.room,
            }
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].line.setText(str(value))

    def _build_buttons(self) -> None:
        booking = self._booking
        status = None if booking is None else booking.status
        self.reason = Field(_("Reason"), hint=_("needed to cancel or to take back"), parent=self)
        self.reason.setVisible(booking is not None)
        word = _("Move") if booking is not None else _("Book")
        self.book_button = Button(word, "primary", hint="⏎", parent=self)
        self.book_button.clicked.connect(self.enter)
        self.book_button.setVisible(booking is None or status is VisitStatus.PLANNED)
        self.cancel_button = Button(_("Cancel the visit"), parent=self)
        self.cancel_button.clicked.connect(self._cancel)
        self.cancel_button.setVisible(status is VisitStatus.PLANNED)
        self.no_show_button = Button(_("Did not come"), parent=self)
        self.no_show_button.clicked.connect(self.not_come)
        past = booking is not None and booking.day <= self._today
        self.no_show_button.setVisible(status is VisitStatus.PLANNED and past)
        self.back_button = Button(_("Take it back"), icon="undo", parent=self)
        self.back_button.clicked.connect(self._back)
        self.back_button.setVisible(status in (VisitStatus.CANCELLED, VisitStatus.NO_SHOW))
        self.close_button = Button(_("Close"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        self.add(self.reason).add(self.refusal)
        self.add(
            Flow(
                self.book_button,
                self.cancel_button,
                self.no_show_button,
                self.back_button,
                self.close_button,
            )
        )

    def first_focus(self) -> QWidget | None:
        """The day; the reason where the visit is over."""
        if self._booking is not None and self._booking.status is not VisitStatus.PLANNED:
            return self.reason.line
        return self.fields["day"].line

    # --- Kept as typed ----------------------------------------------------------------------

    def _saver(self, name: str) -> Callable[[str], None]:
        return {
            "day": self._save_day,
            "at": self._save_at,
            "doctor": self._save_doctor,
            "room": self._save_room,
        }[name]

    @Slot(str)
    def _save_day(self, text: str) -> None:
        self._save("day", text)

    @Slot(str)
    def _save_at(self, text: str) -> None:
        self._save("at", text)

    @Slot(str)
    def _save_doctor(self, text: str) -> None:
        self._save("doctor", text)

    @Slot(str)
    def _save_room(self, text: str) -> None:
        self._save("room", text)

    def _save(self, name: str, value: str) -> None:
        if self._booking is not None or not self.isVisible():
            return
        subject = draft_subject(self._patient_id)
        self._screens.actions.run(
            partial(save_draft, kind=DRAFT_KIND, subject=subject, field=name, value=value),
            quiet=True,
        )

    # --- Ending -----------------------------------------------------------------------------

    @Slot()
    def enter(self) -> None:
        """Book or move; a day or time that is none is said at its field."""
        self.form.clear_errors()
        day = read_booking_day(self.fields["day"].text(), self._today)
        if day is None:
            self.form.show_error("day", _("Enter a day, for example 5.11 or +7."))
            return
        text = self.fields["at"].text()
        at: time | None = read_clock(text) if text else None
        if text and at is None:
            self.form.show_error("at", _("Enter a time, for example 9:30."))
            return
        slot = When(day, at, self.fields["doctor"].text(), self.fields["room"].text())
        self.booked.emit(slot)

    @property
    def reason_text(self) -> str:
        """Why, as it stands."""
        return self.reason.text()

    @Slot()
    def _cancel(self) -> None:
        self._with_reason(self.cancelled)

    @Slot()
    def _back(self) -> None:
        self._with_reason(self.back)

    def _with_reason(self, signal: Any) -> None:
        if self.reason.text():
            signal.emit(self.reason.text())
        else:
            self.reason.set_error(_("Say why."))
            self.reason.line.setFocus()

    def refuse(self, error: ReceptionError) -> None:
        """A fault is said at its field."""
        if isinstance(error, InvalidInput) and self.form.show_error(
            error.field, explain(error).sentence
        ):
            return
        super().refuse(error)
