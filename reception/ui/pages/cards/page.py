"""Cards in parts: the stock, orders, the design, papers that wait, and how it is done here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from reception.changes import Topic
from reception.ui.i18n import _
from reception.ui.page import Command, Screens
from reception.ui.pages.cards.design_part import DesignPart
from reception.ui.pages.cards.order_part import OrderPart
from reception.ui.pages.cards.papers_part import PapersPart
from reception.ui.pages.cards.part import Part
from reception.ui.pages.cards.rules_part import RulesPart
from reception.ui.pages.cards.signing_part import SigningPart
from reception.ui.pages.cards.stock_part import StockPart
from reception.ui.parts_page import PartsPage


class CardsPage(PartsPage):
    """The parts by name; navigating here with a part's key opens it."""

    interested_in: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.CARDS, Topic.TASKS, Topic.PAPERS, Topic.SETTINGS}
    )

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, _("Cards"), parent)
        self.stock = StockPart(screens)
        self.orders = OrderPart(screens)
        self.design = DesignPart(screens)
        self.papers = PapersPart(screens)
        self.signing = SigningPart(screens)
        self.rules = RulesPart(screens)
        self.parts: dict[str, Part] = {
            "stock": self.stock,
            "orders": self.orders,
            "design": self.design,
            "papers": self.papers,
            "signing": self.signing,
            "rules": self.rules,
        }
        words = {
            "stock": _("Stock"),
            "orders": _("Orders"),
            "design": _("Design"),
            "papers": _("To print"),
            "signing": _("To sign"),
            "rules": _("Numbers and printers"),
        }
        self.lay_out({key: (words[key], part) for key, part in self.parts.items()})

    def commands(self) -> Sequence[Command]:
        """Receiving and counting, and the parts by name."""
        words = {
            "orders": _("Cards: orders"),
            "design": _("Cards: design"),
            "papers": _("Papers that wait for the printer"),
            "signing": _("Papers that wait for a signature"),
            "rules": _("Cards: numbers and printers"),
        }
        return (
            Command(_("Enter cards received"), self._receive),
            Command(_("Scan numbered cards…"), self._scan),
            Command(_("Record the cards counted"), self._count),
            *(Command(word, partial(self.filters.choose, key)) for key, word in words.items()),
        )

    def _receive(self) -> None:
        self.filters.choose("stock")
        self.stock.count.setFocus()

    def _scan(self) -> None:
        self.filters.choose("stock")
        self.stock.scan_numbers()

    def _count(self) -> None:
        self.filters.choose("stock")
        self.stock.count_now()
