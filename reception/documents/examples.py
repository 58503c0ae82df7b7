"""Worked examples on the rules sheet, computed by the engine and by nothing else."""

from __future__ import annotations

from fractions import Fraction

from reception.documents.payloads import Example, Note
from reception.rules.earning import Rate, earn, redeemable_part
from reception.rules.figures import FAMILY_VISITS, terms_figures
from reception.rules.redemption import redemption_cap
from reception.rules.service_names import STANDARD_GROUPS
from reception.rules.terms import Terms
from reception.translation import Message, Translator, msg, nmsg
from reception.values.money import Money

FAMILY_MEMBERS = 4


def worked_examples(terms: Terms, translator: Translator) -> tuple[Example, ...]:
    """A visit paid in money, the same visit paid in part with points, and a family's year."""
    bill = terms_figures(terms, translator.language)["usual_bill"]
    assert isinstance(bill, Money)  # noqa: S101 (its type is that of the figure's name)
    examples = []
    if terms.earning.percent > 0:
        examples.append(_paid_in_money(terms, bill, translator))
    if _largest(terms, bill) > 0:
        examples.append(_paid_with_points(terms, bill, translator))
    if terms.earning.percent > 0:
        examples.append(_family_year(terms, bill, translator))
    return tuple(examples)


def points_of(terms: Terms, bill: Money, redeemed: int = 0) -> int:
    """What one ordinary visit earns by the base rate."""
    rate = Rate(terms.earning.percent)
    return earn(terms, _lines(terms, bill), redeemed=redeemed, rate=rate).points


def _lines(terms: Terms, bill: Money) -> list[tuple[str, Fraction]]:
    excluded = {*terms.earning.excluded_groups, *terms.redemption.excluded_groups}
    ordinary = next((code for code in STANDARD_GROUPS if code not in excluded), "")
    return [(ordinary, Fraction(bill.minor))]


def _largest(terms: Terms, bill: Money) -> int:
    _minor, points = redemption_cap(terms, int(redeemable_part(terms, _lines(terms, bill))))
    points -= points % terms.redemption.step
    return points if points >= max(1, terms.redemption.minimum_points) else 0


def _paid_in_money(terms: Terms, bill: Money, translator: Translator) -> Example:
    return _example(
        translator,
        msg("A visit for {bill}, paid in money", bill=bill),
        (msg("Points earned"), _points(points_of(terms, bill))),
    )


def _paid_with_points(terms: Terms, bill: Money, translator: Translator) -> Example:
    used = _largest(terms, bill)
    off = Money(used * terms.programme.point_value, bill.currency)
    return _example(
        translator,
        msg("The same visit, as much as allowed paid with points"),
        (msg("Points used"), _points(used)),
        (msg("They lower the price by"), msg("{amount}", amount=off)),
        (msg("Paid in money"), msg("{amount}", amount=bill - off)),
        (msg("Points earned"), _points(points_of(terms, bill, used))),
    )


def _family_year(terms: Terms, bill: Money, translator: Translator) -> Example:
    visits = FAMILY_VISITS * points_of(terms, bill)
    lines = [
        (
            nmsg("For {count} such visit", "For {count} such visits", FAMILY_VISITS),
            _points(visits),
        )
    ]
    total = visits
    if terms.bonuses.birthday is not None and terms.bonuses.birthday.points:
        birthdays = FAMILY_MEMBERS * terms.bonuses.birthday.points
        total += birthdays
        lines.append((msg("For four birthdays"), _points(birthdays)))
    worth = Money(total * terms.programme.point_value, bill.currency)
    lines.append((msg("Together they are worth"), msg("{amount}", amount=worth)))
    return _example(translator, msg("A family of four in a year"), *lines)


def _points(count: int) -> Message:
    return nmsg("{count} point", "{count} points", count)


def _example(translator: Translator, title: Message, *lines: tuple[Message, Message]) -> Example:
    return Example(
        translator.text(title),
        tuple(Note(translator.text(label), translator.text(figure)) for label, figure in lines),
    )
