"""Orders of numbered plastic: set numbers aside, give the file to the print shop, receive it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.errors import ReceptionError
from reception.queries.cards import BatchRow, card_batches, stock_level
from reception.queries.clinic import clinic_day
from reception.services.card_batches import drop_batch, order_batch, receive_batch
from reception.services.desk_papers import issue_card_batch
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Segments
from reception.ui.kit.field import Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import STRETCH, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.cards.part import Part
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.values.choices import CardLayout


class OrderPart(Part):
    """One field, the batches, and what can be done with the chosen one."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self.about = Text("", "muted", wrap=True, parent=self)
        self.count = Field(_("How many cards"), longest=6, parent=self)
        self.count.returned.connect(self._order)
        self.layout_choice = Segments(
            [
                (CardLayout.CR80, _("One card a page")),
                (CardLayout.TEN_ON_A4, _("Ten on A4")),
            ],
            CardLayout.CR80,
        )
        self.order_button = Button(_("Set numbers aside"), "primary", icon="plus", parent=self)
        self.order_button.clicked.connect(self._order)
        fresh = Card(
            _("New order"),
            _("Numbers owed to patients come first; the file goes to the print shop."),
            parent=self,
        )
        fresh.add(self.about).add(self.count).add(row(self.order_button, STRETCH))
        self.table = _batches(self)
        self.nothing = Text(_("No order yet."), "muted", parent=self)
        self.file_button = Button(_("Print file"), icon="print", parent=self)
        self.file_button.clicked.connect(self._file)
        self.receive_button = Button(_("It came"), icon="check", parent=self)
        self.receive_button.clicked.connect(self._receive)
        self.drop_button = Button(_("It will not come"), "quiet", parent=self)
        self.drop_button.clicked.connect(self._drop)
        orders = Card(_("Orders"), parent=self)
        orders.add(self.nothing).add(self.table, 1).add(row(self.layout_choice, STRETCH))
        orders.add(Flow(self.file_button, self.receive_button, self.drop_button, gap=8))
        for part in (fresh, orders):
            self.box.addWidget(part)
        self.box.addStretch(1)

    def refresh(self) -> None:
        """Ask for the batches and for a proposal."""
        ask = self.screens.actions.ask
        day = ask(partial(clinic_day, now=self.screens.clock.now()))
        level = ask(partial(stock_level, today=day))
        owed = ngettext_("{count} card is owed.", "{count} cards are owed.", level.owed)
        proposal = _("Proposal: {number}.", number=level.to_order)
        self.about.setText(f"{owed} {proposal}")
        if not self.count.text():
            self.count.set_text(str(level.to_order))
        batches = ask(card_batches)
        self.table.show_rows(batches)
        self.table.setVisible(bool(batches))
        self.nothing.setVisible(not batches)
        for button in (self.file_button, self.receive_button, self.drop_button):
            button.setVisible(bool(batches))
        self.layout_choice.setVisible(bool(batches))

    def first_focus(self) -> QWidget | None:
        """The number of cards."""
        return self.count

    @Slot()
    def _order(self) -> None:
        text = self.count.text()
        if not (text.isascii() and text.isdigit()):
            self.count.set_error(_("Enter a whole number of cards."))
            return
        self.screens.actions.run(
            partial(order_batch, count=int(text)), done=self._ordered, failed=self._wrong
        )

    def _ordered(self, batch_id: int) -> None:
        self.count.line.clear()
        self.refresh()
        self._make_file(batch_id)

    def _wrong(self, error: ReceptionError) -> None:
        self.count.set_error(say(error.message))

    def _chosen(self) -> int | None:
        key = self.table.current_key()
        if key is None and self.table.rows_model.rows:
            key = self.table.rows_model.key_at(0)
        return key if isinstance(key, int) else None

    @Slot()
    def _file(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._make_file(chosen)

    def _make_file(self, batch_id: int) -> None:
        self.screens.actions.run(
            partial(issue_card_batch, batch_id=batch_id, layout=self.layout_choice.value()),
            done=self._show_file,
        )

    def _show_file(self, paper_id: int) -> None:
        self.screens.papers.show([paper_id], self)

    @Slot()
    def _receive(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.screens.actions.run(partial(receive_batch, batch_id=chosen))

    @Slot()
    def _drop(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.screens.actions.run(partial(drop_batch, batch_id=chosen))


def _batches(parent: QWidget) -> Table[BatchRow]:
    def day(one: BatchRow) -> str:
        return screen_translator().day(one.ordered_on)

    def state(one: BatchRow) -> str:
        if one.received_on is None:
            return _("at the print shop")
        return _("came {day}", day=one.received_on)

    def count(one: BatchRow) -> str:
        return screen_translator().number(one.count)

    def owed(one: BatchRow) -> str:
        return screen_translator().number(one.owed)

    def key(one: BatchRow) -> int:
        return one.id

    table = Table(
        RowsModel(
            [
                TableColumn(_("Ordered"), day, width=130),
                TableColumn(_("State"), state, stretch=True),
                TableColumn(_("Owed"), owed, number=True, width=100),
                TableColumn(_("Cards"), count, number=True, width=100),
            ],
            key,
        ),
        parent=parent,
    )
    table.setMinimumHeight(160)
    return table
