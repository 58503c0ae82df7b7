"""Credits and draws that no visit makes: birthdays, manual adjustments, and bare lots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reception.errors import Refused
from reception.rules.ledger import Account, Book, Debt, Entry, Key, Lot, When
from reception.rules.lots import balance_on, held_on, later
from reception.rules.posting import Credit, credit, pay_debts, plan_draws, take
from reception.rules.terms import Terms
from reception.rules.visits import outside_programme
from reception.translation import msg
from reception.values.choices import EntryKind


def terms_that_give(book: Book, day: date) -> Terms:
    """The version in force on `day`; raises Refused (outside_programme) if nothing is given."""
    terms = book.versions.in_force(day)
    if terms is None:
        raise outside_programme(day)
    return terms


def credit_birthday(
    book: Book, account: Account, member: Key | None, when: When, given: Sequence[int]
) -> Lot | None:
    """Birthday points with days of their own; `given` are the years they were given before."""
    terms = terms_that_give(book, when.day)
    bonus = terms.bonuses.birthday
    if bonus is None:
        raise Refused(msg("The terms of this day know no birthday points."), code="not_allowed")
    if when.day.year in given:
        raise Refused(
            msg("Birthday points are given once a calendar year; they were given."),
            code="not_allowed",
        )
    if not bonus.points:
        return None
    return credit(
        book,
        account,
        Credit(
            kind=EntryKind.BIRTHDAY,
            points=bonus.points,
            terms=terms,
            name=f"birthday {when.day.isoformat()}",
            member=member,
            last=later(when.day, days=bonus.usable_days),
            breakdown=[{"step": "extra", "code": "birthday", "points": bonus.points}],
        ),
        when,
    )


def adjust(
    book: Book, account: Account, points: int, when: When, *, reason: str, member: Key | None
) -> None:
    """A manual correction with its reason: a credit usable at once, or a draw."""
    if not reason.strip():
        raise Refused(msg("A correction needs a reason."), code="reason_missing")
    if points > 0:
        terms = terms_that_give(book, when.day)
        name = f"adjusted {when.day.isoformat()}"
        what = Credit(EntryKind.ADJUSTED, points, terms, name, member, reason=reason)
        credit(book, account, what, when)
    elif points < 0:
        draw_points(book, account, -points, when, kind=EntryKind.ADJUSTED, reason=reason)


def draw_points(
    book: Book,
    account: Account,
    points: int,
    when: When,
    *,
    kind: EntryKind = EntryKind.REDEEMED,
    forced: bool = False,
    at_most: bool = False,
    reason: str = "",
) -> Entry | None:
    """Draw points that no bill asks for.

    More than the balance is refused, unless `forced` (the rest becomes debt) or `at_most`
    (takes what there is).
    """
    balance = balance_on(book, account, when.day)
    if points > balance and not forced and not at_most:
        held = held_on(book, account, when.day)
        raise Refused(
            msg(
                "So many points are not there: {points}. The balance is {balance}.",
                points=points,
                balance=balance,
            ),
            code="held" if held and points <= balance + held else "not_enough_points",
        )
    if at_most:
        points = min(points, max(0, balance))
    plan = plan_draws(book, account, points, when.day)
    drawn = sum(n for _lot, n in plan)
    owed = points - drawn if forced else 0
    if drawn + owed == 0:
        return None
    draws = take(book, plan, when.day)
    entry = book.append(
        Entry(
            account=account.key,
            kind=kind,
            points=-(drawn + owed),
            effective=when.day,
            lot=plan[0][0].number if len(plan) == 1 else None,
            member=account.holder,
            version=book.versions.nearest(when.day).version.number,
            reason=reason,
        ),
        draws,
    )
    if owed:
        account.debts.append(Debt(entry.number, owed, when.day))
        pay_debts(book, account, when)
    return entry
