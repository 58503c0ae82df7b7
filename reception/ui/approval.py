"""A supervisor allows one action at the administrator's screen: her name, her PIN, nothing more."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.queries.staff import staff_rows
from reception.services.staff import SignInAnswer, approve
from reception.ui.actions import ActionRunner, Wanted
from reception.ui.i18n import _, say
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.text import Text
from reception.values.action_words import action_words
from reception.values.choices import Role

MAY_ALLOW = (Role.SUPERVISOR, Role.OWNER)


class ApprovalDialog(Dialog):
    """Who allows it, and the PIN; whoever sits at the desk goes on sitting there."""

    def __init__(self, actions: ActionRunner, wanted: Wanted, parent: QWidget) -> None:
        super().__init__(
            _("A supervisor allows this once"), say(action_words(wanted.action)), parent=parent
        )
        self._actions = actions
        self._wanted = wanted
        rows = [one for one in actions.ask(staff_rows) if one.role in MAY_ALLOW and one.has_pin]
        self.who: ChoiceField | None = None
        self.pin = Field(_("PIN of the supervisor"), secret=True, longest=8)
        self.add_cancel(_("Cancel"))
        self.go_button = self.add_button(_("Allow once"), "primary")
        if not rows:
            self.body.addWidget(Text(_("No supervisor has a PIN yet."), wrap=True, parent=self))
            self.pin.hide()
            self.go_button.setEnabled(False)
            return
        self.who = ChoiceField(_("Who"), [(one.id, one.name) for one in rows], rows[0].id)
        self.body.addWidget(self.who)
        self.body.addWidget(self.pin)
        self.pin.returned.connect(self._try)
        self.go_button.clicked.connect(self._try)
        self.pin.line.setFocus()

    @Slot()
    def _try(self) -> None:
        typed = self.pin.line.text()
        self.pin.line.clear()
        if self.who is not None and typed:
            ask = partial(approve, staff_id=self.who.value(), pin=typed, wanted=self._wanted.action)
            self._actions.run(ask, done=self._answered, quiet=True)

    def _answered(self, answer: SignInAnswer) -> None:
        if answer.actor is None:
            self.pin.set_error(say(answer.refusal) if answer.refusal else "")
            return
        self.accept()
        self._wanted.carry_out(answer.actor)
