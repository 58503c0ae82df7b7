"""The desk: from when a wait is long, who is late, and whether names are masked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.queries.day import desk_settings
from reception.services.desk_settings import (
    EARLY,
    LATE,
    MASKED,
    WAIT_LONG,
    WAIT_TOO_LONG,
    change_desk_setting,
)
from reception.ui.errors import explain
from reception.ui.i18n import _
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Tick
from reception.ui.kit.field import Field
from reception.ui.kit.form import Form
from reception.ui.page import Screens
from reception.ui.pages.settings.part import Part


class DeskPart(Part):
    """Each value is saved as it is typed."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        words = {
            WAIT_LONG: _("A wait is long from, min"),
            WAIT_TOO_LONG: _("Too long from, min"),
            LATE: _("Late from, min"),
            EARLY: _("Early from, min"),
        }
        slots = {
            WAIT_LONG: self._long,
            WAIT_TOO_LONG: self._too_long,
            LATE: self._late,
            EARLY: self._early,
        }
        self.form = Form(width=2)
        self.fields = {key: Field(word, longest=4) for key, word in words.items()}
        for key, field in self.fields.items():
            field.saved.connect(slots[key])
            self.form.add(key, field)
        self.masked = Tick(_("initials instead of names"))
        self.masked.clicked.connect(self._mask)
        about = _(
            "From how many minutes a wait shows by its colour and in words, and who counts as late"
            " or early."
        )
        self.box.addWidget(Card(_("The waiting clock"), about).add(self.form))
        why = _(
            "Where the screen can be seen from the other side, initials stand in the list. A look"
            " at the whole names is recorded."
        )
        self.box.addWidget(Card(_("Names in the list of the day"), why).add(self.masked))
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Ask for the settings and show them."""
        now = self.screens.actions.ask(desk_settings)
        for key, minutes in (
            (WAIT_LONG, now.limits.long),
            (WAIT_TOO_LONG, now.limits.too_long),
            (LATE, now.limits.late),
            (EARLY, now.limits.early),
        ):
            self.fields[key].set_text(str(minutes))
        self.masked.setChecked(now.masked_names)

    def first_focus(self) -> QWidget | None:
        """The first field."""
        return self.fields[WAIT_LONG].line

    @Slot(str)
    def _long(self, text: str) -> None:
        self._minutes(WAIT_LONG, text)

    @Slot(str)
    def _too_long(self, text: str) -> None:
        self._minutes(WAIT_TOO_LONG, text)

    @Slot(str)
    def _late(self, text: str) -> None:
        self._minutes(LATE, text)

    @Slot(str)
    def _early(self, text: str) -> None:
        self._minutes(EARLY, text)

    def _minutes(self, key: str, text: str) -> None:
        if not (text.isascii() and text.isdigit()):
            self.form.show_error(key, _("Enter whole minutes."))
            return
        self.screens.actions.run(
            partial(change_desk_setting, key=key, value=int(text)), failed=self._failed
        )

    def _failed(self, error: ReceptionError) -> None:
        field = getattr(error, "field", "")
        if not self.form.show_error(field, explain(error).sentence):
            self.screens.notify.explain(error)

    @Slot()
    def _mask(self) -> None:
        changed = self.screens.actions.run(
            partial(change_desk_setting, key=MASKED, value=self.masked.isChecked())
        )
        if not changed:
            self.refresh()
