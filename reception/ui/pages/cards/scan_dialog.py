"""Plastic that came with printed numbers: scanned card after card, or the one that is handed over.

The fields stand in windows of their own, so that a scan falls into them and opens nobody.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.cards import ScanAnswer, card_settings, scanned_card
from reception.services.card_batches import hand_over_plastic
from reception.services.card_stock import receive_numbers
from reception.ui.i18n import _, ngettext_, say
from reception.ui.kit.dialog import Dialog
from reception.ui.kit.field import AreaField, Field
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.values.card_number import group, read_number
from reception.values.labels import check_rule_label

FRESH = (ScanAnswer.UNKNOWN, ScanAnswer.OTHER_CLINIC, ScanAnswer.NOT_GIVEN, ScanAnswer.SPOILED)


class ScanNumbers(Dialog):
    """Cards are scanned one by one; what was scanned outlives the dialog until it is received."""

    def __init__(self, screens: Screens, scanned: dict[str, str], parent: QWidget) -> None:
        """`scanned` holds the digits of each card and what was read; it is added to."""
        super().__init__(
            _("Cards with printed numbers"),
            _("Scan card after card; each Enter takes one. The last one can be taken back."),
            width=600,
            parent=parent,
        )
        self._screens = screens
        self._scanned = scanned
        self._rule = screens.actions.ask(card_settings).rule
        self.number = Field(
            _("Number on the card"),
            hint=_("Checked by: {rule}.", rule=say(check_rule_label(self._rule))),
            longest=40,
            parent=self,
        )
        self.number.returned.connect(self._take)
        self.count = Text("", "strong", parent=self)
        self.listed = AreaField(_("Scanned"), lines=6, parent=self)
        self.listed.area.setReadOnly(True)
        for part in (self.number, self.count, self.listed):
            self.body.addWidget(part)
        self.add_cancel(_("Close"))
        self.back_button = self.add_button(_("Take the last one back"))
        self.back_button.clicked.connect(self._take_back)
        self.receive_button = self.add_button(_("Received"), "primary")
        self.receive_button.clicked.connect(self._receive)
        self._show()
        self.number.line.setFocus()

    def _show(self) -> None:
        known = len(self._scanned)
        self.count.setText(ngettext_("{count} card scanned", "{count} cards scanned", known))
        latest = list(self._scanned)[::-1]
        self.listed.set_text("\n".join(group(one) for one in latest))
        self.back_button.setEnabled(bool(known))
        self.receive_button.setEnabled(bool(known))

    @Slot()
    def _take(self) -> None:
        """Check what was scanned at once: the card is still in the hand."""
        text = self.number.text()
        if not text:
            return
        self.number.line.clear()
        try:
            digits = read_number(text, self._rule)
        except InvalidInput as error:
            self.number.set_error(say(error.message))
            return
        if digits in self._scanned:
            self.number.set_error(_("{number} is already in the list.", number=group(digits)))
            return
        known = self._screens.actions.ask(partial(scanned_card, digits=text))
        if known.answer not in FRESH:
            self.number.set_error(_("Card {number} was used before.", number=group(digits)))
            return
        self.number.set_error("")
        self._scanned[digits] = text
        self._show()

    @Slot()
    def _take_back(self) -> None:
        self._scanned.popitem()
        self._show()
        self.number.line.setFocus()

    @Slot()
    def _receive(self) -> None:
        self._screens.actions.run(
            partial(receive_numbers, numbers="\n".join(self._scanned.values())),
            done=self._received,
            failed=self._wrong,
        )

    def _received(self, _row: int) -> None:
        self._scanned.clear()
        self.accept()

    def _wrong(self, error: ReceptionError) -> None:
        self.number.set_error(say(error.message))


class ScanOther(Dialog):
    """Plastic with another number is handed over instead of a paper card."""

    def __init__(self, screens: Screens, card_id: int, number: str, parent: QWidget) -> None:
        super().__init__(
            _("Plastic with another number"),
            _("It replaces the paper card {number}; points stay on the account.", number=number),
            parent=parent,
        )
        self._screens = screens
        self._card_id = card_id
        self.number = Field(_("Number on the card"), longest=40, parent=self)
        self.number.returned.connect(self._hand_over)
        self.body.addWidget(self.number)
        self.add_cancel(_("Close"))
        self.hand_over_button = self.add_button(_("Plastic handed over"), "primary")
        self.hand_over_button.clicked.connect(self._hand_over)
        self.number.line.setFocus()

    @Slot()
    def _hand_over(self) -> None:
        number = self.number.text()
        if not number:
            self.number.set_error(_("Scan the plastic card first."))
            return
        self._screens.actions.run(
            partial(hand_over_plastic, card_id=self._card_id, number=number),
            done=self._handed,
            failed=self._wrong,
        )

    def _handed(self, _nothing: None) -> None:
        self.accept()

    def _wrong(self, error: ReceptionError) -> None:
        self.number.set_error(say(error.message))
