"""A published version in the very words of its printed sheet, and what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from reception.queries.programme import ProgrammeInWords, VersionRow
from reception.rules.wording import ServiceRow
from reception.translation import Message
from reception.ui.i18n import _, ngettext_, say
from reception.ui.kit.card import Card
from reception.ui.kit.layout import STRETCH, Column, Row, Scroll, clear, column
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.programme.promotions_card import PromotionsCard
from reception.ui.tables.table import Column as TableColumn
from reception.ui.tables.table import RowsModel, Table
from reception.ui.theme import Status


class SheetPart(QWidget):
    """Sentence by sentence, the table of services, and the differences to the version before."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.promotions = PromotionsCard(screens, self)
        self.strip = Strip("", Status.WARN, parent=self)
        self.override = Strip("", Status.WARN, parent=self)
        self.edition = Text("", "muted", wrap=True, parent=self)
        self.short = Text("", "lead", wrap=True, parent=self)
        self.numbers = Text("", "muted", wrap=True, parent=self)
        self.rules = Column(gap=12)
        self.changes = Column(gap=8)
        self.services = _services_table(self)
        self.changed = Card(_("What changed for patients"), parent=self)
        self.changed.add(self.changes)
        sheet = Card(_("Rules, word for word as they are printed"), parent=self)
        sheet.add(self.rules)
        table = Card(_("What earns points and what can be paid with them"), parent=self)
        table.add(self.services)
        content = Column(
            self.strip,
            self.override,
            self.edition,
            self.short,
            self.numbers,
            self.changed,
            self.promotions,
            sheet,
            table,
            STRETCH,
            gap=12,
            margins=(0, 0, 12, 24),
        )
        content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.area = Scroll(content)
        self.setLayout(column(self.area))

    def show_version(
        self, words: ProgrammeInWords, differences: Sequence[Message], today: date
    ) -> None:
        """Show a version in the language it was asked for; promotions as of today."""
        version = words.version
        self.promotions.show_promotions(today)
        self._show_end(version)
        self.override.setVisible(bool(version.override_reason))
        self.override.say(
            _("Published although a check was red: {reason}", reason=version.override_reason)
        )
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
        self.changed.setVisible(bool(differences))
        clear(self.changes.box)
        for line in differences:
            self.changes.box.addWidget(Text(say(line), wrap=True))
        clear(self.rules.box)
        for sentence in words.sentences:
            self.rules.box.addWidget(numbered(sentence.code[1:], sentence.text))
        self.services.show_rows(words.services)
        self.services.fit(most=len(words.services) or 1)

    def _show_end(self, version: VersionRow) -> None:
        """That the programme ends, where it does."""
        ends = version.ends_programme and version.valid_until is not None
        self.strip.setVisible(ends)
        if ends and version.valid_until is not None:
            self.strip.say(
                _(
                    "The programme ends on {day}; points can be used for {days} more days.",
                    day=version.valid_until,
                    days=version.closing_days,
                )
            )


def numbered(number: str, text: str) -> Row:
    """A sentence behind its number."""
    figure = Text(number, "muted")
    figure.setFixedWidth(figure.fontMetrics().horizontalAdvance("00") * 2)
    line = Row(figure, Text(text, wrap=True, selectable=True), gap=8)
    line.box.setStretch(1, 1)
    line.box.setAlignment(figure, Qt.AlignmentFlag.AlignTop)
    return line


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
