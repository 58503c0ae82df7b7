"""The tables of the stock: what is owed to whom, and every movement."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reception.queries.cards import OwedPlastic, StockRow
from reception.translation import msg
from reception.ui.i18n import _, say, screen_translator
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.values.card_number import group
from reception.values.choices import StockMove


def owed_table(parent: QWidget) -> Table[OwedPlastic]:
    """Who is owed plastic."""

    def promised(row: OwedPlastic) -> str:
        if row.lies_ready:
            return _("lies ready")
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


def moves_table(parent: QWidget) -> Table[StockRow]:
    """What came in and went out."""
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
