"""What is changed about a visit that goes on: not now, taken back, another person, a second one."""

from __future__ import annotations

from functools import partial
from typing import Protocol
from uuid import uuid4

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.queries.clinic import ClinicFacts, clinic_day
from reception.queries.person_glances import VisitGlance
from reception.queries.person_panel import PersonPanel
from reception.queries.search import Found, search
from reception.queries.staff import staff_rows
from reception.services.check_in import CheckedIn, check_in
from reception.services.seconding import confirm_own, set_own_patient
from reception.services.staff import SignInAnswer
from reception.services.visit_day import Step, mark_emergency, room_ready, take_back, tell_doctor
from reception.services.wrong_person import give_to_right_person
from reception.ui.i18n import _
from reception.ui.page import Command, Screens
from reception.ui.pages.desk import visit_bar
from reception.ui.pages.desk.back_form import TakeBackForm
from reception.ui.pages.desk.people_form import RightPersonForm, SecondPersonForm
from reception.ui.pages.desk.person_side import PersonSide
from reception.ui.pages.desk.work_form import FieldForm
from reception.ui.theme import Status
from reception.ui.typed_day import read_clock
from reception.values.choices import VisitStatus

HERE = (VisitStatus.ARRIVED, VisitStatus.IN_ROOM)


class Desk(Protocol):
    """What the changes need of the page."""

    screens: Screens
    side: PersonSide

    @property
    def panel(self) -> PersonPanel | None:
        """The open person."""
        ...

    @property
    def facts(self) -> ClinicFacts:
        """The clinic."""
        ...

    def open_visit(self, patient_id: int, visit_id: int) -> None:
        """Open a person with this visit."""
        ...

    def checked_in(self, visit_id: int) -> None:
        """A visit has begun."""
        ...

    def go_home(self) -> None:
        """The focus goes home to the search box."""
        ...


class VisitChanges(QObject):
    """Carries out the changes for the person who is open."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._second_for: int | None = None
        for key, act in (
            ("F10", self.not_now),
            ("Ctrl+W", self.wrong_person),
            ("Ctrl+Y", self.take_back),
            ("Ctrl+S", self.second_person),
        ):
            shortcut = QShortcut(QKeySequence(key), parent)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    def take(self, name: str) -> bool:
        """Take a step of the visit bar by its name; False where it is none of these."""
        acts = {
            visit_bar.EMERGENCY: self.not_now,
            visit_bar.WRONG: self.wrong_person,
            visit_bar.BACK: self.take_back,
            visit_bar.SECOND: self.second_person,
            visit_bar.READY: self.room_ready,
            visit_bar.DOCTOR: self.tell_doctor,
        }
        if name not in acts:
            return False
        acts[name]()
        return True

    def commands(self) -> list[Command]:
        """What can be changed now, by name."""
        panel = self._desk.panel
        if panel is None:
            return []
        found = [
            Command(_("Emergency: not now"), self.not_now, "F10"),
            Command(_("Check in from the paper journal…"), self.from_journal),
        ]
        if panel.visit is not None:
            found.append(Command(_("Take back…"), self.take_back, "Ctrl+Y"))
            if panel.visit.status in HERE:
                found.append(Command(_("Another person is here"), self.wrong_person, "Ctrl+W"))
            if panel.visit.needs_second:
                found.append(Command(_("Confirm by a second person"), self.second_person, "Ctrl+S"))
        found.append(Command(_("This is my own record"), self.own_record))
        return found

    def _visit(self) -> VisitGlance | None:
        panel = self._desk.panel
        return None if panel is None else panel.visit

    # --- Not now ----------------------------------------------------------------------------

    @Slot()
    def not_now(self) -> None:
        """F10: pain or an emergency: she is checked in at once, and nothing is said of the card."""
        panel = self._desk.panel
        if panel is None:
            return
        visit = panel.visit
        if visit is None or visit.status not in HERE:
            planned = visit is not None and visit.status is VisitStatus.PLANNED
            self._desk.screens.actions.run(
                partial(
                    check_in,
                    patient_id=panel.patient_id,
                    visit_id=visit.visit_id if planned and visit is not None else None,
                    confirm_second=True,
                    request_id=uuid4().hex,
                ),
                done=self._emergency_here,
                quiet=True,
            )
            return
        self._mark(visit.visit_id)

    def _emergency_here(self, checked: CheckedIn) -> None:
        self._mark(checked.visit_id)
        self._desk.checked_in(checked.visit_id)

    def _mark(self, visit_id: int) -> None:
        self._desk.screens.actions.run(partial(mark_emergency, visit_id=visit_id))
        self._desk.go_home()

    def room_ready(self) -> None:
        """The room is prepared."""
        visit = self._visit()
        if visit is not None:
            self._desk.screens.actions.run(partial(room_ready, visit_id=visit.visit_id))

    def tell_doctor(self) -> None:
        """The doctor knows of the late, the early, the walk-in."""
        visit = self._visit()
        if visit is not None:
            self._desk.screens.actions.run(partial(tell_doctor, visit_id=visit.visit_id))

    # --- The paper journal ------------------------------------------------------------------

    def from_journal(self) -> None:
        """What was written by hand while there was no power is typed in with its real time."""
        form = FieldForm(
            _("From the paper journal"),
            _("Time of arrival"),
            _("Check in"),
            hint=_("930 or 9:30"),
        )
        form.entered.connect(self._from_journal)
        self._desk.side.open_form(form)

    @Slot(str)
    def _from_journal(self, text: str) -> None:
        panel, form, at = self._desk.panel, self._desk.side.form, read_clock(text)
        if at is None and isinstance(form, FieldForm):
            form.field.set_error(_("Enter a time, for example 9:30."))
        elif panel is not None:
            visit = panel.visit
            planned = visit is not None and visit.status is VisitStatus.PLANNED
            self._desk.screens.actions.run(
                partial(
                    check_in,
                    patient_id=panel.patient_id,
                    visit_id=visit.visit_id if planned and visit is not None else None,
                    at=at,
                    request_id=uuid4().hex,
                ),
                done=self._journal_done,
                failed=self._failed,
            )

    def _journal_done(self, checked: CheckedIn) -> None:
        self._desk.side.close_form()
        self._desk.checked_in(checked.visit_id)

    # --- Taking back ------------------------------------------------------------------------

    @Slot()
    def take_back(self) -> None:
        """Ctrl+Y: one of the steps of the visit, with a reason."""
        visit = self._visit()
        if visit is None:
            return
        steps = _steps(visit)
        if not steps:
            self._desk.screens.notify.say(_("There is nothing to take back."), Status.INFO)
            return
        form = TakeBackForm(steps)
        form.asked.connect(self._back)
        self._desk.side.open_form(form)

    @Slot(object, str)
    def _back(self, step: Step, reason: str) -> None:
        visit = self._visit()
        if visit is not None:
            self._desk.screens.actions.run(
                partial(take_back, visit_id=visit.visit_id, step=step, reason=reason),
                done=self._done,
                failed=self._failed,
            )

    def _done(self, _value: object) -> None:
        self._desk.side.close_form_and_tell()

    def _failed(self, error: ReceptionError) -> None:
        form = self._desk.side.form
        if form is None:
            self._desk.screens.notify.explain(error)
        else:
            form.refuse(error)

    # --- The wrong person -------------------------------------------------------------------

    @Slot()
    def wrong_person(self) -> None:
        """Ctrl+W: somebody else is here; what was recorded goes to the right one."""
        panel, visit = self._desk.panel, self._visit()
        if panel is None or visit is None or visit.status not in HERE:
            return
        form = RightPersonForm(panel.spoken_name, self._found, besides=panel.patient_id)
        form.chosen.connect(self._right_person)
        self._desk.side.open_form(form)

    def _found(self, text: str) -> Found:
        screens = self._desk.screens
        day = screens.actions.ask(partial(clinic_day, now=screens.clock.now()))
        country = self._desk.facts.country
        return screens.actions.ask(partial(search, text=text, country=country, today=day))

    @Slot(int, str)
    def _right_person(self, patient_id: int, reason: str) -> None:
        visit = self._visit()
        if visit is not None:
            self._desk.screens.actions.run(
                partial(
                    give_to_right_person,
                    visit_id=visit.visit_id,
                    patient_id=patient_id,
                    reason=reason,
                ),
                done=partial(self._moved, patient_id),
                failed=self._failed,
            )

    def _moved(self, patient_id: int, visit_id: int) -> None:
        self._desk.side.close_form()
        self._desk.open_visit(patient_id, visit_id)

    # --- One's own --------------------------------------------------------------------------

    @Slot()
    def second_person(self) -> None:
        """Ctrl+S: a colleague confirms by PIN what was done for oneself or a relative."""
        visit = self._visit()
        if visit is not None and visit.needs_second:
            self.ask_second(visit.visit_id)

    def ask_second(self, visit_id: int) -> None:
        """Ask for a second person's PIN for a visit."""
        actor = self._desk.screens.seat.actor
        staff = [
            one
            for one in self._desk.screens.actions.ask(staff_rows)
            if one.has_pin and (actor is None or one.id != actor.staff_id)
        ]
        self._second_for = visit_id
        form = SecondPersonForm(
            _("A colleague confirms this visit"),
            _("You are of this family. Now or later: until then it stands in the list."),
            staff,
        )
        form.signed.connect(self._signed)
        self._desk.side.open_form(form)

    @Slot(int, str)
    def _signed(self, staff_id: int, pin: str) -> None:
        if self._second_for is not None:
            self._desk.screens.actions.run(
                partial(confirm_own, visit_id=self._second_for, staff_id=staff_id, pin=pin),
                done=self._answered,
                failed=self._failed,
            )

    def _answered(self, answer: SignInAnswer) -> None:
        form = self._desk.side.form
        if answer.actor is None and isinstance(form, SecondPersonForm):
            form.refuse_pin(answer.refusal)
            return
        self._second_for = None
        self._desk.side.close_form_and_tell()
        self._desk.go_home()

    def own_record(self) -> None:
        """Whoever is signed in is the person who is open."""
        actor, panel = self._desk.screens.seat.actor, self._desk.panel
        if actor is not None and actor.staff_id is not None and panel is not None:
            self._desk.screens.actions.run(
                partial(set_own_patient, staff_id=actor.staff_id, patient_id=panel.patient_id)
            )


def _steps(visit: VisitGlance) -> list[Step]:
    """What of a visit can be taken back, the latest state first."""
    found = []
    if visit.status not in (VisitStatus.PLANNED, VisitStatus.DONE):
        found.append(Step.STATUS)
    for step, there in (
        (Step.GREETED, visit.was_greeted),
        (Step.ROOM_READY, visit.room_ready),
        (Step.PRICE, visit.price_told_minor is not None),
        (Step.DOCTOR_TOLD, visit.doctor_told),
        (Step.EMERGENCY, visit.is_emergency),
    ):
        if there:
            found.append(step)
    return found
