"""The points of a record: balance as of any day, lots and their last days, a statement that says why.

Other adults' entries are one sum until somebody looks, and the look is logged (product/law.md).
"""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from reception.queries.clinic import clinic_day
from reception.queries.points import StatementRow
from reception.queries.points_record import (
    STATEMENT_ROWS,
    LotRow,
    PointsRecord,
    account_of_person,
    points_record,
)
from reception.queries.points_why import explain_entry
from reception.rules.days import DayFault, read_day
from reception.services.points_corrections import look_at_entries
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.empty import EmptyState
from reception.ui.kit.field import Field
from reception.ui.kit.layout import STRETCH, Column, Row, clear, column, row
from reception.ui.kit.strip import Strip
from reception.ui.kit.text import Text
from reception.ui.kit.why import WhyLine
from reception.ui.page import Screens
from reception.ui.pages.patients.correction_card import CorrectionCard
from reception.ui.pages.patients.part import PersonPart
from reception.ui.theme import Status
from reception.values.labels import entry_label

MOST_LOTS = 12


class PointsPart(PersonPart):
    """What the account of the shown person has, and every movement with its reason."""

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(screens, parent)
        self._patient_id: int | None = None
        self._record: PointsRecord | None = None
        self._day: date | None = None
        self._with_others = False
        self._shown = STATEMENT_ROWS
        self.nothing = EmptyState(
            "star",
            _("No points yet"),
            _("Points stand here once this person has joined the programme at the desk."),
            parent=self,
        )
        self._build_balance()
        self.lots = Card(_("Lots"), parent=self, gap=8)
        self._lot_lines = Column(gap=4)
        self.lots.add(self._lot_lines)
        self.statement = Card(_("Statement"), parent=self, gap=4)
        self._lines = Column(gap=8)
        self._entry_lines: list[StatementLine] = []
        self.still = Text(_("Nothing has moved through this day."), "muted", wrap=True)
        self._lines.box.addWidget(self.still)
        self.more_button = Button(_("Show more"), "quiet", parent=self)
        self.more_button.clicked.connect(self._show_more)
        self.others = Text("", "muted", wrap=True, parent=self)
        self.others_button = Button(
            _("Show their entries: the look is logged"), "quiet", icon="eye", parent=self
        )
        self.others_button.clicked.connect(self._look)
        self.statement.add(self.others).add(row(self.others_button, STRETCH))
        self.statement.add(self._lines).add(row(self.more_button, STRETCH))
        self.correction = CorrectionCard(screens, self)
        self.setLayout(
            column(
                self.nothing,
                self.balance_card,
                self.lots,
                self.statement,
                self.correction,
                gap=12,
            )
        )

    def _build_balance(self) -> None:
        self.balance_card = Card(_("Points"), parent=self, gap=8)
        self.balance = Text("", "display", parent=self)
        self.about = Text("", "muted", wrap=True, parent=self)
        self.as_of = Field(_("As of day"), placeholder=_("today"), parent=self)
        self.as_of.saved.connect(self._day_typed)
        self.burning = Strip("", Status.WARN, parent=self)
        line = Row(self.balance, self.as_of, gap=24)
        line.box.setStretch(0, 1)
        self.balance_card.add(line).add(self.about).add(self.burning)

    def first_focus(self) -> QWidget | None:
        """The day."""
        return self.as_of

    def show_person(self, patient_id: int) -> None:
        """Show the points of a person; another person is first shown as of today."""
        if patient_id != self._patient_id:
            self._patient_id, self._day = patient_id, None
            self._with_others, self._shown = False, STATEMENT_ROWS
            self.as_of.set_text("")
            self.as_of.set_error("")
        self._refresh()

    def _today(self) -> date:
        return self.screens.actions.ask(partial(clinic_day, now=self.screens.clock.now()))

    def _refresh(self) -> None:
        if self._patient_id is None:
            return
        ask = self.screens.actions.ask
        if ask(partial(account_of_person, patient_id=self._patient_id)) is None:
            self._record = None
        else:
            self._record = ask(
                partial(
                    points_record,
                    patient_id=self._patient_id,
                    day=self._day or self._today(),
                    with_others=self._with_others,
                    limit=self._shown,
                )
            )
        joined = self._record is not None
        self.nothing.setVisible(not joined)
        for part in (self.balance_card, self.lots, self.statement):
            part.setVisible(joined)
        if self._record is None:
            self.correction.hide()
            return
        self._show_balance(self._record)
        self._show_lots(self._record)
        self._show_statement(self._record)
        self.correction.show_account(self._record.account_id, self._patient_id)

    # --- Balance and lots -------------------------------------------------------------------

    def _show_balance(self, record: PointsRecord) -> None:
        self.balance.setText(ngettext_("{count} point", "{count} points", record.balance))
        facts = [_("as of {day}", day=record.day)]
        if record.held:
            facts.append(_("{points} more, not usable yet", points=record.held))
        if record.debt:
            facts.append(_("debt in points: {points}", points=record.debt))
        if record.is_blocked:
            facts.append(_("the account is blocked: nothing can be used"))
        if record.is_holder:
            facts.append(_("account holder"))
        else:
            facts.append(_("account of {name}", name=record.holder_name))
        self.about.setText(" · ".join(facts))
        self.burning.setVisible(record.burns_on is not None)
        if record.burns_on is not None:
            self.burning.say(
                ngettext_(
                    "Next to burn: {count} point, usable through {day}",
                    "Next to burn: {count} points, usable through {day}",
                    record.burning,
                    day=record.burns_on,
                ),
                Status.INFO,
            )

    def _show_lots(self, record: PointsRecord) -> None:
        clear(self._lot_lines.box)
        for lot in record.lots[:MOST_LOTS]:
            self._lot_lines.box.addWidget(_lot_line(lot))
        rest = record.lots[MOST_LOTS:]
        if rest:
            words = ngettext_(
                "{count} more lot, later ones", "{count} more lots, later ones", len(rest)
            )
            self._lot_lines.box.addWidget(Text(words, "muted"))
        if not record.lots:
            self._lot_lines.box.addWidget(
                Text(_("No points are left on this day."), "muted", wrap=True)
            )

    @Slot(str)
    def _day_typed(self, text: str) -> None:
        if not text:
            self._day = None
            self._refresh()
            return
        day = read_day(text, self._today())
        if isinstance(day, DayFault):
            self.as_of.set_error(_("Enter a day, for example 17.03.2026."))
            return
        self._day = day
        self._refresh()

    # --- Statement --------------------------------------------------------------------------

    def _show_statement(self, record: PointsRecord) -> None:
        while len(self._entry_lines) < len(record.rows):
            line = StatementLine(self.screens, self._lines)
            self._lines.box.addWidget(line)
            self._entry_lines.append(line)
        for place, line in enumerate(self._entry_lines):
            line.show_entry(
                record.rows[place] if place < len(record.rows) else None, mine=self._patient_id
            )
        self.still.setVisible(not record.rows)
        self.more_button.setVisible(record.has_more)
        self.others.setVisible(record.others > 0)
        self.others_button.setVisible(record.others > 0)
        self.others.setText(
            ngettext_(
                "Other adults on the account: {count} entry, {points} points in all.",
                "Other adults on the account: {count} entries, {points} points in all.",
                record.others,
                points=record.others_points,
            )
        )

    @Slot()
    def _show_more(self) -> None:
        self._shown += STATEMENT_ROWS
        self._refresh()

    @Slot()
    def _look(self) -> None:
        if self._record is None or self._patient_id is None:
            return
        self.screens.actions.run(
            partial(
                look_at_entries,
                account_id=self._record.account_id,
                patient_id=self._patient_id,
            ),
            done=self._looked,
        )

    def _looked(self, _value: None) -> None:
        self._with_others = True
        self._refresh()


class StatementLine(WhyLine):
    """One movement; its reasons are asked for when "why?" is pressed."""

    def __init__(self, screens: Screens, parent: QWidget) -> None:
        super().__init__(figure="0", parent=parent)
        self._screens = screens
        self._entry_id = 0
        self.asked.connect(self._ask)

    def show_entry(self, entry: StatementRow | None, *, mine: int | None) -> None:
        """Show another movement, or nothing; an open answer stays open for the same one."""
        if entry is None:
            self._entry_id = 0
            self.say("")
            return
        if entry.entry_id == self._entry_id:
            self.show()
            return
        self._entry_id = entry.entry_id
        sign = "+" if entry.points > 0 else "\N{MINUS SIGN}" if entry.points < 0 else ""
        self.figure.setText(f"{sign}{screen_translator().number(abs(entry.points))}")
        parts = [screen_translator().day(entry.effective_on), say(entry_label(entry.kind))]
        if entry.earner and entry.earner_id != mine:
            parts.append(entry.earner)
        if entry.last_day is not None:
            parts.append(_("usable through {day}", day=entry.last_day))
        if entry.reason:
            parts.append(entry.reason)
        self.say(" · ".join(parts), lazily=True)

    @Slot()
    def _ask(self) -> None:
        self.give_reasons(
            self._screens.actions.ask(partial(explain_entry, entry_id=self._entry_id))
        )


def _lot_line(lot: LotRow) -> QWidget:
    translator = screen_translator()
    if lot.last_day is None:
        until = _("never expires")
    else:
        until = _("usable through {day}", day=lot.last_day)
    if lot.is_held:
        until = _("from {day}", day=lot.usable_from) + ", " + until
    points = Text(translator.number(lot.left), "strong")
    what = Text(
        f"{say(entry_label(lot.kind))} · {translator.day(lot.earned_on)}", "body", wrap=True
    )
    last = Text(until, "strong" if lot.burns_next else "muted", wrap=True)
    line = Row(points, what, last, gap=12)
    line.box.setStretch(0, 1)
    line.box.setStretch(1, 4)
    line.box.setStretch(2, 4)
    return line
