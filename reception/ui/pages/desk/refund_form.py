"""Money back at the desk: which visit, which lines, what becomes of money and points, and why.

Everything is shown before it is done; Return does it, Undo takes it back
(product/situations.md 16, 18, 19).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from reception.changes import Done
from reception.errors import InvalidInput, ReceptionError
from reception.queries.refunds import RefundableVisit, RefundPreview, preview_refund
from reception.rules.ledger import Line
from reception.services.points_refunds import RefundedVisit
from reception.services.refunds import cancel_paid_visit, give_back
from reception.ui.errors import explain
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.choose import Tick
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.layout import STRETCH, Column, clear, row
from reception.ui.kit.text import Text
from reception.ui.kit.why import WhyLine
from reception.ui.page import Screens
from reception.ui.pages.desk.typed_money import read_money
from reception.ui.pages.desk.work_form import WorkForm


class RefundForm(WorkForm):
    """`refunded` tells the visit and what was given back."""

    refunded = Signal(int, object)

    def __init__(
        self,
        screens: Screens,
        visits: Sequence[RefundableVisit],
        *,
        visit_id: int | None,
        day: date,
        currency: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Money back"), parent=parent)
        self._screens = screens
        self._visits = {one.visit_id: one for one in visits}
        self._day = day
        self._currency = currency
        self._request_id = uuid4().hex
        chosen = visit_id if visit_id in self._visits else visits[0].visit_id
        words = [(one.visit_id, self._visit_word(one)) for one in visits]
        self.visit = ChoiceField(_("Visit"), words, chosen, parent=self)
        self.visit.setVisible(len(visits) > 1)
        self.visit.chosen.connect(self._visit_chosen)
        self.left = Text("", "muted", wrap=True, parent=self)
        self.amounts: dict[str, Field] = {}
        self._lines = Column(gap=8)
        self.all_button = Button(_("All of it"), "quiet", key="Ctrl+M", parent=self)
        self.all_button.clicked.connect(self._fill_all)
        self.cancel = Tick(
            _("The visit did not take place: cancel it and give everything back"), parent=self
        )
        self.cancel.clicked.connect(self._changed)
        self.reason = Field(_("Reason"), longest=200, parent=self)
        self.reason.returned.connect(self.give_back)
        self.money = WhyLine("title", parent=self)
        self.returned = WhyLine(parent=self)
        self.taken = WhyLine(parent=self)
        self.short = WhyLine(parent=self)
        self.balance = Text("", "muted", wrap=True, parent=self)
        self.go_button = Button(_("Give back"), "primary", hint="⏎", parent=self)
        self.go_button.clicked.connect(self.give_back)
        self.close_button = Button(_("Close"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        about = row(self.left, self.all_button)
        about.setStretch(0, 1)
        self.add(self.visit).add(about)
        self.add(self._lines).add(self.cancel).add(self.reason)
        for part in (self.money, self.returned, self.taken, self.short, self.balance):
            self.add(part)
        self.add(self.refusal)
        self.add(row(self.go_button, self.close_button, STRETCH))
        self._show_visit()

    def first_focus(self) -> QWidget | None:
        """The first sum."""
        fields = [one.line for one in self.amounts.values() if one.line.isEnabled()]
        return fields[0] if fields else self.reason.line

    # --- Which visit, which lines -----------------------------------------------------------

    @property
    def chosen(self) -> RefundableVisit:
        """The visit money is given back for."""
        return self._visits[self.visit.value()]

    def _money(self, minor: int) -> str:
        return screen_translator().money(minor, self._currency)

    def _visit_word(self, visit: RefundableVisit) -> str:
        day = screen_translator().day(visit.day)
        return f"{day} · {self._money(visit.bill_minor)}"

    @Slot(object)
    def _visit_chosen(self, _visit_id: object) -> None:
        self._request_id = uuid4().hex
        self._show_visit()

    def _show_visit(self) -> None:
        visit = self.chosen
        words = _(
            "Bill of {day}: {bill}, at most {left} can be given back.",
            day=visit.day,
            bill=self._money(visit.bill_minor),
            left=self._money(visit.left_minor),
        )
        if visit.points_used:
            used = ngettext_(
                "{count} point was used on it.",
                "{count} points were used on it.",
                visit.points_used,
            )
            words = f"{words} {used}"
        self.left.setText(words)
        clear(self._lines.box)
        self.amounts = {}
        for line in visit.lines:
            label = _(
                "{service}, {left} left",
                service=_capital(line.name),
                left=self._money(line.left_minor),
            )
            field = Field(label, longest=15)
            field.line.setEnabled(line.left_minor > 0)
            field.edited.connect(self._changed)
            field.returned.connect(self._next)
            self.amounts[line.group] = field
            self._lines.box.addWidget(field)
        self._changed()

    @Slot()
    def _fill_all(self) -> None:
        for line in self.chosen.lines:
            self.amounts[line.group].line.setText(_plain(line.left_minor))
        self._changed()
        self.reason.line.setFocus()

    @Slot()
    def _next(self) -> None:
        """Return in a sum: on to the next one, then to the reason."""
        fields = [one for one in self.amounts.values() if one.line.isEnabled()]
        here = [index for index, one in enumerate(fields) if one.line.hasFocus()]
        after = fields[here[0] + 1 :] if here else []
        (after[0] if after else self.reason).line.setFocus()

    # --- What it comes to -------------------------------------------------------------------

    def _given(self) -> list[Line]:
        typed = ((group, read_money(field.text())) for group, field in self.amounts.items())
        return [Line(group, minor) for group, minor in typed if minor]

    def _is_wrong(self) -> bool:
        wrong = [f for f in self.amounts.values() if f.text() and read_money(f.text()) is None]
        for field in wrong:
            field.set_error(_("Enter a sum, for example 3200 or 3200,50."))
        return bool(wrong)

    def _is_all(self, lines: Sequence[Line]) -> bool:
        """Whether what is typed is all that is left, odd fractions of a line counted in."""
        left = [Line(one.group, one.left_minor) for one in self.chosen.lines if one.left_minor]
        return list(lines) == left

    def _amount(self) -> int:
        """The sum where everything that is left goes back, else 0: then the lines count."""
        return self.chosen.left_minor if self._is_all(self._given()) else 0

    @Slot()
    @Slot(str)
    @Slot(bool)
    def _changed(self, *_what: object) -> None:
        self.refusal.hide()
        everything = self.cancel.isChecked()
        self._lines.setEnabled(not everything)
        self.all_button.setVisible(not everything)
        self._is_wrong()
        query = partial(preview_refund, visit_id=self.chosen.visit_id, day=self._day)
        if everything:
            self._show(self._screens.actions.ask(partial(query, cancel=True)))
        elif self._given():
            lines = [] if self._amount() else self._given()
            query = partial(query, amount_minor=self._amount(), lines=lines)
            self._show(self._screens.actions.ask(query))
        else:
            self._show(RefundPreview())

    def _show(self, told: RefundPreview) -> None:
        if told.refusal is not None:
            self.refusal.say(say(told.refusal))
            self.refusal.show()
        some = told.amount_minor > 0
        self.money.say(
            _("To give back: {money}", money=self._money(told.money_minor)) if some else "",
            told.why_money,
        )
        self.returned.say(_points_back(told), told.why_returned)
        self.taken.say(_points_off(told), told.why_taken)
        self.short.say(_points_short(told), told.why_short)
        joined = some and told.balance is not None
        self.balance.setVisible(joined)
        if joined:
            self.balance.setText(_("Balance of the account then: {points}", points=told.balance))

    # --- Doing it ---------------------------------------------------------------------------

    @Slot()
    def give_back(self) -> None:
        """Give back what is typed, or cancel the visit."""
        visit_id, reason = self.chosen.visit_id, self.reason.text()
        service: partial[Done[RefundedVisit]]
        if self.cancel.isChecked():
            service = partial(cancel_paid_visit, visit_id=visit_id, reason=reason)
        elif self._is_wrong() or not self._given():
            first = next(iter(self.amounts.values()))
            if not self._given():
                first.set_error(_("Enter a sum, for example 3200 or 3200,50."))
            first.line.setFocus()
            return
        else:
            amount = self._amount()
            service = partial(
                give_back,
                visit_id=visit_id,
                amount_minor=amount or None,
                lines=[] if amount else self._given(),
                reason=reason,
            )
        self._screens.actions.run(
            partial(service, request_id=self._request_id), done=self._done, failed=self._failed
        )

    def _done(self, refunded: RefundedVisit) -> None:
        self.refunded.emit(self.chosen.visit_id, refunded)

    def _failed(self, error: ReceptionError) -> None:
        self._request_id = uuid4().hex
        if isinstance(error, InvalidInput) and error.field == "reason":
            self.reason.set_error(explain(error).sentence)
            self.reason.line.setFocus()
        else:
            self.refuse(error)


def _points_back(told: RefundPreview) -> str:
    if not told.given_back:
        return ""
    words = ngettext_(
        "{count} used point comes back", "{count} used points come back", told.given_back
    )
    if told.lapses:
        gone = ngettext_(
            "{count} of them lapses at once: its lot is over",
            "{count} of them lapse at once: their lot is over",
            told.lapses,
        )
        words = f"{words}, {gone}"
    return words


def _points_off(told: RefundPreview) -> str:
    parts = []
    if told.taken_back:
        parts.append(
            ngettext_(
                "{count} earned point is taken off",
                "{count} earned points are taken off",
                told.taken_back,
            )
        )
    if told.referral_taken:
        parts.append(
            ngettext_(
                "{count} point for the referral is taken off",
                "{count} points for the referral are taken off",
                told.referral_taken,
            )
        )
    return ", ".join(parts)


def _points_short(told: RefundPreview) -> str:
    if told.debt:
        return _("Debt in points: {points}, for what was spent already", points=told.debt)
    if told.written_off:
        return ngettext_(
            "{count} spent point is forgiven: no debt",
            "{count} spent points are forgiven: no debt",
            told.written_off,
        )
    return ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _plain(minor: int) -> str:
    whole, rest = divmod(minor, 100)
    text = f"{whole},{rest:02d}" if rest else str(whole)
    return text if minor else ""
