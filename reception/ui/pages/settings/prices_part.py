"""The price list: searched by a word, by group with its prices by day; a supervisor edits it.

A new price is set from a day; the old one ends the day before.  Gaps and overlaps are said.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.queries.clinic import clinic_day, clinic_facts
from reception.queries.desk_forms import bill_groups
from reception.queries.prices import PriceList, PriceRow, flaw_words, price_list
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.field import Field
from reception.ui.kit.layout import STRETCH, Row
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.settings.part import Part
from reception.ui.pages.settings.price_card import PriceCard
from reception.ui.tables.table import Column, RowsModel, Table
from reception.ui.theme import Status

MOST_ROWS = 5


class PricesPart(Part):
    """The list above, the chosen service below it."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self._day = date.min
        self._currency = ""
        listed = Card(
            _("Price list"),
            _("What a service costs from which day. Names for patients are said and printed."),
        )
        self.search = Field(_("Search by name, code or group"), longest=80)
        self.search.edited.connect(self._typed)
        self.new_button = Button(_("New service"), icon="plus", key="Ctrl+Shift+N")
        self.new_button.clicked.connect(self.new)
        listed.add(Row(self.search, self.new_button, gap=12))
        self.flaws = Strip("", Status.WARN)
        self.flaws.hide()
        listed.add(self.flaws)
        self.table = Table(self._model(), tall=True, parent=self)
        self.table.setAccessibleName(_("Price list"))
        self.table.selected.connect(self._chosen)
        self.table.opened.connect(self._opened)
        listed.add(self.table)
        self.empty = Text("", "muted", wrap=True)
        listed.add(self.empty)
        self.count = Text("", "small")
        listed.add(Row(self.count, STRETCH))
        self.card = PriceCard(screens)
        self.card.added.connect(self._added)
        self.box.addWidget(listed)
        self.box.addWidget(self.card)
        self.box.addStretch(1)

    def _model(self) -> RowsModel[PriceRow]:
        return RowsModel(
            [
                Column(
                    _("Service"),
                    _name,
                    stretch=True,
                    second=_second,
                    strong=True,
                ),
                Column(_("Group"), _group),
                Column(
                    _("Price"),
                    self._price,
                    number=True,
                    second=self._coming,
                    status=_status,
                    icon=_icon,
                ),
            ],
            _code,
        )

    def refresh(self) -> None:
        """Ask for the list as it is searched, on the clinic's day."""
        ask = self.screens.actions.ask
        self._day = ask(partial(clinic_day, now=self.screens.clock.now()))
        self._currency = ask(clinic_facts).currency
        self.card.show_groups(ask(bill_groups), self._day, self._currency)
        self._show()

    def _show(self) -> None:
        found: PriceList = self.screens.actions.ask(
            partial(price_list, day=self._day, text=self.search.text())
        )
        self.table.show_rows(found.rows)
        self.table.fit(most=MOST_ROWS)
        self.table.setVisible(bool(found.rows))
        self.empty.setVisible(not found.rows)
        self.empty.setText(
            _("Nothing on the list fits; try a shorter word.")
            if found.services
            else _("Services with their prices will stand here. Bring the list in, or add one.")
        )
        self.count.setText(ngettext_("{count} service", "{count} services", found.services))
        self.flaws.setVisible(found.flawed > 0)
        self.flaws.say(
            ngettext_(
                "{count} service has days without a price, or with two.",
                "{count} services have days without a price, or with two.",
                found.flawed,
            ),
            Status.WARN,
        )
        self._chosen(self.table.current_key())

    def first_focus(self) -> QWidget | None:
        """The search."""
        return self.search.line

    def _row(self, code: object) -> PriceRow | None:
        return next((row for row in self.table.rows_model.rows if row.code == code), None)

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self._show()

    @Slot(object)
    def _chosen(self, code: object) -> None:
        self.card.show_row(self._row(code))

    @Slot(object)
    def _opened(self, code: object) -> None:
        """Return on a service: its new price is typed."""
        self._chosen(code)
        self.card.price.line.setFocus()

    @Slot()
    def new(self) -> None:
        """A service that is not on the list yet."""
        self.table.clearSelection()
        self.card.begin()

    @Slot(str)
    def _added(self, code: str) -> None:
        self.search.set_text("")
        self._show()
        self.table.choose(code)
        self.table.setFocus()

    # --- Cells ------------------------------------------------------------------------------

    def _price(self, row: PriceRow) -> str:
        if row.now is None:
            return _("ended") if row.has_ended else "—"
        return screen_translator().money(row.now.price_minor, self._currency)

    def _coming(self, row: PriceRow) -> str:
        if row.flaws:
            return say(flaw_words(row.flaws[0]))
        if row.coming is None:
            last = None if row.now is None else row.now.valid_until
            return "" if last is None else _("until {day}", day=last)
        money = screen_translator().money(row.coming.price_minor, self._currency)
        return _("from {day}: {money}", day=row.coming.valid_from, money=money)


def _code(row: PriceRow) -> str:
    return row.code


def _name(row: PriceRow) -> str:
    return row.name


def _second(row: PriceRow) -> str:
    if row.patient_name and row.patient_name != row.name:
        return _("{code} · for patients: {name}", code=row.code, name=row.patient_name)
    return row.code


def _group(row: PriceRow) -> str:
    return row.group_name


def _status(row: PriceRow) -> str:
    if row.flaws:
        return Status.WARN.value
    return Status.NEUTRAL.value if row.has_ended else ""


def _icon(_row: PriceRow) -> str:
    return ""
