"""Why a refund gives this much money, these points back, and takes those off, in words.

One list of messages for each figure a patient may ask about (design/terms.md 7 and 8).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from reception.rules.earning import redeemable_part
from reception.rules.explaining import explain_steps
from reception.rules.ledger import VisitRecord, by_group
from reception.rules.refund import still_earned
from reception.rules.terms import Terms
from reception.translation import Message, msg, nmsg
from reception.values.choices import Shortfall
from reception.values.money import Money, floor_fraction


@dataclass(frozen=True)
class RefundFacts:
    """What a refund did to a visit; money in minor units.

    `earned_before` are the points that stayed of the visit before it, `written_off` and `debt`
    what no lot could cover.
    """

    amount: int
    money: int
    given_back: int
    earned_before: int
    taken: int
    written_off: int
    debt: int


def why_money(facts: RefundFacts, terms: Terms) -> list[Message]:
    """The bill value given back, less the points that come back instead of money."""
    currency = terms.programme.currency
    lines = [msg("Given back of the bill: {amount}.", amount=Money(facts.amount, currency))]
    if facts.given_back:
        value = Money(facts.given_back * terms.programme.point_value, currency)
        lines.append(
            nmsg(
                "{value} of it had been paid with points: {count} point comes back instead.",
                "{value} of it had been paid with points: {count} points come back instead.",
                facts.given_back,
                value=value,
            )
        )
    lines.append(msg("To pay out in money: {amount}.", amount=Money(facts.money, currency)))
    return lines


def why_returned(visit: VisitRecord, terms: Terms) -> list[Message]:
    """⌈P × R ÷ B⌉ of the points used are back after refunds of R on lines points may pay."""
    if not visit.redeemed:
        return [msg("No points were used on this visit.")]
    currency = terms.programme.currency
    bill = redeemable_part(terms, visit.lines)
    refunded = bill - redeemable_part(terms, by_group(visit.lines, visit.left))
    return [
        nmsg(
            "{count} point was used on lines worth {bill}.",
            "{count} points were used on lines worth {bill}.",
            visit.redeemed,
            bill=Money(int(bill), currency),
        ),
        nmsg(
            "{refunded} of these lines is refunded in all: of the points used, {count} is back,"
            " rounded up.",
            "{refunded} of these lines is refunded in all: of the points used, {count} are back,"
            " rounded up.",
            visit.returned,
            refunded=Money(floor_fraction(Fraction(refunded)), currency),
        ),
        msg("They return to the lots they came from and keep their last usable day."),
    ]


def why_taken(facts: RefundFacts, visit: VisitRecord, terms: Terms) -> list[Message]:
    """What is left of the bill earns less: the difference goes, first from the visit's own lot."""
    earned = still_earned(visit, terms)
    lines = [
        nmsg(
            "{count} point of this visit had stayed.",
            "{count} points of this visit had stayed.",
            facts.earned_before,
        )
    ]
    lines += explain_steps(earned.steps, terms.programme.currency)
    lines.append(
        nmsg(
            "What is left of the bill earns {count} point; the difference is taken off.",
            "What is left of the bill earns {count} points; the difference is taken off.",
            earned.points,
        )
    )
    return lines


def why_short(terms: Terms) -> list[Message]:
    """What becomes of points taken back that have been spent already, by the visit's terms."""
    number = terms.version.number
    if terms.refund.shortfall is Shortfall.DEBT:
        return [
            msg("These points have been spent already; the next points pay the debt first."),
            msg("So say the terms of the visit, version {number}.", number=number),
        ]
    return [
        msg("These points have been spent already; they are forgiven, there is no debt."),
        msg("So say the terms of the visit, version {number}.", number=number),
    ]
