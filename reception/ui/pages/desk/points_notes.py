"""The strips about points above the prompt: what burns soon, and a promotion that has ended.

Words the person at the desk can say as they stand (product/situations.md 40 and 42).
"""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.queries.person_panel import PersonPanel
from reception.queries.points_notices import Burning, EndedNotice, points_notices
from reception.services.honouring import honour_promotion
from reception.ui.i18n import _, ngettext_, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.layout import Column
from reception.ui.kit.strip import Strip
from reception.ui.page import Screens
from reception.ui.theme import Status
from reception.values.choices import VisitStatus

_OPEN = (VisitStatus.PLANNED, VisitStatus.ARRIVED, VisitStatus.IN_ROOM, VisitStatus.DONE)


class PointsNotes(Column):
    """Shows what there is to say of the open person's points; nothing takes no room."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self._screens = screens
        self._visit_id = 0
        self._code = ""
        self.burning = Strip("", Status.WARN, parent=self)
        self.honour_button = Button("", "secondary", parent=self)
        self.honour_button.clicked.connect(self._honour)
        self.ended = Strip("", Status.INFO, action=self.honour_button, parent=self)
        self.box.addWidget(self.burning)
        self.box.addWidget(self.ended)
        self.hide()

    def show_panel(self, panel: PersonPanel | None, day: date) -> None:
        """Ask what there is to say of a person, and say it."""
        if panel is None:
            self.hide()
            return
        visit = panel.visit
        meant = None if visit is None or visit.status not in _OPEN else visit.visit_id
        told = self._screens.actions.ask(
            partial(
                points_notices,
                account=panel.account,
                is_member=panel.is_on_account and not panel.is_minor,
                visit_id=meant,
                day=day,
            )
        )
        self._visit_id = meant or 0
        self.burning.setVisible(told.burning is not None)
        if told.burning is not None:
            self.burning.say(_burning(told.burning))
        self.ended.setVisible(told.ended is not None)
        if told.ended is not None:
            self._show_ended(told.ended)
        self.setVisible(told.burning is not None or told.ended is not None)

    def _show_ended(self, ended: EndedNotice) -> None:
        self._code = ended.code
        actor = self._screens.seat.actor
        may = actor is not None and actor.is_supervisor
        waits = ended.is_paid and not ended.is_honoured and ended.points > 0
        self.honour_button.setVisible(waits and may)
        self.honour_button.setText(
            ngettext_("Honour it: {count} point", "Honour it: {count} points", ended.points)
        )
        self.honour_button.updateGeometry()
        self.ended.say(_ended(ended, may=may))

    @Slot()
    def _honour(self) -> None:
        self._screens.actions.run(
            partial(honour_promotion, visit_id=self._visit_id, code=self._code)
        )


def _burning(burning: Burning) -> str:
    return ngettext_(
        "{count} point burns after {day}. Up to {percent}% of a bill can be paid with points.",
        "{count} points burn after {day}. Up to {percent}% of a bill can be paid with points.",
        burning.points,
        day=burning.last_day,
        percent=screen_translator().number(burning.cap_percent),
    )


def _ended(ended: EndedNotice, *, may: bool) -> str:
    name = ended.name.localized(screen_translator())
    if ended.booked_on is None:
        return _(
            "Say kindly: “{name}” ended on {day}; this visit earns points as usual.",
            name=name,
            day=ended.last_day,
        )
    words = _(
        "“{name}” ended on {last}; this visit was booked on {booked}, while it ran.",
        name=name,
        last=ended.last_day,
        booked=ended.booked_on,
    )
    if ended.is_honoured:
        more = _("It has been honoured.")
    elif not ended.is_paid:
        more = _("A supervisor can honour it once the visit is paid.")
    elif ended.points == 0:
        more = _("It would have added nothing to this bill.")
    else:
        more = _("Honour it?") if may else _("A supervisor can honour it.")
    return f"{words} {more}"
