"""What a scanned card does: an active one opens its holder; the rest is said, never an owner's name."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from reception.queries.cards import ScanAnswer, scanned_card
from reception.ui.i18n import _
from reception.ui.page import Screens
from reception.ui.theme import Status
from reception.values.card_number import group

_FOR_STOCK = (ScanAnswer.UNKNOWN, ScanAnswer.NOT_GIVEN, ScanAnswer.ORDERED)
"""Only a supervisor is offered to receive these (product/situations.md 33)."""


class Forms(Protocol):
    """An open form that wants the number that was read."""

    def take_scan(self, digits: str) -> bool:
        """A number from the stock; False where no form wants it."""
        ...

    def take_card(self, digits: str, holder_id: int) -> bool:
        """An active card and its holder; False where no form wants it."""
        ...


class ScanDesk(QObject):
    """Answers scans from anywhere in the window."""

    def __init__(self, screens: Screens, forms: Forms, parent: QObject) -> None:
        super().__init__(parent)
        self._screens = screens
        self._forms = forms

    @Slot(str)
    def scanned(self, digits: str) -> None:
        """A valid number was read."""
        card = self._screens.actions.ask(partial(scanned_card, digits=digits))
        if card.answer is ScanAnswer.ACTIVE and card.patient_id is not None:
            if self._forms.take_card(card.digits, card.patient_id):
                return
            self._screens.navigate("desk", card.patient_id)
            return
        if card.answer is ScanAnswer.IN_STOCK and self._forms.take_scan(card.digits):
            return
        number = group(card.digits)
        words = {
            ScanAnswer.UNKNOWN: _("The number {number} is not known here.", number=number),
            ScanAnswer.OTHER_CLINIC: _("Card {number} is from another clinic.", number=number),
            ScanAnswer.NOT_GIVEN: _(
                "Card {number} is of our series, but this number was never given out here.",
                number=number,
            ),
            ScanAnswer.ORDERED: _(
                "Card {number} is ordered from the print shop. Enter the delivery on the Cards"
                " page first.",
                number=number,
            ),
            ScanAnswer.LOST: _(
                "Card {number} belongs to an account; it was reported lost and is blocked. Keep it"
                " at the desk.",
                number=number,
            ),
            ScanAnswer.IN_STOCK: _("Card {number} is in stock and not issued yet.", number=number),
            ScanAnswer.BLOCKED: _(
                "Card {number} belongs to an account and is blocked.", number=number
            ),
            ScanAnswer.REPLACED: _("Card {number} was replaced by another one.", number=number),
            ScanAnswer.SPOILED: _("Card {number} is spoiled and cannot be used.", number=number),
        }
        said = words.get(card.answer, words[ScanAnswer.UNKNOWN])
        actor = self._screens.seat.actor
        if card.answer in _FOR_STOCK and actor is not None and actor.is_supervisor:
            self._screens.notify.offer(said, _("Into stock…"), self._to_stock)
        else:
            self._screens.notify.say(said, Status.WARN)

    def _to_stock(self) -> None:
        """Cards that are not in the book yet are received on their own page."""
        self._screens.navigate("cards", "stock")
