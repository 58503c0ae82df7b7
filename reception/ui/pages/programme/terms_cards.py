"""The cards of the editor, in the order of the sheet."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from reception.rules.terms_editing import life_in_other_unit
from reception.ui.i18n import _
from reception.ui.kit.field import ChoiceField, Field
from reception.ui.pages.programme.terms_card import TermsCard
from reception.values.choices import ExpiryMode, Leaving, Rounding, Shortfall

MODE, LIFE, UNIT = "expiry.mode", "expiry.life", "expiry.unit"
MONTHS, DAYS = "months", "days"


def version_card(parent: QWidget) -> TermsCard:
    """When it holds, and how worse terms and the end are announced."""
    card = TermsCard(_("From when, until when"), ["T12"], parent)
    card.add_field("version.valid_from", _("First day"), _("For example 01.12.2026."))
    card.add_field("version.valid_until", _("Last day"), _("Empty: no end."))
    card.add_field("version.notice_days", _("Days of notice"), _("Before terms get worse."))
    card.add_field("version.closing_days", _("Closing days"), _("To use points after the end."))
    return card.end()


def earning_card(parent: QWidget) -> TermsCard:
    """What comes back of a bill."""
    card = TermsCard(_("What comes back"), ["T2"], parent)
    card.add_field("earning.percent", _("Per cent in points"))
    card.add_choice(
        "earning.rounding",
        _("Rounding"),
        [
            (Rounding.DOWN, _("down")),
            (Rounding.HALF_UP, _("to the nearest")),
            (Rounding.UP, _("up")),
        ],
    )
    card.add_field("earning.minimum_bill", _("From a bill of"), _("0: from any bill."))
    return card.end()


def family_card(parent: QWidget) -> TermsCard:
    """Who may be on an account, and what a leaver takes along."""
    card = TermsCard(_("The family"), ["T3"], parent)
    card.add_field("family.max_members", _("People on one account"), _("The holder included."))
    card.add_choice(
        "family.leaving",
        _("Who leaves"),
        [
            (Leaving.STAYS, _("leaves the points")),
            (Leaving.OWN_LOTS_GO_ALONG, _("takes own points along")),
        ],
    )
    return card.end()


def spending_card(parent: QWidget) -> TermsCard:
    """How much of a visit points pay, and from when."""
    card = TermsCard(_("Paying with points"), ["T4"], parent)
    card.add_field("redemption.cap_percent", _("Up to, per cent"), _("Of what can be paid so."))
    card.add_field("redemption.minimum_points", _("Fewest points at a time"))
    card.add_field("redemption.step", _("In steps of"))
    card.add_field("earning.hold_days", _("Usable after days"), _("0: at once."))
    return card.end()


def bonus_card(parent: QWidget) -> TermsCard:
    """Welcome, past visits, birthdays and recommendations."""
    card = TermsCard(_("Bonuses"), ["T7", "T8", "T9"], parent)
    card.add_field("bonuses.welcome", _("Welcome points"), _("0: none."))
    card.add_field("earning.retroactive_days", _("Days before joining that count"))
    card.add_field("bonuses.birthday.points", _("Birthday points"), _("0: none."))
    card.add_field("bonuses.birthday.usable_days", _("Days to use them"))
    card.add_field("bonuses.referral.referrer", _("For recommending us"), _("0: none."))
    card.add_field("bonuses.referral.newcomer", _("For who comes"))
    card.add_field("bonuses.referral.minimum_bill", _("From a first bill of"))
    card.add_field("bonuses.referral.within_days", _("Within days"))
    return card.end()


def refund_card(parent: QWidget) -> TermsCard:
    """What becomes of points when money is paid back."""
    card = TermsCard(_("Refunds"), ["T10"], parent)
    card.add_choice(
        "refund.shortfall",
        _("Points already spent"),
        [(Shortfall.WRITE_OFF, _("are forgiven")), (Shortfall.DEBT, _("become a debt"))],
    )
    card.add_field("refund.grace_days", _("Days for lapsed ones that come back"))
    return card.end()


class LifeCard(TermsCard):
    """How long points live: counted from what, how long in months or days, and the warning."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("How long points live"), ["T6"], parent)
        self.add_choice(
            MODE,
            _("Counted"),
            [
                (ExpiryMode.AFTER_LAST_VISIT, _("from the last visit")),
                (ExpiryMode.AFTER_EARNING, _("from the day they are earned")),
                (ExpiryMode.END_OF_MONTH, _("to the end of the month")),
                (ExpiryMode.END_OF_YEAR, _("to the end of the year")),
                (ExpiryMode.NEVER, _("they never lapse")),
            ],
        )
        self.amount = Field(_("How long"), longest=8)
        self.amount.setObjectName(LIFE)
        self.amount.saved.connect(self._amount_saved)
        self.form.add(LIFE, self.amount)
        units = [(MONTHS, _("months")), (DAYS, _("days"))]
        self.unit = ChoiceField(_("In"), units)
        self.unit.setObjectName(UNIT)
        self.unit.chosen.connect(self._unit_chosen)
        self.form.add(UNIT, self.unit)
        self.add_field("expiry.warn_days", _("Days of warning"), _("0: none."))
        self.end()
        self._expiry: dict[str, Any] = {}

    def show_terms(self, tree: Any, sentences: Any, today: Any) -> None:
        """The life, too; hidden where points never lapse."""
        super().show_terms(tree, sentences, today)
        self._expiry = dict(tree["expiry"])
        if not self.amount.error():
            given = self._expiry.get(DAYS, self._expiry.get(MONTHS))
            self.amount.set_text("" if given is None else str(given))
        self.unit.set_value(DAYS if DAYS in self._expiry else MONTHS)
        lapses = self._expiry["mode"] != ExpiryMode.NEVER.value
        self.amount.setVisible(lapses)
        self.unit.setVisible(lapses)

    def field(self, path: str) -> Any:
        """Months and days are one field here."""
        if path in (f"expiry.{MONTHS}", f"expiry.{DAYS}"):
            return self.amount
        return super().field(path)

    def _amount_saved(self, text: str) -> None:
        plain = text.strip()
        value: Any = int(plain) if plain.isascii() and plain.isdigit() else plain or None
        self.typed.emit(LIFE, (value, self.unit.value() == DAYS))

    def _unit_chosen(self, unit: object) -> None:
        in_days = unit == DAYS
        value = self._expiry.get(MONTHS if in_days else DAYS)
        if isinstance(value, int):
            value = life_in_other_unit(value, to_days=in_days)
        self.typed.emit(LIFE, (value, in_days))
