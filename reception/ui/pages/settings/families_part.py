"""Families: from which age one decides for oneself, and what happens after a death."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.queries.family_settings import family_settings
from reception.services.family_settings import (
    FROZEN,
    OWN_CONSENT,
    PAUSE,
    change_family_setting,
)
from reception.ui.errors import explain
from reception.ui.i18n import _
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.page import Screens
from reception.ui.pages.settings.part import Part


class _Saver(QObject):
    """Saves one number, and says beside it what is wrong."""

    def __init__(self, part: FamiliesPart, key: str, field: Field) -> None:
        super().__init__(part)
        self._part, self._key, self._field = part, key, field
        field.saved.connect(self._save)

    @Slot(str)
    def _save(self, text: str) -> None:
        if not text.isdecimal() or len(text) > 4:
            self._field.set_error(_("Enter a whole number."))
            return
        self._part.screens.actions.run(
            partial(change_family_setting, key=self._key, value=int(text)), failed=self._wrong
        )

    def _wrong(self, error: ReceptionError) -> None:
        self._field.set_error(explain(error).sentence)


class FamiliesPart(Part):
    """Each number is saved as it is typed."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        ages = Card(
            _("Who decides for themselves"),
            _("By law 15 in Russia and 14 in Ukraine; the clinic's lawyer confirms it."),
        )
        self.own_consent = Field(
            _("Consents to care from the age of"),
            hint=_("Younger: with a parent, guardian or trusted person."),
            longest=4,
        )
        ages.add(self.own_consent)
        loss = Card(_("After a death"))
        self.pause = Field(_("Days without greetings to the relatives"), longest=4)
        self.frozen = Field(
            _("Months in which the family may ask for the points"),
            hint=_("Of an account whose only adult has died."),
            longest=4,
        )
        loss.add(self.pause).add(self.frozen)
        self.box.addWidget(ages)
        self.box.addWidget(loss)
        self.box.addStretch(1)
        self._savers = [
            _Saver(self, OWN_CONSENT, self.own_consent),
            _Saver(self, PAUSE, self.pause),
            _Saver(self, FROZEN, self.frozen),
        ]

    def refresh(self) -> None:
        """Show the numbers in force."""
        found = self.screens.actions.ask(family_settings)
        self.own_consent.set_text(str(found.own_consent_from))
        self.pause.set_text(str(found.pause_days))
        self.frozen.set_text(str(found.frozen_months))

    def first_focus(self) -> QWidget | None:
        """The age."""
        return self.own_consent.line
