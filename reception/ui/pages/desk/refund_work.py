"""Money back for the open person: opens the form, prints the slip for the till."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from reception.queries.clinic import clinic_day
from reception.queries.person_panel import PersonPanel
from reception.queries.refunds import refundable_visits
from reception.services.points_refunds import RefundedVisit
from reception.services.refund_papers import issue_refund_slip
from reception.ui.i18n import _
from reception.ui.page import Screens
from reception.ui.pages.desk.person_side import PersonSide
from reception.ui.pages.desk.refund_form import RefundForm
from reception.ui.theme import Status


class Desk(Protocol):
    """What giving money back needs of the page."""

    screens: Screens
    side: PersonSide

    @property
    def panel(self) -> PersonPanel | None:
        """The open person."""
        ...

    def finished(self) -> None:
        """A form is done."""
        ...


class RefundWork(QObject):
    """Carries out refunds for the person who is open."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    @Slot()
    def open(self) -> None:
        """Open the form with the visit that is shown, else the latest that was paid."""
        panel = self._desk.panel
        if panel is None:
            return
        screens = self._desk.screens
        day = screens.actions.ask(partial(clinic_day, now=screens.clock.now()))
        visits = screens.actions.ask(partial(refundable_visits, patient_id=panel.patient_id))
        if not visits:
            screens.notify.say(
                _("Nothing can be given back: there is no paid visit, or all of it is refunded."),
                Status.INFO,
            )
            return
        shown = None if panel.visit is None else panel.visit.visit_id
        form = RefundForm(screens, visits, visit_id=shown, day=day, currency=panel.currency)
        form.refunded.connect(self._refunded)
        self._desk.side.open_form(form)

    @Slot(int, object)
    def _refunded(self, visit_id: int, refunded: RefundedVisit) -> None:
        self._desk.side.close_form()
        self._desk.finished()
        screens = self._desk.screens
        screens.actions.run(
            partial(issue_refund_slip, visit_id=visit_id, refunded=refunded),
            done=self._show_slip,
            failed=screens.notify.explain_besides,
            quiet=True,
        )

    def _show_slip(self, paper_id: int) -> None:
        self._desk.screens.papers.show((paper_id,), self._desk.side)
