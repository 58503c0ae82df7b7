"""Beside the editor: what the draft is like, what it changes, and whether it may be published."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from reception.queries.programme_draft import DraftTrial
from reception.rules.gates import tenth
from reception.rules.month_trial import MonthResult, MonthTrial
from reception.rules.publishing import may_publish, needs_override
from reception.rules.publishing_facts import Check
from reception.rules.reference import YearExample
from reception.rules.version_fields import Turn
from reception.ui import theme
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.card import Card
from reception.ui.kit.layout import Column, clear, column
from reception.ui.kit.text import Text
from reception.ui.pages.programme.finding import LIGHTS, Finding, light_word
from reception.ui.theme import Status
from reception.values.choices import Light
from reception.values.money import Money

_TURNS = {
    Turn.WORSE: (Status.DANGER, "arrow_down"),
    Turn.BETTER: (Status.OK, "arrow_up"),
    Turn.OTHER: (Status.NEUTRAL, ""),
}


class TrialPart(QWidget):
    """`asked_month` starts the replay, `asked_publish` the last question, `asked_place` a way."""

    asked_month = Signal()
    asked_reference = Signal()
    asked_publish = Signal()
    asked_preview = Signal()
    asked_discard = Signal()
    asked_place = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = ""
        self.example = _ExampleCard(self)
        self.reference_button = Button(_("Change…"), "quiet", icon="edit", parent=self)
        self.reference_button.clicked.connect(self.asked_reference)
        self.example.add_action(self.reference_button)
        self.gates = _list_card(_("Is it worth having"), self)
        self.changes = _list_card(_("What changes for patients"), self)
        self.month = Card(_("Last month under these terms"), parent=self)
        self.month_words = Text("", "muted", wrap=True, parent=self)
        self.month_button = Button(_("Try it on last month"), icon="play", parent=self)
        self.month_button.clicked.connect(self.asked_month)
        self.month.add(self.month_words).add(self.month_button)
        self.checks = _list_card(_("Before publishing"), self)
        self.publish_button = Button(_("Publish…"), "primary", icon="check", parent=self)
        self.publish_button.clicked.connect(self.asked_publish)
        self.preview_button = Button(_("Preview of the sheet"), icon="eye", parent=self)
        self.preview_button.clicked.connect(self.asked_preview)
        self.discard_button = Button(_("Discard the draft"), "quiet", icon="trash", parent=self)
        self.discard_button.clicked.connect(self.asked_discard)
        parts = (self.example, self.gates, self.changes, self.month, self.checks)
        buttons = Column(self.publish_button, self.preview_button, self.discard_button)
        self.setLayout(column(*parts, buttons, gap=12, margins=(0, 0, 12, 24)))
        for part in parts:
            part.setVisible(part is self.example)

    def show_trial(self, trial: DraftTrial, currency: str, number: int) -> None:
        """Show what trying the draft out has told."""
        self._currency = currency
        self.example.show_examples(trial.single, trial.family, currency)
        _show(self.gates, self._gate_rows(trial))
        _show(self.changes, self._change_rows(trial))
        self.changes.title.setText(_("Compared with version {number}", number=str(number - 1)))
        self.month.setVisible(True)
        _show(self.checks, [self._check_row(check) for check in trial.checks])
        self.publish_button.setEnabled(ready(trial.checks))

    def _gate_rows(self, trial: DraftTrial) -> list[Finding]:
        rows = [
            Finding(
                LIGHTS[gate.light],
                f"{gate.code} · {say(gate.title)}",
                f"{say(gate.found)} ({say(gate.needed)})",
                spoken=light_word(gate.light),
            )
            for gate in trial.gates
        ]
        return rows + [Finding(Status.WARN, say(each)) for each in trial.warnings]

    def _change_rows(self, trial: DraftTrial) -> list[Finding]:
        rows = [
            Finding(
                _TURNS[each.turn][0],
                say(each.said),
                _("For: {whom}", whom=each.whom),
                icon=_TURNS[each.turn][1],
            )
            for each in trial.changes
        ]
        if not rows:
            rows = [Finding(Status.NEUTRAL, _("Nothing is different yet."))]
        notice = trial.notice
        if notice is not None and notice.worse:
            words = ngettext_(
                "Worse terms need {count} day of notice: from {day}.",
                "Worse terms need {count} days of notice: from {day}.",
                notice.days,
                day=notice.earliest,
            )
            rows.append(Finding(Status.WARN, words))
        elif notice is not None and trial.changes:
            words = _("Nothing gets worse: it may begin on {day} or later.", day=notice.earliest)
            rows.append(Finding(Status.INFO, words))
        return rows

    def _check_row(self, check: Check) -> Finding:
        action = None
        if check.link and check.light is not Light.GREEN:
            action = Button(_("Go there"), "quiet", icon="chevron_right")
            action.setObjectName(check.link)
            action.setAccessibleName(f"{_('Go there')}: {say(check.title)}")
            action.clicked.connect(self._go)
        lines = [say(check.said), *(say(detail) for detail in check.details)]
        return Finding(
            LIGHTS[check.light],
            say(check.title),
            "\n".join(lines),
            spoken=light_word(check.light),
            action=action,
        )

    def show_month(self, trial: MonthTrial | None) -> None:
        """What the month would have been."""
        if trial is None:
            self.month_words.setText("")
            return
        month = screen_translator().month(trial.period.first)
        month = month[:1].upper() + month[1:]
        self.month_words.setText(
            "\n".join(
                (
                    _("{month}, as it was: {what}", month=month, what=self._month(trial.was)),
                    _("Under these terms: {what}", what=self._month(trial.would_be)),
                    self._difference(trial),
                )
            )
        )

    def _month(self, result: MonthResult) -> str:
        return _(
            "families got {given} points and paid {value} with points.",
            given=result.given,
            value=Money(result.used_minor, self._currency),
        )

    def _difference(self, trial: MonthTrial) -> str:
        given = trial.would_be.given - trial.was.given
        cost = trial.would_be.used_minor - trial.was.used_minor
        if not given and not cost:
            return _("For this month there would be no difference.")
        return _(
            "The difference: points {given}, cost of that month {cost}.",
            given=_signed(screen_translator().number(abs(given)), given),
            cost=_signed(screen_translator().money(abs(cost), self._currency), cost),
        )

    @Slot()
    def _go(self) -> None:
        self.asked_place.emit(self.sender().objectName())


def _signed(text: str, value: int) -> str:
    if not value:
        return text
    return f"{'+' if value > 0 else chr(0x2212)}{text}"


def ready(found: Sequence[Check]) -> bool:
    """Whether the last question may be asked: only the owner's word could be missing."""
    return may_publish(found) or needs_override(found)


def _list_card(title: str, parent: QWidget) -> Card:
    card = Card(title, gap=10, parent=parent)
    card.setProperty("rows", True)
    return card


def _show(card: Card, rows: Sequence[Finding]) -> None:
    """Put rows into a card instead of those before."""
    card.setVisible(True)
    for old in card.findChildren(Column, options=Qt.FindChildOption.FindDirectChildrenOnly):
        clear(old.box)
        card.box.removeWidget(old)
        old.deleteLater()
    card.add(Column(*rows, gap=10))


class _ExampleCard(Card):
    """A single patient and the family, side by side, in a year."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("What it is like"), parent=parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.active().px(12))
        self._grid.setVerticalSpacing(theme.active().px(6))
        self._grid.setColumnStretch(0, 1)
        self.add(self._grid)

    def show_examples(self, single: YearExample, family: YearExample, currency: str) -> None:
        """Fill the grid."""
        clear(self._grid)
        self.about.setText(
            _(
                "An average bill of {bill}; a patient alone comes {single} times a year, a family"
                " of {people} {family} times.",
                bill=Money(single.bill, currency),
                single=single.visits,
                people=family.people,
                family=family.visits,
            )
        )
        self.about.setVisible(True)
        self._row(0, "", _("alone"), _("family"), role="caption")
        rows = (
            (_("paid in a year"), _paid),
            (_("points in an ordinary year"), _ordinary),
            (_("points in the first year"), _first),
            (_("after three visits"), _after_three),
            (_("half price after visits"), _half),
        )
        for line, (word, shown) in enumerate(rows, start=1):
            self._row(line, word, shown(single, currency), shown(family, currency))

    def _row(self, line: int, word: str, one: str, other: str, *, role: str = "strong") -> None:
        self._grid.addWidget(Text(word, "muted", wrap=True, parent=self), line, 0)
        for place, text in ((1, one), (2, other)):
            cell = Text(text, role, parent=self)  # type: ignore[arg-type]  # a role of the scale
            self._grid.addWidget(cell, line, place, Qt.AlignmentFlag.AlignRight)


def _paid(year: YearExample, currency: str) -> str:
    return screen_translator().money(year.paid, currency)


def _ordinary(year: YearExample, _currency: str) -> str:
    return _with_percent(year.ordinary, year.percent(year.ordinary))


def _first(year: YearExample, _currency: str) -> str:
    return _with_percent(year.first, year.percent(year.first))


def _after_three(year: YearExample, _currency: str) -> str:
    return _with_percent(year.after_three, year.after_three_percent)


def _half(year: YearExample, _currency: str) -> str:
    visits = year.visits_until_half
    return _("never") if visits is None else screen_translator().number(visits)


def _with_percent(points: int, percent: Fraction) -> str:
    words = screen_translator()
    return f"{words.number(points)} ({words.percent(tenth(percent))})"
