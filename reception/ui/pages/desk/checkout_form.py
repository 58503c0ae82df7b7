"""Checkout: the lines, the points to use with the largest allowed and why, what is earned and why.

The lines come from the estimate; what differs from it is said, and the part of an insurance taken
off (product/situations.md 39).
"""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from reception.errors import InvalidInput, ReceptionError
from reception.queries.desk_forms import bill_groups
from reception.queries.goodbye import goodbye
from reception.queries.person_panel import PersonPanel
from reception.queries.points import BillPreview, preview_bill
from reception.queries.prices import estimate_of
from reception.rules.ledger import Line
from reception.rules.price_list import own_parts
from reception.services.checkout import CheckedOut, check_out
from reception.ui.errors import explain
from reception.ui.i18n import _, ngettext_, say, screen_translator
from reception.ui.kit.button import Button
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.kit.layout import STRETCH, Row, row
from reception.ui.kit.text import Text
from reception.ui.page import Screens
from reception.ui.pages.desk.bill_lines import BillLines
from reception.ui.pages.desk.checkout_extras import CheckoutExtras
from reception.ui.pages.desk.patient_view import PatientView
from reception.ui.pages.desk.payer_line import PayerLine
from reception.ui.pages.desk.work_form import WorkForm
from reception.values.day_choices import IdentityCheck
from reception.values.labels import identity_label


class CheckoutForm(WorkForm):
    """`paid` comes when the visit is paid."""

    paid = Signal()
    shows = Signal(object)

    def __init__(
        self,
        screens: Screens,
        panel: PersonPanel,
        *,
        visit_id: int,
        day: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Checkout"), parent=parent)
        self._screens = screens
        self._panel = panel
        self._visit_id = visit_id
        self._day = day
        self._request_id = uuid4().hex
        self._preview: BillPreview | None = None
        told = None if panel.visit is None else panel.visit.price_told_minor
        self._told = told
        amount = "" if told is None else _plain(told)
        self.lines = BillLines(screens.actions.ask(bill_groups), amount, self)
        estimate = screens.actions.ask(partial(estimate_of, visit_id=visit_id))
        self.lines.take_estimate([(one, _plain(one.amount_minor)) for one in estimate.lines])
        self.lines.changed.connect(self._changed)
        self.lines.returned.connect(self._after_lines)
        self.extras = CheckoutExtras(day, self)
        self.extras.changed.connect(self._changed)
        self.extras.returned.connect(self._after_lines)
        self.points = Field(_("Points to use"), longest=9, parent=self)
        self.points.edited.connect(self._changed)
        self.points.returned.connect(self.pay)
        self.most_button = Button("", "quiet", key="Ctrl+M", parent=self)
        self.most_button.clicked.connect(self._use_most)
        self._points_row = Row(self.points, self.most_button, STRETCH)
        self.identity = ChoiceField(
            _("Recognised by"),
            [(one, say(identity_label(one))) for one in IdentityCheck],
            IdentityCheck.CARD,
            parent=self,
        )
        self.why = Text("", "muted", wrap=True, parent=self)
        self.difference = Text("", "muted", wrap=True, parent=self)
        self.due = Text("", "title", parent=self)
        self.earned = Text("", "lead", wrap=True, parent=self)
        self.why_button = Button(_("Why?"), "quiet", icon="question", parent=self)
        self.why_button.clicked.connect(self._toggle_explanation)
        self.explanation = Text("", "muted", wrap=True, parent=self)
        self.explanation.hide()
        self.pay_button = Button(_("Paid"), "primary", hint="⏎", parent=self)
        self.pay_button.clicked.connect(self.pay)
        self.close_button = Button(_("Close"), "quiet", hint="Esc", parent=self)
        self.close_button.clicked.connect(self.closed)
        self.payer = PayerLine(screens, patient_id=panel.patient_id, day=day, parent=self)
        for part in (
            self.payer,
            self.lines,
            self.extras,
            self._points_row,
            self.identity,
            self.why,
            self.difference,
            self.due,
        ):
            self.add(part)
        earned = row(self.earned, self.why_button)
        earned.setStretch(0, 1)
        self.add(earned)
        self.add(self.explanation).add(self.refusal)
        self.add(row(self.pay_button, self.close_button, STRETCH))
        self.add(Text(self._goodbye(), "muted", wrap=True))
        self._changed()

    def _goodbye(self) -> str:
        """How the visit ends in words: thanks by name, and the question that is promised."""
        end = self._screens.actions.ask(partial(goodbye, visit_id=self._visit_id))
        if end.survey_on is None:
            return _("At the end: thank {name} by name.", name=end.name)
        return _(
            "At the end: thank {name} by name, and say that on {day} we ask how it went.",
            name=end.name,
            day=end.survey_on,
        )

    def first_focus(self) -> QWidget | None:
        """The sum, or the points where the sum is known and there are any."""
        if self._told is not None and self._points_row.isVisibleTo(self):
            return self.points.line
        return self.lines.rows[0].amount.line

    # --- What it comes to -------------------------------------------------------------------

    def _points(self) -> int | None:
        text = self.points.text()
        if not text:
            return 0
        return int(text) if text.isascii() and text.isdigit() else None

    @Slot()
    @Slot(str)
    def _changed(self, *_what: object) -> None:
        self.refusal.hide()
        given = self.lines.lines()
        parts = own_parts([one.amount_minor for one in given], self.extras.insured() or 0)
        lines = [Line(one.group, part) for one, part in zip(given, parts, strict=True)]
        redeem = self._points() or 0
        ask = self._screens.actions.ask
        query = partial(preview_bill, patient_id=self._panel.patient_id, lines=lines, day=self._day)
        largest = ask(partial(query, redeem=0)).largest
        self._preview = ask(partial(query, redeem=min(redeem, largest)))
        self._show(self._preview, asked=redeem)

    def _show(self, bill: BillPreview, *, asked: int) -> None:
        money = partial(screen_translator().money, currency=self._panel.currency)
        member = bill.account_id is not None
        self._points_row.setVisible(member)
        self.identity.setVisible(member and asked > 0)
        self.why.setVisible(member and bill.bill_minor > 0)
        self.most_button.setText(_("up to {count}", count=bill.largest))
        self.most_button.updateGeometry()
        self.most_button.setVisible(bill.largest > 0)
        reason = "" if bill.why is None else say(bill.why)
        self.why.setText(
            _(
                "Usable: {largest} of {balance}. {why}",
                largest=bill.largest,
                balance=bill.balance,
                why=reason,
            )
        )
        too_many = asked > bill.largest
        self.points.set_error(
            _("At most {count} points can be used now.", count=bill.largest) if too_many else ""
        )
        self.due.setText(_("To pay: {money}", money=money(bill.money_minor)))
        self._show_difference(bill, money)
        points = ngettext_("{count} point", "{count} points", bill.earns)
        words = _("Earns: {points}", points=points)
        if not member:
            words = _("With the card it would earn: {points}", points=points)
        elif bill.earns and bill.usable_from is not None and bill.usable_from > self._day:
            later = _("usable from {day}", day=bill.usable_from)
            words = f"{words}, {later}"
        self.earned.setText(words)
        self.why_button.setVisible(bool(bill.explanation))
        self.explanation.setText("\n".join(say(step) for step in bill.explanation))
        self.shows.emit(self.patient_view())

    def _show_difference(self, bill: BillPreview, money: partial[str]) -> None:
        told = self._told
        self.difference.setVisible(told is not None)
        if told is None:
            return
        given = self.lines.lines()
        whole = sum(one.amount_minor for one in given)
        agreed = sum(one.amount_minor for one in given if one.was_added and one.was_agreed)
        if whole - agreed != told:
            words = _(
                "Told: {told}, on the bill: {bill}. Was the rest agreed?",
                told=money(told),
                bill=money(whole),
            )
        elif agreed:
            words = _(
                "As told: {money}, agreed since: {agreed}", money=money(told), agreed=money(agreed)
            )
        else:
            words = _("As told: {money}", money=money(told))
        if whole != bill.bill_minor:
            insured = _("The insurance pays: {money}", money=money(whole - bill.bill_minor))
            words = f"{words}\n{insured}"
        self.difference.setText(words)

    def patient_view(self) -> PatientView:
        """What the patient may see: her own lines, what she pays, her points."""
        bill = self._preview
        panel = self._panel
        groups = dict(self.lines.groups)
        given = self.lines.lines()
        return PatientView(
            language=panel.language,
            address=panel.spoken_name,
            items=tuple(
                (one.service or groups.get(one.group, ""), one.amount_minor) for one in given
            ),
            total_minor=0 if bill is None else bill.money_minor,
            currency=panel.currency,
            points_used=None if bill is None or bill.account_id is None else bill.redeem,
            points_earned=None if bill is None or bill.account_id is None else bill.earns,
        )

    @Slot()
    def _toggle_explanation(self) -> None:
        self.explanation.setVisible(not self.explanation.isVisible())

    @Slot()
    def _use_most(self) -> None:
        if self._preview is not None:
            self.points.line.setText(str(self._preview.largest))
            self._changed()
            self.points.line.setFocus()

    @Slot()
    def _after_lines(self) -> None:
        """Return in a sum: on to the points, or to paying."""
        if self._points_row.isVisibleTo(self) and self._preview and self._preview.largest:
            self.points.line.setFocus()
        else:
            self.pay()

    def showEvent(self, event: QShowEvent) -> None:
        """The patient's screen shows her bill while the form is seen."""
        super().showEvent(event)
        self.shows.emit(self.patient_view())

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing of her once it is put away."""
        self.shows.emit(None)
        super().hideEvent(event)

    # --- Paying -----------------------------------------------------------------------------

    @Slot()
    def pay(self) -> None:
        """Pay the visit: money and points in one action."""
        points = self._points()
        if points is None:
            self.points.set_error(_("Enter a whole number of points."))
            return
        lines = self.lines.lines()
        if self.lines.is_wrong() or not lines:
            self.lines.rows[0].amount.set_error(_("Enter a sum, for example 3200 or 3200,50."))
            self.lines.rows[0].amount.line.setFocus()
            return
        insured = self.extras.insured()
        if insured is None:
            self.extras.insured_field.line.setFocus()
            return
        if self.extras.is_wrong():
            return
        self._screens.actions.run(
            partial(
                check_out,
                visit_id=self._visit_id,
                lines=lines,
                redeem_points=points,
                identity=self.identity.value() or IdentityCheck.CARD,
                insured_percent=insured,
                again_on=self.extras.next_day(),
                request_id=self._request_id,
            ),
            done=self._done,
            failed=self._failed,
        )

    def _done(self, _out: CheckedOut) -> None:
        self.paid.emit()

    def _failed(self, error: ReceptionError) -> None:
        self._request_id = uuid4().hex
        if isinstance(error, InvalidInput) and error.field == "amount":
            self.lines.rows[0].amount.set_error(explain(error).sentence)
        else:
            self.refuse(error)


def _plain(minor: int) -> str:
    whole, rest = divmod(minor, 100)
    return f"{whole},{rest:02d}" if rest else str(whole)
