"""A paid visit: its points are redeemed first, then it earns (design/terms.md 1, 2, 14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reception.errors import Refused
from reception.rules.earning import Earned, Rate, earn
from reception.rules.expiry import count_visit
from reception.rules.ledger import (
    Account,
    Book,
    Draw,
    Entry,
    Key,
    Line,
    Lot,
    Step,
    VisitRecord,
    When,
    by_group,
)
from reception.rules.lots import later
from reception.rules.posting import Credit, credit, plan_draws, take
from reception.rules.promotions import open_promotions
from reception.rules.redemption import Allowed, check_redemption, largest_redemption
from reception.rules.terms import Promotion, Terms
from reception.rules.tiers import rate_on
from reception.translation import msg
from reception.values.choices import EntryKind
from reception.values.money import write_minor


@dataclass(slots=True)
class Paid:
    """What came of paying a visit; `allowed` is None for a person who has not joined."""

    allowed: Allowed | None
    earned: int = 0
    lot: Lot | None = None
    steps: tuple[Step, ...] = ()


def new_visit(key: Key, member: Key | None, day: date, lines: Sequence[Line]) -> VisitRecord:
    """A visit as it is first booked."""
    return VisitRecord(
        key=key,
        member=member,
        account=None,
        day=day,
        lines=tuple(lines),
        left=[line.amount for line in lines],
    )


def refuse_before_beginning(book: Book, day: date) -> None:
    """A visit before the programme began is outside it."""
    if day < book.versions.began:
        raise outside_programme(day)


def outside_programme(day: date) -> Refused:
    """The refusal of what lies outside the days of the programme."""
    return Refused(
        msg("The programme gives nothing on {day}: it had not begun or has ended.", day=day),
        code="outside_programme",
    )


def pay(book: Book, account: Account | None, visit: VisitRecord, redeem: int, when: When) -> Paid:
    """Pay a visit: use `redeem` points, then earn.

    `account` is the one its patient is on, or None for a person who has not joined: then the
    visit is kept and earns by rule 14 alone.  Raises Refused with the largest allowed.
    """
    refuse_before_beginning(book, visit.day)
    joined = account is not None and account.had(visit.member, visit.day)
    use = book.versions.nearest(visit.day)
    paid = Paid(None)
    if account is not None and joined:
        paid.allowed = largest_redemption(book, account, use, visit.lines, visit.day)
        if redeem:
            check_redemption(paid.allowed, use, redeem)
    elif redeem:
        raise Refused(
            msg("Points are used by members of the account; this person has not joined."),
            code="unknown_member",
        )
    terms = book.versions.in_force(visit.day)
    visit.version = use.version.number
    if account is None or not joined:
        return paid
    visit.account = account.key
    rate = rate_on(book, account, use, visit.day)
    visit.tier, visit.percent = rate.tier, rate.percent
    book.add_visit(account, visit)
    count_visit(book, account, visit.day, typed=when.typed)
    if redeem:
        visit.redeemed = redeem
        visit.redeemed_entry = redeem_points(book, account, visit, use, redeem).number
    if terms is not None:
        _earn(book, account, visit, terms, when, paid)
    return paid


def earn_late(book: Book, account: Account, visit: VisitRecord, when: When) -> Paid:
    """Let a visit earn that was kept while its patient's joining was not yet typed."""
    paid = Paid(None)
    terms = book.versions.in_force(visit.day)
    if terms is None:
        return paid
    rate = rate_on(book, account, terms, visit.day)
    visit.account, visit.version = account.key, terms.version.number
    visit.tier, visit.percent = rate.tier, rate.percent
    _earn(book, account, visit, terms, when, paid)
    return paid


def _earn(
    book: Book, account: Account, visit: VisitRecord, terms: Terms, when: When, paid: Paid
) -> None:
    """Credit what the visit earns, or let it wait while the account is blocked."""
    rate = Rate(visit.percent if visit.percent is not None else terms.earning.percent, visit.tier)
    earned = would_earn(book, visit, terms, rate)
    visit.promotions, visit.credited = earned.promotions, True
    paid.steps = earned.steps
    if account.blocked_on is not None and visit.day >= account.blocked_on:
        visit.pending, visit.pending_steps = earned.points, earned.steps
    elif earned.points:
        paid.earned = earned.points
        usable_from = later(visit.day, days=terms.earning.hold_days)
        then = When(visit.day, when.typed)
        paid.lot = credit_visit(
            book, account, visit, terms, earned, EntryKind.EARNED, then, usable_from
        )


def redeem_points(
    book: Book, account: Account, visit: VisitRecord, terms: Terms, points: int
) -> Entry:
    """Draw the points of a redemption that has been checked, and write its entry."""
    plan = plan_draws(book, account, points, visit.day)
    draws: list[Draw] = take(book, plan, visit.day)
    value = points * terms.programme.point_value
    return book.append(
        Entry(
            account=account.key,
            kind=EntryKind.REDEEMED,
            points=-points,
            effective=visit.day,
            lot=plan[0][0].number if len(plan) == 1 else None,
            member=visit.member,
            visit=visit.key,
            version=terms.version.number,
            breakdown=[{"step": "redeemed", "points": points, "amount": write_minor(value)}],
        ),
        draws,
    )


def would_earn(book: Book, visit: VisitRecord, terms: Terms, rate: Rate) -> Earned:
    """What a visit earns on its day, with the promotions its patient may still use."""
    return earn(
        terms,
        by_group(visit.lines, visit.left),
        redeemed=visit.redeemed - visit.returned,
        rate=rate,
        promotions=usable_promotions(book, visit, terms),
    )


def usable_promotions(book: Book, visit: VisitRecord, terms: Terms) -> list[Promotion]:
    """The promotions of the visit day its patient may still use."""
    if not terms.promotions:
        return []
    others = [
        each
        for each in book.visits_of(visit.member)
        if not each.cancelled and each.key != visit.key
    ]
    return open_promotions(
        terms.promotions, visit.day, lambda code: sum(code in each.promotions for each in others)
    )


def credit_visit(
    book: Book,
    account: Account,
    visit: VisitRecord,
    terms: Terms,
    earned: Earned,
    kind: EntryKind,
    when: When,
    usable_from: date,
) -> Lot:
    """Credit what a visit earned as its own lot."""
    lot = credit(
        book,
        account,
        Credit(
            kind=kind,
            points=earned.points,
            terms=terms,
            name=str(visit.key),
            member=visit.member,
            visit=visit.key,
            usable_from=usable_from,
            breakdown=earned.steps,
        ),
        when,
    )
    visit.lot, visit.stays = lot.number, earned.points
    return lot


def preview(
    book: Book, account: Account | None, visit: VisitRecord, redeem: int
) -> tuple[Allowed | None, Earned | None]:
    """What may be redeemed on a bill and what it would earn, nothing changed."""
    use = book.versions.nearest(visit.day)
    allowed = None
    if account is not None and account.had(visit.member, visit.day):
        allowed = largest_redemption(book, account, use, visit.lines, visit.day)
    terms = book.versions.in_force(visit.day)
    if terms is None:
        return allowed, None
    rate = rate_on(book, account, terms, visit.day)
    earned = earn(
        terms,
        by_group(visit.lines, visit.left),
        redeemed=redeem,
        rate=rate,
        promotions=usable_promotions(book, visit, terms),
    )
    return allowed, earned
