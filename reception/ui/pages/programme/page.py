"""The programme: the version in force in the very words of its printed sheet, and its numbers.

Nothing here is typed by hand: sentences, table and figures come from the terms through the same
module as the paper (reception/rules/wording.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from reception.changes import Topic
from reception.queries.clinic import clinic_day
from reception.queries.programme import ProgrammeInWords, VersionRow, programme_in_words, versions
from reception.rules.wording import ServiceRow
from reception.services.papers import issue_rules_sheet
from reception.translation import Language
from reception.ui.i18n import _, ngettext_, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.choose import Segments
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.layout import STRETCH, Column, Row, Scroll, clear, column
from reception.ui.kit.text import Text
from reception.ui.page import Command, Page, Screens
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.values.choices import VersionStatus

LANGUAGE_WORDS = ((Language.RU, "Русский"), (Language.UK, "Українська"), (Language.EN, "English"))


class ProgrammePage(Page):
    """What is promised, to whom, since when; and the sheet to print."""

    interested_in: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.PROGRAMME, Topic.ACCOUNTS, Topic.CARDS, Topic.CLINIC, Topic.PRICES}
    )

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self.languages = Segments(LANGUAGE_WORDS, screens.translator.language, self)
        self.languages.chosen.connect(self._language_chosen)
        self.print_button = Button(
            _("Print the rules sheet"), "primary", icon="print", key="Ctrl+P", parent=self
        )
        self.print_button.clicked.connect(self._print)
        self.name = Text("", "title", parent=self)
        self.edition = Text("", "muted", wrap=True, parent=self)
        self.short = Text("", "lead", wrap=True, parent=self)
        self.numbers = Text("", "muted", wrap=True, parent=self)
        self.rules = Column(gap=12)
        self.services = _services_table(self)
        self.time_line = _versions_table(self)
        self.nothing = EmptyState("programme", _("No programme is in force today."), parent=self)
        sheet = Card(_("Rules, word for word as they are printed"), parent=self)
        sheet.add(self.rules)
        table = Card(_("What earns points and what can be paid with them"), parent=self)
        table.add(self.services)
        editions = Card(_("Versions"), parent=self)
        editions.add(self.time_line)
        self.sheet_column = Column(
            self.name,
            Row(self.languages, STRETCH, self.print_button, gap=12),
            self.edition,
            self.short,
            self.numbers,
            sheet,
            table,
            editions,
            STRETCH,
            gap=12,
            margins=(24,),
        )
        self.sheet_area = Scroll(self.sheet_column)
        self.setLayout(column(self.sheet_area, self.nothing))

    def refresh(self) -> None:
        """Ask for the programme in the chosen language."""
        ask = self.screens.actions.ask
        day = ask(partial(clinic_day, now=self.screens.clock.now()))
        words = ask(partial(programme_in_words, day=day, language=self.languages.value()))
        self.sheet_area.setVisible(words is not None)
        self.nothing.setVisible(words is None)
        if words is None:
            return
        self._show_head(words)
        clear(self.rules.box)
        for sentence in words.sentences:
            self.rules.box.addWidget(_numbered(sentence.code[1:], sentence.text))
        self.services.show_rows(words.services)
        self.services.setFixedHeight(_table_height(self.services))
        self.time_line.show_rows(ask(partial(versions, day=day)))
        self.time_line.setFixedHeight(_table_height(self.time_line))

    def _show_head(self, words: ProgrammeInWords) -> None:
        version = words.version
        self.name.setText(words.name)
        self.edition.setText(
            _(
                "Version {number} since {day} · text {hash}",
                number=str(version.number),
                day=version.valid_from,
                hash=version.short_hash,
            )
        )
        self.short.setText(words.short)
        self.numbers.setText(
            " · ".join(
                (
                    ngettext_("{count} family account", "{count} family accounts", words.accounts),
                    ngettext_("{count} member", "{count} members", words.members),
                    ngettext_("{count} active card", "{count} active cards", words.cards),
                )
            )
        )

    def first_focus(self) -> QWidget | None:
        """The sheet is what one comes here for."""
        return self.print_button

    def commands(self) -> Sequence[Command]:
        """Printing the sheet, by name."""
        return (Command(_("Print the rules sheet"), self._print, "Ctrl+P"),)

    @Slot(object)
    def _language_chosen(self, _language: object) -> None:
        self.refresh()

    @Slot()
    def _print(self) -> None:
        self.screens.actions.run(
            partial(issue_rules_sheet, language=self.languages.value()), done=self._made, quiet=True
        )

    def _made(self, paper_id: int) -> None:
        self.screens.papers.show([paper_id], self)


def _numbered(number: str, text: str) -> Row:
    figure = Text(number, "muted")
    figure.setFixedWidth(figure.fontMetrics().horizontalAdvance("00") * 2)
    line = Row(figure, Text(text, wrap=True, selectable=True), gap=8)
    line.box.setStretch(1, 1)
    line.box.setAlignment(figure, Qt.AlignmentFlag.AlignTop)
    return line


def _table_height(table: Table[ServiceRow] | Table[VersionRow]) -> int:
    rows = max(1, len(table.rows_model.rows))
    header = table.horizontalHeader().sizeHint().height()
    return rows * table.verticalHeader().defaultSectionSize() + header + 8


def _services_table(parent: QWidget) -> Table[ServiceRow]:
    def name(row: ServiceRow) -> str:
        return row.name

    def earns(row: ServiceRow) -> str:
        return _("yes") if row.earns else _("no")

    def spends(row: ServiceRow) -> str:
        return _("yes") if row.spends else _("no")

    return Table(
        RowsModel(
            [
                TableColumn(_("Services"), name, stretch=True),
                TableColumn(_("Earns points"), earns, width=180),
                TableColumn(_("Paid with points"), spends, width=200),
            ],
            name,
        ),
        parent=parent,
    )


def _versions_table(parent: QWidget) -> Table[VersionRow]:
    def number(row: VersionRow) -> str:
        return str(row.number)

    def days(row: VersionRow) -> str:
        first = screen_translator().day(row.valid_from)
        if row.valid_until is None:
            return _("from {day}", day=first)
        return f"{first} – {screen_translator().day(row.valid_until)}"

    def state(row: VersionRow) -> str:
        if row.status is VersionStatus.DRAFT:
            return _("draft")
        return _("in force") if row.is_in_force else _("published")

    def text(row: VersionRow) -> str:
        return row.short_hash

    def key(row: VersionRow) -> int:
        return row.id

    return Table(
        RowsModel(
            [
                TableColumn(_("No."), number, width=64),
                TableColumn(_("Days"), days, stretch=True),
                TableColumn(_("State"), state, width=160),
                TableColumn(_("Text"), text, width=140),
            ],
            key,
        ),
        parent=parent,
    )
