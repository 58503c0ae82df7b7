"""The ranking of themes beside what was guessed, and how far two people agree about them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from reception.queries.themes import ThemeRow, ThemesPage
from reception.ui.i18n import _, ngettext_, screen_translator
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Tick
from reception.ui.kit.layout import Column
from reception.ui.kit.text import Text


class GuessTicks(Column):
    """The themes to tick; what was guessed before is ticked."""

    def __init__(
        self,
        themes: Sequence[ThemeRow],
        guessed: Sequence[str],
        most: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(gap=4, parent=parent)
        self._most = most
        self.ticks: dict[str, Tick] = {}
        for one in themes:
            tick = Tick(one.name.in_language(screen_translator().language))
            tick.setChecked(one.code in guessed)
            self.ticks[one.code] = tick
            self.box.addWidget(tick)

    def chosen(self) -> list[str]:
        """The codes that are ticked."""
        return [code for code, tick in self.ticks.items() if tick.isChecked()]


def ranks_card(page: ThemesPage) -> Card:
    """What patients said, by count × influence, with what was guessed beside it."""
    card = Card(
        _("What patients said in 12 months"),
        _("Ranked by how many said it and how far it keeps them from coming back."),
    )
    names = {one.code: one.name.in_language(screen_translator().language) for one in page.themes}
    for place, one in enumerate(page.ranked, start=1):
        influence = _("not told") if one.influence is None else _figure(one.influence, 1)
        line = _(
            "{place}. {theme}: {count} of {of} comments, influence {influence}",
            place=place,
            theme=names.get(one.code, one.code),
            count=one.count,
            of=one.of,
            influence=influence,
        )
        if one.code in page.guesses:
            line += " · " + _("we thought so")
        card.add(Text(line, wrap=True))
    if not page.ranked:
        card.add(Text(_("The ranking stands here once comments are sorted."), "muted", wrap=True))
    missed = [
        names.get(code, code)
        for code in page.guesses
        if code not in {one.code for one in page.ranked[:3]}
    ]
    if page.ranked and missed:
        themes = ", ".join(missed)
        card.add(Text(_("We thought of it, patients did not: {themes}", themes=themes), wrap=True))
    card.add(Text(_agreement(page), "muted", wrap=True))
    return card


def _figure(value: float, digits: int) -> str:
    return screen_translator().number(Decimal(f"{value:.{digits}f}"))


def _agreement(page: ThemesPage) -> str:
    if page.kappa is None:
        return _(
            "A tenth of the comments is sorted again by a colleague, without seeing the first."
        )
    seen = ngettext_(
        "{count} comment was looked at twice", "{count} comments were looked at twice", page.twice
    )
    figure = _figure(page.kappa, 2)
    return f"{seen} · " + _("agreement (Cohen’s kappa) {figure}", figure=figure)
