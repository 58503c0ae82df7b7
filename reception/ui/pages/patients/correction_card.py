"""A supervisor's correction of points, with its reason; it stands in the monthly report."""

from __future__ import annotations

import re
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.services.points_corrections import correct_points
from reception.ui.errors import explain
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.kit.layout import STRETCH, Row, row
from reception.ui.kit.strip import Strip
from reception.ui.page import Screens
from reception.ui.theme import Status

_WHOLE = re.compile(r"[+\-\u2212]?\d{1,9}")


class CorrectionCard(Card):
    """Shown to supervisors only; the service refuses everybody else, too."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Correct points"),
            _("Only with a reason; every correction stands in the monthly report with its author."),
            parent=parent,
        )
        self._screens = screens
        self._account_id = 0
        self._patient_id = 0
        self._request_id = uuid4().hex
        self.points = Field(_("Points, below zero to take them"), longest=10, parent=self)
        self.reason = Field(_("Reason"), longest=200, parent=self)
        self.points.returned.connect(self._to_reason)
        self.reason.returned.connect(self.correct)
        self.go_button = Button(_("Correct"), parent=self)
        self.go_button.clicked.connect(self.correct)
        self.refusal = Strip("", Status.WARN, parent=self)
        self.refusal.hide()
        fields = Row(self.points, self.reason, gap=16)
        fields.box.setStretch(0, 1)
        fields.box.setStretch(1, 3)
        self.add(fields).add(self.refusal).add(row(self.go_button, STRETCH))

    def show_account(self, account_id: int, patient_id: int) -> None:
        """Correct this account; what is typed for another one is put away."""
        if account_id != self._account_id:
            self._empty()
        self._account_id, self._patient_id = account_id, patient_id
        actor = self._screens.seat.actor
        self.setVisible(actor is not None and actor.is_supervisor)

    def _empty(self) -> None:
        self._request_id = uuid4().hex
        self.refusal.hide()
        for field in (self.points, self.reason):
            field.set_error("")
            field.line.clear()

    @Slot()
    def _to_reason(self) -> None:
        self.reason.line.setFocus()

    @Slot()
    def correct(self) -> None:
        """Write the correction."""
        text = self.points.text().replace(" ", "").replace("\u2212", "-")
        points = int(text) if _WHOLE.fullmatch(text) and text.isascii() else 0
        self._screens.actions.run(
            partial(
                correct_points,
                account_id=self._account_id,
                points=points,
                reason=self.reason.text(),
                patient_id=self._patient_id,
                request_id=self._request_id,
            ),
            done=self._done,
            failed=self._failed,
        )

    def _done(self, _entry_id: int) -> None:
        self._empty()
        self.go_button.setFocus()  # so that Ctrl+Z is the undo of the toast, not of a field

    def _failed(self, error: ReceptionError) -> None:
        self._request_id = uuid4().hex
        self.refusal.hide()
        if isinstance(error, InvalidInput) and error.field == "points":
            self.points.set_error(explain(error).sentence)
            self.points.line.setFocus()
        elif error.code == "reason_missing":
            self.reason.set_error(explain(error).sentence)
            self.reason.line.setFocus()
        else:
            self.refusal.say(explain(error).sentence, Status.WARN)
            self.refusal.show()
