"""The shift at the desk: opened, handed over and closed; care goes on whether it is open or not."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from reception import bootstrap
from reception.changes import Changes, Topic
from reception.errors import ReceptionError
from reception.progress import Progress
from reception.queries.clinic import ClinicFacts, clinic_day
from reception.queries.shift import OpenKind, ShiftState, shift_state
from reception.queries.staff import staff_rows
from reception.services.shift import Context, Signed, sign_shift
from reception.translation import msg
from reception.ui.i18n import _
from reception.ui.page import Command, Screens
from reception.ui.pages.desk.day_list import DayPanel
from reception.ui.pages.desk.person_side import PersonSide
from reception.ui.pages.desk.shift_form import ShiftForm, ToSign
from reception.ui.premises import Premises


class Desk(Protocol):
    """What the shift needs of the page."""

    screens: Screens
    side: PersonSide
    day_list: DayPanel

    @property
    def facts(self) -> ClinicFacts:
        """The clinic."""
        ...

    def go_home(self) -> None:
        """The focus goes home to the search box."""
        ...


class ShiftWork(QObject):
    """Opens the form of the shift and signs what it ends in."""

    def __init__(self, desk: Desk, premises: Premises, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._premises = premises
        self._state: ShiftState | None = None
        desk.day_list.shift_button.clicked.connect(self.open)
        shortcut = QShortcut(QKeySequence("Ctrl+J"), parent)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.open)

    def commands(self) -> list[Command]:
        """The shift by name."""
        return [Command(_("The shift: open, hand over, close"), self.open, "Ctrl+J")]

    @Slot()
    def open(self) -> None:
        """Ctrl+J: the form of the shift, in the panel; whoever is open stays behind it."""
        screens = self._desk.screens
        now = screens.clock.now()
        day = screens.actions.ask(partial(clinic_day, now=now))
        self._state = screens.actions.ask(partial(shift_state, day=day, now=now))
        actor = screens.seat.actor
        form = ShiftForm(
            self._state,
            screens.actions.ask(staff_rows),
            signer_id=None if actor is None else actor.staff_id,
            backup_at=self._last_backup(),
        )
        form.signed.connect(self._sign)
        form.backup_asked.connect(self._back_up)
        self._desk.side.open_form(form, alone=True)

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._desk.facts.time_zone)

    def _last_backup(self) -> datetime | None:
        made = bootstrap.last_backup(self._premises.folder)
        return None if made is None else made.astimezone(self._zone())

    # --- Signing ----------------------------------------------------------------------------

    @Slot(object)
    def _sign(self, given: ToSign) -> None:
        state = self._state
        if state is None:
            return
        still_open = {kind.value: state.count(kind) for kind in OpenKind if state.count(kind)}
        context = Context(
            checklist=given.checklist if not state.is_open else {},
            still_open=still_open if state.is_open else {},
            sheets_expected=state.sheets_expected,
            backup_at=bootstrap.last_backup(self._premises.folder),
        )
        self._desk.screens.actions.run(
            partial(
                sign_shift,
                step=given.step,
                counted=given.counted,
                signature=given.signature,
                context=context,
            ),
            done=self._signed,
            failed=self._refused,
        )

    def _signed(self, answer: Signed) -> None:
        form = self._desk.side.form
        if answer.act_id is None:
            if isinstance(form, ShiftForm):
                form.refuse_pin(answer.refused_id, answer.refusal)
            return
        self._desk.side.close_form_and_tell()
        self._desk.go_home()

    def _refused(self, error: ReceptionError) -> None:
        form = self._desk.side.form
        if form is None:
            self._desk.screens.notify.explain(error)
        else:
            form.refuse(error)

    # --- The copy ---------------------------------------------------------------------------

    @Slot()
    def _back_up(self) -> None:
        form = self._desk.side.form
        if isinstance(form, ShiftForm):
            form.backup_button.setEnabled(False)
            self._desk.screens.jobs.do(self._copy, title=_("Backing up"), done=self._copied)

    def _copy(self, progress: Progress) -> None:
        progress.report(0, 0, msg("Copying and checking"))
        premises, screens = self._premises, self._desk.screens
        places = [Path(one) for one in screens.preferences.chosen.backup_places]
        now = screens.clock.now()
        bootstrap.back_up_to(premises.folder, premises.key, places, now=now, zone=self._zone())

    def _copied(self, _made: None) -> None:
        self._desk.screens.actions.committed.emit(Changes(frozenset({Topic.BACKUP})))
        form = self._desk.side.form
        if isinstance(form, ShiftForm):
            form.backup_button.setEnabled(True)
            form.show_backup(self._last_backup())
