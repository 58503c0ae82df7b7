"""Promotions and tiers of the draft: a row for each, with Edit and Remove, and Add."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.rules.terms import Promotion, Tier
from reception.ui.i18n import _, ngettext_, screen_translator
from reception.ui.kit.button import Button, IconButton
from reception.ui.kit.card import Card
from reception.ui.kit.layout import Column, Row, clear
from reception.ui.kit.text import Text
from reception.values.money import Money


class ItemsCard(Card):
    """A list of a draft; `edited` tells the place of an item (-1: a new one), `removed` likewise."""

    edited = Signal(int)
    removed = Signal(int)

    def __init__(self, title: str, add: str, none: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._none = none
        self.rows = Column(gap=8)
        self.add(self.rows)
        self.add_button = Button(add, "secondary", icon="plus", parent=self)
        self.add_button.clicked.connect(self._add)
        self.add_action(self.add_button)
        self.said = Text("", "muted", wrap=True, selectable=True, parent=self)
        self.add(self.said)
        self.edit_buttons: list[Button] = []

    def show_items(self, items: Sequence[tuple[str, str]], printed: str) -> None:
        """Show name and what is said of each, and the sentence of the sheet."""
        clear(self.rows.box)
        self.edit_buttons = []
        if not items:
            self.rows.box.addWidget(Text(self._none, "muted", wrap=True))
        for place, (name, about) in enumerate(items):
            self.rows.box.addWidget(self._row(place, name, about))
        self.said.setText(printed)
        self.said.setVisible(bool(printed))

    def _row(self, place: int, name: str, about: str) -> Row:
        words = Column(Text(name, "strong", wrap=True), Text(about, "muted", wrap=True), gap=2)
        edit = Button(_("Edit…"), "quiet", icon="edit")
        edit.setAccessibleName(f"{_('Edit…')} {name}")
        edit.setProperty("place", place)
        edit.clicked.connect(self._edit)
        self.edit_buttons.append(edit)
        remove = IconButton("trash", f"{_('Remove')} {name}")
        remove.setProperty("place", place)
        remove.clicked.connect(self._remove)
        line = Row(words, edit, remove, gap=8)
        line.box.setStretch(0, 1)
        return line

    @Slot()
    def _add(self) -> None:
        self.edited.emit(-1)

    @Slot()
    def _edit(self) -> None:
        self.edited.emit(int(self.sender().property("place")))

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(int(self.sender().property("place")))


def promotion_rows(promotions: Sequence[Promotion]) -> list[tuple[str, str]]:
    """Name, and days and benefit in words."""
    language = screen_translator().language
    return [(each.name.in_language(language), promotion_words(each)) for each in promotions]


def promotion_words(promotion: Promotion) -> str:
    """The days, and what it gives."""
    days = _("{first} to {last} inclusive", first=promotion.first_day, last=promotion.last_day)
    return f"{days} · {_benefit(promotion)}"


def _benefit(promotion: Promotion) -> str:
    number = screen_translator().number
    if promotion.multiplier is not None:
        return _("points × {multiplier}", multiplier=number(promotion.multiplier))
    if promotion.extra_percent is not None:
        return _("{percent}% more", percent=promotion.extra_percent)
    return ngettext_("{count} point more", "{count} points more", promotion.extra_points or 0)


def tier_rows(tiers: Sequence[Tier], currency: str) -> list[tuple[str, str]]:
    """Name, and spend and rate in words."""
    language = screen_translator().language
    return [
        (
            tier.name.in_language(language),
            _(
                "from a spend of {amount}: {percent}%",
                amount=Money(tier.from_spend, currency),
                percent=tier.percent,
            ),
        )
        for tier in tiers
    ]
