"""The stock: how long it lasts, who is owed plastic; received, counted, spoiled and lost cards."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.cards import OwedPlastic, StockLevel, owed_plastic
from reception.queries.cards import stock_level as stock_level_query
from reception.queries.cards import stock_moves as stock_moves_query
from reception.queries.clinic import clinic_day
from reception.services.card_batches import hand_over_plastic
from reception.services.card_stock import count_cards, receive_cards, write_off_cards
from reception.ui.i18n import _, ngettext_, say
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.form import Form
from reception.ui.kit.layout import Column
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.cards.part import Part
from reception.ui.pages.cards.scan_dialog import ScanNumbers, ScanOther
from reception.ui.pages.cards.stock_tables import moves_table, owed_table
from reception.ui.theme import Status
from reception.values.card_number import group
from reception.values.choices import StockMove

AT_ONCE = 1_000
"""Numbered cards received without a job."""


class StockPart(Part):
    """The stock, the promises and the movements."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self._scanned: dict[str, str] = {}
        """Scanned and not received yet."""
        self.strip = Strip("", parent=self)
        self.on_hand = Text("", "display", parent=self)
        self.cover = Text("", "muted", wrap=True, parent=self)
        self._build_entry()
        self.owed = owed_table(self)
        self.owed.opened.connect(self._hand_over)
        self.owed_about = Text("", "muted", wrap=True, parent=self)
        self.hand_over_button = Button(_("Plastic handed over"), icon="check", parent=self)
        self.hand_over_button.clicked.connect(self._hand_over_chosen)
        self.moves = moves_table(self)
        stock = Card(_("Plastic in stock"), parent=self)
        stock.add(self.on_hand).add(self.cover).add(self._entry)
        owed = Card(
            _("Plastic owed"),
            _("They hold a paper card with full rights."),
            parent=self,
        )
        self.other_button = Button(_("It has another number…"), parent=self)
        self.other_button.clicked.connect(self._hand_other)
        owed.add(self.owed_about).add(self.owed, 1)
        owed.add(Flow(self.hand_over_button, self.other_button, gap=8))
        moved = Card(_("Movements"), parent=self)
        moved.add(self.moves, 1)
        for part in (self.strip, stock, owed, moved):
            self.box.addWidget(part)
        self.box.addStretch(1)

    def _build_entry(self) -> None:
        self.count = Field(_("How many cards"), longest=6, parent=self)
        self.first = Field(
            _("First number"),
            hint=_("Only for plastic with printed numbers."),
            longest=20,
            parent=self,
        )
        self.receive_button = Button(_("Received"), "primary", icon="plus", parent=self)
        self.receive_button.clicked.connect(self._receive)
        self.count_button = Button(_("Counted"), parent=self)
        self.count_button.clicked.connect(self.count_now)
        self.spoiled_button = Button(_("Spoiled"), parent=self)
        self.spoiled_button.clicked.connect(self._spoil)
        self.lost_button = Button(_("Lost in stock"), parent=self)
        self.lost_button.clicked.connect(self._lose)
        self.scan_button = Button(_("Scan numbered cards…"), parent=self)
        self.scan_button.clicked.connect(self.scan_numbers)
        self.count.returned.connect(self._receive)
        entry = Form(width=2, parent=self)
        entry.add("count", self.count)
        entry.add("first", self.first)
        self._entry = Column(
            entry,
            Flow(
                self.receive_button,
                self.scan_button,
                self.count_button,
                self.spoiled_button,
                self.lost_button,
                gap=8,
            ),
            gap=12,
        )

    def refresh(self) -> None:
        """Ask for the stock, the promises and the movements."""
        ask = self.screens.actions.ask
        day = ask(partial(clinic_day, now=self.screens.clock.now()))
        level = ask(partial(stock_level_query, today=day))
        self._show_level(level)
        owed = ask(owed_plastic)
        self.owed.show_rows(owed)
        self.owed.setVisible(bool(owed))
        for button in (self.hand_over_button, self.other_button):
            button.setVisible(bool(owed))
        self.owed_about.setText("" if owed else _("Nobody is owed a plastic card."))
        self.owed_about.setVisible(not owed)
        self.moves.show_rows(ask(stock_moves_query))

    def _show_level(self, level: StockLevel) -> None:
        self.on_hand.setText(ngettext_("{count} card", "{count} cards", level.on_hand))
        if level.cover_days is None:
            self.cover.setText(_("No card was issued in the last 30 days."))
        else:
            issued = ngettext_(
                "{count} card was issued in the last 30 days.",
                "{count} cards were issued in the last 30 days.",
                level.issued_30_days,
            )
            lasts = ngettext_(
                "The stock lasts {count} day.", "The stock lasts {count} days.", level.cover_days
            )
            order = _("Order at {number}.", number=level.reorder_at)
            coming = (
                ngettext_(
                    "{count} card is at the print shop.",
                    "{count} cards are at the print shop.",
                    level.on_order,
                )
                if level.on_order
                else ""
            )
            self.cover.setText(" ".join(one for one in (issued, lasts, order, coming) if one))
        if level.on_hand == 0:
            self.strip.say(
                _("Plastic is out. Paper cards are issued at once, with the same rights."),
                Status.WARN,
            )
        elif level.is_low:
            words = ngettext_(
                "It is time to order plastic cards. Proposal: {count}.",
                "It is time to order plastic cards. Proposal: {count}.",
                level.to_order,
            )
            self.strip.say(words, Status.WARN)
        self.strip.setVisible(level.on_hand == 0 or level.is_low)

    def first_focus(self) -> QWidget | None:
        """Cards received are what one comes here for."""
        return self.count

    def _number(self) -> int | None:
        text = self.count.text()
        if not (text.isascii() and text.isdigit()):
            self.count.set_error(_("Enter a whole number of cards."))
            self.count.setFocus()
            return None
        return int(text)

    @Slot()
    def _receive(self) -> None:
        number = self._number()
        if number is None:
            return
        receive = partial(receive_cards, count=number, first_number=self.first.text())
        if number > AT_ONCE and self.first.text():
            self.screens.jobs.run(
                receive,
                title=_("Putting cards into stock"),
                done=self._entered,
                failed=self._wrong,
            )
        else:
            self.screens.actions.run(receive, done=self._entered, failed=self._wrong)

    @Slot()
    def scan_numbers(self) -> None:
        """Numbers that do not count up are scanned one by one."""
        ScanNumbers(self.screens, self._scanned, self).open()

    @Slot()
    def _spoil(self) -> None:
        self._write_off(StockMove.SPOILED)

    @Slot()
    def _lose(self) -> None:
        self._write_off(StockMove.LOST)

    def _write_off(self, move: StockMove) -> None:
        number = 1 if self.first.text() else self._number()
        if number is not None:
            self.screens.actions.run(
                partial(write_off_cards, move=move, count=number, number=self.first.text()),
                done=self._entered,
                failed=self._wrong,
            )

    @Slot()
    def count_now(self) -> None:
        """Record how many were counted."""
        number = self._number()
        if number is not None:
            self.screens.actions.run(
                partial(count_cards, on_hand=number), done=self._entered, failed=self._wrong
            )

    def _entered(self, _row: int) -> None:
        self.count.line.clear()
        self.first.line.clear()
        self.count.setFocus()

    def _wrong(self, error: ReceptionError) -> None:
        about_count = isinstance(error, InvalidInput) and error.field == "count"
        field = self.count if about_count or not self.first.text() else self.first
        field.set_error(say(error.message))
        field.setFocus()

    def _owed_chosen(self) -> OwedPlastic | None:
        key = self.owed.current_key()
        rows = self.owed.rows_model.rows
        found = next((one for one in rows if one.card_id == key), None)
        return found or (rows[0] if rows else None)

    @Slot()
    def _hand_over_chosen(self) -> None:
        chosen = self._owed_chosen()
        if chosen is not None:
            self._hand_over(chosen.card_id)

    @Slot()
    def _hand_other(self) -> None:
        chosen = self._owed_chosen()
        if chosen is not None:
            number = group(chosen.number)
            ScanOther(self.screens, chosen.card_id, number, self).open()

    @Slot(object)
    def _hand_over(self, card_id: object) -> None:
        if isinstance(card_id, int):
            self.screens.actions.run(partial(hand_over_plastic, card_id=card_id))
