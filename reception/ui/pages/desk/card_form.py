"""The card of a member: issued at once, on plastic or on paper; printed, blocked, handed over."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.queries.cards import card_settings
from reception.queries.desk_forms import plastic_on_hand
from reception.queries.person_glances import CardGlance
from reception.services.card_batches import hand_over_plastic
from reception.services.card_states import (
    block_card,
    replace_card,
    unblock_card,
    use_found_card,
)
from reception.services.cards import IssuedCard, issue_card
from reception.ui.i18n import _, say
from reception.ui.kit.button import Button
from reception.ui.kit.choose import Segments
from reception.ui.kit.field import Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import STRETCH, Column, row
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.desk.work_form import WorkForm
from reception.ui.theme import Status
from reception.values.card_number import group
from reception.values.choices import CardState, ReplaceCause
from reception.values.labels import card_label, cause_label


class CardForm(WorkForm):
    """`print_asked` names a card to print; `issued` comes when one was issued just now."""

    issued = Signal(int)
    print_asked = Signal(int)

    def __init__(
        self,
        screens: Screens,
        *,
        account_id: int,
        holder_id: int,
        name: str,
        cards: Sequence[CardGlance],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Card of {name}", name=name), parent=parent)
        self._screens = screens
        self._account_id, self._holder_id = account_id, holder_id
        self._request_id = uuid4().hex
        self._cards = tuple(cards)
        self.card_rows = [_CardRow(one, self) for one in cards]
        for part in self.card_rows:
            part.print_asked.connect(self.print_asked)
            part.block_asked.connect(self._ask_reason)
            part.plastic_asked.connect(self._hand_over)
            part.replace_asked.connect(self._ask_cause)
            part.found_asked.connect(self._found)
            self.add(part)
        on_hand = screens.actions.ask(plastic_on_hand)
        if on_hand == 0:
            if screens.actions.ask(card_settings).plastic_is_numbered:
                words = _("Plastic is out: a paper card with the same rights is printed.")
            else:
                words = _(
                    "Plastic is out: a paper card with the same number and rights is printed."
                )
            self.add(Strip(words, Status.INFO))
        self._has_active = any(one.state is CardState.ACTIVE for one in cards)
        self.number = Field(
            _("Number on the plastic card"),
            hint=_("Scan it, or leave empty for the next number."),
            longest=20,
            parent=self,
        )
        self.number.returned.connect(self.issue)
        self.number.setVisible(on_hand > 0)
        self.issue_button = Button(_("Issue a card"), "primary", icon="cards", parent=self)
        self.issue_button.clicked.connect(self.issue)
        self.paper_button = Button(_("On paper"), parent=self)
        self.paper_button.clicked.connect(self._issue_on_paper)
        self.paper_button.setVisible(on_hand > 0)
        self.close_button = Button(_("Close"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        self.reason = Field(_("Why is the card blocked?"), parent=self)
        self.reason.returned.connect(self._block)
        self.reason.hide()
        self.cause = Segments(
            [(one, say(cause_label(one))) for one in ReplaceCause], ReplaceCause.LOST
        )
        self.cause.hide()
        self._chosen = 0
        self._replacing = False
        self.add(self.reason).add(self.cause).add(self.number).add(self.refusal)
        self.add(row(self.issue_button, self.paper_button, self.close_button, STRETCH))

    def first_focus(self) -> QWidget | None:
        """The next step: issuing, unless she holds one that works."""
        if self._has_active and self.card_rows:
            return self.card_rows[-1].print_button
        return self.issue_button

    def take_scan(self, digits: str) -> None:
        """A card from the stock was scanned while the form was open."""
        self.number.line.setText(group(digits))
        self.number.show()
        self.issue_button.setFocus()

    @Slot()
    def issue(self) -> None:
        """Issue the scanned card, or the next one."""
        self._issue(self.number.text(), on_paper=False)

    @Slot()
    def _issue_on_paper(self) -> None:
        self._issue("", on_paper=True)

    def _issue(self, number: str, *, on_paper: bool) -> None:
        if self._replacing:
            self._replace(number, on_paper=on_paper)
            return
        self._screens.actions.run(
            partial(
                issue_card,
                account_id=self._account_id,
                holder_id=self._holder_id,
                number=number,
                on_paper=on_paper,
                request_id=self._request_id,
            ),
            done=self._issued,
            failed=self._failed,
        )

    def _replace(self, number: str, *, on_paper: bool) -> None:
        self._screens.actions.run(
            partial(
                replace_card,
                card_id=self._chosen,
                cause=self.cause.value(),
                number=number,
                on_paper=on_paper,
                request_id=self._request_id,
            ),
            done=self._issued,
            failed=self._failed,
        )

    def _issued(self, card: IssuedCard) -> None:
        self.issued.emit(card.card_id)

    def _failed(self, error: ReceptionError) -> None:
        self._request_id = uuid4().hex
        self.refuse(error)

    @Slot(int)
    def _ask_reason(self, card_id: int) -> None:
        self._chosen = card_id
        self.cause.hide()
        self.reason.show()
        self.reason.line.setFocus()

    @Slot()
    def _block(self) -> None:
        self._screens.actions.run(
            partial(block_card, card_id=self._chosen, reason=self.reason.text()),
            done=self._done,
            failed=self._failed,
        )

    @Slot(int)
    def _ask_cause(self, card_id: int) -> None:
        self._chosen, self._replacing = card_id, True
        self.reason.hide()
        self.cause.show()
        self.issue_button.setText(_("Replace the card"))
        self.cause.button(ReplaceCause.LOST).setFocus()

    @Slot(int)
    def _found(self, card_id: int) -> None:
        was = next(one.state for one in self._cards if one.card_id == card_id)
        again = unblock_card if was is CardState.BLOCKED else use_found_card
        self._screens.actions.run(
            partial(again, card_id=card_id), done=self._done, failed=self._failed
        )

    @Slot(int)
    def _hand_over(self, card_id: int) -> None:
        self._screens.actions.run(
            partial(hand_over_plastic, card_id=card_id, number=self.number.text()),
            done=self._done,
            failed=self._failed,
        )

    def _done(self, _value: Any) -> None:
        self.closed.emit()


class _CardRow(Column):
    """One card with what can be done with it."""

    print_asked = Signal(int)
    block_asked = Signal(int)
    plastic_asked = Signal(int)
    replace_asked = Signal(int)
    found_asked = Signal(int)

    def __init__(self, card: CardGlance, parent: QWidget | None = None) -> None:
        super().__init__(gap=4, parent=parent)
        self._card_id = card.card_id
        about = say(card_label(card.state, card.form))
        if card.plastic_owed and card.plastic_promised_on is not None:
            promised = _("plastic promised by {day}", day=card.plastic_promised_on)
            about = f"{about} · {promised}"
        self.print_button = Button(_("Print"), "quiet", icon="print", parent=self)
        self.print_button.clicked.connect(self._print)
        self.plastic_button = Button(_("Plastic handed over"), "quiet", parent=self)
        self.plastic_button.clicked.connect(self._plastic)
        self.block_button = Button(_("Block…"), "quiet", parent=self)
        self.block_button.clicked.connect(self._block)
        if card.replaced_by:
            about = f"{about} · {_('now {number}', number=group(card.replaced_by))}"
        self.replace_button = Button(_("Replace…"), "quiet", parent=self)
        self.replace_button.clicked.connect(self._replace)
        self.found_button = Button(_("Found again"), "quiet", parent=self)
        self.found_button.clicked.connect(self._found)
        self.box.addWidget(Text(f"{group(card.number)} · {about}", "strong", wrap=True))
        active = card.state is CardState.ACTIVE
        for button, shown in (
            (self.print_button, active),
            (self.plastic_button, active and card.plastic_owed),
            (self.replace_button, active or card.state is CardState.BLOCKED),
            (self.block_button, active),
            (self.found_button, card.can_come_back),
        ):
            button.setVisible(shown)
        self.box.addWidget(
            Flow(
                self.print_button,
                self.plastic_button,
                self.replace_button,
                self.block_button,
                self.found_button,
                gap=4,
            )
        )

    @Slot()
    def _print(self) -> None:
        self.print_asked.emit(self._card_id)

    @Slot()
    def _plastic(self) -> None:
        self.plastic_asked.emit(self._card_id)

    @Slot()
    def _replace(self) -> None:
        self.replace_asked.emit(self._card_id)

    @Slot()
    def _found(self) -> None:
        self.found_asked.emit(self._card_id)

    @Slot()
    def _block(self) -> None:
        self.block_asked.emit(self._card_id)
