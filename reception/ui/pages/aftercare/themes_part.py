"""Comments sorted by theme: a random draw, proposals with their words, a blind second look, ranks."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from reception.queries.clinic import clinic_day
from reception.queries.themes import CommentRow, ThemeRow, ThemesPage, themes_page
from reception.rules.themes import MOST_GUESSES, ThemeWords
from reception.services.themes import begin_themes, code_comment, guess_themes, save_themes
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.chip import Filters
from reception.ui.kit.choose import Tick
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.field import Field
from reception.ui.kit.flow import Flow
from reception.ui.kit.layout import STRETCH, Column, Scroll, clear, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.aftercare.part import LIST_WIDTH, NARROW_LIST_WIDTH, ROOMY_SCALE, Part
from reception.ui.pages.aftercare.theme_ranks import GuessTicks, ranks_card
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.values.localized_text import LocalizedText
from reception.values.period import add_months

MONTHS = 12


class ThemesPart(Part):
    """The draw on the left, the comment in hand on the right; the person decides."""

    def __init__(self, screens: Screens) -> None:
        super().__init__(screens)
        self._page: ThemesPage | None = None
        self._row: CommentRow | None = None
        self._seed = 0
        self.ticks: dict[int, Tick] = {}
        self.filters = Filters(
            [("sort", _("to sort")), ("again", _("second look")), ("ranks", _("ranking"))],
            wraps=True,
        )
        self.filters.chosen.connect(self._filter)
        self.count = Text("", "muted", wrap=True)
        self.list = _table(self)
        self.list.selected.connect(self._chosen)
        self.nothing = EmptyState(
            "note",
            _("No comments to sort"),
            _("What patients said in surveys and complaints will stand here."),
        )
        self.side = Column(gap=12)
        self.side.box.setContentsMargins(0, 0, 8, 0)
        left = Column(self.filters, self.count, self.list, self.nothing, gap=8)
        wear = theme.active()
        left.setFixedWidth(wear.px(LIST_WIDTH if wear.scale <= ROOMY_SCALE else NARROW_LIST_WIDTH))
        both = row(left, Scroll(self.side), gap=24)
        both.setStretch(1, 1)
        self.setLayout(both)

    def refresh(self) -> None:
        """Ask again; the first time the starter set is laid down."""
        ask = self.screens.actions.ask
        today: date = ask(partial(clinic_day, now=self.screens.clock.now()))
        wanted = partial(
            themes_page, first=add_months(today, -MONTHS), last=today, seed=today.toordinal()
        )
        self._page = ask(wanted)
        if self._page is None:
            self.screens.actions.run(begin_themes, quiet=True)
            self._page = ask(wanted)
        self._filter(self.filters.current)

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.list

    def _rows(self) -> list[CommentRow]:
        if self._page is None:
            return []
        shown = {"sort": self._page.to_sort, "again": self._page.to_look_again}
        return list(shown.get(self.filters.current, ()))

    @Slot(str)
    def _filter(self, _key: str) -> None:
        rows = self._rows()
        ranks = self.filters.current == "ranks"
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows and not ranks)
        self._say_count()
        standing = {one.key: one for one in rows}
        kept = None if self._row is None else standing.get(self._row.key)
        if ranks and self._page is not None:
            self._show_ranks(self._page)
        else:
            self._show(kept or (rows[0] if rows else None))

    def _say_count(self) -> None:
        if self._page is None:
            return
        words = ngettext_(
            "{count} comment not sorted yet", "{count} comments not sorted yet", self._page.left
        )
        version = _("themes, version {number}", number=self._page.version)
        self.count.setText(f"{words} · {version}")

    @Slot(object)
    def _chosen(self, key: object) -> None:
        found = next((one for one in self._rows() if one.key == key), None)
        if found is not None and (self._row is None or self._row.key != found.key):
            self._show(found)

    def _show(self, one: CommentRow | None) -> None:
        self._row = one
        self.ticks = {}
        clear(self.side.box)
        if one is None or self._page is None:
            self.side.box.addStretch(1)
            return
        if self.list.current_key() != one.key:
            self.list.choose(one.key)
        card = Card(screen_translator().day(one.comment.day))
        words = _("“{words}”", words=one.comment.words)
        card.add(Text(words, "large", wrap=True, selectable=True))
        proposed = {each.code: each.words for each in one.proposals}
        if proposed:
            card.add(Text(_("Proposed by these words; you decide"), "caption"))
        for each in self._page.themes:
            tick = Tick(_named(each, proposed.get(each.code, ())), parent=card)
            tick.setChecked(each.code in proposed)
            self.ticks[each.theme_id] = tick
            card.add(tick)
        self.save_button = Button(_("Sorted"), "primary", key="Ctrl+Return")
        self.save_button.clicked.connect(self._save)
        card.add(row(self.save_button, STRETCH))
        self.side.box.addWidget(card)
        if self.filters.current == "sort":
            self.side.box.addWidget(self._new_theme_card())
        self.side.box.addStretch(1)

    @Slot()
    def _save(self) -> None:
        if self._row is None:
            return
        chosen = [number for number, tick in self.ticks.items() if tick.isChecked()]
        self.screens.actions.run(
            partial(
                code_comment,
                kind=self._row.comment.kind,
                comment_id=self._row.comment.comment_id,
                theme_ids=chosen,
                is_second=self.filters.current == "again",
            )
        )
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- Naming a theme ---------------------------------------------------------------------------

    def _new_theme_card(self) -> Card:
        card = Card(_("A theme is missing"))
        self.name = Field(_("Name of the theme"), longest=60)
        self.hints = Field(
            _("Beginnings of words that lead to it"),
            hint=_("With commas between, for example: park, garage."),
            longest=250,
        )
        self.add_button = Button(_("Add the theme"), icon="plus")
        self.add_button.clicked.connect(self._add_theme)
        card.add(self.name).add(self.hints).add(Flow(self.add_button))
        return card

    @Slot()
    def _add_theme(self) -> None:
        if self._page is None:
            return
        name = self.name.text()
        if not name:
            self.name.set_error(_("Name the theme."))
            return
        hints = tuple(one.strip() for one in self.hints.text().split(",") if one.strip())
        code = f"own_{self._page.version + 1}"
        new = ThemeWords(code, LocalizedText(name, name, name), hints)
        themes = [one.words for one in self._page.themes] + [new]
        self.screens.actions.run(partial(save_themes, themes=themes))

    # --- Ranking ----------------------------------------------------------------------------------

    def _show_ranks(self, page: ThemesPage) -> None:
        self._row = None
        clear(self.side.box)
        self.side.box.addWidget(ranks_card(page))
        card = Card(
            _("What we think patients will say this month"),
            _("Choose up to three themes at the month’s start; the ranking answers at its end."),
        )
        self.guess = GuessTicks(page.themes, page.guesses, MOST_GUESSES)
        self.guess_button = Button(_("Keep the guess"))
        self.guess_button.clicked.connect(self._guess)
        card.add(self.guess).add(Flow(self.guess_button))
        self.side.box.addWidget(card)
        self.side.box.addStretch(1)

    @Slot()
    def _guess(self) -> None:
        self.screens.actions.run(partial(guess_themes, themes=self.guess.chosen()))


def _named(one: ThemeRow, words: tuple[str, ...]) -> str:
    name = one.name.in_language(screen_translator().language)
    return f"{name}: {', '.join(words)}" if words else name


def _table(parent: QWidget) -> Table[CommentRow]:
    def words(one: CommentRow) -> str:
        return one.comment.words

    def day(one: CommentRow) -> str:
        return screen_translator().day(one.comment.day)

    def key(one: CommentRow) -> str:
        return one.key

    return Table(
        RowsModel([TableColumn(_("Comment"), day, stretch=True, second=words)], key),
        header=False,
        tall=True,
        parent=parent,
    )
