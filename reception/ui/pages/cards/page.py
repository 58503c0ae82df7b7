"""Cards: what is in stock and how long it lasts, who is owed plastic, receiving and counting."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.changes import Topic
from reception.errors import InvalidInput, ReceptionError
from reception.queries.cards import OwedPlastic, StockLevel, StockRow, owed_plastic
from reception.queries.cards import stock_level as stock_level_query
from reception.queries.cards import stock_moves as stock_moves_query
from reception.queries.clinic import clinic_day
from reception.services.card_batches import hand_over_plastic
from reception.services.card_stock import count_cards, receive_cards
from reception.translation import msg
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.kit.form import Form
from reception.ui.kit.layout import STRETCH, Column, Row, Scroll, column, row
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.page import Command, Page, Screens
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.ui.theme import Status
from reception.values.card_number import group
from reception.values.choices import StockMove


class CardsPage(Page):
    """The stock, the promises and the movements."""

    interested_in: ClassVar[frozenset[Topic]] = frozenset({Topic.CARDS, Topic.TASKS})

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self.strip = Strip("", parent=self)
        self.on_hand = Text("", "display", parent=self)
        self.cover = Text("", "muted", wrap=True, parent=self)
        self._build_entry()
        self.owed = _owed_table(self)
        self.owed.opened.connect(self._hand_over)
        self.owed_about = Text("", "muted", wrap=True, parent=self)
        self.hand_over_button = Button(_("Plastic handed over"), icon="check", parent=self)
        self.hand_over_button.clicked.connect(self._hand_over_chosen)
        self.moves = _moves_table(self)
        stock = Card(_("Plastic in stock"), parent=self)
        stock.add(self.on_hand).add(self.cover).add(self._entry)
        owed = Card(
            _("Plastic owed"),
            _("They hold a paper card with full rights; the number on the plastic stays the same."),
            parent=self,
        )
        owed.add(self.owed_about).add(self.owed, 1).add(row(self.hand_over_button, STRETCH))
        moved = Card(_("Movements"), parent=self)
        moved.add(self.moves, 1)
        content = Column(
            Text(_("Cards"), "title"),
            self.strip,
            stock,
            owed,
            moved,
            STRETCH,
            gap=16,
            margins=(24,),
        )
        self.setLayout(column(Scroll(content)))

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
        self.count_button.clicked.connect(self._count)
        self.count.returned.connect(self._receive)
        entry = Form(width=2, parent=self)
        entry.add("count", self.count)
        entry.add("first", self.first)
        self._entry = Column(
            entry,
            Row(self.receive_button, self.count_button, STRETCH),
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
        self.hand_over_button.setVisible(bool(owed))
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
            self.cover.setText(f"{issued} {lasts} {order}")
        if level.on_hand == 0:
            self.strip.say(
                _("Plastic is out. Paper cards are issued at once, with the same rights."),
                Status.WARN,
            )
        elif level.is_low:
            self.strip.say(_("It is time to order plastic cards."), Status.WARN)
        self.strip.setVisible(level.on_hand == 0 or level.is_low)

    def first_focus(self) -> QWidget | None:
        """Cards received are what one comes here for."""
        return self.count

    def commands(self) -> Sequence[Command]:
        """Receiving and counting, by name."""
        return (
            Command(_("Enter cards received"), self.count.setFocus),
            Command(_("Record the cards counted"), self._count),
        )

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
        if number is not None:
            self.screens.actions.run(
                partial(receive_cards, count=number, first_number=self.first.text()),
                done=self._entered,
                failed=self._wrong,
            )

    @Slot()
    def _count(self) -> None:
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

    @Slot()
    def _hand_over_chosen(self) -> None:
        key = self.owed.current_key()
        if key is None and self.owed.rows_model.rows:
            key = self.owed.rows_model.key_at(0)
        if key is not None:
            self._hand_over(key)

    @Slot(object)
    def _hand_over(self, card_id: object) -> None:
        if isinstance(card_id, int):
            self.screens.actions.run(partial(hand_over_plastic, card_id=card_id))


def _owed_table(parent: QWidget) -> Table[OwedPlastic]:
    def promised(row: OwedPlastic) -> str:
        return "" if row.promised_on is None else screen_translator().day(row.promised_on)

    def number(row: OwedPlastic) -> str:
        return group(row.number)

    def name(row: OwedPlastic) -> str:
        return row.patient_name

    def key(row: OwedPlastic) -> int:
        return row.card_id

    table = Table(
        RowsModel(
            [
                TableColumn(_("Patient"), name, stretch=True),
                TableColumn(_("Card number"), number, width=160),
                TableColumn(_("Promised for"), promised, width=140),
            ],
            key,
        ),
        parent=parent,
    )
    table.setMinimumHeight(160)
    return table


def _moves_table(parent: QWidget) -> Table[StockRow]:
    words = {
        StockMove.RECEIVED: msg("received"),
        StockMove.ISSUED: msg("issued"),
        StockMove.RETURNED: msg("returned"),
        StockMove.SPOILED: msg("spoiled"),
        StockMove.LOST: msg("lost"),
        StockMove.COUNTED: msg("counted"),
    }

    def day(row: StockRow) -> str:
        return screen_translator().day(row.day)

    def move(row: StockRow) -> str:
        return say(words[row.move])

    def change(row: StockRow) -> str:
        sign = "+" if row.change > 0 else "\N{MINUS SIGN}" if row.change < 0 else ""
        return f"{sign}{screen_translator().number(abs(row.change))}"

    def key(row: StockRow) -> int:
        return row.id

    table = Table(
        RowsModel(
            [
                TableColumn(_("Day"), day, width=120),
                TableColumn(_("What"), move, stretch=True),
                TableColumn(_("Cards"), change, number=True, width=100),
            ],
            key,
        ),
        parent=parent,
    )
    table.setMinimumHeight(200)
    return table
