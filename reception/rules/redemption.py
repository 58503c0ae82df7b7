"""How many points may pay a part of a bill, and why not more (design/terms.md 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reception.errors import Refused
from reception.rules.earning import exact_percent, redeemable_part
from reception.rules.ledger import Account, Book, Line
from reception.rules.lots import standing
from reception.rules.terms import Terms
from reception.translation import Message, msg, nmsg
from reception.values.money import Money


@dataclass(frozen=True)
class Allowed:
    """The largest redemption of a bill on a day, and what bounds it.

    `points` is the largest allowed; `balance` what the account has that day, `cap` the points
    the cap allows (before the step), `cap_minor` its money; `bound_by` is the code of what
    bounds it: a reason of design/terms.md.
    """

    points: int
    balance: int
    held: int
    cap: int
    cap_minor: int
    redeemable_minor: int
    bound_by: str
    why: Message


def largest_redemption(
    book: Book, account: Account, terms: Terms, lines: Sequence[Line], day: date
) -> Allowed:
    """The most points that may be used on `lines` on `day`, before the visit earns."""
    redeemable = max(0, int(redeemable_part(terms, lines)))
    rules = terms.redemption
    cap_minor, cap = redemption_cap(terms, redeemable)
    balance, held = standing(book, account, day)
    balance = max(0, balance)
    bound = min(cap, balance)
    points = bound - bound % rules.step
    code = "above_cap" if cap < balance else "not_enough_points"
    if account.blocked_on is not None:
        points, code = 0, "blocked"
    elif redeemable == 0:
        points, code = 0, "not_redeemable"
    elif points < rules.minimum_points:
        points, code = 0, code if bound < rules.minimum_points else "not_a_step"
    if code == "not_enough_points" and held:
        code = "held"
    why = _why(code, terms, balance, held, cap_minor)
    return Allowed(points, balance, held, cap, cap_minor, redeemable, code, why)


def redemption_cap(terms: Terms, redeemable: int) -> tuple[int, int]:
    """The cap of a redeemable bill in minor units and in points, before the step."""
    cap = exact_percent(terms.redemption.cap_percent)
    minor = redeemable * cap.numerator // cap.denominator
    return minor, minor // terms.programme.point_value


def check_redemption(allowed: Allowed, terms: Terms, points: int) -> None:
    """Refuse a redemption that is not allowed, with its reason and the largest allowed."""
    code = _fault(allowed, terms, points)
    if code is not None:
        raise Refused(
            msg(
                "So many points cannot be used: {points}. The most that can be used now: {largest}. {why}",
                points=points,
                largest=allowed.points,
                why=_why(code, terms, allowed.balance, allowed.held, allowed.cap_minor),
            ),
            code=code,
        )


def _fault(allowed: Allowed, terms: Terms, points: int) -> str | None:
    """The reason why `points` may not be used, or None."""
    rules = terms.redemption
    if allowed.bound_by in ("blocked", "not_redeemable"):
        return allowed.bound_by
    if points > allowed.balance and allowed.balance <= allowed.cap:
        return "held" if points <= allowed.balance + allowed.held else "not_enough_points"
    if points > allowed.cap:
        return "above_cap"
    if points > allowed.balance:
        return "not_enough_points"
    if points < rules.minimum_points:
        return "below_minimum"
    if points % rules.step:
        return "not_a_step"
    return None


def _why(code: str, terms: Terms, balance: int, held: int, cap_minor: int) -> Message:
    """What bounds a redemption, in words."""
    rules, programme = terms.redemption, terms.programme
    if code == "blocked":
        return msg("The account is blocked: its points are kept and cannot be used now.")
    if code == "not_redeemable":
        return msg("Nothing on this bill can be paid with points.")
    if code == "above_cap":
        return msg(
            "Points may pay at most {percent}% of the services they can be used for: {amount}.",
            percent=rules.cap_percent,
            amount=Money(cap_minor, programme.currency),
        )
    if code == "below_minimum":
        return nmsg(
            "At least {count} point is used at a time.",
            "At least {count} points are used at a time.",
            rules.minimum_points,
        )
    if code == "not_a_step":
        return msg("Points are used in steps of {step}.", step=rules.step)
    if code == "held":
        return msg(
            "The balance is {balance}; {held} more are earned and not yet usable.",
            balance=balance,
            held=held,
        )
    return msg("The balance is {balance}.", balance=balance)
