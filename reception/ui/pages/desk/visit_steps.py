"""The steps of a visit as the keys of the desk take them: each an action, a form where one asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Protocol
from uuid import uuid4

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from reception.changes import Done
from reception.errors import ReceptionError
from reception.queries.clinic import ClinicFacts, clinic_day
from reception.queries.person_panel import PersonPanel
from reception.services import check_in as steps
from reception.services.check_in import CheckedIn
from reception.services.drafts import open_draft
from reception.ui.errors import explain
from reception.ui.i18n import _
from reception.ui.page import Screens
from reception.ui.pages.desk import visit_bar
from reception.ui.pages.desk.companion_form import Checked, Decision
from reception.ui.pages.desk.companion_work import CompanionWork
from reception.ui.pages.desk.estimate_form import EstimateForm
from reception.ui.pages.desk.person_side import PersonSide
from reception.ui.pages.desk.price_work import PriceWork
from reception.ui.pages.desk.work_form import FieldForm, QuestionForm, WorkForm


class Desk(Protocol):
    """What the steps need of the page."""

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

    def window(self) -> QWidget:
        """The window the page is in."""
        ...

    @property
    def opened_at(self) -> datetime | None:
        """When she was opened."""
        ...

    @property
    def is_queue(self) -> bool:
        """Whether only what is needed is asked."""
        ...

    def checked_in(self, visit_id: int) -> None:
        """A visit has begun: show it, and let the prompt take the focus."""
        ...

    def ask_second(self, visit_id: int) -> None:
        """Ask for a second person's PIN."""
        ...

    def go_home(self) -> None:
        """The focus goes home to the search box."""
        ...


class VisitSteps(QObject):
    """Carries out the steps for the person who is open."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._decision: Decision | None = None
        self.companions = CompanionWork(desk, self)
        self.companions.decided.connect(self._with)
        self._request_id = ""
        self.prices = PriceWork(desk, self)

    def take(self, name: str) -> None:
        """Take a step by its name."""
        panel = self._desk.panel
        if panel is None:
            return
        if name == visit_bar.CHECK_IN:
            self.begin_check_in()
            return
        visit = panel.visit
        if visit is None:
            return
        visit_id = visit.visit_id
        act: dict[str, Callable[..., Done[Any]]] = {
            visit_bar.GREET: partial(steps.greet, visit_id=visit_id),
            visit_bar.ROOM: partial(steps.enter_room, visit_id=visit_id),
            visit_bar.NO_SHOW: partial(steps.mark_no_show, visit_id=visit_id),
        }
        if name in act:
            self._desk.screens.actions.run(act[name])
        elif name == visit_bar.PRICE:
            self._ask_price()
        elif name == visit_bar.UNDO:
            self._ask_reason(_("Why was the check-in wrong?"), _("Take it back"), self._undo)
        elif name == visit_bar.CANCEL:
            self._ask_reason(_("Why is the visit cancelled?"), _("Cancel the visit"), self._cancel)

    # --- Check-in ---------------------------------------------------------------------------

    def begin_check_in(self) -> None:
        """F5: at once for an adult; a child's companion is asked for first."""
        panel = self._desk.panel
        if panel is None:
            return
        self._request_id = uuid4().hex
        self._decision = None
        if not panel.is_minor or self._desk.is_queue:
            self._check_in()
            return
        subject = steps.draft_subject(panel.patient_id)
        begun = partial(open_draft, kind=steps.DRAFT_KIND, subject=subject)
        self._desk.screens.actions.run(begun, quiet=True)
        self.companions.open(panel)

    @Slot(object)
    def _with(self, decision: Decision) -> None:
        self._decision = decision
        self._check_in()

    @Slot()
    def _second_visit(self) -> None:
        self._request_id = uuid4().hex
        self._check_in(confirm_second=True)

    def _check_in(self, *, confirm_second: bool = False) -> None:
        panel = self._desk.panel
        if panel is None:
            return
        planned = panel.visit is not None and panel.visit.status.value == "planned"
        decision = self._decision
        self._desk.screens.actions.run(
            partial(
                steps.check_in,
                patient_id=panel.patient_id,
                visit_id=panel.visit.visit_id if planned and panel.visit is not None else None,
                accompanied_by_id=None if decision is None else decision.person_id,
                accompanied_by_other="" if decision is None else decision.other,
                is_emergency=decision is not None and decision.checked is Checked.EMERGENCY,
                confirm_second=confirm_second,
                is_queue_mode=self._desk.is_queue,
                opened_at=self._desk.opened_at,
                request_id=self._request_id,
            ),
            done=self._checked_in,
            failed=self._not_checked_in,
        )

    def _checked_in(self, checked: CheckedIn) -> None:
        self._desk.side.close_form()
        self.companions.checked_in(checked.visit_id)
        self._desk.checked_in(checked.visit_id)
        if checked.needs_second:
            self._desk.ask_second(checked.visit_id)

    def _not_checked_in(self, error: ReceptionError) -> None:
        if error.code != "already_here":
            self._desk.screens.notify.explain(error)
            return
        form = QuestionForm(explain(error).text, _("Yes, a second visit"))
        form.confirmed.connect(self._second_visit)
        self._open(form)

    # --- Price, reasons ---------------------------------------------------------------------

    def _ask_price(self) -> None:
        panel = self._desk.panel
        if panel is None or panel.visit is None:
            return
        screens = self._desk.screens
        day = screens.actions.ask(partial(clinic_day, now=screens.clock.now()))
        form = EstimateForm(screens, panel, visit_id=panel.visit.visit_id, day=day)
        form.told.connect(self._price_told)
        form.slip_asked.connect(self.prices.print_estimate)
        self._open(form)

    @Slot()
    def _price_told(self) -> None:
        self._acted(None)

    def _ask_reason(self, title: str, go_on: str, entered: Callable[[str], None]) -> None:
        form = FieldForm(title, _("Reason"), go_on)
        form.entered.connect(entered)
        self._open(form)

    @Slot(str)
    def _undo(self, reason: str) -> None:
        self._act(partial(steps.undo_check_in, visit_id=self._visit_id(), reason=reason))

    @Slot(str)
    def _cancel(self, reason: str) -> None:
        self._act(partial(steps.cancel_visit, visit_id=self._visit_id(), reason=reason))

    def _visit_id(self) -> int:
        panel = self._desk.panel
        return 0 if panel is None or panel.visit is None else panel.visit.visit_id

    def _act(self, service: Callable[..., Done[Any]]) -> None:
        self._desk.screens.actions.run(service, done=self._acted, failed=self._failed)

    def _acted(self, _value: Any) -> None:
        self._desk.side.close_form()
        self._desk.go_home()

    def _failed(self, error: ReceptionError) -> None:
        form = self._desk.side.form
        if form is None:
            self._desk.screens.notify.explain(error)
        else:
            form.refuse(error)

    def _open(self, form: WorkForm) -> None:
        self._desk.side.open_form(form)
