"""Joining at the desk: who, with which children, by which papers; advertising apart, unticked.

The card is made out to an adult.  Consent to data processing is a paper of its own and required;
each advertising channel is asked by itself and never ticked beforehand (product/law.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.queries.person_panel import MemberLine
from reception.services.joining import Joined, enter_children, join_programme
from reception.ui.i18n import _
from reception.ui.kit.button import Button
from reception.ui.kit.choose import Tick
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import STRETCH, Column, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.desk.work_form import WorkForm
from reception.values.choices import ContactChannel


class JoiningForm(WorkForm):
    """`joined` tells the adult and whether an advertising paper is wanted."""

    joined = Signal(int, int, bool)

    def __init__(
        self,
        screens: Screens,
        adult: MemberLine,
        children: Sequence[MemberLine],
        *,
        ticked_child: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("{name} joins the programme", name=adult.spoken_name)
        about = _("Free of charge. The papers are printed to sign; the card works at once.")
        if adult.is_on_account:
            title = _("Children on the account: {name}", name=adult.spoken_name)
            about = ""
        super().__init__(title, about, parent=parent)
        self._screens = screens
        self._adult = adult
        self._request_id = uuid4().hex
        self.children_ticks: dict[int, Tick] = {}
        if children:
            self.add(Text(_("Children she enters on the account:"), "caption"))
        for child in children:
            age = "" if child.age is None else f", {child.age}"
            checked = child.patient_id == ticked_child
            tick = Tick(f"{child.name}{age}", checked=checked, parent=self)
            self.children_ticks[child.patient_id] = tick
            self.add(tick)
        self.add(Text(_("Papers to sign:"), "caption"))
        self.consent = Tick(
            _("Agrees to the processing of data: a paper of its own, without it there is no card"),
            parent=self,
        )
        self.consent.toggled.connect(self._consent_changed)
        self.add(self.consent)
        words = {
            ContactChannel.SMS: _("SMS"),
            ContactChannel.CALL: _("calls"),
            ContactChannel.EMAIL: _("e-mail"),
            ContactChannel.MESSENGER: _("messenger"),
        }
        self.channels = {channel: Tick(word, parent=self) for channel, word in words.items()}
        self.advertising = Column(
            Text(_("Only if the patient wishes advertising messages:"), "caption"),
            Flow(*self.channels.values(), gap=16),
            gap=12,
        )
        self.add(self.advertising)
        if adult.is_on_account:
            self.advertising.hide()
        self.join_button = Button(_("Join and print"), "primary", hint="Ctrl+⏎", parent=self)
        self.join_button.clicked.connect(self.join)
        self.join_button.setEnabled(False)
        self.close_button = Button(_("Close"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        self.add(self.refusal).add(row(self.join_button, self.close_button, STRETCH))

    def first_focus(self) -> QWidget | None:
        """The first child, or the consent."""
        return next(iter(self.children_ticks.values()), self.consent)

    @Slot(bool)
    def _consent_changed(self, given: bool) -> None:
        self.join_button.setEnabled(given)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Return joins; Return ticks and goes on to the next."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.join()
            else:
                self.focusNextChild()
            return
        super().keyPressEvent(event)

    @Slot()
    def join(self) -> None:
        """Record the joining; the papers and the card follow."""
        if not self.consent.isChecked():
            self.refusal.say(
                _("Without consent to data processing no card can be issued. Explain it once.")
            )
            self.refusal.show()
            self.consent.setFocus()
            return
        service = partial(
            enter_children if self._adult.is_on_account else join_programme,
            patient_id=self._adult.patient_id,
            child_ids=[one for one, tick in self.children_ticks.items() if tick.isChecked()],
            request_id=self._request_id,
        )
        if not self._adult.is_on_account:
            channels = [one for one, tick in self.channels.items() if tick.isChecked()]
            service = partial(service, advertising=channels)
        self._screens.actions.run(service, done=self._joined, failed=self._failed)

    def _joined(self, joined: Joined) -> None:
        wishes = any(tick.isChecked() for tick in self.channels.values())
        self.joined.emit(self._adult.patient_id, joined.account_id, wishes)

    def _failed(self, error: ReceptionError) -> None:
        self._request_id = uuid4().hex
        self.refuse(error)
